/** The command line of the cluster autoscaler, with the defaults of its version 1.32. */
import { fail, ok, type Result } from '../../../base/result';

export interface AutoscalerFlags {
  readonly minimum: number;
  readonly maximum: number;
  /** Milliseconds. */
  readonly scanInterval: number;
  readonly unneededTime: number;
  readonly delayAfterAdd: number;
  /** Below this share of what a node has, it may be unneeded. */
  readonly threshold: number;
}

const DEFAULTS = {
  'scan-interval': '10s',
  'scale-down-unneeded-time': '10m0s',
  'scale-down-delay-after-add': '10m0s',
  'scale-down-utilization-threshold': '0.5',
};

/** Flags that it takes and that change nothing here. */
const IGNORED: ReadonlySet<string> = new Set([
  'v',
  'logtostderr',
  'stderrthreshold',
  'cloud-provider',
  'expander',
  'skip-nodes-with-local-storage',
  'skip-nodes-with-system-pods',
  'balance-similar-node-groups',
  'leader-elect',
]);

/** Reads the arguments, for the group of that name; the error is what it ends with. */
export function readAutoscalerFlags(words: readonly string[], group: string): Result<AutoscalerFlags, string> {
  const flags: Record<string, string> = { ...DEFAULTS };
  for (const word of words) {
    const [, name = '', value = 'true'] = /^--?([^=]+)(?:=(.*))?$/.exec(word) ?? [];
    if (!(name in DEFAULTS) && name !== 'nodes' && !IGNORED.has(name)) return fail(`unknown flag: ${word}`);
    flags[name] = value;
  }
  const { nodes } = flags;
  const [, minimum, maximum, named] = /^(\d+):(\d+):(.+)$/.exec(nodes ?? '') ?? [];
  if (named === undefined) return fail('--nodes=MIN:MAX:GROUP says which machines may come and go');
  if (named !== group) return fail(`there is no node group "${named}" in this cloud: its name is "${group}"`);
  if (Number(minimum) > Number(maximum)) return fail('max size must be greater or equal to min size');
  const times = ['scan-interval', 'scale-down-unneeded-time', 'scale-down-delay-after-add'].map((name) =>
    durationOf(flags[name] ?? ''),
  );
  const [scanInterval, unneededTime, delayAfterAdd] = times;
  if (scanInterval === undefined || unneededTime === undefined || delayAfterAdd === undefined) {
    return fail('invalid duration');
  }
  const threshold = Number(flags['scale-down-utilization-threshold']);
  return ok({
    minimum: Number(minimum),
    maximum: Number(maximum),
    scanInterval,
    unneededTime,
    delayAfterAdd,
    threshold,
  });
}

/** Go's durations in milliseconds: `1m30s`. */
function durationOf(text: string): number | undefined {
  const [all, hours = 0, minutes = 0, seconds = 0] = /^(?:(\d+)h)?(?:(\d+)m)?(?:(\d+)s)?$/.exec(text) ?? [];
  if (all === undefined || all === '') return undefined;
  return ((Number(hours) * 60 + Number(minutes)) * 60 + Number(seconds)) * 1000;
}
