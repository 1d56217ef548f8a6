/** The small lowest layers: Alpine, busybox, and Google's distroless base. */
import type { LayerContents } from '../../files/fileLayer';
import { binaries, binary } from './image';
import { type CatalogueLayer, imageLayer } from './layer';
import { busyboxApplets } from './unixTools';

const NOLOGIN = '/sbin/nologin';
const ALPINE_ACCOUNTS =
  'root:0:0:/root:/bin/sh bin:1:1:/bin: daemon:2:2:/sbin: lp:4:7:/var/spool/lpd: sync:5:0:/sbin:/bin/sync shutdown:6:0:/sbin:/sbin/shutdown halt:7:0:/sbin:/sbin/halt mail:8:12:/var/mail: news:9:13:/usr/lib/news: uucp:10:14:/var/spool/uucppublic: cron:16:16:/var/spool/cron: ftp:21:21:/var/lib/ftp: sshd:22:22:/dev/null: games:35:35:/usr/games: ntp:123:123:/var/empty: guest:405:100:/dev/null: nobody:65534:65534:/:';
const ALPINE_GROUPS =
  'root:0:root bin:1:root,bin,daemon daemon:2:root,bin,daemon sys:3:root,bin adm:4:root,daemon tty:5: disk:6:root lp:7:lp kmem:9: wheel:10:root floppy:11:root mail:12:mail news:13:news uucp:14:uucp cron:16:cron audio:18: cdrom:19: dialout:20:root ftp:21: sshd:22: input:23: tape:26:root video:27:root netdev:28: kvm:34:kvm games:35: shadow:42: www-data:82: users:100:games ntp:123: utmp:406: nogroup:65533: nobody:65534:';

/** Alpine's /etc/passwd with more lines at its end. */
export function alpinePasswd(...more: readonly string[]): string {
  const lines = ALPINE_ACCOUNTS.split(' ').map((account) => {
    const [name, uid, gid, home, shell] = account.split(':');
    return `${name}:x:${uid}:${gid}:${name}:${home}:${shell === '' ? NOLOGIN : shell}`;
  });
  return `${[...lines, ...more].join('\n')}\n`;
}

/** Alpine's /etc/group with more lines at its end. */
export function alpineGroup(...more: readonly string[]): string {
  const lines = ALPINE_GROUPS.split(' ').map((group) => group.replace(':', ':x:'));
  return `${[...lines, ...more].join('\n')}\n`;
}

function emptyDirectories(paths: string): LayerContents {
  return Object.fromEntries(paths.split(' ').map((path) => [`${path}/`, '']));
}

const COMMON: LayerContents = {
  '/proc/': { mode: 0o555 },
  '/sys/': { mode: 0o555 },
  '/root/': { mode: 0o700 },
  '/tmp/': { mode: 0o1777 },
};

function alpineContents(version: string): LayerContents {
  return {
    ...COMMON,
    ...emptyDirectories(
      '/dev /home /lib /media/cdrom /mnt /opt /run /sbin /srv /usr/bin /usr/lib /usr/local/bin /usr/sbin /var/cache /var/lib /var/log',
    ),
    '/var/tmp/': { mode: 0o1777 },
    '/var/run': { link: '../run' },
    ...binaries(
      '/bin',
      busyboxApplets.filter((name) => !['bc', 'dc', 'telnet'].includes(name)),
      12,
    ),
    '/bin/sh': binary('sh', 12),
    '/bin/ash': binary('sh', 12),
    '/bin/busybox': binary('busybox', 808_712),
    '/sbin/apk': binary('apk', 73_000),
    '/var/cache/apk/': '',
    '/etc/apk/repositories': `https://dl-cdn.alpinelinux.org/alpine/v${version.split('.').slice(0, 2).join('.')}/main\n`,
    '/etc/passwd': alpinePasswd(),
    '/etc/group': alpineGroup(),
    '/etc/alpine-release': `${version}\n`,
    '/etc/issue': `Welcome to Alpine Linux ${version.split('.').slice(0, 2).join('.')}\nKernel \\r on an \\m (\\l)\n\n`,
    '/etc/hostname': 'localhost\n',
    '/etc/shells': '# valid login shells\n/bin/sh\n/bin/ash\n',
    '/etc/os-release': `NAME="Alpine Linux"\nID=alpine\nVERSION_ID=${version}\nPRETTY_NAME="Alpine Linux v${version.split('.').slice(0, 2).join('.')}"\nHOME_URL="https://alpinelinux.org/"\nBUG_REPORT_URL="https://gitlab.alpinelinux.org/alpine/aports/-/issues"\n`,
    '/etc/profile': 'export PATH="/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin"\n',
  };
}

export function alpineLayer(version: string, sizeBytes: number): CatalogueLayer {
  return imageLayer(`alpine ${version}`, sizeBytes, () => alpineContents(version), {
    createdBy: `ADD alpine-minirootfs-${version}-x86_64.tar.gz / # buildkit`,
    unpackedBytes: Math.round(sizeBytes * 2.15),
  });
}

export const alpine = alpineLayer('3.21.0', 3_640_000);

const BUSYBOX_PASSWD =
  'root:x:0:0:root:/root:/bin/sh\ndaemon:x:1:1:daemon:/usr/sbin:/bin/false\nbin:x:2:2:bin:/bin:/bin/false\nsys:x:3:3:sys:/dev:/bin/false\nsync:x:4:100:sync:/bin:/bin/sync\nmail:x:8:8:mail:/var/spool/mail:/bin/false\nwww-data:x:33:33:www-data:/var/www:/bin/false\noperator:x:37:37:Operator:/var:/bin/false\nnobody:x:65534:65534:nobody:/home:/bin/false\n';
const BUSYBOX_GROUP =
  'root:x:0:\ndaemon:x:1:\nbin:x:2:\nsys:x:3:\nadm:x:4:\ntty:x:5:\ndisk:x:6:\nwheel:x:10:root\nmail:x:8:\nwww-data:x:33:\noperator:x:37:\nusers:x:100:\nnobody:x:65534:\n';

/** busybox of a version: one binary under many names. */
export function busyboxLayer(version: string, sizeBytes: number): CatalogueLayer {
  const contents = (): LayerContents => ({
    ...COMMON,
    ...emptyDirectories('/dev /home /lib /usr/bin /usr/sbin /var/spool/mail /var/www'),
    '/lib64': { link: 'lib' },
    ...binaries('/bin', [...busyboxApplets, 'httpd'], 1_119_784),
    '/bin/sh': binary('sh', 1_119_784),
    '/bin/ash': binary('sh', 1_119_784),
    '/bin/busybox': binary('busybox', 1_119_784),
    '/usr/bin/env': { link: '../../bin/env' },
    '/etc/passwd': BUSYBOX_PASSWD,
    '/etc/group': BUSYBOX_GROUP,
    '/etc/localtime': '',
    '/etc/nsswitch.conf': '',
    '/etc/network/if-up.d/': '',
  });
  return imageLayer(`busybox ${version}`, sizeBytes, contents, {
    createdBy: `BusyBox ${version} (glibc), Debian 12`,
    unpackedBytes: Math.round(sizeBytes * 1.97),
  });
}

/** Google's distroless base, which the cluster's own images stand on: no shell. */
export const distroless = imageLayer(
  'distroless static',
  804_000,
  () => ({
    ...COMMON,
    ...emptyDirectories('/bin /boot /dev /home/nonroot /lib /run /sbin /usr /var/lib'),
    '/etc/passwd':
      'root:x:0:0:root:/root:/sbin/nologin\nnobody:x:65534:65534:nobody:/nonexistent:/sbin/nologin\nnonroot:x:65532:65532:nonroot:/home/nonroot:/sbin/nologin\n',
    '/etc/group': 'root:x:0:\nnobody:x:65534:\ntty:x:5:\nstaff:x:50:\nnonroot:x:65532:\n',
    '/etc/os-release':
      'PRETTY_NAME="Distroless"\nNAME="Debian GNU/Linux"\nID="debian"\nVERSION_ID="12"\nVERSION="Debian GNU/Linux 12 (bookworm)"\n',
  }),
  { createdBy: 'bazel build ...', unpackedBytes: 2_000_000 },
);
