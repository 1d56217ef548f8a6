/** Small images that tutorials use to see a request arrive, or to send one. */
import type { HttpServer } from '../../network/namespace';
import type { Process, Program } from '../../processes/process';
import { binaries, binary } from './image';
import { imageLayer } from './layer';
import { httpDate } from './logTimes';
import { image, type Repository } from './repository';
import { alpine, distroless } from './smallBases';
import { untilSignalled } from './untilSignalled';

/** The image's greeting, with the steps in fewer words. */
const HELLO = `
Hello from Docker!
This message shows that your installation appears to be working correctly.

What happened on the way here:
 1. The Docker client asked the Docker daemon to run an image.
 2. The daemon pulled "hello-world" from the Docker Hub, if it wasn't here yet.
 3. The daemon made a container of it and ran the program that prints this.
 4. The daemon sent the output to the client, and the client to your terminal.

Something larger to try:
 $ docker run -it ubuntu bash

`;

// biome-ignore lint/correctness/useYield: it ends in its first step
const hello: Program = function* (process) {
  process.stdout.write(HELLO);
  return 0;
};

/** A program that answers on a port until it is told to stop. */
function server(port: (process: Process) => number, start: string, answer: (process: Process) => HttpServer): Program {
  return function* (process) {
    const number = port(process);
    const listening = process.network.listen(number, answer(process), { owner: process });
    if (!listening.ok) {
      process.stderr.write(`listen tcp :${number}: bind: address already in use\n`);
      return 1;
    }
    process.stdout.write(`${start.replace('%d', String(number))}\n`);
    try {
      yield* untilSignalled(process, ['SIGTERM', 'SIGINT']);
      return 0;
    } finally {
      listening.value();
    }
  };
}

function plainText(process: Process, body: string) {
  const headers = {
    Date: httpDate(process.clock.now),
    'Content-Type': 'text/plain; charset=utf-8',
    'Content-Length': String(body.length),
  };
  return { status: 200, headers, body };
}

function flag(process: Process, name: string): string | undefined {
  const at = process.argv.findIndex((word) => word.replace(/^--?/, '').split('=')[0] === name);
  const word = process.argv[at];
  if (at < 0 || word === undefined) return undefined;
  return word.includes('=') ? word.slice(word.indexOf('=') + 1) : process.argv[at + 1];
}

const echoServer = server(
  (process) => Number(flag(process, 'listen')?.replace(/^.*:/, '') ?? 5678),
  '[INFO] server is listening on :%d',
  (process) => (request, peer, respond) => {
    const body = `${flag(process, 'text') ?? ''}\n`;
    process.stdout.write(
      `${peer.address}:${peer.port} "${request.method} ${request.path} HTTP/1.1" 200 ${body.length}\n`,
    );
    process.clock.after(0.2, () => respond(plainText(process, body)));
  },
);

const whoami = server(
  (process) => Number(flag(process, 'port') ?? 80),
  'Starting up on port %d',
  (process) => (request, peer, respond) => {
    const lines = [
      `Hostname: ${process.hostname}`,
      'IP: 127.0.0.1',
      ...process.network.addresses.map((address) => `IP: ${address}`),
      `RemoteAddr: ${peer.address}:${peer.port}`,
      `${request.method} ${request.path} HTTP/1.1`,
      `Host: ${request.host}${request.port === 80 ? '' : `:${request.port}`}`,
      ...Object.entries(request.headers).map(([name, value]) => `${name}: ${value}`),
    ];
    process.clock.after(0.3, () => respond(plainText(process, `${lines.join('\n')}\n\n`)));
  },
);

const helloApp = server(
  () => 8080,
  'Server listening on port %d',
  (process) => (_request, _peer, respond) => {
    const version = process.env.get('APP_VERSION') ?? '1.0.0';
    const body = `Hello, world!\nVersion: ${version}\nHostname: ${process.hostname}\n`;
    process.clock.after(0.3, () => respond(plainText(process, body)));
  },
);

const echoRequest = server(
  () => 8080,
  'Echo server listening on port %d.',
  (process) => (request, _peer, respond) => {
    const host = request.port === 80 ? request.host : `${request.host}:${request.port}`;
    const headers = Object.entries(request.headers).map(([name, value]) => `${name}: ${value}`);
    const lines = [
      `Request served by ${process.hostname}`,
      '',
      `HTTP/1.1 ${request.method} ${request.path}`,
      '',
      `Host: ${host}`,
      ...headers,
    ];
    process.clock.after(0.3, () => respond(plainText(process, `${lines.join('\n')}\n`)));
  },
);

function helloAppImage(version: string, tag: string) {
  return image({
    tags: [tag],
    layers: [
      distroless,
      imageLayer(`hello-app ${version}`, 11_200_000, { '/hello-app': binary('hello-app', 7_000_000) }),
    ],
    command: ['/hello-app'],
    env: { APP_VERSION: version },
    exposedPorts: [8080],
  });
}

export const smallRepositories: readonly Repository[] = [
  {
    name: 'docker.io/library/hello-world',
    images: [
      image({
        tags: ['latest', 'linux'],
        layers: [
          imageLayer(
            'hello-world',
            2_380,
            { '/hello': binary('hello-world', 10_070) },
            { createdBy: 'COPY hello / # buildkit', unpackedBytes: 10_070 },
          ),
        ],
        created: '2023-05-02T16:49:27Z',
        command: ['/hello'],
      }),
    ],
    programs: { 'hello-world': hello },
    description: 'A first container: it says hello and ends',
    stars: 2_300,
  },
  {
    name: 'docker.io/hashicorp/http-echo',
    images: [
      image({
        tags: ['latest', '1.0', '1.0.0', '0.2.3'],
        layers: [distroless, imageLayer('http-echo', 2_300_000, { '/http-echo': binary('http-echo', 6_000_000) })],
        entrypoint: ['/http-echo'],
        exposedPorts: [5678],
      }),
    ],
    programs: { 'http-echo': echoServer },
  },
  {
    name: 'docker.io/traefik/whoami',
    images: [
      image({
        tags: ['latest', 'v1.10', 'v1.10.3'],
        layers: [imageLayer('whoami', 2_860_000, { '/whoami': binary('whoami', 6_800_000) })],
        entrypoint: ['/whoami'],
        exposedPorts: [80],
      }),
    ],
    programs: { whoami },
  },
  ...['gcr.io/google-samples/hello-app', 'us-docker.pkg.dev/google-samples/containers/gke/hello-app'].map((name) => ({
    name,
    images: [helloAppImage('1.0.0', '1.0'), helloAppImage('2.0.0', '2.0')],
    programs: { 'hello-app': helloApp },
  })),
  {
    name: 'docker.io/kicbase/echo-server',
    images: [
      image({
        tags: ['1.0', 'latest'],
        layers: [imageLayer('echo-server', 2_140_000, { '/echo-server': binary('echo-server', 4_900_000) })],
        command: ['/echo-server'],
        exposedPorts: [8080],
      }),
    ],
    programs: { 'echo-server': echoRequest },
  },
  {
    name: 'docker.io/curlimages/curl',
    images: [
      image({
        tags: ['latest', '8.11.0'],
        layers: [
          alpine,
          imageLayer('curl 8.11', 5_900_000, {
            ...binaries('/usr/bin', ['curl'], 250_000),
            '/entrypoint.sh': {
              text: '#!/bin/sh\ncase "$1" in -*) set -- curl "$@" ;; esac\nexec "$@"\n',
              mode: 0o755,
            },
          }),
        ],
        entrypoint: ['/entrypoint.sh'],
        command: ['curl'],
        user: 'curl_user',
      }),
    ],
  },
];
