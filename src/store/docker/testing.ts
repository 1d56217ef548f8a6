/** Docker hosts that stand still, for the page's tests and its preview. */
import type { TraceEntry } from '../playgroundState';
import type { ContainerDetail } from './containerDetail';
import type { DockerContainer, DockerImage, DockerLayer, DockerNetwork, DockerView } from './dockerView';

const MADE = Date.UTC(2026, 0, 12, 8, 0, 0);

interface Stack {
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
function idOf(text: string): string {
  let id = '';
  for (let round = 0; id.length < 64; round++) {
    let state = 2_166_136_261 + round;
    for (const character of text) state = Math.imul(state ^ character.charCodeAt(0), 16_777_619) >>> 0;
    id += Math.imul(state, 2_654_435_761).toString(16).replace('-', 'f').padStart(8, '0');
  }
  return id.slice(0, 64);
}

const busybox = stackOf(['busybox:latest'], [4.4]);
const alpine = stackOf(['alpine:latest'], [8.3]);
const ubuntu = stackOf(['ubuntu:latest'], [78]);
const nginx = stackOf(['nginx:latest'], [75, 117, 0.01, 0.01, 0.01, 0.01, 0.01]);
const httpd = stackOf(['httpd:latest'], [75, 0.01, 0.01, 11, 62, 0.01]);
const node20 = stackOf(['node:20'], [117, 48, 177, 587, 0.5, 161, 8, 0.01]);
const node7 = stackOf(['node:7'], [123, 0.1, 45, 124, 320, 0.5, 42, 5]);
const kubia = stackOf(['kubia:latest', 'learner/kubia:latest'], [0.01], node7);
const kubia2 = stackOf(['kubia:v2'], [0.01, 2], node7);

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
    hung: false,
    ...rest,
  };
}

function networkOf(name: string, rest: Partial<DockerNetwork> = {}): DockerNetwork {
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

const BUILD_STEPS = [
  '',
  '[1/3] FROM node:7',
  '[2/3] ADD app.js /app.js',
  '[2/3] ADD app.js /app.js',
  '[3/3] RUN npm install',
];

/** What the laptop did lately: a build, a push that is on, a request to a published port. */
export function dockerTrace(now: number): TraceEntry[] {
  const container = { resource: 'containers.docker', namespace: '', name: 'kubia-container' };
  return [
    { kind: 'input', actor: 'laptop', text: 'docker build -t kubia .', sequence: 1, time: now - 60_000, cause: 0 },
    {
      kind: 'act',
      actor: 'docker',
      action: 'docker-request',
      detail: { call: 'POST /build' },
      sequence: 2,
      time: now - 59_990,
      cause: 1,
    },
    {
      kind: 'input',
      actor: 'laptop',
      text: 'docker run --name kubia-container -p 8080:8080 -d kubia',
      sequence: 3,
      time: now - 40_000,
      cause: 0,
    },
    {
      kind: 'act',
      actor: 'docker',
      action: 'docker-request',
      detail: { call: 'POST /containers/create' },
      sequence: 4,
      time: now - 39_990,
      cause: 3,
    },
    {
      kind: 'act',
      actor: 'docker',
      action: 'create-container',
      object: container,
      detail: { container: 'kubia-container', image: 'kubia' },
      sequence: 5,
      time: now - 39_900,
      cause: 4,
    },
    {
      kind: 'act',
      actor: 'docker',
      action: 'start-container',
      object: container,
      detail: { container: 'kubia-container' },
      sequence: 6,
      time: now - 39_700,
      cause: 5,
    },
    { kind: 'input', actor: 'laptop', text: 'docker build -t kubia:v2 .', sequence: 7, time: now - 4_000, cause: 0 },
    ...['build-image', 'build-step-cached', 'build-step', 'build-step-done', 'build-step'].map(
      (action, at): TraceEntry => ({
        kind: 'act',
        actor: 'docker',
        action,
        detail: { image: 'kubia:v2', step: BUILD_STEPS[at] ?? '' },
        sequence: 8 + at,
        time: now - 3_900 + 200 * at,
        cause: 7,
      }),
    ),
    { kind: 'input', actor: 'laptop', text: 'docker push learner/kubia', sequence: 20, time: now - 2_000, cause: 0 },
    {
      kind: 'act',
      actor: 'docker',
      action: 'push-image',
      detail: { image: 'docker.io/learner/kubia', layers: 9, missing: 4, bytes: 90e6, from: 'laptop', to: 'docker.io' },
      sequence: 21,
      time: now - 1_900,
      cause: 20,
    },
    ...[320, 42, 5].map(
      (size, at): TraceEntry => ({
        kind: 'act',
        actor: 'docker',
        action: 'push-layer',
        detail: { layer: `sha256:${idOf(`push ${at}`)}`, bytes: size * 1e6, from: 'laptop', to: 'docker.io' },
        sequence: 22 + at,
        time: now - 1_800,
        cause: 21,
        until: now - 600 + 900 * (2 - at),
      }),
    ),
  ];
}

/** The container of the lesson from the inside. */
export function containerDetailFixture(): ContainerDetail {
  return {
    id: idOf('kubia-container'),
    name: 'kubia-container',
    image: 'kubia',
    imageId: kubia.image.id,
    layers: kubia.layers.map(({ createdBy, bytes }) => ({ createdBy, bytes })),
    hostname: idOf('kubia-container').slice(0, 12),
    command: 'node app.js',
    workingDirectory: '/',
    user: 'root',
    state: 'running',
    startedAt: Date.UTC(2026, 0, 12, 9, 0, 1),
    finishedAt: undefined,
    exitCode: undefined,
    outOfMemory: false,
    error: '',
    restartPolicy: 'on-failure:3',
    restarts: 0,
    environment: ['PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin', 'NODE_VERSION=7.10.1'],
    processes: [
      {
        inside: 1,
        outside: 4121,
        parent: 0,
        user: 'root',
        command: 'node app.js',
        memory: 41e6,
        cpuTime: 380,
        state: 'running',
      },
      {
        inside: 14,
        outside: 4178,
        parent: 0,
        user: 'root',
        command: 'bash',
        memory: 3.6e6,
        cpuTime: 4,
        state: 'running',
      },
      {
        inside: 21,
        outside: 4190,
        parent: 14,
        user: 'root',
        command: 'sleep 1000',
        memory: 0.8e6,
        cpuTime: 1,
        state: 'stopped',
      },
    ],
    moreProcesses: 0,
    namespaces: [
      { type: 'mnt', inode: 4026532441, host: false, sharedWith: [] },
      { type: 'uts', inode: 4026532442, host: false, sharedWith: [] },
      { type: 'ipc', inode: 4026532443, host: false, sharedWith: [] },
      { type: 'pid', inode: 4026532444, host: false, sharedWith: [] },
      { type: 'net', inode: 4026532446, host: false, sharedWith: ['side'] },
      { type: 'cgroup', inode: 4026532447, host: false, sharedWith: [] },
      { type: 'user', inode: 4026531837, host: true, sharedWith: [] },
    ],
    cgroup: `/system.slice/docker-${idOf('kubia-container')}.scope`,
    memory: { used: 45.4e6, peak: 61e6, limit: 67_108_864 },
    oomKills: 0,
    cpu: { used: 0.12, limit: 0.5 },
    throttledTime: 1200,
    pids: { used: 3, limit: undefined },
    changes: [
      { kind: 'C', path: '/etc' },
      { kind: 'C', path: '/etc/hosts' },
      { kind: 'A', path: '/tmp/note.txt' },
      { kind: 'D', path: '/usr/share/doc/bash' },
    ],
    moreChanges: 0,
    mounts: [{ type: 'volume', source: 'data', target: '/data', readOnly: false }],
    interfaces: [
      { name: 'lo', address: '127.0.0.1/8', mac: '', network: '', received: 0, sent: 0 },
      {
        name: 'eth0',
        address: '172.17.0.2/16',
        mac: '02:42:ac:11:00:02',
        network: 'bridge',
        received: 1520,
        sent: 2210,
      },
    ],
    networkMode: 'bridge',
    ports: [{ host: '8080', container: '8080' }],
    logs: 'Kubia server starting...\nReceived request from ::ffff:172.17.0.1\n',
  };
}
