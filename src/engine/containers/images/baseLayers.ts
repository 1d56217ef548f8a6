/** Layers that many images stand on: distributions with their usual tools. */
import type { LayerContents } from '../../files/fileLayer';
import { binaries, binary } from './image';
import { type CatalogueLayer, imageLayer } from './layer';

const PASSWD =
  'root:x:0:0:root:/root:/bin/sh\ndaemon:x:1:1:daemon:/usr/sbin:/usr/sbin/nologin\nnobody:x:65534:65534:nobody:/nonexistent:/usr/sbin/nologin\n';
const GROUP = 'root:x:0:\ndaemon:x:1:\nnogroup:x:65534:\n';

const DIRECTORIES: LayerContents = Object.fromEntries(
  [
    '/home/',
    '/mnt/',
    '/opt/',
    '/proc/',
    '/root/',
    '/run/',
    '/srv/',
    '/sys/',
    '/tmp/',
    '/usr/local/bin/',
    '/var/log/',
  ].map((path) => [path, '']),
);

/** coreutils, util-linux, grep, sed, findutils and their like, as every Debian has them. */
const UNIX_TOOLS = [
  '[',
  'arch',
  'base64',
  'basename',
  'cat',
  'chmod',
  'chown',
  'cp',
  'cut',
  'date',
  'dd',
  'df',
  'diff',
  'dirname',
  'du',
  'echo',
  'env',
  'expr',
  'false',
  'find',
  'grep',
  'head',
  'hostname',
  'id',
  'kill',
  'link',
  'ln',
  'ls',
  'md5sum',
  'mkdir',
  'mktemp',
  'mount',
  'mv',
  'nl',
  'nohup',
  'nproc',
  'od',
  'paste',
  'printenv',
  'printf',
  'pwd',
  'readlink',
  'realpath',
  'rm',
  'rmdir',
  'sed',
  'seq',
  'sha256sum',
  'sleep',
  'sort',
  'split',
  'stat',
  'stty',
  'sync',
  'tac',
  'tail',
  'tar',
  'tee',
  'test',
  'timeout',
  'touch',
  'tr',
  'true',
  'tty',
  'uname',
  'uniq',
  'wc',
  'which',
  'whoami',
  'xargs',
  'yes',
] as const; // prettier-ignore

const DEBIAN_TOOLS = [
  ...UNIX_TOOLS,
  'awk',
  'bash',
  'clear',
  'rev',
  'egrep',
  'fgrep',
  'getent',
  'gzip',
  'gunzip',
  'more',
];

const BUSYBOX_APPLETS = [
  ...UNIX_TOOLS,
  'awk',
  'clear',
  'egrep',
  'fgrep',
  'free',
  'gunzip',
  'gzip',
  'httpd',
  'ifconfig',
  'ip',
  'less',
  'more',
  'nc',
  'netstat',
  'nslookup',
  'pgrep',
  'pidof',
  'ping',
  'pkill',
  'ps',
  'reset',
  'rev',
  'route',
  'telnet',
  'time',
  'top',
  'traceroute',
  'tree',
  'uptime',
  'vi',
  'watch',
  'wget',
]; // prettier-ignore

function debian(codename: string, version: string, name: string, sizeBytes: number): CatalogueLayer {
  return imageLayer(`debian ${codename}`, sizeBytes, {
    ...DIRECTORIES,
    ...binaries('/usr/bin', DEBIAN_TOOLS, 44_000),
    '/usr/bin/sh': binary('sh', 125_640),
    '/usr/sbin/': '',
    '/bin': { link: 'usr/bin' },
    '/sbin': { link: 'usr/sbin' },
    '/var/run': { link: '/run' },
    '/etc/passwd': PASSWD,
    '/etc/group': GROUP,
    '/etc/debian_version': `${version}\n`,
    '/etc/os-release': `PRETTY_NAME="${name}"\nNAME="${name.split(' (')[0]?.replace(/ [\d.]+$/, '')}"\nVERSION_ID="${version.split('.')[0]}"\nVERSION_CODENAME=${codename}\nID=${name.startsWith('Ubuntu') ? 'ubuntu' : 'debian'}\n`,
  });
}

export const bookworm = debian('bookworm', '12.8', 'Debian GNU/Linux 12 (bookworm)', 28_230_000);
export const bullseye = debian('bullseye', '11.11', 'Debian GNU/Linux 11 (bullseye)', 30_250_000);
export const buster = debian('buster', '10.13', 'Debian GNU/Linux 10 (buster)', 27_140_000);
export const jessie = debian('jessie', '8.11', 'Debian GNU/Linux 8 (jessie)', 54_390_000);
export const noble = debian('noble', '24.04', 'Ubuntu 24.04 LTS', 29_750_000);

/** Debian's usual network tools, where an image has them. */
export const networkTools = binaries(
  '/usr/bin',
  ['curl', 'wget', 'ps', 'top', 'free', 'uptime', 'pgrep', 'pkill'],
  239_000,
);

export const alpine = imageLayer('alpine 3.21', 3_640_000, {
  ...DIRECTORIES,
  ...binaries('/bin', [...BUSYBOX_APPLETS.filter((name) => name !== 'httpd')], 12),
  '/bin/sh': binary('sh', 12),
  '/bin/ash': binary('sh', 12),
  '/bin/busybox': binary('busybox', 808_712),
  '/sbin/': '',
  '/usr/bin/': '',
  '/usr/sbin/': '',
  '/var/run': { link: '/run' },
  '/etc/passwd': PASSWD,
  '/etc/group': GROUP,
  '/etc/alpine-release': '3.21.0\n',
  '/etc/os-release': 'NAME="Alpine Linux"\nID=alpine\nVERSION_ID=3.21.0\nPRETTY_NAME="Alpine Linux v3.21"\n',
});

/** busybox of a version: one binary under many names. */
export function busyboxLayer(version: string, sizeBytes: number): CatalogueLayer {
  return imageLayer(`busybox ${version}`, sizeBytes, {
    ...DIRECTORIES,
    ...binaries('/bin', BUSYBOX_APPLETS, 1_119_784),
    '/bin/sh': binary('sh', 1_119_784),
    '/bin/ash': binary('sh', 1_119_784),
    '/bin/busybox': binary('busybox', 1_119_784),
    '/usr/bin/env': { link: '../../bin/env' },
    '/usr/sbin/': '',
    '/var/www/': '',
    '/var/run': { link: '/run' },
    '/etc/passwd': PASSWD,
    '/etc/group': GROUP,
  });
}

/** Google's distroless base, which the cluster's own images stand on: no shell. */
export const distroless = imageLayer('distroless static', 804_000, {
  ...DIRECTORIES,
  '/etc/passwd': 'root:x:0:0:root:/root:/sbin/nologin\nnonroot:x:65532:65532:nonroot:/home/nonroot:/sbin/nologin\n',
  '/etc/group': 'root:x:0:\nnonroot:x:65532:\n',
  '/etc/os-release': 'PRETTY_NAME="Distroless"\nNAME="Debian GNU/Linux"\nID="debian"\nVERSION_ID="12"\n',
});
