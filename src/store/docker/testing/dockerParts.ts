/** Images, containers and networks as a Docker host's view has them, to put hosts together from. */
import type { DockerContainer, DockerImage, DockerLayer, DockerNetwork } from '../dockerView';

const MADE = Date.UTC(2026, 0, 12, 8, 0, 0);

export interface Stack {
  readonly layers: readonly DockerLayer[];
  readonly image: DockerImage;
}

/** An image of so many megabytes a layer, on another one or on nothing. */
export function stackOf(tags: readonly string[], megabytes: readonly number[], base?: Stack): Stack {
  const name = tags[0] ?? 'none';
  const layers: DockerLayer[] = [];
  let below = base?.layers.at(-1)?.chainId ?? '';
  megabytes.forEach((size, at) => {
    const chainId = `sha256:${name}-${at}`;
    const createdBy = at === 0 && base === undefined ? 'ADD rootfs.tar.xz / # buildkit' : `RUN /bin/sh -c step ${at}`;
    layers.push({ chainId, below, bytes: size * 1e6, createdBy });
    below = chainId;
  });
  const all = [...(base?.layers ?? []), ...layers];
  const image: DockerImage = {
    id: `sha256:${idOf(name)}`,
    tags,
    layers: all.map(({ chainId }) => chainId),
    bytes: all.reduce((sum, layer) => sum + layer.bytes, 0),
    created: MADE,
    named: MADE,
    repositoryDigests: name.includes('kubia') ? [] : [`${name.split(':')[0]}@sha256:${idOf(`digest ${name}`)}`],
  };
  return { layers: all, image };
}

/** Sixty-four hexadecimal digits that follow from a text. */
export function idOf(text: string): string {
  let id = '';
  for (let round = 0; id.length < 64; round++) {
    let state = 2_166_136_261 + round;
    for (const character of text) state = Math.imul(state ^ character.charCodeAt(0), 16_777_619) >>> 0;
    id += Math.imul(state, 2_654_435_761).toString(16).replace('-', 'f').padStart(8, '0');
  }
  return id.slice(0, 64);
}

export const busybox = stackOf(['busybox:latest'], [4.4]);
export const alpine = stackOf(['alpine:latest'], [8.3]);
export const ubuntu = stackOf(['ubuntu:latest'], [78]);
export const nginx = stackOf(['nginx:latest'], [75, 117, 0.01, 0.01, 0.01, 0.01, 0.01]);
export const httpd = stackOf(['httpd:latest'], [75, 0.01, 0.01, 11, 62, 0.01]);
export const node20 = stackOf(['node:20'], [117, 48, 177, 587, 0.5, 161, 8, 0.01]);
export const node7 = stackOf(['node:7'], [123, 0.1, 45, 124, 320, 0.5, 42, 5]);
export const kubia = stackOf(['kubia:latest', 'learner/kubia:latest'], [0.01], node7);
export const kubia2 = stackOf(['kubia:v2'], [0.01, 2], node7);

export function containerOf(name: string, rest: Partial<DockerContainer> = {}): DockerContainer {
  return {
    id: idOf(name),
    name,
    image: 'kubia',
    imageId: kubia.image.id,
    command: 'node app.js',
    state: 'running',
    exitCode: undefined,
    outOfMemory: false,
    health: undefined,
    created: MADE,
    ports: [],
    networks: [{ name: 'bridge', address: '172.17.0.2' }],
    mounts: [],
    changedFiles: 0,
    processes: 1,
    hung: false,
    ...rest,
  };
}

export function networkOf(name: string, rest: Partial<DockerNetwork> = {}): DockerNetwork {
  return {
    id: idOf(`network ${name}`),
    name,
    driver: name === 'host' || name === 'none' ? name : 'bridge',
    subnet: name === 'bridge' ? '172.17.0.0/16' : '',
    gateway: name === 'bridge' ? '172.17.0.1' : '',
    interface: name === 'bridge' ? 'docker0' : '',
    internal: false,
    userDefined: false,
    ...rest,
  };
}
