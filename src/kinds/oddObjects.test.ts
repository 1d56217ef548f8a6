import { describe, expect, it } from 'vitest';
import { Random } from '../base/random';
import { validateMetadata, validateMetadataUpdate } from './metadata/validateMetadata';
import type { ClusterObject } from './object';
import { kinds } from './registry';
import { decode } from './schema/decode';
import { definitionName, definitionNamed, type FieldType } from './schema/structure';

const words = [
  '',
  'a',
  'a b',
  'Always',
  'ClientIP',
  'Equal',
  'Exists',
  'ExternalName',
  'IPv4',
  'None',
  'NodePort',
  'TCP',
];

/** Any body that the schema might let through, and some that it must not. */
function anything(random: Random, type: FieldType, depth: number): unknown {
  if (random.integer(25) === 0) return random.pick<unknown>([null, 'x', 1, true, [], {}]);
  switch (type.kind) {
    case 'definition': {
      const body: Record<string, unknown> = {};
      for (const field of definitionNamed(type.name).fields.values()) {
        const wanted = field.required ? random.integer(4) > 0 : random.integer(2 + 2 * depth) === 0;
        if (wanted) body[field.name] = anything(random, field.type, depth + 1);
      }
      return body;
    }
    case 'list':
      return Array.from({ length: random.integer(3) }, () => anything(random, type.of, depth + 1));
    case 'map':
      return { [random.pick(['cpu', '..', 'a/b/c', 'x'])]: anything(random, type.of, depth + 1) };
    case 'string':
      return random.pick(words);
    case 'boolean':
      return random.integer(2) === 1;
    case 'time':
    case 'microTime':
      return '2026-01-01T00:00:00Z';
    case 'quantity':
      return random.pick(['1', '500m', '-1', '1Gi']);
    case 'intOrString':
      return random.pick<number | string>([0, 80, '25%', 'http']);
    case 'bytes':
      return 'YQ==';
    default:
      return random.pick([0, 1, -1, 80, 70000]);
  }
}

describe.each(kinds.map((kind) => [kind.kind, kind] as const))('odd objects of kind %s', (_, kind) => {
  it.each([1, 2, 3])('are refused or shown, but break nothing (seed %i)', (seed) => {
    const random = new Random(seed);
    const any = () =>
      decode<ClusterObject>(kind, anything(random, { kind: 'definition', name: definitionName(kind.schema) }, 0));
    let read = 0;
    for (let i = 0; i < 100; i++) {
      const [first, second] = [any(), any()];
      if (first.error !== undefined || second.error !== undefined) continue;
      const [old, draft] = [first.object, second.object];
      for (const object of [old, draft]) {
        object.metadata ??= { name: '' };
        kind.setDefaults(object);
      }
      kind.prepareForCreate(old);
      const errors = [...validateMetadata(kind, old), ...kind.validate(old)];
      if (errors.length === 0) for (const column of kind.columns) column.value(old, 0);
      kind.prepareForUpdate(draft, old);
      kind.validateUpdate(draft, old);
      validateMetadataUpdate(kind, draft, old);
      read++;
    }
    expect(read).toBeGreaterThan(0);
  });
});
