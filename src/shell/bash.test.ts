import { describe, expect, it } from 'vitest';
import { Random } from '../base/random';
import recorded from './bashRecorded.json';
import { quoteForShell, quoteWithBackslashes } from './interpreter/quote';
import { LaptopShell } from './runSession';
import { testShell, testWorld } from './testing';

/** Scripts with what bash 5.2 made of them (`bash -c`) on a real machine. */
const cases: readonly { script: string; stdout: string; stderr?: string; exit?: number }[] = recorded;

describe('bash', () => {
  it.each(cases)('does as the real one: $script', ({ script, stdout, stderr = '', exit = 0 }) => {
    const run = testShell({ 'work/.script': script });
    const result = run('cd work; bash -c "$(cat .script; rm .script)"');
    expect(result).toEqual({ stdout, stderr, exit });
  });

  it('keeps variables, directory, functions and jobs from line to line', () => {
    const run = testShell();
    run('mkdir d; cd d; x=1; f() { echo "f$x"; }');
    expect(run('pwd; f; echo $$').stdout).toBe('/home/learner/d\nf1\n2\n');
  });

  it('interrupts a line after its timeout and can be used again', () => {
    const world = testWorld();
    const shell = new LaptopShell(world);
    const began = world.clock.now;
    expect(shell.run('echo a; while true; do sleep 1; done; echo b', { timeout: 3000 })).toEqual({
      stdout: 'a\n',
      stderr: '',
      exit: 124,
    });
    expect(world.clock.now - began).toBeLessThan(4000);
    expect(shell.run('echo again').stdout).toBe('again\n');
  });

  it('runs scripts, with and without an interpreter line', () => {
    const run = testShell({ a: 'echo "a $0 $1"\nnosuch\n', b: '#!/bin/sh\necho "b $1"\nexit 3\n' });
    run('chmod +x a b');
    expect(run('./a x; ./b y; echo $?; bash a z 2>/dev/null; sh nosuchfile')).toEqual({
      stdout: 'a ./a x\nb y\n3\na a z\n',
      stderr: './a: line 2: nosuch: command not found\nsh: 0: cannot open nosuchfile: No such file\n',
      exit: 2,
    });
  });

  it('ends an endless writer when its reader has gone', () => {
    const run = testShell();
    // biome-ignore lint/suspicious/noTemplateCurlyInString: it is bash's
    expect(run('yes | head -2; seq 1 1000000 | sed 2q; echo ${PIPESTATUS[@]}')).toEqual({
      stdout: 'y\ny\n1\n2\n141 0\n',
      stderr: '',
      exit: 0,
    });
  });
});

const PIECES = [
  'echo a',
  'x=$((x+1))',
  'if',
  'then',
  'fi',
  'for i in 1 2',
  'while',
  'do',
  'done',
  '|',
  '&&',
  '||',
  ';',
  '&',
  '\n',
  '(',
  ')',
  '{',
  '}',
  '"',
  "'",
  '$(',
  '`',
  '${x',
  // biome-ignore lint/suspicious/noTemplateCurlyInString: it is bash's
  '${x:-a}',
  '$((',
  '))',
  '<<E',
  '<<<a',
  '> f',
  '2>&1',
  '< f',
  '*',
  '[a-',
  '\\',
  '$@',
  'case a in',
  'a)',
  ';;',
  'esac',
  '[[ a',
  ']]',
  '!',
  'f() {',
  'a=(1 2)',
  '${a[@]',
  'exit 3',
  'break',
  'true',
  'cat',
  '{1..3}',
  '~',
  'é가',
];

describe('any text at all', () => {
  it.each([1, 2, 3, 4, 5, 6])('is run or refused, but never breaks the shell (seed %i)', (seed) => {
    const random = new Random(seed);
    const world = testWorld(seed);
    const shell = new LaptopShell(world);
    for (let round = 0; round < 60; round++) {
      const script = Array.from({ length: 1 + random.integer(9) }, () => random.pick(PIECES)).join(
        random.pick([' ', '']),
      );
      const result = shell.run(`bash -c ${quoteForShell(script, true)}`, { timeout: 2000 });
      expect(result.exit, script).toBeGreaterThanOrEqual(0);
    }
    expect(shell.run('echo alive').stdout).toBe('alive\n');
  });

  it.each([1, 2, 3])('comes through quoting unchanged (seed %i)', (seed) => {
    const random = new Random(seed);
    const run = testShell();
    const alphabet = ' aZ9\'"\\$`*?[]{}()<>|&;!#~=%\t\n가é-';
    for (let round = 0; round < 40; round++) {
      const text = random.token(alphabet, random.integer(12));
      expect(run(`printf '[%s]' ${quoteForShell(text, true)}`).stdout).toBe(`[${text}]`);
      expect(run(`printf '[%s]' ${quoteWithBackslashes(text)}`).stdout).toBe(`[${text}]`);
      expect(
        run(`x=${quoteForShell(text, true)}; eval "y=$(printf %q "$x")"; [ "$x" = "$y" ] && echo same`).stdout,
      ).toBe('same\n');
    }
  });
});

describe('what would never end', () => {
  it.each([
    ['a recursive function', 'f() { f; }; f; echo $?', 1],
    ['a file that reads itself', 'echo ". ./s" > s; . ./s', 1],
    ['an eval of itself', 'f() { eval f; }; f', 1],
    ['a fork bomb', ':(){ :|:& };:; sleep 3; echo survived', 0],
    // biome-ignore lint/suspicious/noTemplateCurlyInString: it is bash's
    ['an endless output kept', 'x=$(yes); [ ${#x} -gt 1000000 ]', 0],
    ['an endless sum', 'i=0; while :; do i=$((i+1)); done', 124],
    ['an endless awk', "awk 'BEGIN { while (1) {} }'", 124],
  ])('leaves the shell usable: %s', (_name, script, exit) => {
    const shell = new LaptopShell(testWorld());
    const result = shell.run(`bash -c ${quoteForShell(script, true)}`, { timeout: 5000 });
    expect(result.exit).toBe(result.stdout === '1\n' ? 0 : exit);
    expect(shell.run('echo usable').stdout).toBe('usable\n');
  });
});
