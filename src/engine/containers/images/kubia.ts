/** luksa/kubia: a small Node.js server that tells which container answered. v1 to v3 are its later versions. */
import type { HttpServer } from '../../network/namespace';
import type { Process } from '../../processes/process';
import type { Routine } from '../../processes/routine';
import { kubiaFirst, kubiaLatest, kubiaSecond, kubiaThird } from './kubiaApps';
import { imageLayer } from './layer';
import { httpDate } from './logTimes';
import { nodeSeven } from './nodeImages';
import { nodeLayers } from './nodeLayers';
import { type CatalogueImage, image, type Repository } from './repository';
import { forever } from './untilSignalled';

interface KubiaVersion {
  readonly text: string;
  answer(hostname: string, count: number): { status: number; body: string };
}

function says(text: string, what: string): KubiaVersion {
  return { text, answer: (hostname) => ({ status: 200, body: `${what} ${hostname}\n` }) };
}

const VERSIONS: readonly KubiaVersion[] = [
  says(kubiaLatest, "You've hit"),
  says(kubiaFirst, 'This is v1 running in pod'),
  says(kubiaSecond, 'This is v2 running in pod'),
  {
    text: kubiaThird,
    answer: (hostname, count) =>
      count >= 5
        ? { status: 500, body: `Some internal error has occurred! This is pod ${hostname}\n` }
        : { status: 200, body: `This is v3 running in pod ${hostname}\n` },
  },
];

/**
 * Node.js as far as these images need it: it runs the scripts above. It has no handler for SIGTERM, so as PID 1 it
 * ignores it and takes its whole grace period to stop.
 */
function* node(process: Process): Routine<number> {
  const script = process.argv[1];
  if (script === '-v' || script === '--version') {
    process.stdout.write(`v${process.env.get('NODE_VERSION') ?? '7.10.1'}\n`);
    return 0;
  }
  if (script === undefined) {
    process.stderr.write('node: the interactive mode is not simulated in this playground\n');
    return 1;
  }
  const path = script.startsWith('/') ? script : `${process.workingDirectory}/${script}`;
  const text = process.files.read(path);
  if (!text.ok) {
    process.stderr.write(`module.js:471\n    throw err;\n    ^\n\nError: Cannot find module '${path}'\n`);
    return 1;
  }
  const known = VERSIONS.find((one) => one.text === text.value);
  if (known === undefined) {
    process.stderr.write(`node: ${script}: running other JavaScript is not simulated in this playground yet\n`);
    return 1;
  }
  return yield* serve(process, known);
}

function* serve(process: Process, kubia: KubiaVersion): Routine<number> {
  process.stdout.write('Kubia server starting...\n');
  let count = 0;
  const server: HttpServer = (_request, peer, respond) => {
    process.stdout.write(`Received request from ::ffff:${peer.address}\n`);
    const { status, body } = kubia.answer(process.hostname, ++count);
    const headers = { Date: httpDate(process.clock.now), Connection: 'keep-alive', 'Transfer-Encoding': 'chunked' };
    process.clock.after(0.5 + process.random.next(), () => respond({ status, headers, body }));
  };
  const listening = process.network.listen(8080, server, { owner: process });
  if (!listening.ok) {
    process.stderr.write(
      "events.js:160\n      throw er; // Unhandled 'error' event\n      ^\n\nError: listen EADDRINUSE :::8080\n",
    );
    return 1;
  }
  try {
    return yield* forever();
  } finally {
    listening.value();
  }
}

function kubia(name: string, tags: readonly string[], kubiaVersion: KubiaVersion | undefined): CatalogueImage {
  return image({
    tags,
    layers: [
      ...(nodeSeven === undefined ? [] : nodeLayers(nodeSeven, 'full')),
      imageLayer(
        `${name} app.js`,
        360,
        { '/app.js': { text: kubiaVersion?.text ?? '', mode: 0o644 } },
        {
          createdBy:
            '/bin/sh -c #(nop) ADD file:e9a4c7b2d9a24a8ba3eef2f6c9b5d1fe4e3a07a6ba4ab8b6bdbf0d2a84a1f6c1 in /app.js ',
          unpackedBytes: kubiaVersion?.text.length ?? 0,
        },
      ),
    ],
    entrypoint: ['node', 'app.js'],
    env: { NPM_CONFIG_LOGLEVEL: 'info', NODE_VERSION: '7.10.1', YARN_VERSION: '0.24.4' },
    created: '2017-08-14T15:45:19Z',
  });
}

export const kubiaRepository: Repository = {
  name: 'docker.io/luksa/kubia',
  images: [
    kubia('luksa/kubia', ['latest'], VERSIONS[0]),
    kubia('luksa/kubia v1', ['v1'], VERSIONS[1]),
    kubia('luksa/kubia v2', ['v2'], VERSIONS[2]),
    kubia('luksa/kubia v3', ['v3'], VERSIONS[3]),
  ],
  programs: { node },
  description: 'The small server of the book that answers with the name of its host',
  stars: 27,
};
