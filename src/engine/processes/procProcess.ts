/** /proc/PID: what the kernel says of one process. */
import { fail, ok, type Result } from '../../base/result';
import type { FileErrorCode } from '../files/fileSystem';
import type { FilesView } from '../files/filesView';
import { superuser } from '../files/viewer';
import type { VirtualNode } from '../files/virtualFiles';
import { capabilityMask } from './capabilities';
import type { Kernel } from './kernel';
import { sharedMemory } from './memory';
import { mountInfo, mountLines } from './mountText';
import { FIRST_INODES, type IdMapping } from './namespaces';
import type { Process } from './process';
import { isForeground, sessionLeader, TERMINALS, threadsOf } from './sessions';

/** A process as it is looked at: in which PID namespace, under which number there, by whom. */
export interface Subject {
  readonly kernel: Kernel;
  readonly process: Process;
  readonly pid: number;
  readonly reader: Process | undefined;
}

type Look = (subject: Subject) => VirtualNode | FileErrorCode;

const NODES: Readonly<Record<string, Look>> = {
  cgroup: file((subject) => `0::${cgroupPath(subject)}\n`),
  cmdline: file(({ process }) => (process.zombie ? '' : process.title.map((word) => `${word}\0`).join(''))),
  comm: file(({ process }) => `${process.comm}\n`),
  cwd: link(({ process }) => process.workingDirectory),
  environ: ownFile(({ process }) => [...process.env].map(([name, value]) => `${name}=${value}\0`).join('')),
  exe: link(({ process }) => process.executable),
  gid_map: mapping('groups'),
  limits: file(() => LIMITS),
  mountinfo: file(({ process }) => mountInfo(process)),
  mounts: file(({ process }) => mountLines(process)),
  oom_score_adj: file(() => '0\n'),
  setgroups: file(() => 'allow\n'),
  stat: file(statLine),
  statm: file(({ process }) => {
    const pages = Math.ceil(residentMemory(process) / 4096);
    return `${Math.ceil(virtualMemory(process) / 4096)} ${pages} ${Math.floor(pages * 0.8)} 5 0 ${pages} 0\n`;
  }),
  status: file(statusText),
  uid_map: mapping('users'),
};

export const processNames: readonly string[] = [...Object.keys(NODES), 'fd', 'ns', 'root'];

/** What is at a path below /proc/PID. */
export function processNode(subject: Subject, path: readonly string[]): VirtualNode | FileErrorCode | undefined {
  const [name = '', ...rest] = path;
  if (name === 'root') return rootNode(subject, rest);
  if (name === 'ns') return namespaceNode(subject, rest);
  if (name === 'fd') return descriptorNode(subject, rest);
  return rest.length === 0 ? NODES[name]?.(subject) : undefined;
}

function ownerOf({ process }: Subject): string {
  return String(process.machineUser);
}

function file(read: (subject: Subject) => string): Look {
  return (subject) => ({ type: 'file', owner: ownerOf(subject), read: () => read(subject) });
}

function ownFile(read: (subject: Subject) => string): Look {
  return (subject) => ({ type: 'file', mode: 0o400, owner: ownerOf(subject), read: () => read(subject) });
}

/** Links that only those may follow who may trace the process. */
function link(target: (subject: Subject) => string): Look {
  return (subject) =>
    mayTrace(subject) ? { type: 'link', owner: ownerOf(subject), target: target(subject) } : 'EACCES';
}

function mayTrace({ process, reader }: Subject): boolean {
  if (reader === undefined || reader === process) return true;
  if (reader.machineUser === process.machineUser && reader.namespaces.user.contains(process.namespaces.user))
    return true;
  return reader.capable('SYS_PTRACE', process.namespaces.user);
}

/** The numbers of a user namespace: written once, by whoever made it (or by root of the one around it). */
function mapping(kind: 'users' | 'groups'): Look {
  return (subject) => ({
    type: 'file',
    mode: 0o644,
    owner: ownerOf(subject),
    read: () =>
      subject.process.namespaces.user[kind]
        .map(({ inside, outside, count }) => [inside, outside, count].map((one) => String(one).padStart(10)).join(' '))
        .map((line) => `${line}\n`)
        .join(''),
    write: (text) => writeMapping(subject, kind, text),
  });
}

function writeMapping(
  { process, reader }: Subject,
  kind: 'users' | 'groups',
  text: string,
): Result<void, FileErrorCode> {
  const { user } = process.namespaces;
  if (user.parent === undefined || user[kind].length > 0) return fail('EPERM');
  const mappings: IdMapping[] = [];
  for (const line of text.split('\n').filter((one) => one.trim() !== '')) {
    const [inside = -1, outside = -1, count = 0] = line.trim().split(/\s+/).map(Number);
    if (!(inside >= 0 && outside >= 0 && count > 0)) return fail('EINVAL');
    mappings.push({ inside, outside, count });
  }
  const capability = kind === 'users' ? 'SETUID' : 'SETGID';
  const [only] = mappings;
  const own =
    mappings.length === 1 &&
    only?.count === 1 &&
    (kind === 'groups' || only.outside === user.parent.userInside(user.creator));
  if (!own && reader?.capable(capability, user.parent) !== true) return fail('EPERM');
  user[kind] = mappings;
  return ok(undefined);
}

/** The process's files from its root directory on, whatever namespace it is in. */
function rootNode(subject: Subject, path: readonly string[]): VirtualNode | FileErrorCode | undefined {
  if (!mayTrace(subject)) return 'EACCES';
  const { process } = subject;
  const files: FilesView = process.namespaces.mount.files.viewFor({ ...superuser, root: process.root });
  const at = `/${path.join('/')}`;
  const stat = files.stat(at, { follow: false });
  if (!stat.ok) return undefined;
  const { type, mode, owner, group, target } = stat.value;
  const common = { mode, owner, ...(group === undefined ? {} : { group }) };
  if (type === 'link') return { type, target: target ?? '', ...common };
  if (type === 'directory') {
    const names = files.list(at);
    const directory = { type, names: () => (names.ok ? names.value : []), ...common };
    return path.length === 0 ? { ...directory, linkText: '/' } : directory;
  }
  return {
    type,
    ...common,
    read() {
      const text = files.read(at);
      return text.ok ? text.value : { code: text.error.code };
    },
    write(text) {
      const written = files.write(at, text);
      return written.ok ? written : fail(written.error.code);
    },
  };
}

/** Names of the namespaces in /proc/PID/ns with what each is in. */
function namespaceInodes(process: Process): Readonly<Record<string, readonly [kind: string, inode: number]>> {
  const { namespaces } = process;
  return {
    cgroup: ['cgroup', namespaces.cgroup.inode],
    ipc: ['ipc', namespaces.ipc.inode],
    mnt: ['mnt', namespaces.mount.inode],
    net: ['net', namespaces.network.inode],
    pid: ['pid', namespaces.pid.inode],
    pid_for_children: ['pid', process.childrenPid.inode],
    time: ['time', FIRST_INODES.time],
    time_for_children: ['time', FIRST_INODES.time],
    user: ['user', namespaces.user.inode],
    uts: ['uts', namespaces.uts.inode],
  };
}

function namespaceNode(subject: Subject, path: readonly string[]): VirtualNode | FileErrorCode | undefined {
  const [name, ...rest] = path;
  const inodes = namespaceInodes(subject.process);
  const owner = ownerOf(subject);
  if (name === undefined) return { type: 'directory', mode: 0o511, owner, names: () => Object.keys(inodes) };
  const found = inodes[name];
  if (found === undefined || rest.length > 0 || subject.process.zombie) return undefined;
  return mayTrace(subject) ? { type: 'link', owner, target: `${found[0]}:[${found[1]}]` } : 'EACCES';
}

/** Standard streams: what is written to them goes where the process writes. */
function descriptorNode(subject: Subject, path: readonly string[]): VirtualNode | FileErrorCode | undefined {
  const [number, ...rest] = path;
  const { process } = subject;
  const owner = ownerOf(subject);
  if (number === undefined) return { type: 'directory', mode: 0o500, owner, names: () => ['0', '1', '2'] };
  if (rest.length > 0 || !['0', '1', '2'].includes(number) || process.zombie) return undefined;
  if (!mayTrace(subject)) return 'EACCES';
  const output = number === '1' ? process.stdout : process.stderr;
  return {
    type: 'file',
    mode: number === '0' ? 0o400 : 0o200,
    owner,
    read: () => '',
    write: (text) => (output.write(text) ? ok(undefined) : fail('EINVAL')),
  };
}

/** A cgroup's path as it is in the reader's cgroup namespace. */
function cgroupPath({ process, reader }: Pick<Subject, 'process' | 'reader'>): string {
  const root = reader?.namespaces.cgroup.root ?? '/';
  const { path } = process.cgroup;
  if (root === '/') return path;
  if (path === root) return '/';
  if (path.startsWith(`${root}/`)) return path.slice(root.length);
  const up = root.split('/').filter((part) => part !== '');
  return `/${up.map(() => '..').join('/')}${path === '/' ? '' : path}`;
}

/** `R`, `S`, `T`, `Z`, as ps shows it. */
function stateOf({ process, reader }: Pick<Subject, 'process' | 'reader'>): string {
  if (process.zombie) return 'Z';
  if (process.stopped) return 'T';
  return process === reader ? 'R' : process.computing ? 'R' : 'S';
}

/** What ps calls RSS, in bytes. */
function residentMemory(process: Process): number {
  return process.zombie ? 0 : process.memory + sharedMemory(process.comm);
}

function virtualMemory(process: Process): number {
  const resident = residentMemory(process);
  return resident === 0 ? 0 : Math.ceil((resident * 1.3 + 900 * 1024) / 4096) * 4096;
}

function parentPid({ kernel, process }: Subject): number {
  return process.parent === undefined ? 0 : (kernel.pidOf(process.parent) ?? 0);
}

function statLine(subject: Subject): string {
  const { process, pid, kernel } = subject;
  const ticks = Math.floor(process.cpuTime / 10);
  const started = Math.floor((process.started - kernel.root.started) / 10);
  const terminal = process.tty === undefined ? 0 : TERMINALS + process.kernel.terminalNumber(process.tty);
  const session = kernel.pidOf(sessionLeader(process)) ?? 0;
  const foreground = isForeground(process) ? pid : -1;
  const resident = Math.ceil(residentMemory(process) / 4096);
  return `${pid} (${process.comm}) ${stateOf(subject)} ${parentPid(subject)} ${pid} ${session} ${terminal} ${foreground} 4194304 0 0 0 0 ${ticks} 0 0 0 20 0 ${threadsOf(process.comm)} 0 ${started} ${virtualMemory(process)} ${resident} 18446744073709551615\n`;
}

const STATE_WORDS: Readonly<Record<string, string>> = {
  R: 'R (running)',
  S: 'S (sleeping)',
  T: 'T (stopped)',
  Z: 'Z (zombie)',
};

function statusText(subject: Subject): string {
  const { process, pid, reader } = subject;
  const user = reader?.namespaces.user ?? process.namespaces.user;
  const uid = user.userInside(process.machineUser);
  const gid = user.groupInside(process.machineGroup);
  const effective = capabilityMask(process.uid === 0 ? process.capabilities : new Set());
  const kibibytes = (bytes: number) => `${String(Math.ceil(bytes / 1024)).padStart(8)} kB`;
  const memory = process.zombie
    ? []
    : [
        `VmSize:\t${kibibytes(virtualMemory(process))}`,
        `VmRSS:\t${kibibytes(residentMemory(process))}`,
        `RssAnon:\t${kibibytes(process.memory)}`,
        `RssFile:\t${kibibytes(sharedMemory(process.comm))}`,
      ];
  return [
    `Name:\t${process.comm}`,
    'Umask:\t0022',
    `State:\t${STATE_WORDS[stateOf(subject)]}`,
    `Tgid:\t${pid}`,
    `Pid:\t${pid}`,
    `PPid:\t${parentPid(subject)}`,
    'TracerPid:\t0',
    `Uid:\t${uid}\t${uid}\t${uid}\t${uid}`,
    `Gid:\t${gid}\t${gid}\t${gid}\t${gid}`,
    'FDSize:\t64',
    `NSpid:\t${pidsFrom(subject).join('\t')}`,
    ...memory,
    `Threads:\t${threadsOf(process.comm)}`,
    'CapInh:\t0000000000000000',
    `CapPrm:\t${effective}`,
    `CapEff:\t${effective}`,
    `CapBnd:\t${capabilityMask(process.capabilities)}`,
    'CapAmb:\t0000000000000000',
    `NoNewPrivs:\t${process.noNewPrivileges ? 1 : 0}`,
    'Seccomp:\t0',
  ]
    .map((line) => `${line}\n`)
    .join('');
}

/** Its numbers, from the namespace it is looked at from down to its own. */
function pidsFrom({ kernel, process }: Subject): readonly number[] {
  const numbers: number[] = [];
  for (let at: Kernel | undefined = process.kernel; at !== undefined; at = at === kernel ? undefined : at.parent)
    numbers.unshift(at.pidOf(process) ?? 0);
  return numbers;
}

const LIMITS = `Limit                     Soft Limit           Hard Limit           Units     
Max processes             31429                31429                processes 
Max open files            1024                 1048576              files     
`;
