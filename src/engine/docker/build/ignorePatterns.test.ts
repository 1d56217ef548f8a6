import { describe, expect, it } from 'vitest';
import { IgnorePatterns } from './ignorePatterns';

/** Which of the paths a .dockerignore leaves in. */
function left(ignore: string, ...paths: string[]): string[] {
  const patterns = IgnorePatterns.read(ignore);
  if (!patterns.ok) throw new Error(patterns.error);
  return paths.filter((path) => !patterns.value.excludes(path));
}

describe('.dockerignore', () => {
  it('leaves out files and whole directories by name, at the top only', () => {
    const paths = ['node_modules/a/index.js', 'node_modules', 'lib/node_modules/b.js', 'debug.log', 'lib/debug.log'];
    expect(left('node_modules\n*.log\n', ...paths)).toEqual(['lib/node_modules/b.js', 'lib/debug.log']);
  });

  it('reads ** as any number of directories', () => {
    const paths = ['a.log', 'x/a.log', 'x/y/a.log', 'secret', 'secret/key', 'x/secret/key', 'src/deep/a.tmp'];
    expect(left('**/*.log\nsecret/**\nsrc/**/*.tmp\n', ...paths)).toEqual(['secret', 'x/secret/key']);
    expect(left('**\n', 'a', 'b/c')).toEqual([]);
  });

  it('takes back what ! names, in the order of the lines', () => {
    expect(left('*.log\n!keep.log\n', 'a.log', 'keep.log')).toEqual(['keep.log']);
    expect(left('!keep.log\n*.log\n', 'a.log', 'keep.log')).toEqual([]);
    expect(left('docs\n!docs/README.md\n', 'docs/a.md', 'docs/README.md')).toEqual(['docs/README.md']);
    expect(left('*\n!src\n', 'a', 'src', 'src/main.js')).toEqual(['src', 'src/main.js']);
  });

  it('skips comments and blank lines, and cleans what it reads', () => {
    const paths = ['a', 'b', 'c/d', '#e', 'f/g'];
    expect(left('\ufeff# a\n\n  /b  \n./c/\nf//g/../g\n', ...paths)).toEqual(['a', '#e']);
  });

  it('knows ?, ranges and escapes', () => {
    const paths = ['a1', 'a2', 'ab', 'b1', 'a/1', '*', 'x'];
    expect(left('a[0-9]\nb?\n\\*\n', ...paths)).toEqual(['ab', 'a/1', 'x']);
    expect(left('[^a]*\n', ...paths)).toEqual(['a1', 'a2', 'ab', 'a/1']);
  });

  it('ends with patterns of many stars', () => {
    expect(left(`${'*a'.repeat(40)}b\n`, 'a'.repeat(80))).toEqual(['a'.repeat(80)]);
  });

  it('refuses what is no pattern', () => {
    expect(IgnorePatterns.read('!\n')).toEqual({ ok: false, error: 'illegal exclusion pattern: "!"' });
    expect(IgnorePatterns.read('a[\n')).toEqual({ ok: false, error: 'syntax error in pattern' });
  });
});
