import { describe, expect, it } from 'vitest';
import { parseDocuments } from './documents';

describe('parseDocuments', () => {
  it('gives every document, leaving blank ones out', () => {
    expect(parseDocuments('---\n# nothing\n---\na: |\n  x\n--- # comment\nb: 1\n---\n{"c": true}\n')).toEqual([
      { ok: true, value: { a: 'x\n' } },
      { ok: true, value: { b: 1 } },
      { ok: true, value: { c: true } },
    ]);
  });

  it('keeps the good documents before a bad one, whose line is counted from its own beginning', () => {
    expect(parseDocuments('a: 1\n---\nb:\n  c: 1\n d: 2\n---\ne: 3\n')).toEqual([
      { ok: true, value: { a: 1 } },
      { ok: false, error: 'error converting YAML to JSON: yaml: line 2: did not find expected key' },
    ]);
  });

  it('reads JSON values that follow one another', () => {
    expect(parseDocuments('{"a": "}{"}\n{"b": {"c": "\\"}"}}\n\n')).toEqual([
      { ok: true, value: { a: '}{' } },
      { ok: true, value: { b: { c: '"}' } } },
    ]);
  });

  it('words what is wrong with JSON as Go does', () => {
    expect(parseDocuments('{"a": [1, 2,]}')).toEqual([
      { ok: false, error: "json: offset 13: invalid character ']' looking for beginning of value" },
    ]);
    expect(parseDocuments('{"a": tru}')).toEqual([
      { ok: false, error: "json: offset 10: invalid character '}' in literal true (expecting 'e')" },
    ]);
    expect(parseDocuments('{a: 1, b: [x, z]}\n')).toEqual([{ ok: true, value: { a: 1, b: ['x', 'z'] } }]);
  });
});
