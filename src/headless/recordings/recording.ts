/** Sessions recorded from real clusters and a real Docker, replayed here and compared step by step. */
import { runSession, type Session } from '../session';
import { canonicaliser } from './canonical';

interface RecordedStep {
  readonly cmd: string;
  readonly stdout: string;
  readonly stderr: string;
  readonly exit: number;
  readonly took: number;
  /** What the recorder did before it: `settled`, `sleep 2`, `until COMMAND`, `kubelet of NODE dead`. */
  readonly waitFor: readonly string[];
  /** The command with `{{NAME}}` for values that `lets` asks for. */
  readonly cmdTemplate?: string;
  readonly lets?: Readonly<Record<string, string | { readonly cmd: string }>>;
}

export interface Recording {
  readonly name: string;
  readonly title?: string;
  /** Present for recordings of docker. */
  readonly dockerClient?: string;
  readonly files?: Readonly<Record<string, string>>;
  readonly steps: readonly RecordedStep[];
}

export interface StepComparison {
  /** Its place, from 1, and the command: `12 docker ps`. */
  readonly step: string;
  readonly equal: boolean;
  readonly real: string;
  readonly simulated: string;
}

/** Runs a recorded session on a simulated cluster. */
export function compareRecording(recording: Recording): readonly StepComparison[] {
  const ofDocker = recording.dockerClient !== undefined;
  const files = recording.files ?? {};
  const { steps } = runSession({
    name: recording.name,
    cluster: ofDocker ? 'docker' : 'reference',
    files,
    steps: recording.steps.map((step) => ({ cmd: step.cmdTemplate ?? step.cmd, ...before(step), ...lets(step) })),
  });
  const given = [...recording.steps.map((step) => step.cmdTemplate ?? step.cmd), ...Object.entries(files).flat()];
  const real = canonicaliser(given.join('\n'), ofDocker);
  const simulated = canonicaliser(given.join('\n'), ofDocker);
  return recording.steps.map((step, at) => {
    const got = steps[at];
    const want = `exit ${step.exit}\n${real(step.stdout, step.cmd)}\n--\n${real(step.stderr, step.cmd)}`;
    const have =
      got === undefined
        ? 'nothing'
        : `exit ${got.exit}\n${simulated(got.stdout, step.cmd)}\n--\n${simulated(got.stderr, step.cmd)}`;
    return { step: `${at + 1} ${step.cmd.split('\n')[0]}`, equal: want === have, real: want, simulated: have };
  });
}

/** What the recording waited for before a step, in a session's words. */
function before(step: RecordedStep): Omit<Session['steps'][number], 'cmd'> {
  let sleep: number | undefined;
  let until: string | undefined;
  const nodes: Record<string, 'dead' | 'alive'> = {};
  for (const what of step.waitFor) {
    const [, verb, rest = ''] = /^(sleep|until|kubelet of) (.*)$/s.exec(what) ?? [];
    if (verb === 'sleep') sleep = (sleep ?? 0) + Number(rest);
    if (verb === 'until') until = rest;
    if (verb !== 'kubelet of') continue;
    const [node = '', state] = rest.split(' ');
    nodes[node] = state === 'dead' ? 'dead' : 'alive';
  }
  // The recorder ended what did not end by itself.
  const ended = step.exit === 124 && !/\btimeout \d/.test(step.cmd);
  return {
    wait: step.waitFor.includes('settled') ? 'settled' : 'none',
    nodes,
    ...(sleep === undefined ? {} : { sleep }),
    ...(until === undefined ? {} : { until }),
    ...(ended ? { timeout: Math.round(step.took) } : {}),
  };
}

function lets(step: RecordedStep): { lets?: Record<string, string> } {
  if (step.lets === undefined) return {};
  const commands = Object.entries(step.lets).map(([name, value]) => [
    name,
    typeof value === 'string' ? value : value.cmd,
  ]);
  return { lets: Object.fromEntries(commands) };
}
