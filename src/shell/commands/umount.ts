import { normalise } from '../../engine/files/fileSystem';
import { mayMount, unmountFiles } from '../../engine/processes/mounting';
import { seenMounts } from '../../engine/processes/mountText';
import type { Tool } from '../tool/tool';
import { defineTool } from '../tool/tool';

const FAILED = 32;

/** `umount`: takes away what was mounted last at a directory, or from a source. */
export const umount = defineTool({
  name: 'umount',
  summary: 'unmount filesystems',
  usage: '[-hV] | -a [options] | [options] <source> | <directory>',
  options: 'l|lazy f|force R|recursive n|no-mtab v|verbose a|all q|quiet r|read-only',
  run(tool) {
    if (tool.has('a')) return tool.fail('-a is not simulated here');
    if (tool.operands.length === 0) return tool.misuse('bad usage');
    let status = 0;
    for (const operand of tool.operands) status = unmountOne(tool, operand) || status;
    return status;
  },
});

function unmountOne(tool: Tool, operand: string): number {
  const { process } = tool;
  const path = placeOf(tool, operand);
  const failed = tool.busybox ? 1 : FAILED;
  const say = (words: string) => (tool.has('q') ? failed : tool.fail(words, failed));
  if (tool.busybox && !mayMount(process)) return say(`can't unmount ${operand}: Operation not permitted`);
  if (!process.files.stat(path).ok)
    return say(tool.busybox ? `can't unmount ${operand}: Invalid argument` : `${operand}: no mount point specified.`);
  const mounted = seenMounts(process).some(({ target }) => target === path);
  if (!mounted) return say(tool.busybox ? `can't unmount ${path}: Invalid argument` : `${operand}: not mounted.`);
  if (!mayMount(process))
    return say(
      tool.busybox ? `can't unmount ${path}: Operation not permitted` : `${path}: must be superuser to unmount.`,
    );
  const lazy = tool.has('l') || tool.has('R');
  const unmounted = unmountFiles(process, path, { lazy });
  if (unmounted.ok) return 0;
  return say(tool.busybox ? `can't unmount ${path}: Device or resource busy` : `${path}: target is busy.`);
}

/** A directory, or where something of that name is mounted. */
function placeOf(tool: Tool, operand: string): string {
  const path = normalise(operand, tool.process.workingDirectory);
  const mounts = seenMounts(tool.process);
  if (mounts.some(({ target }) => target === path)) return path;
  return mounts.filter(({ source }) => source === operand).at(-1)?.target ?? path;
}

/** `mountpoint`: whether something is mounted at a directory. */
export const mountpoint = defineTool({
  name: 'mountpoint',
  summary: 'see if a directory is a mountpoint',
  usage: '[-qd] <directory>',
  options: 'q|quiet d|fs-devno n x',
  run(tool) {
    const [operand] = tool.operands;
    if (operand === undefined) return tool.misuse('bad usage');
    const path = normalise(operand, tool.process.workingDirectory);
    if (!tool.process.files.stat(path).ok) return tool.fail(`${operand}: No such file or directory`);
    const mounted = seenMounts(tool.process).some(({ target }) => target === path);
    if (!tool.has('q')) tool.process.stdout.write(`${operand} is ${mounted ? '' : 'not '}a mountpoint\n`);
    return mounted ? 0 : FAILED;
  },
});
