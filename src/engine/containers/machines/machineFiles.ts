import type { LayerContents } from '../../files/fileLayer';

/** Nobody has a password. */
const SHADOW =
  'root:*:20000:0:99999:7:::\ndaemon:*:20000:0:99999:7:::\nnobody:*:20000:0:99999:7:::\nlearner:*:20000:0:99999:7:::\n';

/** What every Debian machine of the world has on its disk. */
export function machineFiles(options: {
  readonly hostname: string;
  readonly osName: string;
  /** Lines of /etc/hosts. */
  readonly hosts: readonly string[];
}): LayerContents {
  return {
    '/bin': { link: 'usr/bin' },
    '/sbin': { link: 'usr/sbin' },
    '/usr/bin/': '',
    '/usr/sbin/': '',
    '/usr/local/bin/': '',
    '/home/': '',
    '/mnt/': '',
    '/opt/': '',
    '/proc/': '',
    '/root/': { mode: 0o700 },
    '/run/': '',
    '/srv/': '',
    '/sys/': '',
    '/tmp/': { mode: 0o1777 },
    '/var/log/': '',
    '/var/tmp/': { mode: 0o1777 },
    '/var/run': { link: '/run' },
    '/etc/debian_version': '12.8\n',
    '/etc/hostname': `${options.hostname}\n`,
    '/etc/hosts': `${options.hosts.join('\n')}\n`,
    '/etc/resolv.conf': 'nameserver 10.0.0.1\n',
    '/etc/shells': '/bin/sh\n/bin/bash\n',
    '/etc/os-release': osRelease(options.osName),
    '/etc/passwd':
      'root:x:0:0:root:/root:/bin/bash\ndaemon:x:1:1:daemon:/usr/sbin:/usr/sbin/nologin\nnobody:x:65534:65534:nobody:/nonexistent:/usr/sbin/nologin\nlearner:x:1000:1000:learner:/home/learner:/bin/bash\n',
    '/etc/group':
      'root:x:0:\ndaemon:x:1:\ntty:x:5:\nsudo:x:27:learner\nshadow:x:42:\nnogroup:x:65534:\nlearner:x:1000:\n',
    '/etc/shadow': { text: SHADOW, mode: 0o640, group: 'shadow' },
    '/etc/sudoers': {
      text: 'Defaults\tenv_reset\nroot\tALL=(ALL:ALL) ALL\n%sudo\tALL=(ALL:ALL) NOPASSWD: ALL\n',
      mode: 0o440,
    },
  };
}

/** @param name `Debian GNU/Linux 12 (bookworm)`, `Ubuntu 22.04.5 LTS` */
function osRelease(name: string): string {
  const ubuntu = /^Ubuntu (\d+\.\d+)/.exec(name);
  if (ubuntu !== null)
    return `PRETTY_NAME="${name}"\nNAME="Ubuntu"\nVERSION_ID="${ubuntu[1]}"\nVERSION_CODENAME=jammy\nID=ubuntu\nID_LIKE=debian\n`;
  const debian = /(\d+) \((\w+)\)/.exec(name);
  return `PRETTY_NAME="${name}"\nNAME="Debian GNU/Linux"\nVERSION_ID="${debian?.[1] ?? '12'}"\nVERSION_CODENAME=${debian?.[2] ?? 'bookworm'}\nID=debian\n`;
}
