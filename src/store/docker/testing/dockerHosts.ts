/** Docker hosts that stand still, for the page's tests and its preview. */
import type { DockerView } from '../dockerView';
import {
  alpine,
  busybox,
  containerOf,
  httpd,
  idOf,
  kubia,
  kubia2,
  networkOf,
  nginx,
  node7,
  node20,
  type Stack,
  ubuntu,
} from './dockerParts';

const PRELOADED = [alpine, nginx, httpd, node20, node7, ubuntu, busybox];

/** As the playground begins: some images, nothing that runs. */
export function quietDocker(): DockerView {
  return viewOf(PRELOADED);
}

/** In the middle of a lesson: containers in all states, a network of the learner's own, a volume, a push. */
export function busyDocker(): DockerView {
  return viewOf([kubia2, kubia, ...PRELOADED], {
    containers: [
      containerOf('kubia-container', {
        ports: [{ host: '8080', container: '8080' }],
        health: 'healthy',
        changedFiles: 2,
      }),
      containerOf('eager_turing', {
        image: 'busybox',
        imageId: busybox.image.id,
        command: 'echo Hello world',
        state: 'exited',
        exitCode: 0,
        networks: [{ name: 'bridge', address: '' }],
      }),
      containerOf('greedy', {
        command: 'node greedy.js',
        state: 'exited',
        exitCode: 137,
        outOfMemory: true,
        networks: [{ name: 'bridge', address: '' }],
      }),
      containerOf('second', {
        image: 'kubia:v2',
        imageId: kubia2.image.id,
        ports: [{ host: '8888', container: '8080' }],
        health: 'unhealthy',
        hung: true,
        networks: [{ name: 'bridge', address: '172.17.0.3' }],
      }),
      containerOf('web', {
        image: 'nginx',
        imageId: nginx.image.id,
        command: 'nginx -g daemon off;',
        ports: [
          { host: '127.0.0.1:80', container: '80' },
          { host: '', container: '443' },
        ],
        networks: [{ name: 'shop', address: '172.18.0.2' }],
        mounts: [{ type: 'volume', source: 'pages', target: '/usr/share/nginx/html' }],
      }),
      containerOf('db', {
        image: 'alpine',
        imageId: alpine.image.id,
        command: 'sleep infinity',
        state: 'paused',
        networks: [
          { name: 'shop', address: '172.18.0.3' },
          { name: 'bridge', address: '172.17.0.4' },
        ],
        mounts: [{ type: 'volume', source: 'data', target: '/data' }],
        changedFiles: 14,
      }),
    ],
    networks: [
      networkOf('bridge'),
      networkOf('host'),
      networkOf('none'),
      networkOf('shop', {
        subnet: '172.18.0.0/16',
        gateway: '172.18.0.1',
        interface: 'br-3f0a91c2b47d',
        userDefined: true,
      }),
    ],
    volumes: [
      { name: 'data', anonymous: false, bytes: 4_200_000 },
      { name: 'pages', anonymous: false, bytes: 600 },
      { name: idOf('anonymous'), anonymous: true, bytes: 12_000 },
    ],
    repositories: [
      { name: 'docker.io/library/node', tags: ['20', '7'], layers: 16, bytes: 590e6, own: false },
      { name: 'docker.io/library/busybox', tags: ['latest'], layers: 1, bytes: 2.1e6, own: false },
      { name: 'docker.io/library/nginx', tags: ['latest'], layers: 7, bytes: 72e6, own: false },
      { name: 'docker.io/learner/kubia', tags: ['latest'], layers: 9, bytes: 250e6, own: true },
    ],
  });
}

/** After the first lesson: an image of the learner's own and two containers. */
export function fewDocker(): DockerView {
  const { containers, ...rest } = busyDocker();
  return { ...rest, volumes: [], containers: containers.slice(0, 3) };
}

/** More than anybody should have. */
export function crowdedDocker(count: number): DockerView {
  const states = ['running', 'exited', 'running', 'paused', 'running'] as const;
  return viewOf([kubia2, kubia, ...PRELOADED], {
    containers: Array.from({ length: count }, (_, at) =>
      containerOf(`web-${at + 1}`, {
        state: states[at % states.length] ?? 'running',
        exitCode: at % states.length === 1 ? at % 3 : undefined,
        networks: [{ name: at % 4 === 3 ? 'shop' : 'bridge', address: `172.17.0.${at + 2}` }],
      }),
    ),
    networks: [
      networkOf('bridge'),
      networkOf('shop', { subnet: '172.18.0.0/16', interface: 'br-3f0a91c2b47d', userDefined: true }),
    ],
  });
}

function viewOf(stacks: readonly Stack[], rest: Partial<DockerView> = {}): DockerView {
  const layers = new Map(stacks.flatMap((stack) => stack.layers.map((layer) => [layer.chainId, layer] as const)));
  return {
    running: true,
    layers: [...layers.values()],
    images: stacks.map(({ image }) => image),
    containers: [],
    networks: [networkOf('bridge'), networkOf('host'), networkOf('none')],
    volumes: [],
    repositories: [],
    more: { images: 0, containers: 0, volumes: 0 },
    ...rest,
  };
}
