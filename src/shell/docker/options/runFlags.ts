/** The flags of `docker run` and `docker create`. */
import type { Flag } from '../../flags/flag';
import {
  addHostProblem,
  cpusProblem,
  deviceRateProblem,
  deviceRuleProblem,
  deviceWeightProblem,
  domainProblem,
  gpuProblem,
  isAddress,
  labelProblem,
  linkProblem,
  sizeProblem,
  smallNumberProblem,
  swapProblem,
  sysctlProblem,
  ulimitProblem,
  variableProblem,
} from './flagProblems';
import { mountProblem } from './mounts';
import { networkProblem } from './networks';
import { missingFlag, platformFlag, trustFlag, windowsFlag } from './sharedFlags';

const list = (name: string, usage: string, more: Partial<Flag> = {}): Flag => ({ name, type: 'array', usage, ...more });
const text = (name: string, usage: string, more: Partial<Flag> = {}): Flag => ({
  name,
  type: 'string',
  usage,
  ...more,
});
const bool = (name: string, usage: string, more: Partial<Flag> = {}): Flag => ({ name, type: 'bool', usage, ...more });
const number = (name: string, usage: string, more: Partial<Flag> = {}): Flag => ({ name, type: 'int', usage, ...more });
const span = (name: string, usage: string): Flag => ({
  name,
  type: 'duration',
  defaultText: '0s',
  usage: `${usage} (ms|s|m|h)`,
});

const bytesFlag = (name: string, usage: string, more: Partial<Flag> = {}): Flag => ({
  name,
  type: 'string',
  valueName: 'bytes',
  usage,
  validate: sizeProblem,
  ...more,
});

const cpusFlag = text('cpus', 'How many CPUs it may use', {
  valueName: 'decimal',
  validate: cpusProblem,
});

export const environmentFlag = list('env', 'Set an environment variable', {
  shorthand: 'e',
  validate: variableProblem,
});

export const environmentFileFlag = list('env-file', 'Take environment variables from a file', { complete: 'file' });

export const detachKeysFlag = text('detach-keys', 'Other keys to leave a container with');

const labelFlag = list('label', 'Set a label', {
  shorthand: 'l',
  validate: labelProblem,
});

/** Flags of resources that `docker update` has as well. */
export const resourceFlags: readonly Flag[] = [
  text('blkio-weight', 'Weight of its disk access, 10 to 1000', {
    valueName: 'uint16',
    validate: smallNumberProblem,
  }),
  number('cpu-period', 'Period of the CPU limit, in microseconds'),
  number('cpu-quota', 'CPU time within a period, in microseconds'),
  missingFlag('cpu-rt-period', 'int', 'Period of the real-time CPU limit'),
  missingFlag('cpu-rt-runtime', 'int', 'Real-time CPU time within a period'),
  number('cpu-shares', 'Its weight among others', { shorthand: 'c' }),
  cpusFlag,
  text('cpuset-cpus', 'The CPUs that it may use (0-3, 0,1)'),
  text('cpuset-mems', 'The memory nodes that it may use'),
  // No engine of today looks at it.
  bytesFlag('kernel-memory', "How much of the kernel's memory it may use", { hidden: true }),
  bytesFlag('memory', 'How much memory it may use', { shorthand: 'm' }),
  bytesFlag('memory-reservation', 'What it should keep to when memory is short'),
  bytesFlag('memory-swap', 'Memory and swap together; -1: no limit', { validate: swapProblem }),
  number('pids-limit', 'How many processes it may have; -1: no limit'),
];

/** Of devices, of Windows, and what is rarely met. */
const unmetFlags: readonly Flag[] = [
  list('blkio-weight-device', 'Weight of its access to a device', { validate: deviceWeightProblem }),
  windowsFlag('cpu-count', 'int', 'CPUs (Windows only)'),
  windowsFlag('cpu-percent', 'int', 'Percent of the CPU (Windows only)'),
  { ...missingFlag('device-cgroup-rule', 'array', 'A rule for devices', 'list'), validate: deviceRuleProblem },
  {
    ...missingFlag('device-read-bps', 'array', 'How fast it reads from a device, in bytes', 'list'),
    validate: deviceRateProblem(true),
  },
  {
    ...missingFlag('device-read-iops', 'array', 'How fast it reads from a device, in operations', 'list'),
    validate: deviceRateProblem(false),
  },
  {
    ...missingFlag('device-write-bps', 'array', 'How fast it writes to a device, in bytes', 'list'),
    validate: deviceRateProblem(true),
  },
  {
    ...missingFlag('device-write-iops', 'array', 'How fast it writes to a device, in operations', 'list'),
    validate: deviceRateProblem(false),
  },
  windowsFlag('io-maxbandwidth', 'string', "How fast it uses the system's disk (Windows only)", 'bytes'),
  windowsFlag('io-maxiops', 'int', "Operations on the system's disk (Windows only)", 'uint'),
  text('isolation', 'Another technology to isolate it'),
  missingFlag('link-local-ip', 'array', 'Its link-local addresses', 'list'),
  missingFlag('use-api-socket', 'bool', "Give it the daemon's socket (EXPERIMENTAL)"),
];

export const runFlags: readonly Flag[] = [
  ...resourceFlags,
  ...unmetFlags,
  list('add-host', 'A line of its /etc/hosts (host:ip)', { validate: addHostProblem }),
  list('annotation', 'An annotation for the runtime', { valueName: 'map' }),
  list('attach', 'Attach to STDIN, STDOUT or STDERR', {
    shorthand: 'a',
    complete: ['stdin', 'stdout', 'stderr'],
    validate: (value) =>
      /^(stdin|stdout|stderr)$/i.test(value) ? undefined : 'valid streams are STDIN, STDOUT and STDERR',
  }),
  list('cap-add', 'Give it a capability'),
  list('cap-drop', 'Take a capability from it'),
  text('cgroup-parent', 'The cgroup that its own is in'),
  text('cgroupns', 'Its cgroup namespace (host|private)'),
  text('cidfile', 'Write its id to this file', { complete: 'file' }),
  list('device', 'A device of the host for it'),
  trustFlag,
  list('dns', 'Its DNS servers', {
    validate: (value) => (isAddress(value) ? undefined : `IP address is not correctly formatted: ${value}`),
  }),
  list('dns-option', 'Options of its resolver'),
  list('dns-opt', 'Options of its resolver', { sameAs: 'dns-option', hidden: true }),
  list('dns-search', 'Domains that it looks names up in', { validate: domainProblem }),
  text('domainname', 'Its NIS domain name'),
  text('entrypoint', "In place of the image's ENTRYPOINT"),
  environmentFlag,
  environmentFileFlag,
  list('expose', 'A port that it listens at'),
  text('gpus', 'GPUs for it', { valueName: 'gpu-request', validate: gpuProblem }),
  missingFlag('group-add', 'array', 'Another group that its user is in', 'list'),
  text('health-cmd', 'Command that checks its health'),
  span('health-interval', 'Time between checks'),
  number('health-retries', 'So many failures in a row make it unhealthy'),
  span('health-start-interval', 'Time between checks while it starts'),
  span('health-start-period', 'While it starts failures do not count'),
  span('health-timeout', 'How long a check may take'),
  text('hostname', 'Its host name', { shorthand: 'h' }),
  bool('init', 'Run an init in it that passes signals on and reaps'),
  bool('interactive', 'Keep its standard input open', { shorthand: 'i' }),
  text('ip', 'Its IPv4 address'),
  missingFlag('ip6', 'string', 'Its IPv6 address'),
  text('ipc', 'Its IPC namespace'),
  labelFlag,
  list('label-file', 'Take labels from a file', { complete: 'file' }),
  list('link', 'Link to another container', { validate: linkProblem }),
  text('log-driver', 'Where its output is kept'),
  list('log-opt', "The log driver's options"),
  text('mac-address', 'Its MAC address'),
  number('memory-swappiness', 'How readily its memory is swapped out (0 to 100)', { default: -1 }),
  list('mount', 'Mount a directory, a volume or a tmpfs', { valueName: 'mount', validate: mountProblem }),
  text('name', 'Its name'),
  list('network', 'The network it is connected to', {
    valueName: 'network',
    complete: 'network',
    validate: networkProblem,
  }),
  list('net', 'The network it is connected to', { sameAs: 'network', hidden: true, validate: networkProblem }),
  list('network-alias', 'Another name for it in the network'),
  list('net-alias', 'Another name for it in the network', { sameAs: 'network-alias', hidden: true }),
  bool('no-healthcheck', "Without the image's HEALTHCHECK"),
  bool('oom-kill-disable', 'Do not kill it when memory runs out'),
  number('oom-score-adj', 'How readily it is killed when memory runs out'),
  text('pid', 'Its PID namespace'),
  platformFlag,
  bool('privileged', 'Without the usual confinement'),
  list('publish', 'Publish a port on the host ([address:]host:container)', { shorthand: 'p' }),
  bool('publish-all', 'Publish all exposed ports at free ones', { shorthand: 'P' }),
  text('pull', 'When to pull the image ("always", "missing", "never")', {
    default: 'missing',
    complete: ['always', 'missing', 'never'],
  }),
  bool('quiet', 'Nothing about the pull', { shorthand: 'q' }),
  bool('read-only', 'Its own files cannot be changed'),
  text('restart', 'What to do when it exits', {
    default: 'no',
    complete: ['no', 'always', 'on-failure', 'unless-stopped'],
  }),
  bool('rm', 'Remove it when it exits'),
  text('runtime', 'Another runtime'),
  list('security-opt', 'Security options'),
  bytesFlag('shm-size', 'Size of its /dev/shm'),
  text('stop-signal', 'The signal that stops it'),
  number('stop-timeout', 'Seconds until it is killed when it is stopped'),
  list('storage-opt', 'Options of the storage driver'),
  list('sysctl', 'Kernel parameters', { valueName: 'map', validate: sysctlProblem }),
  list('tmpfs', 'Mount a tmpfs there'),
  bool('tty', 'Give it a terminal', { shorthand: 't' }),
  { ...missingFlag('ulimit', 'array', 'Limits of its processes', 'ulimit'), validate: ulimitProblem },
  text('user', 'Its user (NAME|UID[:GROUP|GID])', { shorthand: 'u' }),
  text('userns', 'Its user namespace'),
  text('uts', 'Its UTS namespace'),
  list('volume', 'Mount a directory of the host or a volume', { shorthand: 'v', complete: 'file' }),
  { ...missingFlag('volume-driver', 'string', 'Another volume driver'), default: 'local', defaultText: '' },
  list('volumes-from', 'The mounts of another container'),
  text('workdir', 'Its working directory', { shorthand: 'w' }),
];

/** Those that `create` does not have. */
export const attachedFlags: readonly Flag[] = [
  bool('detach', 'Leave it in the background and print its id', { shorthand: 'd' }),
  detachKeysFlag,
  bool('sig-proxy', 'Pass signals on to it', { default: true }),
];
