/** biome-ignore-all lint/suspicious/noTemplateCurlyInString: the variables are Docker's. */
import { describe, expect, it } from 'vitest';
import { expandWord, expandWords } from './expand';

const environment = new Map([
  ['name', 'kubia'],
  ['empty', ''],
  ['path', 'a/b/c.tar.gz'],
  ['blank', 'one two'],
]);

function expanded(word: string, escapeMark = '\\'): string {
  const result = expandWord(word, environment, { escapeMark });
  return result.ok ? result.value : `! ${result.error}`;
}

describe('variables in instructions', () => {
  it.each([
    ['$name', 'kubia'],
    ['x${name}y', 'xkubiay'],
    ['$name.js', 'kubia.js'],
    ['$nothing|', '|'],
    ['${nothing:-standard}', 'standard'],
    ['${empty:-standard}', 'standard'],
    ['${empty-standard}', ''],
    ['${name:+set}${empty:+set}${nothing+set}', 'set'],
    ['${nothing:-${name}}', 'kubia'],
    ['\\$name', '$name'],
    ["'$name'", '$name'],
    ['"$name \\"\\$x\\" \\n"', 'kubia "$x" \\n'],
    ['$', '$'],
    ['$9x', 'x'],
    ['${path#*/}', 'b/c.tar.gz'],
    ['${path##*/}', 'c.tar.gz'],
    ['${path%.*}', 'a/b/c.tar'],
    ['${path%%.*}', 'a/b/c'],
    ['${path/b/x}', 'a/x/c.tar.gz'],
    ['${path//a/x}', 'x/b/c.txr.gz'],
    ['${path/?.t/\\/}', 'a/b/\\/ar.gz'],
  ])('%s is %s', (word, value) => {
    expect(expanded(word)).toBe(value);
  });

  it.each([
    ['${name', "syntax error: missing '}'"],
    ['${}', 'syntax error: bad substitution'],
    ['${name:', "syntax error: missing '}'"],
    ['${name!}', 'unsupported modifier (!) in substitution'],
    ['${name:=x}', 'unsupported modifier (:=) in substitution'],
    ['${nothing:?}', 'nothing: is not allowed to be unset'],
    ['${empty:?must be given}', 'empty: must be given'],
    ["'x", 'unexpected end of statement while looking for matching single-quote'],
    ['"x', 'unexpected end of statement while looking for matching double-quote'],
    ['${name/x', "syntax error: missing '/' in ${}"],
  ])('%s is refused', (word, problem) => {
    expect(expanded(word)).toBe(`! failed to process ${JSON.stringify(word)}: ${problem}`);
  });

  it('escapes by a backtick when it was asked to', () => {
    expect(expanded('`$name\\$name', '`')).toBe('$name\\kubia');
  });

  it('splits words after expanding, but not where they are quoted', () => {
    const words = expandWords('$blank "$blank" a\\ b', environment, { escapeMark: '\\' });
    expect(words).toEqual({ ok: true, value: ['one', 'two', 'one two', 'a b'] });
  });

  it('leaves what is not set, and quotes, in the names of steps', () => {
    const options = { escapeMark: '\\', keepQuotes: true, keepUnset: true };
    expect(expandWord(`RUN echo "$name" '$name' $x \${y:-$name}`, environment, options)).toEqual({
      ok: true,
      value: 'RUN echo "kubia" \'$name\' $x ${y:-kubia}',
    });
  });

  it('ends with patterns of many stars', () => {
    const long = new Map([['x', 'a'.repeat(200)]]);
    const result = expandWord(`\${x#${'*a'.repeat(60)}b}`, long, { escapeMark: '\\' });
    expect(result).toEqual({ ok: true, value: 'a'.repeat(200) });
  });
});
