/** Debian and Ubuntu as images have them: the lowest layer of most. */
import type { LayerContents } from '../../files/fileLayer';
import { binaries, binary } from './image';
import { type CatalogueLayer, imageLayer } from './layer';
import { debianTools, processTools } from './unixTools';

export interface Release {
  readonly codename: string;
  /** `12.8`. */
  readonly version: string;
  readonly distribution: 'Debian GNU/Linux' | 'Ubuntu';
  /** Before Debian 10 `/bin` and `/sbin` were directories of their own. */
  readonly splitUsr?: boolean;
}

const NOLOGIN = '/usr/sbin/nologin';
/** Name, number, group's number, home, shell. */
const ACCOUNTS: readonly (readonly [string, number, number, string, string])[] = [
  ['root', 0, 0, '/root', '/bin/bash'],
  ['daemon', 1, 1, '/usr/sbin', NOLOGIN],
  ['bin', 2, 2, '/bin', NOLOGIN],
  ['sys', 3, 3, '/dev', NOLOGIN],
  ['sync', 4, 65534, '/bin', '/bin/sync'],
  ['games', 5, 60, '/usr/games', NOLOGIN],
  ['man', 6, 12, '/var/cache/man', NOLOGIN],
  ['lp', 7, 7, '/var/spool/lpd', NOLOGIN],
  ['mail', 8, 8, '/var/mail', NOLOGIN],
  ['news', 9, 9, '/var/spool/news', NOLOGIN],
  ['uucp', 10, 10, '/var/spool/uucp', NOLOGIN],
  ['proxy', 13, 13, '/bin', NOLOGIN],
  ['www-data', 33, 33, '/var/www', NOLOGIN],
  ['backup', 34, 34, '/var/backups', NOLOGIN],
  ['list', 38, 38, '/var/list', NOLOGIN],
  ['irc', 39, 39, '/run/ircd', NOLOGIN],
  ['_apt', 42, 65534, '/nonexistent', NOLOGIN],
  ['nobody', 65534, 65534, '/nonexistent', NOLOGIN],
];
const GROUPS =
  'root:0 daemon:1 bin:2 sys:3 adm:4 tty:5 disk:6 lp:7 mail:8 news:9 uucp:10 man:12 proxy:13 kmem:15 dialout:20 fax:21 voice:22 cdrom:24 floppy:25 tape:26 sudo:27 audio:29 dip:30 www-data:33 backup:34 operator:37 list:38 irc:39 src:40 shadow:42 utmp:43 video:44 sasl:45 plugdev:46 staff:50 games:60 users:100 nogroup:65534';

/** /etc/passwd with more lines at its end, such as `node:x:1000:1000::/home/node:/bin/bash`. */
export function debianPasswd(...more: readonly string[]): string {
  const lines = ACCOUNTS.map(([name, uid, gid, home, shell]) => `${name}:x:${uid}:${gid}:${name}:${home}:${shell}`);
  return `${[...lines, ...more].join('\n')}\n`;
}

/** /etc/group with more lines at its end, such as `node:x:1000:`. */
export function debianGroup(...more: readonly string[]): string {
  const lines = GROUPS.split(' ').map((group) => group.replace(':', ':x:'));
  return `${[...lines.map((line) => `${line}:`), ...more].join('\n')}\n`;
}

/** The directories of the root that hold nothing yet. */
const EMPTY: LayerContents = {
  ...Object.fromEntries(
    '/boot /dev /etc /home /media /mnt /opt /run /srv /usr/local/bin /usr/local/sbin /usr/local/lib /usr/sbin /usr/lib /var/backups /var/cache /var/lib /var/local /var/log /var/mail /var/opt /var/spool'
      .split(' ')
      .map((path) => [`${path}/`, '']),
  ),
  '/proc/': { mode: 0o555 },
  '/sys/': { mode: 0o555 },
  '/root/': { mode: 0o700 },
  '/tmp/': { mode: 0o1777 },
  '/var/tmp/': { mode: 0o1777 },
  '/var/run': { link: '/run' },
  '/var/lock': { link: '/run/lock' },
};

const BASHRC = `# ~/.bashrc: executed by bash(1) for non-login shells.
# export LS_OPTIONS='--color=auto'
# alias ls='ls $LS_OPTIONS'
`;

function osRelease({ codename, version, distribution }: Release): string {
  const [major = ''] = version.split('.');
  if (distribution === 'Ubuntu') {
    return `PRETTY_NAME="Ubuntu ${version} LTS"\nNAME="Ubuntu"\nVERSION_ID="${version.split('.').slice(0, 2).join('.')}"\nVERSION="${version} LTS (${codename})"\nVERSION_CODENAME=${codename}\nID=ubuntu\nID_LIKE=debian\nHOME_URL="https://www.ubuntu.com/"\nUBUNTU_CODENAME=${codename}\n`;
  }
  return `PRETTY_NAME="Debian GNU/Linux ${major} (${codename})"\nNAME="Debian GNU/Linux"\nVERSION_ID="${major}"\nVERSION="${major} (${codename})"\nVERSION_CODENAME=${codename}\nID=debian\nHOME_URL="https://www.debian.org/"\nSUPPORT_URL="https://www.debian.org/support"\nBUG_REPORT_URL="https://bugs.debian.org/"\n`;
}

/** The files of a release. */
export function debianContents(release: Release): LayerContents {
  const { version, distribution, splitUsr } = release;
  const isUbuntu = distribution === 'Ubuntu';
  const tools = splitUsr === true ? '/bin' : '/usr/bin';
  const links = { '/bin': { link: 'usr/bin' }, '/sbin': { link: 'usr/sbin' }, '/lib': { link: 'usr/lib' } };
  const directories = { '/usr/bin/': '', '/sbin/': '', '/lib/': '', '/lib64/': '' };
  return {
    ...EMPTY,
    ...(splitUsr === true ? directories : { ...links, '/lib64': { link: 'usr/lib64' }, '/usr/lib64/': '' }),
    ...binaries(tools, debianTools, 44_000),
    [`${tools}/sh`]: binary('sh', 125_640),
    '/usr/bin/apt': binary('apt-get', 18_752),
    '/usr/bin/apt-get': binary('apt-get', 51_592),
    '/var/lib/apt/lists/': '',
    '/var/lib/dpkg/status': '',
    ...(isUbuntu ? binaries(tools, processTools, 60_000) : {}),
    '/usr/lib/os-release': osRelease(release),
    '/etc/os-release': { link: '../usr/lib/os-release' },
    '/etc/passwd': debianPasswd(...(isUbuntu ? ['ubuntu:x:1000:1000:Ubuntu:/home/ubuntu:/bin/bash'] : [])),
    '/etc/group': debianGroup(...(isUbuntu ? ['ubuntu:x:1000:'] : [])),
    ...(isUbuntu ? { '/home/ubuntu/': { mode: 0o750, owner: 'ubuntu' } } : {}),
    '/etc/debian_version': `${isUbuntu ? 'trixie/sid' : version}\n`,
    '/etc/issue': `${isUbuntu ? `Ubuntu ${version} LTS` : `Debian GNU/Linux ${version.split('.')[0]}`} \\n \\l\n\n`,
    '/etc/hostname': 'localhost\n',
    '/etc/shells': '# /etc/shells: valid login shells\n/bin/sh\n/usr/bin/sh\n/bin/bash\n/usr/bin/bash\n',
    '/etc/nsswitch.conf': 'passwd:         files\ngroup:          files\nhosts:          files dns\n',
    '/etc/profile': 'export PATH="/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin"\n',
    '/root/.bashrc': BASHRC,
    '/root/.profile': '# ~/.profile: executed by Bourne-compatible login shells.\n',
  };
}

function debian(
  release: Release & { readonly sizeBytes: number; readonly unpackedBytes: number; readonly slim?: boolean },
): CatalogueLayer {
  const { codename, version, sizeBytes, unpackedBytes, distribution, slim } = release;
  const isUbuntu = distribution === 'Ubuntu';
  const name = `${isUbuntu ? 'ubuntu' : 'debian'} ${codename} ${version}${slim === true ? ' slim' : ''}`;
  const rootfs = `# debian.sh --arch 'amd64' out/ '${codename}' '@1733097600'`;
  const createdBy = isUbuntu
    ? '/bin/sh -c #(nop) ADD file:bcebbf0fddcba5b864d5d267b68dd23bcfb01275e6ec7bcab69bf8b56af14804 in / '
    : rootfs;
  return imageLayer(name, sizeBytes, () => debianContents(release), { createdBy, unpackedBytes });
}

const GNU = 'Debian GNU/Linux';

export const bookworm = debian({
  codename: 'bookworm',
  version: '12.8',
  distribution: GNU,
  sizeBytes: 48_480_000,
  unpackedBytes: 116_600_000,
});
export const bookwormSlim = debian({
  codename: 'bookworm',
  version: '12.8',
  distribution: GNU,
  sizeBytes: 28_230_000,
  unpackedBytes: 74_800_000,
  slim: true,
});
export const bullseye = debian({
  codename: 'bullseye',
  version: '11.11',
  distribution: GNU,
  sizeBytes: 53_750_000,
  unpackedBytes: 124_200_000,
});
export const bullseyeSlim = debian({
  codename: 'bullseye',
  version: '11.11',
  distribution: GNU,
  sizeBytes: 30_250_000,
  unpackedBytes: 80_600_000,
  slim: true,
});
export const busterSlim = debian({
  codename: 'buster',
  version: '10.13',
  distribution: GNU,
  sizeBytes: 27_140_000,
  unpackedBytes: 69_300_000,
  slim: true,
});
export const buster = debian({
  codename: 'buster',
  version: '10.13',
  distribution: GNU,
  sizeBytes: 50_500_000,
  unpackedBytes: 114_000_000,
});
export const stretch = debian({
  codename: 'stretch',
  version: '9.13',
  distribution: GNU,
  sizeBytes: 45_380_000,
  unpackedBytes: 101_000_000,
});
export const jessie = debian({
  codename: 'jessie',
  version: '8.8',
  distribution: GNU,
  sizeBytes: 52_600_000,
  unpackedBytes: 123_000_000,
  splitUsr: true,
});
export const noble = debian({
  codename: 'noble',
  version: '24.04.1',
  distribution: 'Ubuntu',
  sizeBytes: 29_750_000,
  unpackedBytes: 78_100_000,
});
export const jammy = debian({
  codename: 'jammy',
  version: '22.04.5',
  distribution: 'Ubuntu',
  sizeBytes: 29_540_000,
  unpackedBytes: 77_900_000,
});

/** Files of Debian's usual network tools, where an image has them. */
export const networkTools = (): LayerContents => binaries('/usr/bin', ['curl', 'wget', ...processTools], 239_000);
