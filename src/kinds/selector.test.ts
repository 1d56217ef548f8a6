import { describe, expect, it } from 'vitest';
import { formatLabelSelector, formatSelector, matchesLabelSelector, matchesSelector } from './selector';
import { parseSelector } from './selectorText';

const labels = { app: 'web', tier: 'front', cpus: '4' };

describe('a selector', () => {
  it.each([
    ['app=web', true],
    ['app==web,tier=front', true],
    ['app!=web', false],
    ['app in (db, web)', true],
    ['tier notin (front,back)', false],
    ['nope notin (x)', true],
    ['nope!=x', true],
    ['app', true],
    ['!app', false],
    ['!nope', true],
    ['cpus>3', true],
    ['cpus<4', false],
    ['', true],
  ])('%s matches: %s', (text, matches) => {
    const selector = parseSelector(text);
    expect(selector.ok && matchesSelector(selector.value, labels)).toBe(matches);
  });

  it.each([
    ['a b', "unable to parse requirement: found 'b', expected: in, notin, =, ==, !=, gt, lt"],
    ['a=b,', "found '', expected: identifier after ','"],
    ['=b', "found '=', expected: !, identifier, or 'end of string'"],
    ['a=b c', "found 'c', expected: ',' or 'end of string'"],
    ['a in x', "unable to parse requirement: found 'x' expected: '('"],
    [
      'a in ()',
      "unable to parse requirement: values: Invalid value: []: for 'in', 'notin' operators, values set can't be empty",
    ],
    ['!', "unable to parse requirement: found '', expected: identifier"],
  ])('%s is refused', (text, error) => {
    expect(parseSelector(text)).toEqual({ ok: false, error });
  });

  it('is written sorted by key', () => {
    const selector = parseSelector('tier notin (b,a),!old,app=web');
    expect(selector.ok && formatSelector(selector.value)).toBe('app=web,!old,tier notin (a,b)');
    expect(
      formatLabelSelector({ matchLabels: { b: '2', a: '1' }, matchExpressions: [{ key: 'c', operator: 'Exists' }] }),
    ).toBe('a=1,b=2,c');
    expect([formatLabelSelector(undefined), formatLabelSelector({})]).toEqual(['<none>', '<none>']);
  });

  it('selects nothing when absent and everything when empty', () => {
    expect([matchesLabelSelector(undefined, labels), matchesLabelSelector({}, labels)]).toEqual([false, true]);
  });
});
