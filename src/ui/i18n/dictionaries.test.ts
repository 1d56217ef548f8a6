import { describe, expect, it } from 'vitest';
import { en } from './en';
import { fill, fillCount } from './format';
import { ko } from './ko';

type Leaf = readonly [path: string, text: string];

function leaves(value: unknown, path = ''): Leaf[] {
  if (typeof value === 'string') return [[path, value]];
  return Object.entries(value as Record<string, unknown>).flatMap(([key, inner]) => leaves(inner, `${path}/${key}`));
}

function placeholders(text: string): string[] {
  return [...text.matchAll(/\{(\w+)\}/g)].map((match) => match[1] ?? '').sort();
}

/** Plural forms differ between languages by right: they are compared as one sentence, `other`. */
function comparable(dictionary: unknown): Map<string, string> {
  return new Map(leaves(dictionary).filter(([path]) => !/\/(zero|one|two|few|many)$/.test(path)));
}

describe('the dictionaries', () => {
  it('say the same things in both languages', () => {
    expect([...comparable(ko).keys()].sort()).toEqual([...comparable(en).keys()].sort());
  });

  it('have no empty sentence and the same places to fill in', () => {
    const korean = comparable(ko);
    for (const [path, text] of comparable(en)) {
      expect(text, path).not.toBe('');
      expect(placeholders(korean.get(path) ?? ''), path).toEqual(placeholders(text));
    }
  });
});

describe('a sentence with places to fill in', () => {
  it('takes values by name and leaves what has none to be seen', () => {
    expect(fill('{who} made {what}', { who: 'rs' })).toBe('rs made {what}');
  });

  it('follows the plural of its language', () => {
    expect(fillCount('en', en.header.nodes, 1)).toBe('1 node');
    expect(fillCount('en', en.header.nodes, 4)).toBe('4 nodes');
    expect(fillCount('ko', ko.header.nodes, 1)).toBe('노드 1개');
  });
});
