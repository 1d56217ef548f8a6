import { describe, expect, it } from 'vitest';
import { Random } from '../../../base/random';
import { FileLayer, type FileNode, layerOf } from '../../files/fileLayer';
import { MemoryFiles } from '../../files/memoryFiles';
import { deriveImage } from './deriveImage';
import { handmadeImages } from './handmadeImages';
import { layerFromChanges } from './layer';
import { configText, manifestText } from './manifest';
import { repositories } from './registry';

const node: FileNode = { type: 'file', text: 'a', mode: 0o644, modified: 5, owner: 'root' };

function layerWith(...entries: readonly (readonly [path: string, node: FileNode | 'hidden'])[]) {
  const layer = new FileLayer();
  for (const [path, what] of entries) {
    if (what === 'hidden') layer.hide(path);
    else layer.put(path, what);
  }
  return layerFromChanges(layer);
}

describe('a layer of changes', () => {
  it('has the same digests for the same content, whatever the order and the times', () => {
    const one = layerWith(['/a', node], ['/b', { ...node, modified: 7 }], ['/c', 'hidden']);
    const two = layerWith(['/c', 'hidden'], ['/b', node], ['/a', node]);
    expect([two.diffId, two.digest]).toEqual([one.diffId, one.digest]);
    expect(one.diffId).toMatch(/^sha256:[0-9a-f]{64}$/);
    expect(one.digest).not.toBe(one.diffId);
  });

  it('has another digest after any change', () => {
    const layers = [
      layerWith(),
      layerWith(['/a', node]),
      layerWith(['/a', { ...node, text: 'b' }]),
      layerWith(['/a', { ...node, mode: 0o755 }]),
      layerWith(['/a', { ...node, owner: 'node' }]),
      layerWith(['/a', { ...node, size: 100 }]),
      layerWith(['/b', node]),
      layerWith(['/a', { ...node, type: 'directory' }]),
      layerWith(['/a', { ...node, type: 'link', target: 'a' }]),
      layerWith(['/a', { ...node, type: 'link', target: 'b' }]),
      layerWith(['/a', 'hidden']),
      layerWith(['/a', 'hidden'], ['/a', node]),
      layerWith(['/a', node], ['/b', node]),
    ];
    expect(new Set(layers.map((layer) => layer.diffId)).size).toBe(layers.length);
  });

  it('keeps what it was made of, though the files go on changing', () => {
    const files = new MemoryFiles();
    files.write('/a', 'one\n');
    const layer = layerFromChanges(files.changes);
    const { diffId } = layer;
    files.write('/a', 'two\n');
    files.write('/b', 'more\n');
    expect([layer.diffId, layer.unpackedBytes, [...layer.files.paths]]).toEqual([diffId, 4, ['/a']]);
    files.remove('/b');
    files.write('/a', 'one\n');
    expect(layerFromChanges(files.changes).diffId).toBe(diffId);
  });

  it('gives random changes that differ different digests, and equal ones equal digests', () => {
    const random = new Random('layers');
    const byText = new Map<string, string>();
    for (let round = 0; round < 200; round++) {
      const entries = Array.from({ length: random.integer(3) }, (): readonly [string, FileNode | 'hidden'] => {
        const path = `/${random.token('ab', 1)}`;
        return [path, random.next() < 0.3 ? 'hidden' : { ...node, text: random.token('xy\n', 2) }];
      });
      const layer = layerWith(...entries);
      const nodes = [...layer.files.paths].sort().map((path) => [path, layer.files.node(path)]);
      const text = JSON.stringify([nodes, [...layer.files.hiddenPaths].sort()]);
      expect(byText.get(text) ?? layer.diffId).toBe(layer.diffId);
      byText.set(text, layer.diffId);
    }
    expect(new Set(byText.values()).size).toBe(byText.size);
  });
});

describe('an image', () => {
  const base = repositories.find((one) => one.name === 'docker.io/library/busybox')?.images[0]?.image;

  it('shares the layers of what it was made from, and has an ID that follows from all of it', () => {
    const step = { base, changes: layerOf({ '/one': 'one\n' }), created: 1000, createdBy: 'RUN echo one > /one' };
    const image = deriveImage(step);
    expect(image.layers[0]).toBe(base?.layers[0]);
    expect(image.layers).toHaveLength(2);
    expect(image.history.at(-1)).toEqual({
      created: 1000,
      createdBy: 'RUN echo one > /one',
      emptyLayer: false,
      comment: '',
      author: '',
    });
    expect(deriveImage(step).id).toBe(image.id);
    expect(deriveImage({ ...step, created: 2000 }).id).not.toBe(image.id);
    const other = deriveImage({ ...step, config: { command: ['cat', '/one'] } });
    expect([other.id === image.id, other.layers[1]?.diffId]).toEqual([false, image.layers[1]?.diffId]);
    const empty = deriveImage({
      base: image,
      created: 3000,
      createdBy: 'CMD ["sh"]',
      config: { command: ['sh'] },
      keepsParent: true,
    });
    expect([empty.layers, empty.parent, empty.history.at(-1)?.emptyLayer]).toEqual([image.layers, image.id, true]);
  });

  it('is described in JSON as registries keep it', () => {
    const image = deriveImage({
      base,
      changes: layerOf({ '/app.js': 'x' }),
      created: 1_795_246_200_000,
      createdBy: 'ADD app.js /app.js # buildkit',
      config: {
        exposedPorts: ['8080/tcp'],
        labels: { b: '2', a: '1' },
        user: 'node',
        volumes: ['/data'],
        healthcheck: { test: ['CMD-SHELL', 'true'], interval: 5000, retries: 2 },
      },
    });
    expect(JSON.parse(configText(image))).toMatchObject({
      architecture: 'amd64',
      config: {
        User: 'node',
        ExposedPorts: { '8080/tcp': {} },
        Cmd: ['sh'],
        Volumes: { '/data': {} },
        Labels: { a: '1', b: '2' },
        Healthcheck: { Test: ['CMD-SHELL', 'true'], Interval: 5_000_000_000, Retries: 2 },
      },
      created: expect.stringMatching(/^2026-11-21T07:30:00\.\d+Z$/),
      os: 'linux',
      rootfs: { type: 'layers', diff_ids: image.layers.map((layer) => layer.diffId) },
    });
    const manifest = JSON.parse(manifestText(image));
    expect(manifest.config).toEqual({
      mediaType: 'application/vnd.docker.container.image.v1+json',
      size: configText(image).length,
      digest: image.id,
    });
    expect(manifest.layers.map((layer: { digest: string }) => layer.digest)).toEqual(
      image.layers.map((layer) => layer.digest),
    );
  });

  it('made by hand has the layers and the history of its Dockerfile', () => {
    const moment = 1_795_246_200_000;
    const images = handmadeImages(moment);
    const byAge = [...images].sort((a, b) => b.image.created - a.image.created).map(({ name }) => name);
    expect(byAge).toEqual(['alpine', 'nginx', 'httpd', 'node:20', 'node:7', 'ubuntu', 'busybox']);
    const of = (name: string) => images.find((one) => one.name === name)?.image;
    expect(of('node:7')?.history.map((entry) => [entry.createdBy.slice(0, 20), entry.emptyLayer])).toEqual([
      ['', false],
      ['ENV NODE_VERSION=7.1', true],
      ['COPY node /usr/local', false],
      ['RUN /bin/sh -c group', false],
      ['CMD ["node"]', true],
    ]);
    expect(of('node:7')?.config.env.map(([name]) => name)).toEqual(['PATH', 'NODE_VERSION']);
    expect(of('busybox')?.config.env).toEqual([]);
    const changes = layerOf({ '/app.js': 'x'.repeat(300) });
    const kubia = deriveImage({
      base: of('node:7'),
      changes,
      created: moment,
      createdBy: 'ADD app.js /app.js # buildkit',
    });
    expect(manifestText(kubia).length).toBe(1156);
  });
});
