/** The layers that Node.js's official images are made of. */
import type { LayerContents } from '../../files/fileLayer';
import {
  bookworm,
  bookwormSlim,
  bullseye,
  bullseyeSlim,
  buster,
  busterSlim,
  debianGroup,
  debianPasswd,
  jessie,
  stretch,
} from './debianBase';
import { binaries, binary } from './image';
import { type CatalogueLayer, imageLayer } from './layer';
import { alpine, alpineGroup, alpinePasswd } from './smallBases';
import { processTools } from './unixTools';

/** A distribution with what compilers and version control need (`buildpack-deps`), shared by all versions on it. */
function buildpack(base: CatalogueLayer, codename: string): readonly CatalogueLayer[] {
  const install = (packages: string) =>
    `RUN /bin/sh -c set -eux; apt-get update; apt-get install -y --no-install-recommends ${packages}; rm -rf /var/lib/apt/lists/* # buildkit`;
  return [
    base,
    imageLayer(`${codename} curl`, 24_060_000, () => binaries('/usr/bin', ['curl', 'gpg', 'wget'], 260_000), {
      createdBy: install('ca-certificates curl gnupg netbase sq wget'),
      unpackedBytes: 48_400_000,
    }),
    imageLayer(
      `${codename} scm`,
      64_390_000,
      () => binaries('/usr/bin', ['git', 'hg', 'ssh', 'svn', ...processTools], 300_000),
      {
        createdBy: install('git mercurial openssh-client subversion procps'),
        unpackedBytes: 177_000_000,
      },
    ),
    imageLayer(
      `${codename} dev`,
      211_300_000,
      () =>
        binaries(
          '/usr/bin',
          ['autoconf', 'c++', 'cc', 'g++', 'gcc', 'ld', 'make', 'patch', 'python3', 'unzip', 'xz'],
          900_000,
        ),
      {
        createdBy: install(
          'autoconf automake bzip2 default-libmysqlclient-dev dpkg-dev file g++ gcc make patch unzip xz-utils',
        ),
        unpackedBytes: 587_000_000,
      },
    ),
  ];
}

const fullBases = {
  bookworm: buildpack(bookworm, 'bookworm'),
  bullseye: buildpack(bullseye, 'bullseye'),
  buster: buildpack(buster, 'buster'),
  stretch: buildpack(stretch, 'stretch'),
  jessie: buildpack(jessie, 'jessie'),
};

export type NodeBase = keyof typeof fullBases;

const slimBases: Readonly<Record<NodeBase, CatalogueLayer>> = {
  bookworm: bookwormSlim,
  bullseye: bullseyeSlim,
  buster: busterSlim,
  stretch,
  jessie,
};

const debianUser = imageLayer(
  'node user on debian',
  3_320,
  () => ({
    '/etc/passwd': debianPasswd('node:x:1000:1000::/home/node:/bin/bash'),
    '/etc/group': debianGroup('node:x:1000:'),
    '/home/node/': { mode: 0o755, owner: 'node' },
  }),
  {
    createdBy:
      'RUN /bin/sh -c groupadd --gid 1000 node && useradd --uid 1000 --gid node --shell /bin/bash --create-home node # buildkit',
    unpackedBytes: 8_940,
  },
);

const PACKAGE_MANAGERS = ['corepack', 'npm', 'npx'];

function nodeFiles(version: string): LayerContents {
  return {
    '/usr/local/bin/node': binary('node', 98_000_000),
    '/usr/local/bin/nodejs': { link: 'node' },
    ...binaries('/usr/local/bin', PACKAGE_MANAGERS, 1_200),
    '/usr/local/lib/node_modules/npm/package.json': '{\n  "name": "npm"\n}\n',
    '/usr/local/include/node/node_version.h': `#define NODE_VERSION "v${version}"\n`,
    '/usr/local/LICENSE': 'Node.js is licensed for use under the MIT license.\n',
  };
}

function yarnLayer(version: string, where: string): CatalogueLayer {
  const directory = `/opt/yarn-v${version}/bin`;
  return imageLayer(
    `yarn ${version} ${where}`,
    1_250_000,
    () => ({
      ...binaries(directory, ['yarn', 'yarnpkg'], 1_000),
      '/usr/local/bin/yarn': { link: `${directory}/yarn` },
      '/usr/local/bin/yarnpkg': { link: `${directory}/yarnpkg` },
    }),
    {
      createdBy: `RUN /bin/sh -c set -ex && curl -fsSLO --compressed "https://yarnpkg.com/downloads/$YARN_VERSION/yarn-v$YARN_VERSION.tar.gz" && tar -xzf yarn-v$YARN_VERSION.tar.gz -C /opt/ # buildkit`,
      unpackedBytes: 5_330_000,
    },
  );
}

/** Hands options and unknown words to node, and anything else runs as it is. */
const ENTRYPOINT = `#!/bin/sh
set -e

# Run the command with node when its first argument is an option, or is no command here.
if [ "\${1#-}" != "\${1}" ] || [ -z "$(command -v "\${1}")" ] || { [ -f "\${1}" ] && ! [ -x "\${1}" ]; }; then
  set -- node "$@"
fi

exec "$@"
`;

const entrypointLayer = imageLayer(
  'node entrypoint',
  446,
  { '/usr/local/bin/docker-entrypoint.sh': { text: ENTRYPOINT, mode: 0o755 } },
  { createdBy: 'COPY docker-entrypoint.sh /usr/local/bin/ # buildkit', unpackedBytes: ENTRYPOINT.length },
);

export interface NodeVersion {
  /** `20.18.1`. */
  readonly version: string;
  readonly yarn: string;
  readonly base: NodeBase;
  /** The size of what Node.js itself adds, compressed. */
  readonly sizeBytes: number;
  /** Before version 10 images had no entrypoint. */
  readonly entrypoint: boolean;
}

/** The layers of a version on a kind of base, lowest first. */
export function nodeLayers(node: NodeVersion, kind: 'full' | 'slim' | 'alpine'): readonly CatalogueLayer[] {
  const { version, yarn, base, sizeBytes, entrypoint } = node;
  const top = entrypoint ? [entrypointLayer] : [];
  if (kind === 'alpine') {
    const contents = (): LayerContents => ({
      ...nodeFiles(version),
      '/etc/passwd': alpinePasswd('node:x:1000:1000::/home/node:/bin/sh'),
      '/etc/group': alpineGroup('node:x:1000:'),
      '/home/node/': { mode: 0o755, owner: 'node' },
    });
    const createdBy =
      'RUN /bin/sh -c addgroup -g 1000 node && adduser -u 1000 -G node -s /bin/sh -D node && apk add --no-cache libstdc++ && curl -fsSLO "https://unofficial-builds.nodejs.org/download/release/v$NODE_VERSION/node-v$NODE_VERSION-linux-x64-musl.tar.xz" # buildkit';
    return [
      alpine,
      imageLayer(`node ${version} alpine`, Math.round(sizeBytes * 0.87), contents, { createdBy }),
      yarnLayer(yarn, 'alpine'),
      ...top,
    ];
  }
  const createdBy =
    'RUN /bin/sh -c ARCH= && dpkgArch="$(dpkg --print-architecture)" && curl -fsSLO --compressed "https://nodejs.org/dist/v$NODE_VERSION/node-v$NODE_VERSION-linux-x64.tar.xz" && tar -xJf "node-v$NODE_VERSION-linux-x64.tar.xz" -C /usr/local --strip-components=1 --no-same-owner # buildkit';
  return [
    ...(kind === 'full' ? fullBases[base] : [slimBases[base]]),
    debianUser,
    imageLayer(`node ${version}`, sizeBytes, () => nodeFiles(version), { createdBy }),
    yarnLayer(yarn, 'debian'),
    ...top,
  ];
}
