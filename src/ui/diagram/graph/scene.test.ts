import { describe, expect, it } from 'vitest';
import type { ClusterObject } from '../../../kinds/object';
import { keepScene } from './keepScene';
import { linksOfOwner, linksOfService } from './links';
import { wayBetween, wayToApiServer } from './routes';
import { buildScene, type Objects, type Scene, type SceneOptions } from './scene';
import { Slots } from './slots';
import { crosses, inside, overlap } from './testing';
import { familyOf } from './workloads';

const WIDE: SceneOptions = { system: false, cloud: true, shape: 'wide', snug: false };
const TALL: SceneOptions = { ...WIDE, shape: 'tall' };

function object(kind: string, name: string, rest: object, namespace?: string): ClusterObject {
  const uid = `uid-${name}`;
  return {
    apiVersion: 'v1',
    kind,
    metadata: { name, uid, ...(namespace === undefined ? {} : { namespace }) },
    ...rest,
  };
}

function pod(name: string, nodeName?: string): ClusterObject {
  const made = object('Pod', name, { spec: { containers: [{ name: 'main' }], nodeName } }, 'default');
  const owner = { apiVersion: 'v1', kind: 'ReplicationController', name: 'kubia', uid: 'uid-kubia', controller: true };
  return { ...made, metadata: { ...made.metadata, ownerReferences: [owner] } };
}

function world(pods: readonly ClusterObject[]): Objects {
  const keyed = (objects: readonly ClusterObject[]) =>
    Object.fromEntries(objects.map((one) => [`${one.metadata.namespace ?? ''}/${one.metadata.name}`, one]));
  return {
    nodes: keyed(['worker-1', 'worker-2', 'worker-3'].map((name) => object('Node', name, { spec: {}, status: {} }))),
    pods: keyed(pods),
    replicationcontrollers: keyed([object('ReplicationController', 'kubia', { spec: { replicas: 3 } }, 'default')]),
    services: keyed([
      object('Service', 'web', { spec: { type: 'LoadBalancer', ports: [{ port: 80 }] }, status: {} }, 'default'),
    ]),
    'endpointslices.discovery.k8s.io': keyed([
      {
        ...object('EndpointSlice', 'web-1', {}, 'default'),
        metadata: { name: 'web-1', namespace: 'default', labels: { 'kubernetes.io/service-name': 'web' } },
        endpoints: pods
          .filter((one) => (one as ClusterObject & { spec: { nodeName?: string } }).spec.nodeName !== undefined)
          .map(({ metadata }) => ({
            addresses: ['10.0.0.1'],
            conditions: { ready: true },
            targetRef: { kind: 'Pod', name: metadata.name },
          })),
      } as ClusterObject,
    ]),
  };
}

function layer(chainId: string, below: string) {
  return { chainId, below, bytes: 1, createdBy: '' };
}

function image(id: string, layers: readonly string[]) {
  return { id, tags: [id], layers, bytes: 1, created: 0, named: 0, repositoryDigests: [] };
}

function many(count: number): ClusterObject[] {
  return Array.from({ length: count }, (_, at) => pod(`kubia-${100 + at}`, `worker-${(at % 3) + 1}`));
}

describe('the scene', () => {
  it("leaves the cluster's own parts and add-ons out unless they are asked for", () => {
    const own = (name: string, namespace: string) => {
      const made = pod(name, 'worker-1');
      return { ...made, metadata: { ...made.metadata, namespace } };
    };
    const objects = world([own('dns', 'kube-system'), own('ingress', 'ingress-nginx'), pod('kubia-1', 'worker-1')]);
    const hidden = (system: boolean) =>
      buildScene(objects, { ...WIDE, system }, new Slots()).nodes.map((box) => box.hidden);
    expect(hidden(false)).toEqual([2, 0, 0]);
    expect(hidden(true)).toEqual([0, 0, 0]);
  });

  it("stands a node's layers on its ground, each once, without what only the system needs, and one that comes on its own", () => {
    const nodeImages = [
      {
        node: 'worker-1',
        layers: [layer('a', ''), layer('b', 'a'), layer('c', 'b'), layer('d', 'b'), layer('p', ''), layer('new', '')],
        images: [
          image('kubia:latest', ['a', 'b', 'c']),
          image('kubia:v2', ['a', 'b', 'd']),
          image('registry.k8s.io/pause:3.10', ['p']),
        ],
      },
    ];
    const drawn = (system: boolean) => {
      const [box] = buildScene(world([]), { ...WIDE, system, nodeImages }, new Slots()).nodes;
      for (const { rect } of box!.shelf!.layers) expect(inside(rect, box!.rect)).toBe(true);
      return box!.shelf!.layers.map(({ layer: { chainId }, images }) => `${chainId} ${images.map(({ id }) => id)}`);
    };
    expect(drawn(false)).toEqual([
      'a kubia:latest,kubia:v2',
      'b kubia:latest,kubia:v2',
      'c kubia:latest',
      'd kubia:v2',
      'new ',
    ]);
    expect(drawn(true)).toContain('p registry.k8s.io/pause:3.10');
  });

  it('gives a new pod a place without moving the others, and the place of one that is gone to the next', () => {
    const slots = new Slots();
    const first = buildScene(world([pod('a', 'worker-1'), pod('b', 'worker-1')]), WIDE, slots);
    const second = buildScene(world([pod('b', 'worker-1')]), WIDE, slots);
    const third = buildScene(world([pod('b', 'worker-1'), pod('c', 'worker-1')]), WIDE, slots);
    const rects = (scene: Scene) => Object.fromEntries(scene.nodes[0]!.pods.map(({ key, rect }) => [key, rect]));
    expect(rects(second)['default/b']).toEqual(rects(first)['default/b']);
    expect(rects(third)).toEqual({ 'default/b': rects(first)['default/b'], 'default/c': rects(first)['default/a'] });
  });

  it('folds pods into chips and dots when they are many', () => {
    const densities = [3, 12, 36, 100].map((count) => buildScene(world(many(count)), WIDE, new Slots()).density);
    expect(densities).toEqual(['cards', 'cards', 'chips', 'dots']);
  });

  it.each([WIDE, TALL])('keeps boxes apart, and pods in their boxes ($shape)', (options) => {
    for (const count of [0, 3, 30, 100]) {
      const scene = buildScene(world(many(count)), options, new Slots());
      const boxes = [
        scene.laptop,
        scene.controlPlane,
        scene.band,
        scene.outside,
        ...scene.nodes.map(({ rect }) => rect),
      ];
      boxes.forEach((box, at) => {
        for (const other of boxes.slice(at + 1)) expect(overlap(box, other)).toBe(false);
      });
      for (const { rect, pods } of scene.nodes) for (const item of pods) expect(inside(item.rect, rect)).toBe(true);
    }
  });

  it.each([WIDE, TALL])('leads lines along the gutters, across no pod ($shape)', (options) => {
    const scene = buildScene(world(many(12)), options, new Slots());
    const service = scene.services[0]!;
    const links = linksOfService(scene, service);
    expect(links.flatMap(({ pods }) => pods).sort()).toEqual(service.endpoints);
    const talk = scene.nodes.map(({ name }) => wayToApiServer(scene, `kubelet/${name}`)!);
    const owned = linksOfOwner(scene, scene.workloads[0]!).map(({ way }) => way);
    const tiles = scene.nodes.flatMap(({ pods }) => pods.map(({ rect }) => rect));
    for (const way of [...links.map(({ way }) => way), ...talk, ...owned])
      for (const tile of tiles) expect(crosses(way, tile)).toBe(false);
  });

  it('lets many pods of a node share one line', () => {
    const scene = buildScene(world(many(100)), WIDE, new Slots());
    const links = linksOfService(scene, scene.services[0]!);
    expect(links.map(({ key, pods }) => [key, pods.length])).toEqual([
      ['worker-1', 34],
      ['worker-2', 33],
      ['worker-3', 33],
    ]);
  });

  it('knows the way of a call from the laptop to a pod on another node', () => {
    const scene = buildScene(world(many(3)), WIDE, new Slots());
    const stops = [
      'laptop',
      'load-balancer/default/web',
      'node/worker-2',
      'kube-proxy/worker-2',
      'pod/default/kubia-102',
    ];
    const legs = stops.slice(1).map((stop, at) => wayBetween(scene, stops[at]!, stop));
    expect(legs.every((leg) => leg !== undefined && leg.length >= 2)).toBe(true);
  });

  it('shows what waits for a node outside the nodes, and counts what has no room', () => {
    const scene = buildScene(world(Array.from({ length: 20 }, (_, at) => pod(`p-${at}`))), WIDE, new Slots());
    expect([scene.pending.length, scene.morePending]).toEqual([7, 13]);
  });

  it('is the very same object where nothing changed', () => {
    const slots = new Slots();
    const pods = many(4);
    const before = buildScene(world(pods), WIDE, slots);
    const objects = world(pods);
    const changed = { ...objects, pods: { ...objects['pods'], '/x': pod('kubia-x', 'worker-2') } };
    const after = keepScene(before, buildScene({ ...changed, nodes: nodesOf(before) }, WIDE, slots));
    expect(after.nodes.map((box, at) => box === before.nodes[at])).toEqual([true, false, true]);
    expect(after.parts).toBe(before.parts);
  });

  it('knows what belongs together', () => {
    const family = familyOf(world([pod('a', 'worker-1'), pod('b')]), 'uid-a');
    expect([...family].sort()).toEqual(['uid-a', 'uid-kubia']);
    expect(familyOf(world([pod('a'), pod('b')]), 'uid-kubia').size).toBe(3);
  });
});

function nodesOf(scene: Scene): Record<string, ClusterObject> {
  return Object.fromEntries(scene.nodes.map(({ name, node }) => [name, node]));
}
