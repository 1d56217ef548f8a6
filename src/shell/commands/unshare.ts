import { normalise } from '../../engine/files/fileSystem';
import { Kernel } from '../../engine/processes/kernel';
import { mountFiles } from '../../engine/processes/mounting';
import { CgroupNamespace, IpcNamespace, type Namespaces, UserNamespace } from '../../engine/processes/namespaces';
import type { Process } from '../../engine/processes/process';
import type { Routine } from '../../engine/processes/routine';
import type { Tool } from '../tool/tool';
import { defineTool } from '../tool/tool';
import { becomeOperands, inChild } from '../tool/utilLinux';

const HELP = `
Usage:
 unshare [options] [<program> [<argument>...]]

Run a program with some namespaces unshared from the parent.

Options:
 -m, --mount[=<file>]      unshare mounts namespace
 -u, --uts[=<file>]        unshare UTS namespace (hostname etc)
 -i, --ipc[=<file>]        unshare System V IPC namespace
 -n, --net[=<file>]        unshare network namespace
 -p, --pid[=<file>]        unshare pid namespace
 -U, --user[=<file>]       unshare user namespace
 -C, --cgroup[=<file>]     unshare cgroup namespace

 -f, --fork                fork before launching <program>
 -r, --map-root-user       map current user to root (implies --user)
 -c, --map-current-user    map current user to itself (implies --user)
 --kill-child[=<signame>]  when dying, kill the forked child (implies --fork)
 --mount-proc[=<dir>]      mount proc filesystem first (implies --mount)
 --propagation private     mount propagation: all of it is private here

 -R, --root=<dir>          run the command with root directory set to <dir>
 -w, --wd=<dir>            change working directory to <dir>
 -S, --setuid <uid>        set uid in entered namespace
 -G, --setgid <gid>        set gid in entered namespace

 -h, --help                display this help
 -V, --version             display version
`;

/** What of this world's Linux there is none of: saying so is better than doing something else. */
const NOT_SIMULATED = ['T', 'map-auto', 'map-users', 'map-groups', 'monotonic', 'boottime', 'setgroups'] as const;

/** `unshare`: runs a program in namespaces of its own. */
export const unshare = defineTool({
  name: 'unshare',
  summary: 'run a program in new namespaces',
  usage: '[options] [<program> [<argument>...]]',
  help: HELP,
  options:
    'm|mount? u|uts? i|ipc? n|net? p|pid? U|user? C|cgroup? T|time? f|fork r|map-root-user c|map-current-user map-user= map-group= map-auto map-users= map-groups= kill-child? mount-proc? propagation= setgroups= keep-caps R|root= w|wd= S|setuid= G|setgid= monotonic= boottime= h V|version',
  inOrder: true,
  *run(tool) {
    if (tool.has('V')) {
      yield* tool.print('unshare from util-linux 2.38.1\n');
      return 0;
    }
    const odd = NOT_SIMULATED.find((name) => tool.has(name));
    if (odd !== undefined) return tool.fail(`${odd.length === 1 ? '-' : '--'}${odd} is not simulated here`);
    const file = ['m', 'u', 'i', 'n', 'p', 'U', 'C'].find((name) => (tool.value(name) ?? '') !== '');
    if (file !== undefined) return tool.fail('keeping a namespace in a file is not simulated here');
    const { process } = tool;
    const kinds = kindsOf(tool);
    const user = kinds.has('U');
    if (!user && kinds.size > 0 && !process.capable('SYS_ADMIN'))
      return tool.fail('unshare failed: Operation not permitted');
    const before = [process.uid, process.gid] as const;
    process.enter(newNamespaces(process, kinds));
    if (user) mapUsers(tool, before);
    const rest = (child: Process) => prepare(tool, child);
    return tool.has('f') || tool.has('kill-child') ? yield* inChild(tool, rest) : yield* rest(process);
  },
});

function kindsOf(tool: Tool): ReadonlySet<string> {
  const kinds = new Set(['m', 'u', 'i', 'n', 'p', 'U', 'C'].filter((kind) => tool.has(kind)));
  if (tool.has('mount-proc')) kinds.add('m');
  if (['r', 'c', 'map-user', 'map-group'].some((option) => tool.has(option))) kinds.add('U');
  return kinds;
}

/** New namespaces of these kinds; all of them belong to the new user namespace, if there is one. */
function newNamespaces(process: Process, kinds: ReadonlySet<string>): Partial<Namespaces> {
  const { kernel, namespaces, childrenPid, cgroup } = process;
  const inode = () => kernel.nextInode();
  const user = kinds.has('U') ? new UserNamespace(inode(), namespaces.user, process.machineUser) : namespaces.user;
  return {
    ...(kinds.has('U') ? { user } : {}),
    ...(kinds.has('m') ? { mount: namespaces.mount.copy(inode(), user) } : {}),
    ...(kinds.has('u') ? { uts: namespaces.uts.copy(inode(), user) } : {}),
    ...(kinds.has('i') ? { ipc: new IpcNamespace(inode(), user) } : {}),
    ...(kinds.has('n') ? { network: namespaces.network.unshare(inode()) } : {}),
    ...(kinds.has('p') ? { pid: new Kernel(process.clock, process.random, { parent: childrenPid, owner: user }) } : {}),
    ...(kinds.has('C') ? { cgroup: new CgroupNamespace(inode(), user, cgroup.path) } : {}),
  };
}

/** Writes the maps of the new user namespace; without one everybody in it is nobody. */
function mapUsers(tool: Tool, [uid, gid]: readonly [number, number]): void {
  const { user } = tool.process.namespaces;
  const root = tool.has('r');
  const own = tool.has('c');
  const [asUser, asGroup] = [tool.value('map-user'), tool.value('map-group')];
  if (root || own || asUser !== undefined)
    user.users = [{ inside: asUser === undefined ? (root ? 0 : uid) : Number(asUser), outside: uid, count: 1 }];
  if (root || own || asGroup !== undefined)
    user.groups = [{ inside: asGroup === undefined ? (root ? 0 : gid) : Number(asGroup), outside: gid, count: 1 }];
}

/** What is done in the new namespaces before the program runs. */
function* prepare(tool: Tool, process: Process): Routine<number> {
  const fail = (message: string) => {
    process.stderr.write(`unshare: ${message}\n`);
    return 1;
  };
  const root = tool.value('R');
  if (root !== undefined) {
    const changed = process.changeRoot(normalise(root, process.workingDirectory));
    if (!changed.ok) return fail(`cannot change root directory to '${root}': ${changed.error.message}`);
    process.workingDirectory = '/';
  }
  const directory = tool.value('w');
  if (directory !== undefined) {
    if (process.files.stat(normalise(directory, process.workingDirectory)).ok !== true)
      return fail(`cannot chdir to '${directory}': No such file or directory`);
    process.workingDirectory = normalise(directory, process.workingDirectory);
  }
  if (tool.has('mount-proc')) {
    const target = tool.value('mount-proc') || '/proc';
    const mounted = mountFiles(process, { source: 'proc', target, type: 'proc', readOnly: false, options: [] });
    if (!mounted.ok) return fail(`mount ${target} failed: Operation not permitted`);
  }
  const [uid, gid] = [tool.value('S'), tool.value('G')];
  if (uid !== undefined || gid !== undefined) process.setUser(Number(uid ?? process.uid), Number(gid ?? process.gid));
  return yield* becomeOperands(tool, process);
}
