import type { LayerContents } from '../../files/fileLayer';

/** What every Debian machine of the world has on its disk. */
export function machineFiles(options: {
  readonly hostname: string;
  readonly osName: string;
  /** Lines of /etc/hosts. */
  readonly hosts: readonly string[];
}): LayerContents {
  const version = /(\d+) \((\w+)\)/.exec(options.osName);
  return {
    '/bin': { link: 'usr/bin' },
    '/sbin': { link: 'usr/sbin' },
    '/usr/bin/': '',
    '/usr/sbin/': '',
    '/usr/local/bin/': '',
    '/home/': '',
    '/mnt/': '',
    '/opt/': '',
    '/root/': '',
    '/run/': '',
    '/srv/': '',
    '/tmp/': '',
    '/var/log/': '',
    '/var/tmp/': '',
    '/var/run': { link: '/run' },
    '/etc/hostname': `${options.hostname}\n`,
    '/etc/hosts': `${options.hosts.join('\n')}\n`,
    '/etc/resolv.conf': 'nameserver 10.0.0.1\n',
    '/etc/shells': '/bin/sh\n/bin/bash\n',
    '/etc/os-release': `PRETTY_NAME="${options.osName}"\nNAME="Debian GNU/Linux"\nVERSION_ID="${version?.[1] ?? '12'}"\nVERSION_CODENAME=${version?.[2] ?? 'bookworm'}\nID=debian\n`,
    '/etc/passwd':
      'root:x:0:0:root:/root:/bin/bash\ndaemon:x:1:1:daemon:/usr/sbin:/usr/sbin/nologin\nnobody:x:65534:65534:nobody:/nonexistent:/usr/sbin/nologin\nlearner:x:1000:1000:learner:/home/learner:/bin/bash\n',
    '/etc/group': 'root:x:0:\ndaemon:x:1:\nnogroup:x:65534:\nlearner:x:1000:\n',
    '/proc/version': 'Linux version 6.1.0-28-amd64 (Debian 6.1.119-1)\n',
    '/proc/cpuinfo': 'processor\t: 0\nmodel name\t: virtual CPU\n\nprocessor\t: 1\nmodel name\t: virtual CPU\n',
  };
}
