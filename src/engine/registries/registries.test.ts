import { describe, expect, it } from 'vitest';
import { parseImageReference } from '../../base/imageReference';
import { shortId } from '../containers/dockerPull';
import { deriveImage } from '../containers/images/deriveImage';
import { layerOf } from '../files/fileLayer';
import { testLaptop } from './testing';

type Laptop = ReturnType<typeof testLaptop>;

/** An image of the learner's own on top of another. */
function build(laptop: Laptop, base: string, name: string, text: string) {
  const reference = parseImageReference(name);
  if (!reference.ok) throw new Error(reference.error);
  const image = deriveImage({
    base: laptop.store.find(base)?.image,
    changes: layerOf({ '/app.js': text }),
    config: { entrypoint: ['node', 'app.js'] },
    created: laptop.clock.now,
    createdBy: 'ADD app.js /app.js # buildkit',
  });
  laptop.store.add(image, [reference.value]);
  return image;
}

/** The short digests that pull shows of an image's layers, lowest first, and those that push shows, highest first. */
function layersOf(laptop: Laptop, name: string) {
  const layers = laptop.store.find(name)?.image.layers ?? [];
  return {
    pulled: layers.map((layer) => shortId(layer.digest)),
    pushed: layers.map((layer) => shortId(layer.diffId)).reverse(),
    digest: laptop.store.find(name)?.image.digest,
  };
}

describe('docker pull', () => {
  it('fetches the layers that are missing and says so line by line', () => {
    const laptop = testLaptop();
    const lines = laptop.pull('busybox');
    const { pulled, digest } = layersOf(laptop, 'busybox');
    expect(lines).toEqual([
      'latest: Pulling from library/busybox',
      `${pulled[0]}: Pulling fs layer`,
      `${pulled[0]}: Verifying Checksum`,
      `${pulled[0]}: Download complete`,
      `${pulled[0]}: Pull complete`,
      `Digest: ${digest}`,
      'Status: Downloaded newer image for busybox:latest',
    ]);
    expect(laptop.pull('docker.io/library/busybox:latest')).toEqual([
      'latest: Pulling from library/busybox',
      `Digest: ${digest}`,
      'Status: Image is up to date for busybox:latest',
    ]);
    expect(laptop.pull('busybox:1.37').at(-1)).toBe('Status: Downloaded newer image for busybox:1.37');
    expect(laptop.store.images.map(({ names, repositoryDigests }) => [names, repositoryDigests])).toEqual([
      [['docker.io/library/busybox:1.37', 'docker.io/library/busybox:latest'], [`docker.io/library/busybox@${digest}`]],
    ]);
  });

  it('moves only what is not here, and counts bytes for those who look', () => {
    const laptop = testLaptop();
    laptop.pull('debian:12-slim');
    const seen: (string | undefined)[] = [];
    const { clock, trace, transfers } = laptop;
    const begin = trace.entries.length;
    transfers.pull(
      'nginx',
      { login: undefined, allTags: false },
      (line) => seen.push(line.status),
      () => {},
    );
    clock.settle();
    const [base, ...rest] = laptop.store.find('nginx')?.image.layers ?? [];
    expect(base).toBe(laptop.store.find('debian:12-slim')?.image.layers[0]);
    expect(seen.filter((status) => status === 'Already exists')).toHaveLength(1);
    expect(seen.filter((status) => status === 'Downloading').length).toBeGreaterThan(10);
    const moved = trace.entries
      .slice(begin)
      .flatMap((entry) => ('action' in entry && entry.action === 'pull-layer' ? [entry.detail] : []));
    expect(moved).toEqual(
      rest.map(({ digest, sizeBytes }) => ({ layer: digest, bytes: sizeBytes, from: 'docker.io', to: 'laptop' })),
    );
  });

  it('lets more than three layers wait, and unpacks from the lowest up', () => {
    const laptop = testLaptop();
    laptop.pull('busybox');
    for (let step = 0; step < 4; step++) build(laptop, step === 0 ? 'busybox' : 'tall', 'tall', `${step}`);
    const tall = laptop.store.find('tall')?.image;
    const { pulled } = layersOf(laptop, 'tall');
    const { storage } = laptop.registries.hosted('docker.io');
    for (const layer of tall?.layers ?? []) storage.putBlob('learner/tall', layer);
    if (tall !== undefined) storage.putManifest('learner/tall', 'latest', tall);
    for (const { image } of laptop.store.images) laptop.store.remove(image.id);
    const lines = laptop.pull('learner/tall');
    expect(lines.slice(1, 8)).toEqual([
      ...pulled.map((id) => `${id}: Pulling fs layer`),
      ...pulled.slice(3).map((id) => `${id}: Waiting`),
    ]);
    expect(lines.filter((line) => line.endsWith('Pull complete'))).toEqual(pulled.map((id) => `${id}: Pull complete`));
  });

  it('says in the words of the daemon why nothing came', () => {
    const laptop = testLaptop();
    expect(laptop.pull('nope')).toEqual([
      "404 pull access denied for nope, repository does not exist or may require 'docker login': denied: requested access to the resource is denied",
    ]);
    expect(laptop.pull('nginx:9.9')).toEqual([
      '404 manifest for nginx:9.9 not found: manifest unknown: manifest unknown',
    ]);
    expect(laptop.pull('Nginx')).toEqual([
      '400 invalid reference format: repository name (library/Nginx) must be lowercase',
    ]);
    expect(laptop.pull('localhost:5000/app')).toEqual([
      '500 Get "http://localhost:5000/v2/": dial tcp 127.0.0.1:5000: connect: connection refused',
    ]);
    expect(laptop.pull('registry.example.com/app')).toEqual([
      '500 Get "https://registry.example.com/v2/": dial tcp: lookup registry.example.com: no such host',
    ]);
    laptop.registries.stop();
    expect(laptop.pull('nginx')).toEqual([
      '500 Get "https://registry-1.docker.io/v2/": net/http: request canceled while waiting for connection (Client.Timeout exceeded while awaiting headers)',
    ]);
  });

  it('keeps nothing of what was called off or found no room', () => {
    const laptop = testLaptop({ capacityBytes: 20_000_000 });
    expect(laptop.pull('nginx').at(-1)).toBe('500 failed to register layer: write: no space left on device');
    expect(laptop.store.layers).toEqual([]);
    const { clock, transfers, store } = laptop;
    const cancel = transfers.pull(
      'alpine',
      { login: undefined, allTags: false },
      () => {},
      () => {},
    );
    clock.advance(400);
    cancel();
    clock.settle();
    expect([store.layers, store.images]).toEqual([[], []]);
    expect(laptop.pull('alpine').at(-1)).toBe('Status: Downloaded newer image for alpine:latest');
  });

  it('gets a layer once when two ask for it at the same time', () => {
    const laptop = testLaptop();
    const { clock, transfers, trace, store } = laptop;
    const done: string[] = [];
    for (const name of ['node:20', 'python']) {
      transfers.pull(
        name,
        { login: undefined, allTags: false },
        () => {},
        (result) => done.push(`${name} ${result.ok}`),
      );
    }
    clock.settle();
    expect(done.sort()).toEqual(['node:20 true', 'python true']);
    const fetched = trace.entries.flatMap((entry) =>
      'action' in entry && entry.action === 'pull-layer' ? [entry.detail?.['layer']] : [],
    );
    expect(new Set(fetched).size).toBe(fetched.length);
    expect(store.layers.every((layer) => layer.references > 0)).toBe(true);
  });
});

describe('docker push', () => {
  it('sends to a registry on this machine what it does not have', () => {
    const laptop = testLaptop();
    laptop.pull('busybox');
    laptop.serve();
    const image = build(laptop, 'busybox', 'kubia', 'hi\n');
    expect(laptop.push('localhost:5000/kubia')).toEqual([
      'The push refers to repository [localhost:5000/kubia]',
      '404 An image does not exist locally with the tag: localhost:5000/kubia',
    ]);
    laptop.tag('kubia', 'localhost:5000/kubia');
    const { pushed, pulled } = layersOf(laptop, 'kubia');
    const digest = `digest: ${image.digest} size: `;
    const lines = laptop.push('localhost:5000/kubia');
    expect(lines.slice(0, 3)).toEqual([
      'The push refers to repository [localhost:5000/kubia]',
      `${pushed[0]}: Preparing`,
      `${pushed[1]}: Preparing`,
    ]);
    expect(lines.slice(3, 5).sort()).toEqual(pushed.map((id) => `${id}: Pushed`).sort());
    expect(lines.at(-1)).toMatch(new RegExp(`^latest: ${digest}\\d+$`));
    expect(laptop.push('localhost:5000/kubia').slice(3, 5)).toEqual(pushed.map((id) => `${id}: Layer already exists`));
    laptop.tag('kubia', 'localhost:5000/kubia:v1');
    expect(laptop.push('localhost:5000/kubia', undefined, true).filter((line) => line.includes(digest))).toEqual([
      expect.stringMatching(/^latest: digest: /),
      expect.stringMatching(/^v1: digest: /),
    ]);
    expect(laptop.push('localhost:5000/kubia:v9')).toEqual([
      'The push refers to repository [localhost:5000/kubia]',
      '404 tag does not exist: localhost:5000/kubia:v9',
    ]);
    expect(laptop.store.find('kubia')?.repositoryDigests).toEqual([`localhost:5000/kubia@${image.digest}`]);
    expect(laptop.curl('/v2/')).toBe('200 {}');
    expect(laptop.curl('/v2/_catalog')).toBe('200 {"repositories":["kubia"]}\n');
    expect(laptop.curl('/v2/kubia/tags/list')).toBe('200 {"name":"kubia","tags":["latest","v1"]}\n');
    expect(laptop.curl('/v2/nope/tags/list')).toBe(
      '404 {"errors":[{"code":"NAME_UNKNOWN","message":"repository name not known to registry","detail":{"name":"nope"}}]}\n',
    );
    const manifest = laptop.curl('/v2/kubia/manifests/v1').slice(4);
    expect(JSON.parse(manifest)).toMatchObject({
      config: { digest: image.id },
      layers: pulled.map((id) => ({ digest: expect.stringContaining(id) })),
    });
    laptop.store.remove(image.id);
    expect(laptop.pull('localhost:5000/kubia', true)).toEqual([
      'latest: Pulling from kubia',
      `${pulled[0]}: Already exists`,
      `${pulled[1]}: Pulling fs layer`,
      `${pulled[1]}: Verifying Checksum`,
      `${pulled[1]}: Download complete`,
      `${pulled[1]}: Pull complete`,
      `Digest: ${image.digest}`,
      'v1: Pulling from kubia',
      `Digest: ${image.digest}`,
      'Status: Downloaded newer image for localhost:5000/kubia',
    ]);
    expect(laptop.pull('localhost:5000/nope')).toEqual([
      '404 manifest for localhost:5000/nope:latest not found: manifest unknown: manifest unknown',
    ]);
  });

  it('goes to the Hub for those who have logged in, into their own name space', () => {
    const laptop = testLaptop();
    laptop.pull('node:20');
    build(laptop, 'node:20', 'learner/kubia', 'hi\n');
    const { pushed } = layersOf(laptop, 'learner/kubia');
    const denied = 'denied: requested access to the resource is denied';
    const refused = laptop.push('learner/kubia');
    expect([refused[1], refused.at(-1)]).toEqual([`${pushed[0]}: Preparing`, `403 ${denied}`]);
    expect(laptop.logIn('library', 'secret')).toBe(
      'Get "https://registry-1.docker.io/v2/": unauthorized: incorrect username or password',
    );
    expect(laptop.logIn('learner', '')).toContain('unauthorized');
    expect(laptop.logIn('learner', 'secret')).toBe('Login Succeeded');
    expect(laptop.logIn('learner', 'wrong')).toContain('unauthorized');
    const login = { username: 'learner', password: 'secret' };
    const lines = laptop.push('learner/kubia', login);
    expect(lines.filter((line) => /: (Pushed|Mounted)/.test(line)).sort()).toEqual(
      [`${pushed[0]}: Pushed`, ...pushed.slice(1).map((id) => `${id}: Mounted from library/node`)].sort(),
    );
    laptop.tag('learner/kubia', 'luksa/kubia:mine');
    expect(laptop.push('luksa/kubia:mine', login).at(-1)).toBe(`403 ${denied}`);
    laptop.tag('learner/kubia', 'kubia');
    expect(laptop.push('kubia', login).at(-1)).toBe(`403 ${denied}`);
    const digest = laptop.store.find('learner/kubia')?.image.digest;
    for (const { image } of laptop.store.images) laptop.store.remove(image.id);
    expect(laptop.store.layers).toEqual([]);
    expect(laptop.pull('learner/kubia').at(-2)).toBe(`Digest: ${digest}`);
  });

  it('finds repositories by their names, those that were pushed too', () => {
    const laptop = testLaptop();
    const search = (term: string) => {
      let found: readonly (readonly [string, boolean])[] = [];
      laptop.transfers.search(term, { limit: 25 }, (result) => {
        found = result.ok ? result.value.map((one) => [one.name, one.is_official]) : [];
      });
      laptop.clock.settle();
      return found;
    };
    laptop.pull('busybox');
    laptop.logIn('learner', 'secret');
    build(laptop, 'busybox', 'learner/kubia', 'hi\n');
    laptop.push('learner/kubia', { username: 'learner', password: 'secret' });
    expect(search('kubia')).toEqual([
      ['luksa/kubia', false],
      ['learner/kubia', false],
    ]);
    expect(search('nginx')[0]).toEqual(['nginx', true]);
    expect(search('no such thing')).toEqual([]);
  });
});
