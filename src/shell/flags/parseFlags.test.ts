import { describe, expect, it } from 'vitest';
import type { Flag } from './flag';
import { parseFlags } from './parseFlags';

const flags: readonly Flag[] = [
  { name: 'all', shorthand: 'a', type: 'bool', usage: '' },
  { name: 'output', shorthand: 'o', type: 'string', usage: '' },
  { name: 'filename', shorthand: 'f', type: 'strings', usage: '' },
  { name: 'literal', type: 'array', usage: '' },
  { name: 'replicas', type: 'int', default: 1, usage: '' },
  { name: 'timeout', type: 'duration', default: '20s', usage: '' },
  { name: 'dry-run', type: 'string', default: 'none', alone: 'unchanged', usage: '' },
];

class Refused extends Error {}

function parse(line: string) {
  return parseFlags(flags, line.split(' '), { refuse: (message) => new Refused(message) });
}

function problem(line: string): string {
  try {
    parse(line);
  } catch (error) {
    if (error instanceof Refused) return error.message;
  }
  return 'none';
}

describe('parseFlags', () => {
  it('takes flags anywhere, in every form of pflag', () => {
    const { values, args, argsBeforeDash } = parse('pods -ao wide web --replicas=0x10 -fa.yaml,b.yaml -f=c.yaml -- -x');
    expect(args).toEqual(['pods', 'web', '-x']);
    expect(argsBeforeDash).toBe(2);
    expect(values.bool('all')).toBe(true);
    expect(values.string('output')).toBe('wide');
    expect(values.int('replicas')).toBe(16);
    expect(values.strings('filename')).toEqual(['a.yaml', 'b.yaml', 'c.yaml']);
  });

  it('keeps array values whole, splits string slices, and knows defaults', () => {
    const { values } = parse('--literal a=1,2 --literal b --dry-run --timeout 1m30s --all=false');
    expect(values.strings('literal')).toEqual(['a=1,2', 'b']);
    expect(values.string('dry-run')).toBe('unchanged');
    expect(values.duration('timeout')).toBe(90_000);
    expect(values.bool('all')).toBe(false);
    expect(values.int('replicas')).toBe(1);
    expect(values.changed('replicas')).toBe(false);
  });

  it('words what is wrong as pflag does', () => {
    expect(problem('--nope')).toBe(`unknown flag: --nope`);
    expect(problem('-az')).toBe(`unknown shorthand flag: 'z' in -z`);
    expect(problem('--output')).toBe(`flag needs an argument: --output`);
    expect(problem('-o')).toBe(`flag needs an argument: 'o' in -o`);
    expect(problem('---x')).toBe(`bad flag syntax: ---x`);
    expect(problem('--replicas=many')).toBe(
      `invalid argument "many" for "--replicas" flag: strconv.ParseInt: parsing "many": invalid syntax`,
    );
    expect(problem('--replicas=99999999999999999999')).toBe(
      `invalid argument "99999999999999999999" for "--replicas" flag: strconv.ParseInt: parsing "99999999999999999999": value out of range`,
    );
    expect(problem('-a=maybe')).toBe(
      `invalid argument "maybe" for "-a, --all" flag: strconv.ParseBool: parsing "maybe": invalid syntax`,
    );
    expect(problem('--timeout=5')).toBe(
      `invalid argument "5" for "--timeout" flag: time: missing unit in duration "5"`,
    );
    expect(problem('--timeout=5x')).toBe(
      `invalid argument "5x" for "--timeout" flag: time: unknown unit "x" in duration "5x"`,
    );
    expect(problem('--timeout=soon')).toBe(
      `invalid argument "soon" for "--timeout" flag: time: invalid duration "soon"`,
    );
  });
});
