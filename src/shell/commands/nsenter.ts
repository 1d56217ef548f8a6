import { normalise } from '../../engine/files/fileSystem';
import type { Namespaces } from '../../engine/processes/namespaces';
import type { Process } from '../../engine/processes/process';
import type { Routine } from '../../engine/processes/routine';
import type { Tool } from '../tool/tool';
import { defineTool } from '../tool/tool';
import { becomeOperands, inChild } from '../tool/utilLinux';
import { networkAt } from './ipNetns';

const HELP = `
Usage:
 nsenter [options] [<program> [<argument>...]]

Run a program with namespaces of other processes.

Options:
 -a, --all              enter all namespaces
 -t, --target <pid>     target process to get namespaces from
 -m, --mount[=<file>]   enter mount namespace
 -u, --uts[=<file>]     enter UTS namespace (hostname etc)
 -i, --ipc[=<file>]     enter System V IPC namespace
 -n, --net[=<file>]     enter network namespace
 -p, --pid[=<file>]     enter pid namespace
 -C, --cgroup[=<file>]  enter cgroup namespace
 -U, --user[=<file>]    enter user namespace
 -S, --setuid <uid>     set uid in entered namespace
 -G, --setgid <gid>     set gid in entered namespace
     --preserve-credentials do not touch uids or gids
 -r, --root[=<dir>]     set the root directory
 -w, --wd[=<dir>]       set the working directory
 -F, --no-fork          do not fork before exec'ing <program>

 -h, --help             display this help
 -V, --version          display version
`;

interface Kind {
  readonly option: string;
  /** Its name in /proc/PID/ns. */
  readonly file: string;
  readonly key: keyof Namespaces;
}

/** In the order in which they are entered: the user namespace first, for what it allows. */
const KINDS: readonly Kind[] = [
  { option: 'U', file: 'user', key: 'user' },
  { option: 'C', file: 'cgroup', key: 'cgroup' },
  { option: 'i', file: 'ipc', key: 'ipc' },
  { option: 'u', file: 'uts', key: 'uts' },
  { option: 'n', file: 'net', key: 'network' },
  { option: 'p', file: 'pid', key: 'pid' },
  { option: 'm', file: 'mnt', key: 'mount' },
];

/** `nsenter`: runs a program in the namespaces of another process, or of a file of /proc/PID/ns. */
export const nsenter = defineTool({
  name: 'nsenter',
  summary: 'run a program in the namespaces of other processes',
  usage: '[options] [<program> [<argument>...]]',
  help: HELP,
  options:
    'a|all t|target= m|mount? u|uts? i|ipc? n|net? p|pid? C|cgroup? U|user? T|time? S|setuid= G|setgid= preserve-credentials r|root? w|wd? W|wdns= F|no-fork Z|follow-context h V|version',
  inOrder: true,
  *run(tool) {
    if (tool.has('V')) {
      yield* tool.print('nsenter from util-linux 2.38.1\n');
      return 0;
    }
    const odd = ['T', 'W', 'Z'].find((option) => tool.has(option));
    if (odd !== undefined) return tool.fail(`-${odd} is not simulated here`);
    const target = tool.value('t');
    if (target !== undefined && !/^\d+$/.test(target)) return tool.fail(`failed to parse pid: '${target}'`);
    if (tool.has('a') && target === undefined) return tool.fail('no target PID specified for --all');
    const directories = directoriesOf(tool, target);
    if (typeof directories === 'number') return directories;
    for (const kind of KINDS) {
      const problem = enterOne(tool, kind, target);
      if (problem !== undefined) return problem;
    }
    return yield* go(tool, directories);
  },
});

interface Directories {
  readonly root: string | undefined;
  readonly working: string | undefined;
}

/** The target's own root and working directory, as `--root` and `--wd` mean without a value. */
function directoriesOf(tool: Tool, target: string | undefined): Directories | number {
  const wished = (option: string, own: (process: Process) => string): string | undefined | number => {
    if (!tool.has(option)) return undefined;
    const value = tool.value(option);
    if (value !== undefined && value !== '') return value;
    const process = target === undefined ? undefined : tool.process.kernel.find(Number(target));
    return process === undefined ? tool.fail('neither filename nor target pid supplied for root') : own(process);
  };
  const root = wished('r', (process) => process.root);
  const working = wished('w', (process) => process.workingDirectory);
  if (typeof root === 'number') return root;
  return typeof working === 'number' ? working : { root, working };
}

function enterOne(tool: Tool, kind: Kind, target: string | undefined): number | undefined {
  const { process } = tool;
  const all = tool.has('a') && !tool.has(kind.option);
  if (!all && !tool.has(kind.option)) return undefined;
  const file = tool.value(kind.option) || undefined;
  if (file === undefined && target === undefined)
    return tool.fail(`neither filename nor target pid supplied for ns/${kind.file}`);
  const path = file ?? `/proc/${target}/ns/${kind.file}`;
  const link = process.files.stat(normalise(path, process.workingDirectory), { follow: false });
  if (!link.ok)
    return tool.fail(
      `cannot open ${path}: ${link.error.code === 'EACCES' ? 'Permission denied' : 'No such file or directory'}`,
    );
  const named = kind.key === 'network' ? networkAt(process, normalise(path, process.workingDirectory)) : undefined;
  const inode = named?.inode ?? Number(/\[(\d+)\]/.exec(link.value.target ?? '')?.[1]);
  const found = named ?? namespaceWith(process, kind.key, inode);
  if (found === undefined) return tool.fail(`reassociate to namespace 'ns/${kind.file}' failed: Invalid argument`);
  const current = kind.key === 'pid' ? process.childrenPid : process.namespaces[kind.key];
  // A process can't enter the user namespace that it is in.
  if (found === current && (all || kind.key !== 'user')) return undefined;
  if (found === current) return tool.fail("reassociate to namespace 'ns/user' failed: Invalid argument");
  if (!mayEnter(process, kind.key, found))
    return tool.fail(`reassociate to namespace 'ns/${kind.file}' failed: Operation not permitted`);
  process.enter({ [kind.key]: found });
  if (kind.key === 'mount') process.workingDirectory = '/';
  return undefined;
}

/** The namespace with a number, by whoever is in it. */
function namespaceWith(
  process: Process,
  key: keyof Namespaces,
  inode: number,
): Namespaces[keyof Namespaces] | undefined {
  for (const one of process.kernel.root.everyProcess) {
    if (one.namespaces[key].inode === inode) return one.namespaces[key];
    if (key === 'pid' && one.childrenPid.inode === inode) return one.childrenPid;
  }
  return undefined;
}

function mayEnter(process: Process, key: keyof Namespaces, namespace: Namespaces[keyof Namespaces]): boolean {
  if (key === 'network') return process.capable('SYS_ADMIN', process.kernel.root.user) || process.capable('SYS_ADMIN');
  const owner = key === 'user' ? (namespace as Namespaces['user']) : (namespace as Namespaces['uts']).owner;
  return process.capable('SYS_ADMIN', owner);
}

function* go(tool: Tool, { root, working }: Directories): Routine<number> {
  const { process } = tool;
  if (root !== undefined) {
    const changed = process.changeRoot(root);
    if (!changed.ok) return tool.fail(`change root by file descriptor failed: ${changed.error.message}`);
    process.workingDirectory = '/';
  }
  if (working !== undefined) process.workingDirectory = working;
  const [uid, gid] = [tool.value('S'), tool.value('G')];
  const user = tool.has('U') && !tool.has('preserve-credentials');
  const start = (child: Process) => {
    if (user || uid !== undefined || gid !== undefined)
      child.setUser(Number(uid ?? (user ? 0 : child.uid)), Number(gid ?? (user ? 0 : child.gid)));
    return becomeOperands(tool, child);
  };
  const forks = process.childrenPid !== process.kernel && !tool.has('F');
  return forks ? yield* inChild(tool, start) : yield* start(process);
}
