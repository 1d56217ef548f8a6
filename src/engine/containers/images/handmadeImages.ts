/**
 * Images that somebody made by hand on a machine without a network, under the names of official ones: a busybox and a
 * Debian that were imported from an archive, and what was built on top of those. The machine of the profile `docker`
 * comes with them. Simpler than the official ones: fewer layers, no entrypoints, no accounts of their own.
 */
import type { LayerContents } from '../../files/fileLayer';
import { DEBIAN_BUSYBOX } from '../../processes/busybox';
import { debianContents, debianGroup, debianPasswd } from './debianBase';
import { deriveImage } from './deriveImage';
import { binaries, binary, type Image, type ImageConfig } from './image';
import { type ImageLayer, imageLayer } from './layer';
import { nginxWelcomePage } from './nginxPages';
import { busyboxApplets, processTools } from './unixTools';

const PATH = ['PATH', '/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin'] as const;
const MINUTE = 60_000;
const BUILDKIT = 'buildkit.dockerfile.v0';

const busyboxImport = imageLayer(
  'busybox by hand',
  1_046_000,
  (): LayerContents => ({
    '/dev/': '',
    '/etc/passwd': 'root:x:0:0:root:/root:/bin/sh\nnobody:x:65534:65534:nobody:/home:/bin/false\n',
    '/proc/': { mode: 0o555 },
    '/root/': { mode: 0o700 },
    '/sys/': { mode: 0o555 },
    '/tmp/': { mode: 0o1777 },
    ...binaries('/bin', [...busyboxApplets, 'httpd'], 1_984_000),
    '/bin/sh': binary('sh', 1_984_000),
    '/bin/ash': binary('sh', 1_984_000),
    '/bin/busybox': binary('busybox', 1_984_000, DEBIAN_BUSYBOX),
  }),
  { unpackedBytes: 1_984_162 },
);

const debianImport = imageLayer(
  'debian by hand',
  37_400_000,
  (): LayerContents => ({
    ...debianContents({ codename: 'bookworm', version: '12.8', distribution: 'Debian GNU/Linux' }),
    ...binaries('/usr/bin', ['curl', 'ip', 'ping', 'ss', 'wget', ...processTools], 200_000),
  }),
  { unpackedBytes: 93_917_000 },
);

const nodeCopy = imageLayer(
  'node by hand',
  33_800_000,
  { '/usr/local/bin/node': binary('node', 86_300_000) },
  { unpackedBytes: 86_291_500 },
);
const nodeUser = imageLayer(
  'node user by hand',
  3_310,
  (): LayerContents => ({
    '/etc/passwd': debianPasswd('node:x:1000:1000::/home/node:/bin/bash'),
    '/etc/group': debianGroup('node:x:1000:'),
    '/home/node/': { mode: 0o755, owner: 'node' },
  }),
  { unpackedBytes: 8_869 },
);
const nginxFiles = imageLayer(
  'nginx by hand',
  1_310,
  (): LayerContents => ({
    '/usr/sbin/nginx': binary('nginx', 1_200),
    '/usr/share/nginx/html/index.html': nginxWelcomePage,
    '/var/log/nginx/': '',
  }),
  { unpackedBytes: 2_415 },
);
const httpdFiles = imageLayer(
  'httpd by hand',
  210,
  (): LayerContents => ({
    '/usr/local/bin/httpd-foreground': binary('httpd-foreground', 138),
    '/usr/local/apache2/bin/httpd': binary('apache-httpd', 240),
    '/usr/local/apache2/htdocs/index.html': '<html><body><h1>It works!</h1></body></html>\n',
  }),
  { unpackedBytes: 423 },
);

type Step = readonly [createdBy: string, what: { readonly layer?: ImageLayer; readonly config?: Partial<ImageConfig> }];

/** What a Dockerfile makes on top of an image, all at one moment; it adds PATH where there is none. */
function built(from: Image, created: number, steps: readonly Step[]): Image {
  const env = from.config.env.length === 0 ? [PATH] : from.config.env;
  return steps.reduce(
    (base, [createdBy, { layer, config }], at) =>
      deriveImage({
        base,
        created,
        createdBy,
        comment: BUILDKIT,
        layer,
        config: at === 0 ? { env, ...config } : { ...config },
      }),
    from,
  );
}

function imported(layer: ImageLayer, created: number, command: string): Image {
  const config = { command: [command] };
  return deriveImage({ base: undefined, layer, created, createdBy: '', comment: 'Imported from -', config });
}

function node(base: Image, version: string, created: number): Image {
  return built(base, created, [
    [`ENV NODE_VERSION=${version}`, { config: { env: [PATH, ['NODE_VERSION', version]] } }],
    ['COPY node /usr/local/bin/node # buildkit', { layer: nodeCopy }],
    [
      'RUN /bin/sh -c groupadd --gid 1000 node && useradd --uid 1000 --gid node --shell /bin/bash --create-home node # buildkit',
      { layer: nodeUser },
    ],
    ['CMD ["node"]', { config: { command: ['node'] } }],
  ]);
}

/** The images by name, as they are when somebody arrives at `moment`: made some minutes before, the oldest first. */
export function handmadeImages(moment: number): readonly { readonly name: string; readonly image: Image }[] {
  const ago = (minutes: number) => moment - minutes * MINUTE;
  const busybox = imported(busyboxImport, ago(9.2), 'sh');
  const debian = imported(debianImport, ago(5.6), 'bash');
  const nginx = built(debian, ago(5.2), [
    ['COPY files/ / # buildkit', { layer: nginxFiles }],
    ['EXPOSE map[80/tcp:{}]', { config: { exposedPorts: ['80/tcp'] } }],
    ['CMD ["nginx" "-g" "daemon off;"]', { config: { command: ['nginx', '-g', 'daemon off;'] } }],
  ]);
  const httpd = built(busybox, ago(5.3), [
    ['COPY files/ / # buildkit', { layer: httpdFiles }],
    ['EXPOSE map[80/tcp:{}]', { config: { exposedPorts: ['80/tcp'] } }],
    [
      'CMD ["httpd-foreground"]',
      { config: { command: ['httpd-foreground'], env: [['PATH', `/usr/local/apache2/bin:${PATH[1]}`]] } },
    ],
  ]);
  return [
    { name: 'busybox', image: busybox },
    { name: 'ubuntu', image: debian },
    { name: 'node:7', image: node(debian, '7.10.1', ago(5.5)) },
    { name: 'node:20', image: node(debian, '20.18.1', ago(5.4)) },
    { name: 'httpd', image: httpd },
    { name: 'nginx', image: nginx },
    { name: 'alpine', image: built(busybox, ago(5.1), [['CMD ["/bin/sh"]', { config: { command: ['/bin/sh'] } }]]) },
  ];
}
