import { describe, expect, it } from 'vitest';
import { Random } from '../../../base/random';
import type { Status } from '../../../kinds/status';
import type { ApiRequest } from '../../client/door';
import { testApi } from '../../testing';

const CALLER = { user: 'kubernetes-admin', groups: ['system:masters'], actor: 'kubectl' };
const HEADERS = { 'content-type': 'application/apply-patch+yaml' };
const PATH = '/api/v1/namespaces/default/services/web';
const SEEDS = Array.from({ length: 12 }, (_, seed) => seed + 1);

interface Port {
  name: string;
  port: number;
  protocol?: string;
  targetPort?: number;
}
interface Service {
  metadata: { resourceVersion: string; labels?: Record<string, string>; managedFields?: { manager: string }[] };
  spec: { ports: Port[] };
}

function server() {
  const { api, clock } = testApi();
  const ask = (request: ApiRequest) => {
    clock.advance(1000);
    return api.handle(request, CALLER) as { code: number; body: unknown };
  };
  const apply = (body: object, fieldManager: string, force = false) =>
    ask({ method: 'PATCH', path: PATH, headers: HEADERS, query: { fieldManager, force: String(force) }, body });
  return { apply, live: () => ask({ method: 'GET', path: PATH }).body as Service };
}

/** What somebody wants of the service: a label or more and some ports, each with a target of its own. */
function wish(random: Random, mark: string) {
  const some = ['a', 'b', 'c'].filter(() => random.integer(2) === 0);
  // An empty map is a field of its own.
  const keys = some.length === 0 ? ['a'] : some;
  const numbers = [81, 82, 83].filter(() => random.integer(2) === 0);
  return {
    apiVersion: 'v1',
    kind: 'Service',
    metadata: { name: 'web', labels: Object.fromEntries(keys.map((key) => [key, mark + random.integer(3)])) },
    spec: {
      ports: [80, ...numbers].map((port) => ({ name: `p${port}`, port, targetPort: 1000 + random.integer(3) })),
    },
  };
}

describe.each(SEEDS)('server-side apply (seed %i)', (seed) => {
  it('changes nothing when it is done twice', () => {
    const { apply, live } = server();
    const random = new Random(seed);
    const wanted = wish(random, 'x');
    expect(apply(wanted, 'one').code).toBe(201);
    const before = live();
    expect(apply(wanted, 'one').code).toBe(200);
    expect(live()).toEqual(before);
  });

  it('tells of every field that another owns with another value, and takes them all when forced', () => {
    const { apply, live } = server();
    const random = new Random(seed);
    const [mine, theirs] = [wish(random, 'x'), wish(random, 'y')];
    apply(mine, 'one');
    const labels = mine.metadata.labels;
    const clashes = [
      ...Object.keys(theirs.metadata.labels)
        .filter((key) => labels[key] !== undefined)
        .map((key) => `.metadata.labels.${key}`),
      ...theirs.spec.ports
        .filter(({ port, targetPort }) =>
          mine.spec.ports.some((one) => one.port === port && one.targetPort !== targetPort),
        )
        .map(({ port }) => `.spec.ports[port=${port},protocol="TCP"].targetPort`),
    ];
    const { code, body } = apply(theirs, 'two');
    const causes = code === 409 ? ((body as Status).details?.causes ?? []).map(({ field }) => field) : [];
    expect([code, causes.sort()]).toEqual([clashes.length === 0 ? 200 : 409, clashes.sort()]);
    expect(apply(theirs, 'two', true).code).toBe(200);
    const found = live();
    expect(found.metadata.labels).toEqual({ ...labels, ...theirs.metadata.labels });
    for (const { port, targetPort } of theirs.spec.ports) {
      expect(found.spec.ports.find((one) => one.port === port)?.targetPort).toBe(targetPort);
    }
    // What was taken is no longer the first one's: giving up everything takes none of it away.
    apply({ ...mine, metadata: { name: 'web' }, spec: { ports: mine.spec.ports.slice(0, 1) } }, 'one', true);
    expect(live().metadata.labels ?? {}).toEqual(theirs.metadata.labels);
  });

  it('removes what its only owner gives up, and leaves what others own too', () => {
    const { apply, live } = server();
    const random = new Random(seed);
    const [first, next] = [wish(random, 'x'), wish(random, 'x')];
    apply(first, 'one');
    const shared = first.spec.ports.slice(-1);
    apply({ ...first, metadata: { name: 'web' }, spec: { ports: shared } }, 'two');
    expect(apply(next, 'one', true).code).toBe(200);
    const { metadata, spec } = live();
    expect(metadata.labels ?? {}).toEqual(next.metadata.labels);
    const numbers = new Set([...next.spec.ports, ...shared].map(({ port }) => port));
    expect(spec.ports.map(({ port }) => port).sort()).toEqual([...numbers].sort());
  });
});
