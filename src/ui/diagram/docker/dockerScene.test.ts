import { describe, expect, it } from 'vitest';
import { keepSame } from '../../../base/keepSame';
import type { DockerView } from '../../../store/docker/dockerView';
import { busyDocker, crowdedDocker, fewDocker, quietDocker } from '../../../store/docker/testing/dockerHosts';
import { containerOf, stackOf } from '../../../store/docker/testing/dockerParts';
import { Slots } from '../graph/slots';
import { crosses, inside, overlap } from '../graph/testing';
import { type DockerFrame, stageFrame, stripFrame, tallFrame } from './dockerFrame';
import { buildDockerScene, type DockerScene } from './dockerScene';
import { wayOnDockerHost } from './ways';

const FRAMES: readonly (readonly [string, DockerFrame])[] = [
  ['the stage', stageFrame(false)],
  ['a squarer stage', stageFrame(true)],
  ['a strip', stripFrame(1088, 470)],
  ['a narrow window', tallFrame(10, true)],
];
const VIEWS = [quietDocker(), fewDocker(), busyDocker(), crowdedDocker(30), crowdedDocker(100)];

function sceneOf(view: DockerView, slots = new Slots(), frame = stageFrame(false)): DockerScene {
  return buildDockerScene(view, frame, slots);
}

function placesOf(scene: DockerScene): Record<string, unknown> {
  return Object.fromEntries(
    scene.groups.flatMap(({ items }) => items.map(({ container, rect }) => [container.name, rect])),
  );
}

/** Each line of layers from left to right, the names of images above them, from the uppermost row down. */
function towers(scene: DockerScene): readonly string[] {
  const plates = [...scene.plates].sort((a, b) => a.rect.x - b.rect.x || a.rect.y - b.rect.y);
  return plates.map(({ image, rect }) => `${image.tags[0]} ${Math.round(rect.x)} ${Math.round(rect.width)}`);
}

describe('the scene of the Docker host', () => {
  it('draws each layer once, however many images stand on it', () => {
    const view = busyDocker();
    const scene = sceneOf(view);
    const drawn = scene.blocks.flatMap(({ layers }) => layers.map(({ layer }) => layer.chainId));
    expect(drawn.sort()).toEqual(view.layers.map(({ chainId }) => chainId).sort());
    const uses = view.images.reduce((sum, { layers }) => sum + layers.length, 0);
    expect([drawn.length, uses]).toEqual([35, 51]);
  });

  it('stands images on the one that they were made from', () => {
    const scene = sceneOf(busyDocker());
    const plate = (tag: string) => scene.plates.find(({ image }) => image.tags.includes(tag))!.rect;
    const base = plate('node:7');
    for (const tag of ['kubia:latest', 'kubia:v2']) {
      expect(plate(tag).y + plate(tag).height).toBeLessThan(base.y);
      expect(plate(tag).x).toBeGreaterThanOrEqual(base.x);
      expect(plate(tag).x + plate(tag).width).toBeLessThanOrEqual(base.x + base.width);
    }
    const block = scene.blocks.find(({ carries }) => carries.length === 3)!;
    expect(block.layers).toHaveLength(8);
  });

  it('names the newest of many images on one layer, and counts the others', () => {
    const base = { chainId: 'base', below: '', bytes: 1, createdBy: '' };
    const apps = Array.from({ length: 34 }, (_, at) => ({ ...base, chainId: `app${at}`, below: 'base' }));
    const images = apps.map(({ chainId }, at) => ({
      id: chainId,
      tags: [`${chainId}:latest`],
      layers: ['base', chainId],
      bytes: 1,
      created: 0,
      named: at,
      repositoryDigests: [],
    }));
    for (const [, frame] of FRAMES) {
      const scene = sceneOf({ ...quietDocker(), layers: [base, ...apps], images }, new Slots(), frame);
      const named = scene.plates.map(({ image }) => image.id);
      expect(named).toContain('app33');
      expect(
        scene.folds
          .flatMap((fold) => fold.images.map(({ id }) => id))
          .concat(named)
          .sort(),
      ).toEqual(images.map(({ id }) => id).sort());
      expect(Math.min(...scene.plates.map(({ rect }) => rect.width))).toBeGreaterThan(45);
    }
  });

  it('keeps every tower in its place when an image is built on one of the last', () => {
    const slots = new Slots();
    const busybox = quietDocker().images.at(-1)!;
    const before = sceneOf(quietDocker(), slots);
    const own = stackOf(['mine:latest'], [1], {
      layers: quietDocker().layers.filter(({ chainId }) => busybox.layers.includes(chainId)),
      image: busybox,
    });
    const view = quietDocker();
    const after = sceneOf(
      { ...view, images: [own.image, ...view.images], layers: [...view.layers, own.layers.at(-1)!] },
      slots,
    );
    expect(towers(after).filter((line) => !line.startsWith('mine'))).toEqual(towers(before));
  });

  it('gives a new container a place without moving the others, and the place of one that is gone to the next', () => {
    const slots = new Slots();
    const view = fewDocker();
    const [first, second, third] = view.containers;
    const before = placesOf(sceneOf(view, slots));
    const without = placesOf(sceneOf({ ...view, containers: [first!, third!] }, slots));
    const next = containerOf('next');
    const after = placesOf(sceneOf({ ...view, containers: [first!, third!, next] }, slots));
    expect(without).toEqual({ [first!.name]: before[first!.name], [third!.name]: before[third!.name] });
    expect(after).toEqual({ ...without, next: before[second!.name] });
  });

  it('leaves a network below where it is while there is room above it', () => {
    const slots = new Slots();
    const view = fewDocker();
    const rectOf = (scene: DockerScene) => scene.groups.find(({ key }) => key === 'shop')!.rect;
    const before = rectOf(sceneOf({ ...view, containers: [] }, slots));
    expect(rectOf(sceneOf(view, slots))).toEqual(before);
  });

  it('shows less of each container the more there are', () => {
    const densities = [3, 8, 24, 100].map((count) => sceneOf(crowdedDocker(count)).density);
    expect(densities).toEqual(['full', 'cards', 'chips', 'dots']);
    const items = sceneOf(crowdedDocker(100)).groups.flatMap((group) => group.items);
    expect(items).toHaveLength(100);
  });

  it.each(FRAMES)('keeps boxes apart and things in their boxes: %s', (_, frame) => {
    for (const view of VIEWS) {
      const scene = sceneOf(view, new Slots(), frame);
      const boxes = [
        ...Object.values(scene.frame.parts),
        scene.ports,
        ...scene.groups.map(({ rect }) => rect),
        scene.images,
        ...(scene.build === undefined ? [] : [scene.build]),
        ...scene.volumes.map(({ rect }) => rect),
      ];
      boxes.forEach((box, at) => {
        expect(inside(box, scene.region)).toBe(true);
        for (const other of boxes.slice(at + 1)) expect(overlap(box, other)).toBe(false);
      });
      expect(overlap(scene.region, scene.registry)).toBe(false);
      const things = [
        ...scene.groups.flatMap(({ rect, items }) => items.map((item) => [item.rect, rect] as const)),
        ...scene.plates.map(({ rect }) => [rect, scene.images] as const),
        ...scene.blocks.map(({ rect }) => [rect, scene.images] as const),
        ...scene.sockets.map(({ rect }) => [rect, scene.ports] as const),
        ...scene.repositories.map(({ rect }) => [rect, scene.registry] as const),
      ];
      for (const [thing, box] of things) expect(inside(thing, box)).toBe(true);
      for (const { items } of scene.groups) {
        items.forEach((item, at) => {
          for (const other of items.slice(at + 1)) expect(overlap(item.rect, other.rect)).toBe(false);
        });
      }
    }
  });

  it.each(FRAMES)('leads a request from its port over the bridge to the container, across no other: %s', (_, frame) => {
    const scene = sceneOf(busyDocker(), new Slots(), frame);
    for (const socket of scene.sockets) {
      const group = scene.groups.find(({ items }) => items.some(({ key }) => key === socket.container))!;
      const tile = group.items.find(({ key }) => key === socket.container)!;
      const place = `docker-proxy/laptop:${socket.port}`;
      const arriving = wayOnDockerHost(scene, [place, socket.rect], ['bridge/laptop/x', group.head])!;
      const inner = wayOnDockerHost(scene, ['bridge/laptop/x', group.head], ['container/x', tile.rect])!;
      const others = scene.groups.flatMap(({ items }) => items).filter((one) => one !== tile);
      for (const way of [arriving, inner]) {
        for (const { rect } of others) expect(crosses(way, rect)).toBe(false);
      }
      expect(arriving.at(-1)).toEqual(inner[0]);
    }
  });

  it('knows the places of what the trace speaks of', () => {
    const { parts } = sceneOf(busyDocker());
    const known = Object.keys(parts).filter((actor) => !actor.startsWith('container/'));
    expect(known.sort()).toEqual([
      'bridge/laptop/br-3f0a91c2b47d',
      'bridge/laptop/docker0',
      'docker',
      'docker-proxy/laptop',
      'docker-proxy/laptop:80',
      'docker-proxy/laptop:8080',
      'docker-proxy/laptop:8888',
      'dockerd',
      'laptop',
      'registry',
    ]);
  });

  it('is made of the very same objects where nothing changed', () => {
    const slots = new Slots();
    const before = sceneOf(busyDocker(), slots);
    const view = busyDocker();
    const changed = { ...view.containers[0]!, health: 'unhealthy' as const };
    const after = keepSame(before, sceneOf({ ...view, containers: [changed, ...view.containers.slice(1)] }, slots));
    const [bridge, shop] = after.groups;
    expect(shop).toBe(before.groups[1]);
    expect(bridge!.items.map((item, at) => item === before.groups[0]!.items[at])).toEqual([false, true, true, true]);
    expect(after.blocks).toBe(before.blocks);
  });
});
