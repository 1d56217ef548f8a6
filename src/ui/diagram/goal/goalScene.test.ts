import { describe, expect, it } from 'vitest';
import type { ConditionMark } from '../../../course/goal';
import type { ClusterObject } from '../../../kinds/object';
import { buildLaptopScene } from '../graph/laptopScene';
import { buildScene, type Objects, type Scene } from '../graph/scene';
import { Slots } from '../graph/slots';
import { inside, overlap } from '../graph/testing';
import { buildGoalScene } from './goalScene';

function object(kind: string, name: string, rest: object = {}): ClusterObject {
  return { apiVersion: 'v1', kind, metadata: { name, uid: `uid-${name}`, namespace: 'default' }, ...rest };
}

function pod(name: string, nodeName?: string): ClusterObject {
  return object('Pod', name, { spec: { containers: [{ name: 'main' }], nodeName } });
}

function scene(objects: readonly ClusterObject[], shape: 'wide' | 'tall' = 'wide'): Scene {
  const of = (kind: string) =>
    Object.fromEntries(objects.filter((one) => one.kind === kind).map((one) => [`default/${one.metadata.name}`, one]));
  const nodes = Object.fromEntries(
    ['a', 'b', 'c'].map((name) => [name, { kind: 'Node', metadata: { name }, spec: {}, status: {} }]),
  );
  const known = { pods: of('Pod'), nodes, services: of('Service'), 'deployments.apps': of('Deployment') };
  return buildScene(known as unknown as Objects, { system: false, cloud: true, shape, snug: false }, new Slots());
}

function mark(
  state: ConditionMark['state'],
  kind: string,
  name: string,
  rest: Partial<ConditionMark> = {},
): ConditionMark {
  const uid = state === 'missing' ? {} : { uid: `uid-${name}` };
  return {
    condition: 'c',
    state,
    kind,
    namespace: 'default',
    name,
    labels: '',
    count: 1,
    differences: [],
    ...uid,
    ...rest,
  };
}

const REPLICAS = { path: 'spec.replicas', now: '1', wanted: { word: 'is', value: '3' } } as const;
const READY = { path: 'status.readyReplicas', now: '1', wanted: { word: 'is', value: '3' } } as const;

describe('the goal over the picture', () => {
  it.each(['wide', 'tall'] as const)(
    'puts ghosts where nothing stands, within the place that they would take (%s)',
    (shape) => {
      const drawn = scene(
        [
          pod('on', 'a'),
          pod('waits'),
          object('Deployment', 'one'),
          object('Service', 'old', { spec: { type: 'ClusterIP' } }),
        ],
        shape,
      );
      const marks = ['Pod', 'Deployment', 'Service'].map((kind) => mark('missing', kind, 'new'));
      const { ghosts } = buildGoalScene(drawn, marks);
      const there = [...drawn.pending, ...drawn.workloads, ...drawn.services].map(({ rect }) => rect);
      for (const { rect } of ghosts.filter((ghost) => ghost.rect.height > 19)) {
        expect(inside(rect, drawn.band) || inside(rect, drawn.outside)).toBe(true);
        for (const other of [...there, ...ghosts.map((ghost) => ghost.rect).filter((one) => one !== rect)])
          expect(overlap(rect, other)).toBe(false);
      }
      // a narrow band has room for one of each kind: the next is told at its edge
      const edges = shape === 'wide' ? [] : ['Pod', 'Deployment', 'Service'];
      expect(ghosts.map((ghost) => ghost.mark.kind)).toEqual(['Pod', 'Deployment', 'Service']);
      expect(ghosts.filter(({ rect }) => rect.height <= 19).map((ghost) => ghost.mark.kind)).toEqual(edges);
    },
  );

  it('counts what finds no room on the last ghost, and draws each wish once', () => {
    const drawn = scene([]);
    const { ghosts } = buildGoalScene(drawn, [
      mark('missing', 'Pod', '', { labels: 'app=web', count: 12 }),
      mark('missing', 'Pod', '', { labels: 'app=web', count: 3 }),
    ]);
    expect(ghosts.map(({ more }) => more)).toEqual([0, 0, 0, 0, 0, 0, 5]);
  });

  it('draws something with a name once, whatever else is wished of it', () => {
    const drawn = scene([]);
    const { ghosts } = buildGoalScene(drawn, [
      mark('missing', 'Deployment', 'web', { labels: 'app=web' }),
      mark('missing', 'Deployment', 'web'),
    ]);
    expect(ghosts.map((ghost) => ghost.mark.name)).toEqual(['web']);
  });

  it('puts one badge on a thing, with all that differs and the gravest of what is said', () => {
    const drawn = scene([object('Deployment', 'web'), pod('on', 'a')]);
    const { badges } = buildGoalScene(drawn, [
      mark('met', 'Deployment', 'web'),
      mark('differs', 'Deployment', 'web', { differences: [REPLICAS] }),
      mark('differs', 'Deployment', 'web', { differences: [REPLICAS, READY] }),
      mark('leaves', 'Pod', 'on'),
      mark('leaves', 'Pod', 'elsewhere'),
      mark('differs', 'ResourceQuota', 'few'),
    ]);
    expect(badges.map(({ key, mark: { state }, differences }) => [key, state, differences])).toEqual([
      ['uid-web', 'differs', [REPLICAS, READY]],
      ['uid-on', 'leaves', []],
    ]);
    expect(badges[0]?.rect).toBe(drawn.workloads[0]?.rect);
  });

  it.each([false, true])('knows the free places of a Docker host (snug: %s)', (snug) => {
    const drawn = buildLaptopScene(undefined, 'wide', snug, new Slots());
    const { ghosts } = buildGoalScene(
      drawn,
      ['container', 'image', 'repository', 'process'].map((kind) => mark('missing', kind, 'kubia')),
    );
    expect(ghosts.map((ghost) => ghost.mark.kind)).toEqual(
      drawn.docker?.groups.length === 0 ? ['image', 'repository'] : ['container', 'image', 'repository'],
    );
    for (const { rect } of ghosts) expect(rect.width > 40 && rect.height > 20).toBe(true);
  });

  it('leaves the scene as it is', () => {
    const drawn = scene([pod('waits')]);
    const before = JSON.stringify(drawn);
    buildGoalScene(drawn, [mark('missing', 'Pod', 'new'), mark('differs', 'Pod', 'waits')]);
    expect(JSON.stringify(drawn)).toBe(before);
  });
});
