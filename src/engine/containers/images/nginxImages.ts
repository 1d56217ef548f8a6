/** The official nginx images: every version that there was, on Debian and on Alpine. */
import type { LayerContents } from '../../files/fileLayer';
import { bookwormSlim, bullseyeSlim, busterSlim, debianGroup, debianPasswd } from './debianBase';
import { binaries, binary } from './image';
import { type CatalogueLayer, imageLayer } from './layer';
import { nginx, nginxEntrypoint } from './nginx';
import { nginxPackageFiles } from './nginxFiles';
import { nginxErrorPage } from './nginxPages';
import { type CatalogueImage, image, type Repository } from './repository';
import { alpine, alpineGroup, alpinePasswd } from './smallBases';

/** Scripts of the entrypoint, each a layer: name, compressed size, instruction's target. */
const SCRIPTS: readonly (readonly [path: string, sizeBytes: number])[] = [
  ['/docker-entrypoint.sh', 627],
  ['/docker-entrypoint.d/10-listen-on-ipv6-by-default.sh', 956],
  ['/docker-entrypoint.d/15-local-resolvers.envsh', 404],
  ['/docker-entrypoint.d/20-envsubst-on-templates.sh', 1_210],
  ['/docker-entrypoint.d/30-tune-worker-processes.sh', 1_433],
];

const scriptLayers = SCRIPTS.map(([path, sizeBytes]) => {
  const [, directory = '', name = ''] = /^(.*\/)(.*)$/.exec(path) ?? [];
  const file =
    name === 'docker-entrypoint.sh'
      ? binary('nginx-entrypoint', 1_620)
      : { text: '#!/bin/sh\n# The entrypoint does what this stands for.\n', mode: 0o755 };
  const createdBy = `COPY ${name} ${directory} # buildkit`;
  return imageLayer(`nginx ${name}`, sizeBytes, { [path]: file }, { createdBy });
});

function serverFiles(version: string, isAlpine: boolean): LayerContents {
  const account = 'nginx:x:101:101:nginx user:/nonexistent:/bin/false';
  return {
    ...(isAlpine ? {} : binaries('/usr/bin', ['curl'], 267_000)),
    '/etc/passwd': isAlpine ? alpinePasswd(account) : debianPasswd(account),
    '/etc/group': isAlpine ? alpineGroup('nginx:x:101:') : debianGroup('nginx:x:101:'),
    '/usr/sbin/nginx': binary('nginx', 1_529_480),
    ...nginxPackageFiles(),
    '/usr/share/nginx/html/50x.html': nginxErrorPage(500, version),
    '/var/log/nginx/access.log': { link: '/dev/stdout' },
    '/var/log/nginx/error.log': { link: '/dev/stderr' },
  };
}

function nginxImage(version: string, tags: readonly string[], base: CatalogueLayer, sizeBytes: number): CatalogueImage {
  const isAlpine = base === alpine;
  const server = imageLayer(
    `nginx ${version} on ${isAlpine ? 'alpine' : 'debian'}`,
    sizeBytes,
    () => serverFiles(version, isAlpine),
    {
      createdBy: isAlpine
        ? 'RUN /bin/sh -c set -x && addgroup -g 101 -S nginx && apk add --no-cache nginx=$NGINX_VERSION-r$PKG_RELEASE # buildkit'
        : 'RUN /bin/sh -c set -x && groupadd --system --gid 101 nginx && apt-get install --no-install-recommends --no-install-suggests -y nginx=$NGINX_VERSION-$PKG_RELEASE # buildkit',
    },
  );
  const old = Number(version.split('.')[1]) < 19;
  return image({
    tags,
    layers: old ? [base, server] : [base, server, ...scriptLayers],
    ...(old ? {} : { entrypoint: ['/docker-entrypoint.sh'] }),
    command: ['nginx', '-g', 'daemon off;'],
    env: { NGINX_VERSION: version, NJS_VERSION: '0.8.7', PKG_RELEASE: isAlpine ? '1' : '1~bookworm' },
    labels: { maintainer: 'NGINX Docker Maintainers <docker-maint@nginx.com>' },
    exposedPorts: [80],
    stopSignal: old ? 'SIGTERM' : 'SIGQUIT',
    created: '2024-11-26T18:42:08Z',
  });
}

/** Minor versions, newest first: the base, the size of what stands on it, and how many patches there were. */
const SERIES: readonly (readonly [minor: number, base: CatalogueLayer, sizeBytes: number, patches: number])[] = [
  [27, bookwormSlim, 43_860_000, 4],
  [26, bookwormSlim, 43_290_000, 3],
  [25, bookwormSlim, 42_370_000, 6],
  [24, bullseyeSlim, 31_200_000, 1],
  [23, bullseyeSlim, 31_100_000, 5],
  [22, bullseyeSlim, 30_900_000, 2],
  [21, bullseyeSlim, 30_700_000, 7],
  [20, bullseyeSlim, 30_500_000, 3],
  [19, busterSlim, 30_300_000, 11],
  [18, busterSlim, 29_900_000, 1],
  [17, busterSlim, 29_700_000, 11],
  [16, busterSlim, 28_900_000, 2],
  [15, busterSlim, 27_600_000, 13],
  [14, busterSlim, 27_300_000, 3],
  [13, busterSlim, 27_100_000, 13],
  [12, busterSlim, 26_900_000, 3],
  [11, busterSlim, 26_800_000, 14],
  [10, busterSlim, 26_700_000, 4],
  [9, busterSlim, 26_600_000, 16],
  [8, busterSlim, 26_500_000, 2],
  [7, busterSlim, 26_400_000, 13],
];

/** Every patch of a series, on Debian and on Alpine; the newest has the short tags as well. */
function series([minor, base, sizeBytes, patches]: (typeof SERIES)[number]): readonly CatalogueImage[] {
  return Array.from({ length: patches }, (_, index) => {
    const newest = index === 0;
    const version = `1.${minor}.${patches - 1 - index}`;
    const short = newest ? [`1.${minor}`] : [];
    const mainline = newest && minor === 27 ? ['latest', '1', 'mainline', 'bookworm'] : [];
    const stable = newest && minor === 26 ? ['stable'] : [];
    const alpineTags = [...short, version, ...stable].map((tag) => `${tag}-alpine`);
    const alpineMainline = newest && minor === 27 ? ['alpine', '1-alpine', 'mainline-alpine'] : [];
    return [
      nginxImage(version, [...mainline, ...stable, ...short, version], base, sizeBytes),
      nginxImage(version, [...alpineMainline, ...alpineTags], alpine, Math.round(sizeBytes * 0.385)),
    ];
  }).flat();
}

export const nginxRepository: Repository = {
  name: 'docker.io/library/nginx',
  images: SERIES.flatMap(series),
  programs: { nginx, 'nginx-entrypoint': nginxEntrypoint },
  description: 'The web server and proxy nginx',
  stars: 20_400,
};
