import { describe, expect, it } from 'vitest';
import { Random } from '../../base/random';
import { apiVersionOf, type Kind, pathOf } from '../../kinds/kind';
import { kinds } from '../../kinds/registry';
import { definitionName, definitions, type FieldType } from '../../kinds/schema/structure';
import type { Status } from '../../kinds/status';
import { testApi } from '../testing';

const CALLER = { user: 'kubernetes-admin', groups: ['system:masters'], actor: 'kubectl' };

/** Something of that type or, now and then, of another; fields are left out at random. */
function something(type: FieldType, random: Random, depth: number): unknown {
  if (random.next() < 0.03) return random.pick([null, 0, '', 'x', true, [], {}, -1]);
  switch (type.kind) {
    case 'definition':
      return depth > 7 ? {} : definedThing(type.name, random, depth + 1);
    case 'list':
      return Array.from({ length: random.integer(3) }, () => something(type.of, random, depth + 1));
    case 'map':
      return Object.fromEntries(
        ['a', 'app', 'b.c/d'].slice(random.integer(4)).map((key) => [key, something(type.of, random, depth + 1)]),
      );
    case 'int32':
    case 'int64':
    case 'number':
      return random.pick([0, 1, 80, 30_080, -1, 70_000]);
    case 'boolean':
      return random.next() < 0.5;
    case 'time':
    case 'microTime':
      return '2026-01-01T00:00:00Z';
    case 'quantity':
      return random.pick(['1', '100m', '1Gi', '-1']);
    case 'intOrString':
      return random.pick([1, '25%', 'http', 0]);
    case 'bytes':
      return 'YQ==';
    default:
      return random.pick([
        '',
        'a',
        'web',
        'Bad Name',
        'None',
        '10.96.0.7',
        'ClusterIP',
        'NodePort',
        'Always',
        'RollingUpdate',
      ]);
  }
}

function definedThing(name: string, random: Random, depth: number): Record<string, unknown> {
  const fields = [...(definitions.get(name)?.fields.values() ?? [])];
  const out: Record<string, unknown> = {};
  for (const field of fields) {
    const likely = ['spec', 'template', 'containers', 'name', 'ports'].includes(field.name) ? 0.8 : 0.12;
    if (random.next() < likely) out[field.name] = something(field.type, random, depth);
  }
  return out;
}

function oddBody(kind: Kind, random: Random): Record<string, unknown> {
  const body = definedThing(definitionName(kind.schema), random, 0);
  return {
    ...body,
    kind: kind.kind,
    apiVersion: apiVersionOf(kind),
    metadata: { name: random.pick(['a', 'b', 'B_']) },
  };
}

describe('the API server', () => {
  it.each(kinds.map((kind) => [kind.kind, kind] as const))('answers whatever it is sent as a %s', (_name, kind) => {
    const { api } = testApi();
    for (let seed = 0; seed < 50; seed++) {
      const random = new Random(`${kind.kind} ${seed}`);
      const namespace = kind.namespaced ? 'default' : undefined;
      const path = pathOf(kind, namespace);
      const requests = [
        { method: 'POST', path, body: oddBody(kind, random) },
        { method: 'PUT', path: `${path}/a`, body: oddBody(kind, random) },
        { method: 'PUT', path: `${path}/a/status`, body: oddBody(kind, random) },
        {
          method: 'PATCH',
          path: `${path}/a`,
          body: oddBody(kind, random),
          headers: { 'content-type': 'application/strategic-merge-patch+json' },
        },
        { method: 'GET', path, headers: { accept: 'application/json;as=Table;v=v1;g=meta.k8s.io' } },
        { method: 'DELETE', path: `${path}/b` },
      ] as const;
      for (const request of requests) {
        const { code, body } = api.handle(request, CALLER);
        const { kind: answer, message } = body as Status;
        expect({ seed, request, code, answer, message }).toMatchObject({
          code: expect.any(Number),
          answer: expect.any(String),
        });
        expect([200, 201, 400, 403, 404, 405, 409, 422, 500]).toContain(code);
      }
    }
  });
});
