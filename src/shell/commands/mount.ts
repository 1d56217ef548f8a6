import { normalise } from '../../engine/files/fileSystem';
import { type MountProblem, mayMount, mountFiles, remountFiles } from '../../engine/processes/mounting';
import { seenMounts } from '../../engine/processes/mountText';
import type { Routine } from '../../engine/processes/routine';
import type { Tool } from '../tool/tool';
import { defineTool } from '../tool/tool';

const FAILED = 32;

/** Options that this world has no use for: they are taken and change nothing. */
const IDLE: ReadonlySet<string> = new Set(
  'rw suid nosuid dev nodev exec noexec atime noatime diratime nodiratime relatime norelatime strictatime sync async defaults auto noauto user nouser loop'.split(
    ' ',
  ),
);
const PRIVATE: ReadonlySet<string> = new Set(['private', 'rprivate', 'make-private', 'make-rprivate']);
const OTHER_PROPAGATION: ReadonlySet<string> = new Set(
  'shared rshared slave rslave unbindable runbindable make-shared make-rshared make-slave make-rslave make-unbindable'.split(
    ' ',
  ),
);

/** `mount`: shows what is mounted, or mounts. Propagation is always private. */
export const mount = defineTool({
  name: 'mount',
  summary: 'mount a filesystem',
  usage: '[-lhV] | -a [options] | [options] <source> <directory>',
  options:
    't|types= o|options= B|bind R|rbind M|move r|read-only w|rw v|verbose l|show-labels a|all n|no-mtab f|fake make-private make-rprivate make-shared make-rshared make-slave make-rslave make-unbindable source= target=',
  *run(tool) {
    const options = tool.options.values('o').flatMap((text) => text.split(','));
    const [first, second, ...more] = operandsOf(tool);
    if (more.length > 0) return tool.misuse('bad usage');
    const propagation = propagationOf(tool, options);
    if (propagation === 'other') return tool.fail('only private propagation is simulated here', FAILED);
    if (tool.has('a')) return tool.fail('there is no /etc/fstab here');
    if (tool.has('M')) return tool.fail('--move is not simulated here', FAILED);
    if (first === undefined) return propagation === 'private' ? tool.misuse('bad usage') : yield* list(tool);
    if (second === undefined && propagation === 'private') return 0;
    if (options.includes('remount')) return remount(tool, second ?? first, options);
    if (second === undefined) {
      if (tool.value('t') === undefined && !tool.has('B')) return tool.fail(`${first}: can't find in /etc/fstab.`);
      return tool.misuse('bad usage');
    }
    return mountOne(tool, first, second, options);
  },
});

function operandsOf(tool: Tool): readonly string[] {
  const [source, target] = [tool.value('source'), tool.value('target')];
  return [...(source === undefined ? [] : [source]), ...(target === undefined ? [] : [target]), ...tool.operands];
}

function propagationOf(tool: Tool, options: readonly string[]): 'private' | 'other' | undefined {
  const words = [...options, ...tool.options.given.map(([name]) => name)];
  if (words.some((word) => OTHER_PROPAGATION.has(word))) return 'other';
  return words.some((word) => PRIVATE.has(word)) ? 'private' : undefined;
}

function* list(tool: Tool): Routine<number> {
  const types = tool.value('t')?.split(',');
  for (const { source, target, type, options } of seenMounts(tool.process)) {
    if (types !== undefined && !types.includes(type)) continue;
    yield* tool.print(`${source} on ${target} type ${type} (${options.join(',')})\n`);
  }
  return 0;
}

function isReadOnly(tool: Tool, options: readonly string[]): boolean {
  return tool.has('r') || options.includes('ro');
}

function mountOne(tool: Tool, source: string, target: string, options: readonly string[]): number {
  const bind = tool.has('B') || tool.has('R') || options.includes('bind') || options.includes('rbind');
  const type = bind ? 'bind' : (tool.value('t') ?? 'auto');
  const place = normalise(target, tool.process.workingDirectory);
  if (!mayMount(tool.process)) return complain(tool, source, place, { code: 'EPERM' });
  if (type === 'auto') {
    const device = tool.process.files.stat(normalise(source, tool.process.workingDirectory));
    return complain(tool, source, place, { code: device.ok ? 'EINVAL' : 'no source', about: source });
  }
  const mounted = mountFiles(tool.process, {
    source: bind ? normalise(source, tool.process.workingDirectory) : source,
    target: place,
    type,
    readOnly: isReadOnly(tool, options),
    options: options.filter((option) => !IDLE.has(option) && !['ro', 'bind', 'rbind'].includes(option)),
    recursive: tool.has('R') || options.includes('rbind'),
  });
  return mounted.ok ? 0 : complain(tool, source, place, mounted.error);
}

function remount(tool: Tool, target: string, options: readonly string[]): number {
  const place = normalise(target, tool.process.workingDirectory);
  const readOnly = isReadOnly(tool, options);
  const changed = remountFiles(tool.process, place, (mounted) => ({ ...mounted, readOnly }));
  if (changed.ok) return 0;
  if (changed.error.code === 'EINVAL') return explain(tool, place, 'mount point not mounted or bad option.');
  return complain(tool, target, place, changed.error);
}

function explain(tool: Tool, place: string, words: string): number {
  tool.fail(`${place}: ${words}`);
  if (!tool.busybox)
    tool.process.stderr.write('       dmesg(1) may have more information after failed mount system call.\n');
  return FAILED;
}

function complain(tool: Tool, source: string, place: string, problem: MountProblem): number {
  if (tool.busybox) return complainAsBusybox(tool, source, place, problem);
  switch (problem.code) {
    case 'EPERM':
      return explain(tool, place, tool.process.uid === 0 ? 'permission denied.' : 'must be superuser to use mount.');
    case 'ENOENT':
      return problem.about === undefined
        ? explain(tool, place, 'mount point does not exist.')
        : explain(tool, place, `special device ${source} does not exist.`);
    case 'no source':
      return explain(tool, place, `special device ${problem.about ?? source} does not exist.`);
    case 'ENOTDIR':
      return explain(tool, place, 'mount point is not a directory.');
    case 'ENODEV':
      return explain(tool, place, `unknown filesystem type '${problem.about ?? ''}'.`);
    case 'not simulated':
      return explain(tool, place, `file systems of type ${problem.about ?? ''} are not simulated here.`);
    default:
      return explain(
        tool,
        place,
        `wrong fs type, bad option, bad superblock on ${source}, missing codepage or helper program, or other error.`,
      );
  }
}

function complainAsBusybox(tool: Tool, source: string, place: string, problem: MountProblem): number {
  if (problem.code === 'EPERM') {
    tool.fail('permission denied (are you root?)');
    return 1;
  }
  const words: Readonly<Record<string, string>> = {
    ENOENT: 'No such file or directory',
    'no source': 'No such file or directory',
    ENODEV: 'No such device',
    ENOTDIR: 'Not a directory',
    'not simulated': 'this type is not simulated here',
  };
  tool.fail(`mounting ${source} on ${place} failed: ${words[problem.code] ?? 'Invalid argument'}`);
  return 255;
}
