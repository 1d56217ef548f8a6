/**
 * Images that everyone knows and whose programs this playground does not have. They can be pulled; what they run says
 * in plain words that it isn't simulated and fails, so that nobody takes it for the real thing. Their shells work.
 */
import type { Program } from '../../processes/process';
import { bookwormSlim, jammy, networkTools, noble } from './debianBase';
import { binaries } from './image';
import { imageLayer } from './layer';
import { image, type Repository } from './repository';
import { alpine } from './smallBases';
import { type KnownImage, knownImages, shellImages } from './unsimulatedList';

function unsimulated(name: string): Program {
  // biome-ignore lint/correctness/useYield: it ends in its first step
  return function* (process) {
    process.stderr.write(`${name}: this program is not simulated in this playground\n`);
    return 1;
  };
}

const bases = { debian: bookwormSlim, ubuntu: jammy, alpine };

function repositoryOf(known: KnownImage): Repository {
  const { repository, programs, sizeBytes, port, volume, env, directory, description, stars } = known;
  const [program = '', ...more] = programs;
  const imageOn = (base: keyof typeof bases, tags: readonly string[], share: number) =>
    image({
      tags,
      layers: [
        bases[base],
        imageLayer(`${repository} on ${base}`, Math.round(sizeBytes * share), () => ({
          ...(base === 'alpine' ? {} : networkTools()),
          ...binaries('/usr/local/bin', [program, ...more], Math.round(sizeBytes / 3)),
        })),
      ],
      command: [program],
      ...(env === undefined ? {} : { env }),
      ...(directory === undefined ? {} : { workingDirectory: directory }),
      exposedPorts: port === undefined ? [] : [port],
      volumes: volume === undefined ? [] : [volume],
    });
  return {
    name: `docker.io/${repository}`,
    images: [
      imageOn(known.base ?? 'debian', ['latest', 'stable', 'lts', 'slim'], 1),
      ...(known.base === undefined ? [imageOn('alpine', ['alpine'], 0.5)] : []),
    ],
    anyVersion: true,
    programs: Object.fromEntries(programs.map((name) => [name, unsimulated(name)])),
    description,
    stars,
  };
}

export const unsimulatedRepositories: readonly Repository[] = [
  ...knownImages.map(repositoryOf),
  ...shellImages.map(
    ([repository, sizeBytes, description, stars]): Repository => ({
      name: `docker.io/${repository}`,
      images: [
        image({
          tags: ['latest'],
          layers: [noble, imageLayer(repository, sizeBytes, networkTools)],
          command: ['/bin/bash'],
        }),
      ],
      anyVersion: true,
      description,
      stars,
    }),
  ),
];
