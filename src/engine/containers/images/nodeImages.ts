/** Node.js's official images. */
import type { Program } from '../../processes/process';
import { type NodeVersion, nodeLayers } from './nodeLayers';
import { type CatalogueImage, image, type Repository } from './repository';

/** Yarn's version of today, and what came with the old ones. */
const YARN = '1.22.22';

/** The newest of each major version that is known, newest first, with the words that it is also called by. */
const VERSIONS: readonly (NodeVersion & { readonly names: readonly string[]; readonly created: string })[] = [
  {
    version: '23.3.0',
    yarn: YARN,
    base: 'bookworm',
    sizeBytes: 57_600_000,
    entrypoint: true,
    names: ['latest', 'current'],
    created: '2024-12-03T22:24:49Z',
  },
  {
    version: '22.12.0',
    yarn: YARN,
    base: 'bookworm',
    sizeBytes: 55_300_000,
    entrypoint: true,
    names: ['lts', 'jod'],
    created: '2024-12-03T22:10:05Z',
  },
  {
    version: '20.18.1',
    yarn: YARN,
    base: 'bookworm',
    sizeBytes: 49_500_000,
    entrypoint: true,
    names: ['iron'],
    created: '2024-11-21T00:41:26Z',
  },
  {
    version: '18.20.5',
    yarn: YARN,
    base: 'bookworm',
    sizeBytes: 46_000_000,
    entrypoint: true,
    names: ['hydrogen'],
    created: '2024-11-14T21:51:19Z',
  },
  {
    version: '16.20.2',
    yarn: '1.22.19',
    base: 'buster',
    sizeBytes: 35_200_000,
    entrypoint: true,
    names: ['gallium'],
    created: '2023-09-07T11:30:00Z',
  },
  {
    version: '14.21.3',
    yarn: '1.22.19',
    base: 'buster',
    sizeBytes: 34_700_000,
    entrypoint: true,
    names: ['fermium'],
    created: '2023-04-12T06:10:00Z',
  },
  {
    version: '12.22.12',
    yarn: '1.22.18',
    base: 'stretch',
    sizeBytes: 23_900_000,
    entrypoint: true,
    names: ['erbium'],
    created: '2022-04-21T03:20:00Z',
  },
  {
    version: '10.24.1',
    yarn: '1.22.5',
    base: 'stretch',
    sizeBytes: 22_700_000,
    entrypoint: true,
    names: ['dubnium'],
    created: '2021-04-14T22:50:00Z',
  },
  {
    version: '8.17.0',
    yarn: '1.21.1',
    base: 'stretch',
    sizeBytes: 21_300_000,
    entrypoint: true,
    names: ['carbon'],
    created: '2019-12-30T02:10:00Z',
  },
  {
    version: '7.10.1',
    yarn: '0.24.4',
    base: 'jessie',
    sizeBytes: 13_900_000,
    entrypoint: false,
    names: [],
    created: '2017-07-12T00:30:00Z',
  },
  {
    version: '6.17.1',
    yarn: '1.15.2',
    base: 'stretch',
    sizeBytes: 14_200_000,
    entrypoint: false,
    names: ['boron'],
    created: '2019-04-05T08:20:00Z',
  },
];

const KINDS = ['full', 'slim', 'alpine'] as const;
type Kind = (typeof KINDS)[number];

/** A version's image; other tags than its own are for versions that are asked for by number. */
function nodeImage(node: (typeof VERSIONS)[number], kind: Kind, tags: readonly string[]): CatalogueImage {
  const old: Readonly<Record<string, string>> = node.base === 'jessie' ? { NPM_CONFIG_LOGLEVEL: 'info' } : {};
  return image({
    tags,
    layers: nodeLayers(node, kind),
    ...(node.entrypoint ? { entrypoint: ['docker-entrypoint.sh'] } : {}),
    command: ['node'],
    env: { ...old, NODE_VERSION: node.version, YARN_VERSION: node.yarn },
    created: node.created,
  });
}

function tagsOf(node: (typeof VERSIONS)[number], kind: Kind): readonly string[] {
  const [major, minor] = node.version.split('.');
  const plain = [...node.names, `${major}`, `${major}.${minor}`, node.version];
  const short = (suffix: string) => plain.map((tag) => (tag === 'latest' ? suffix : `${tag}-${suffix}`));
  if (kind === 'full') return [...plain, ...short(node.base)];
  if (kind === 'slim') return [...short('slim'), ...short(`${node.base}-slim`)];
  return [...short('alpine'), ...short('alpine3.21')];
}

/** `20.11.1-alpine`: another version of a major one that we know, made of the same parts. */
function otherVersion(tag: string): CatalogueImage | undefined {
  const [, major, rest, suffix = ''] = /^(\d+)((?:\.\d+){0,2})((?:-[a-z][\w.]*)*)$/.exec(tag) ?? [];
  const newest = VERSIONS.find(({ version }) => version.split('.')[0] === major);
  if (newest === undefined) return undefined;
  const numbers = `${major}${rest ?? ''}`;
  const version = numbers.split('.').length === 3 ? numbers : numbers.includes('.') ? `${numbers}.0` : newest.version;
  const kind = suffix.includes('alpine') ? 'alpine' : suffix.includes('slim') ? 'slim' : 'full';
  return nodeImage({ ...newest, version }, kind, [tag]);
}

/** `node:7` of the notes, on which luksa/kubia stands. */
export const nodeSeven = VERSIONS.find((one) => one.base === 'jessie');

function packageManager(name: string, what: string): Program {
  // biome-ignore lint/correctness/useYield: it ends in its first step
  return function* (process) {
    process.stderr.write(`${name}: ${what} is not simulated in this playground\n`);
    return 1;
  };
}

export const nodeRepository: Repository = {
  name: 'docker.io/library/node',
  images: VERSIONS.flatMap((node) => KINDS.map((kind) => nodeImage(node, kind, tagsOf(node, kind)))),
  version: otherVersion,
  programs: {
    npm: packageManager('npm', "Node.js's package manager"),
    npx: packageManager('npx', "running packages of Node.js's registry"),
    yarn: packageManager('yarn', 'this package manager'),
    yarnpkg: packageManager('yarnpkg', 'this package manager'),
    corepack: packageManager('corepack', 'managing package managers'),
  },
  description: 'A platform for programs in JavaScript that serve and talk to the network',
  stars: 13_800,
};
