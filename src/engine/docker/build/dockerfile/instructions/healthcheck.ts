import { ok, type Result } from '../../../../../base/result';
import type { HealthCheck } from '../../../../containers/images/image';
import { type FlagValues, readFlags } from '../flags';
import { durationText, parseDuration, quoted, quotedList, quotedNumber } from '../goText';
import type { ConfigInstruction, InstructionKind, InstructionText, ReadProblem } from '../instruction';
import { firstWord } from '../words';
import { readCommandLine } from './commandLine';
import { said } from './configInstruction';
import { atLeastOne, problem } from './problems';

const TIMES = ['interval', 'timeout', 'start-period', 'start-interval'] as const;
const FLAGS = {
  interval: 'text',
  timeout: 'text',
  'start-period': 'text',
  'start-interval': 'text',
  retries: 'text',
} as const;

/** `HEALTHCHECK [--interval=30s ...] CMD COMMAND`, or `HEALTHCHECK NONE`. */
export const healthcheck: InstructionKind = {
  keyword: 'HEALTHCHECK',
  read: (text) => {
    const [type, rest] = firstWord(text.rest);
    if (type === '') return atLeastOne('HEALTHCHECK');
    if (type.toUpperCase() === 'NONE') {
      return rest === '' ? ok(instruction(text, { test: ['NONE'] })) : problem('HEALTHCHECK NONE takes no arguments');
    }
    const flags = readFlags(text.flags, FLAGS);
    if (!flags.ok) return problem(flags.error);
    if (type.toUpperCase() !== 'CMD') {
      return problem(`Unknown type ${quoted(type.toUpperCase())} in HEALTHCHECK (try CMD)`);
    }
    const line = readCommandLine(rest);
    if (!line.ok) return line;
    if (line.value.words.length === 0) return problem('Missing command after HEALTHCHECK CMD');
    const test = [line.value.shell ? 'CMD-SHELL' : 'CMD', ...line.value.words];
    const check = withTimes(test, flags.value);
    return check.ok ? ok(instruction(text, check.value)) : check;
  },
};

function withTimes(test: readonly string[], flags: FlagValues): Result<HealthCheck, ReadProblem> {
  const times = new Map<string, number>();
  for (const name of TIMES) {
    const text = flags.text(name);
    if (text === '') continue;
    const duration = parseDuration(text);
    if ('problem' in duration) return problem(duration.problem);
    const { milliseconds } = duration;
    if (milliseconds !== 0 && milliseconds < 1) return problem(`Interval ${quoted(name)} cannot be less than 1ms`);
    if (milliseconds !== 0) times.set(name, milliseconds);
  }
  const retries = flags.text('retries');
  if (retries !== '' && !/^[+-]?\d+$/.test(retries)) {
    return problem(`strconv.ParseInt: parsing ${quoted(retries)}: invalid syntax`);
  }
  if (retries !== '' && Number(retries) < 1) return problem(`--retries must be at least 1 (not ${Number(retries)})`);
  const time = (name: (typeof TIMES)[number], field: string) => (times.has(name) ? { [field]: times.get(name) } : {});
  return ok({
    test,
    ...time('interval', 'interval'),
    ...time('timeout', 'timeout'),
    ...time('start-period', 'startPeriod'),
    ...time('start-interval', 'startInterval'),
    ...(retries === '' ? {} : { retries: Number(retries) }),
  });
}

function instruction(text: InstructionText, check: HealthCheck): ConfigInstruction {
  return {
    type: 'config',
    line: text.line,
    code: text.code,
    change: (draft) => {
      draft.set({ healthcheck: check });
      return said(`HEALTHCHECK ${goText(check)}`);
    },
  };
}

/** As Go's `%q` prints the structure. */
function goText(check: HealthCheck): string {
  const times = [check.interval, check.timeout, check.startPeriod].map((time) => quoted(durationText(time ?? 0)));
  return `&{${quotedList(check.test)} ${times.join(' ')} ${quotedNumber(check.retries ?? 0)}}`;
}
