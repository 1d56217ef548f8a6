import { describe, expect, it } from 'vitest';
import { parseImageReference } from '../../base/imageReference';
import { Random } from '../../base/random';
import { layerOf } from '../files/fileLayer';
import { testLaptop } from '../registries/testing';
import { deleteImage, type ImageUser, pruneImages } from './imageDeletion';
import { ImageStore } from './imageStore';
import { deriveImage } from './images/deriveImage';
import type { Image } from './images/image';
import { chainIds } from './images/layer';

function reference(text: string) {
  const parsed = parseImageReference(text);
  if (!parsed.ok) throw new Error(parsed.error);
  return parsed.value;
}

/** An image with one layer more than its base. */
function image(base: Image | undefined, text: string, created = 0, keepsParent = false): Image {
  return deriveImage({ base, changes: layerOf({ '/file': text }), created, createdBy: `RUN ${text}`, keepsParent });
}

function setUp() {
  const store = new ImageStore();
  const users = new Map<string, ImageUser[]>();
  const options = { users: (id: string) => users.get(id) ?? [] };
  const remove = (text: string, more: { force?: boolean; prune?: boolean } = {}) => {
    const result = deleteImage(store, text, { force: false, prune: true, ...more, ...options });
    return result.ok
      ? result.value.map((one) => ('Untagged' in one ? `Untagged: ${one.Untagged}` : `Deleted: ${one.Deleted}`))
      : `${result.error.status} ${result.error.message}`;
  };
  const short = (made: Image) => made.id.slice(7, 19);
  return { store, users, remove, short };
}

describe('a store of images', () => {
  it('finds images by name, ID, beginning of an ID and digest, and lists the newest first', () => {
    const { store } = setUp();
    const [one, two] = [image(undefined, 'one', 1000), image(undefined, 'two', 2000)];
    store.add(one, [reference('app'), reference('app:v1')]);
    store.add(two, [reference('localhost:5000/app')]);
    store.addRepositoryDigest(one.id, 'docker.io/learner/app');
    const found = (text: string) => store.find(text)?.image;
    const hex = one.id.slice('sha256:'.length);
    for (const text of [
      'app',
      'docker.io/library/app:latest',
      'app:v1',
      one.id,
      hex,
      hex.slice(0, 12),
      `sha256:${hex.slice(0, 5)}`,
    ]) {
      expect(found(text)).toBe(one);
    }
    expect(found(`learner/app@${one.digest}`)).toBe(one);
    expect(['nope', 'app:v2', `app@${one.digest}`, '', 'A'].map(found)).toEqual(new Array(5).fill(undefined));
    expect(store.images.map((stored) => stored.image)).toEqual([two, one]);
  });

  it('moves a name to a newer image and leaves the older one dangling', () => {
    const { store } = setUp();
    const changes: number[] = [];
    store.onChange(() => changes.push(store.images.length));
    const [one, two] = [image(undefined, 'one'), image(undefined, 'two')];
    store.add(one, [reference('app')]);
    store.add(two, [reference('app')]);
    expect(store.find('app')?.image).toBe(two);
    expect([store.isDangling(one.id), store.isDangling(two.id)]).toEqual([true, false]);
    expect(changes).toEqual([1, 2]);
    const { deleted } = pruneImages(store, { danglingOnly: true, matches: () => true, users: () => [] });
    expect(deleted).toEqual([{ Deleted: one.id }, { Deleted: one.layers[0]?.diffId }]);
    expect(store.images.map((stored) => stored.image)).toEqual([two]);
  });

  it('keeps a layer once for all who need it, and refuses what does not fit on the disk', () => {
    const store = new ImageStore({ capacityBytes: 10 });
    const base = image(undefined, '12345');
    const top = image(base, '1234');
    expect(store.add(base).ok && store.add(top).ok).toBe(true);
    expect([store.layersBytes, store.freeBytes]).toEqual([9, 1]);
    expect(store.layers.map((layer) => [layer.layer, layer.references])).toEqual([
      [base.layers[0], 2],
      [top.layers[1], 1],
    ]);
    expect(store.add(image(base, '12'))).toEqual({ ok: false, error: 'no space left on device' });
    const hold = store.hold();
    expect(hold.add(top.layers).ok).toBe(true);
    expect([...store.remove(top.id), ...store.remove(base.id)]).toEqual([]);
    expect(hold.release()).toEqual([...chainIds(top.layers)].reverse());
    expect(store.layers).toEqual([]);
  });
});

describe('docker rmi', () => {
  it('takes a name, and with the last one the image and the layers that nothing else needs', () => {
    const { store, remove } = setUp();
    const base = image(undefined, 'base');
    const app = image(base, 'app');
    store.add(base, [reference('busybox')]);
    store.add(app, [reference('kubia'), reference('localhost:5000/kubia'), reference('localhost:5000/kubia:v1')]);
    store.addRepositoryDigest(app.id, 'localhost:5000/kubia');
    expect(remove('localhost:5000/kubia')).toEqual(['Untagged: localhost:5000/kubia:latest']);
    expect(remove('localhost:5000/kubia:v1')).toEqual([
      'Untagged: localhost:5000/kubia:v1',
      `Untagged: localhost:5000/kubia@${app.digest}`,
    ]);
    expect(remove('kubia')).toEqual([
      'Untagged: kubia:latest',
      `Deleted: ${app.id}`,
      `Deleted: ${chainIds(app.layers)[1]}`,
    ]);
    expect(remove('kubia')).toBe('404 No such image: kubia:latest');
    expect(store.layers.map((layer) => layer.layer)).toEqual(base.layers);
  });

  it('goes on to the parents that the classic builder left', () => {
    const { store, remove } = setUp();
    const base = image(undefined, 'base');
    const step = image(base, 'step', 0, true);
    const last = deriveImage({
      base: step,
      created: 1,
      createdBy: 'CMD',
      config: { command: ['sh'] },
      keepsParent: true,
    });
    store.add(base, [reference('busybox')]);
    store.add(step);
    store.add(last, [reference('app')]);
    expect(remove(step.id)).toBe(
      `409 conflict: unable to delete ${step.id.slice(7, 19)} (cannot be forced) - image has dependent child images`,
    );
    expect(remove('app', { prune: false })).toEqual(['Untagged: app:latest', `Deleted: ${last.id}`]);
    store.add(last, [reference('app')]);
    expect(remove('app')).toEqual([
      'Untagged: app:latest',
      `Deleted: ${last.id}`,
      `Deleted: ${step.id}`,
      `Deleted: ${chainIds(step.layers)[1]}`,
    ]);
    expect(store.images.map((stored) => stored.names)).toEqual([['docker.io/library/busybox:latest']]);
  });

  it('leaves what containers use, unless it is forced and they have stopped', () => {
    const { store, users, remove, short } = setUp();
    const app = image(undefined, 'app');
    store.add(app, [reference('app')]);
    users.set(app.id, [{ containerId: '0123456789abcdef', running: false }]);
    expect(remove('app')).toBe(
      `409 conflict: unable to remove repository reference "app" (must force) - container 0123456789ab is using its referenced image ${short(app)}`,
    );
    expect(remove(short(app))).toBe(
      `409 conflict: unable to delete ${short(app)} (must be forced) - image is being used by stopped container 0123456789ab`,
    );
    store.tag(app.id, reference('other'));
    expect(remove(short(app))).toBe(
      `409 conflict: unable to delete ${short(app)} (must be forced) - image is referenced in multiple repositories`,
    );
    expect(remove('other')).toEqual(['Untagged: other:latest']);
    users.set(app.id, [{ containerId: '0123456789abcdef', running: true }]);
    expect(remove(short(app), { force: true })).toBe(
      `409 conflict: unable to delete ${short(app)} (cannot be forced) - image is being used by running container 0123456789ab`,
    );
    expect(remove('app', { force: true })).toEqual(['Untagged: app:latest']);
    users.set(app.id, [{ containerId: '0123456789abcdef', running: false }]);
    expect(remove(app.id, { force: true })).toEqual([`Deleted: ${app.id}`, `Deleted: ${app.layers[0]?.diffId}`]);
    expect(store.images).toEqual([]);
  });
});

/** Everything that has to be true of a store at any moment. */
function check(store: ImageStore, holds: readonly Image[] = []) {
  const expected = new Map<string, number>();
  const stacks = [...store.images.map((stored) => stored.image), ...holds];
  for (const { layers } of stacks) {
    for (const chainId of chainIds(layers)) expected.set(chainId, (expected.get(chainId) ?? 0) + 1);
  }
  expect(new Map(store.layers.map(({ chainId, references }) => [chainId, references]))).toEqual(expected);
  const names = store.images.flatMap((stored) => stored.names);
  expect(new Set(names).size).toBe(names.length);
  for (const stored of store.images)
    for (const name of stored.names) expect(store.find(name)?.image).toBe(stored.image);
}

describe('whatever is done to a store', () => {
  it.each([1, 2, 3, 4, 5])('no layer is lost that an image needs and none is left over (seed %i)', (seed) => {
    const random = new Random(`store ${seed}`);
    const store = new ImageStore();
    const holds: { image: Image; release: () => void }[] = [];
    const known: Image[] = [image(undefined, 'first')];
    const maybe = (share: number) => random.next() < share;
    const name = () => reference(`${random.pick(['a', 'b', 'localhost:5000/c'])}:${random.pick(['1', '2'])}`);
    const hold = (some: Image) => {
      const made = store.hold();
      made.add(some.layers);
      holds.push({ image: some, release: () => made.release() });
    };
    const users = () => (maybe(0.2) ? [{ containerId: 'c', running: maybe(0.5) }] : []);
    const remove = (text: string) => deleteImage(store, text, { force: maybe(0.5), prune: true, users });
    const actions: readonly ((some: Image) => void)[] = [
      (some) => known.push(image(some, random.token('xyz', 1), known.length, maybe(0.5))),
      (some) => store.add(some, maybe(0.7) ? [name()] : []),
      (some) => store.add(some, [name()]),
      (some) => store.tag(some.id, name()),
      () => store.untag(name().full),
      (some) => remove(maybe(0.5) ? some.id : name().full),
      hold,
      () => {
        for (const one of holds.splice(0, random.integer(holds.length + 1))) one.release();
      },
    ];
    for (let step = 0; step < 300; step++) {
      random.pick(actions)(random.pick(known));
      const held = holds.map((one) => one.image);
      check(store, held);
    }
    for (const one of holds) one.release();
    for (const { image: left } of store.images) store.remove(left.id);
    expect(store.layers).toEqual([]);
  });

  it.each([1, 2, 3, 4])('what was pushed can be pulled again, the same to the last digit (seed %i)', (seed) => {
    const random = new Random(`registry ${seed}`);
    const laptop = testLaptop({ seed });
    const { store, clock, transfers } = laptop;
    laptop.serve();
    laptop.logIn('learner', 'secret');
    const login = { username: 'learner', password: 'secret' };
    const pushed = new Map<string, string>();
    const names = ['learner/a', 'learner/b:2', 'localhost:5000/a', 'localhost:5000/x/b'];
    for (let step = 0; step < 40; step++) {
      const name = random.pick(names);
      const kind = random.integer(6);
      if (kind === 0) laptop.pull(random.pick(['busybox', 'alpine', 'nginx:alpine', 'httpd:alpine']));
      else if (kind === 1 && store.images.length > 0) {
        const base = random.pick(store.images).image;
        store.add(image(base, random.token('xyz', 2), clock.now), [reference(name)]);
      } else if (kind === 2 && store.find(name) !== undefined) {
        expect(laptop.push(name, login).at(-1)).toContain(': digest: ');
        pushed.set(name, store.find(name)?.image.id ?? '');
      } else if (kind === 3) deleteImage(store, name, { force: true, prune: true, users: () => [] });
      else if (kind === 4 && pushed.has(name)) {
        expect(laptop.pull(name).at(-1)).toContain('Status: ');
        expect(store.find(name)?.image.id).toBe(pushed.get(name));
      } else if (kind === 5) {
        const cancel = transfers.pull(
          random.pick(['redis', ...names]),
          { login, allTags: false },
          () => {},
          () => {},
        );
        clock.advance(random.integer(1500));
        cancel();
        clock.settle();
      }
      check(store);
    }
  });
});
