import { describe, expect, it } from 'vitest';
import { clone } from '../base/clone';
import { validateMetadata } from './metadata/validateMetadata';
import type { ClusterObject } from './object';
import { findKind, kindOfObject, kindOfResource, kinds } from './registry';
import { decode } from './schema/decode';
import { definitionName, definitions } from './schema/structure';
import { leastOf } from './testing';

describe.each(kinds.map((kind) => [kind.kind, kind] as const))('%s', (name, kind) => {
  const written = leastOf(kind);
  const { apiVersion } = written;
  const created = () => {
    const { object, error, unknownFields } = decode<ClusterObject>(kind, written);
    expect([error, unknownFields]).toEqual([undefined, []]);
    const draft = clone(object);
    kind.setDefaults(draft);
    kind.prepareForCreate(draft);
    return draft;
  };

  it('is found by all its names', () => {
    for (const word of [kind.plural, kind.singular, kind.kind, kind.kind.toUpperCase(), ...kind.shortNames]) {
      expect(findKind(word)).toBe(kind);
    }
    expect(kindOfObject(apiVersion, name)).toBe(kind);
    expect(kindOfObject(apiVersion, name.toLowerCase())).toBeUndefined();
    expect(kindOfResource(kind.group, kind.version, kind.plural)).toBe(kind);
  });

  it('has a definition in the schema', () => {
    expect(definitions.has(definitionName(kind.schema))).toBe(true);
  });

  it('is valid at its smallest, once defaults are in', () => {
    const object = created();
    expect([...validateMetadata(kind, object), ...kind.validate(object)]).toEqual([]);
  });

  it('stays as it is when defaults are set again, and when it is decoded again', () => {
    const object = created();
    const again = clone(object);
    kind.setDefaults(again);
    expect(again).toEqual(object);
    expect(decode<ClusterObject>(kind, object).object).toEqual(object);
  });

  it('does not change by an update that changes nothing', () => {
    const object = created();
    const draft = clone(object);
    kind.prepareForUpdate(draft, object);
    expect(draft).toEqual(object);
    expect(kind.validateUpdate(draft, object)).toEqual([]);
  });

  it('has a name and an age among its columns, and a text or number in every cell', () => {
    const object = created();
    const names = kind.columns.map((column) => column.name);
    expect(names).toContain('Name');
    // Templates of pods have none in the real server either.
    const ageless = name === 'PodTemplate';
    expect(names.some((one) => ['Age', 'Created At', 'Last Seen'].includes(one))).toBe(!ageless);
    for (const column of kind.columns) expect(['string', 'number']).toContain(typeof column.value(object, 0));
  });
});
