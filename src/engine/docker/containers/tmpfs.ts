/** Memory as a directory, as --tmpfs and --mount ask for it. */
import { Disk } from '../../files/disk';
import { MemoryFiles } from '../../files/memoryFiles';
import type { FileMount } from '../../files/mountTable';
import { readSize } from '../../processes/mounting';
import type { DaemonContext } from '../daemonContext';

/** What Docker mounts a tmpfs with unless told otherwise. */
const DEFAULTS: readonly (readonly [string, string])[] = [
  ['suid', 'nosuid'],
  ['dev', 'nodev'],
  ['exec', 'noexec'],
];
const FLAGS = new Set(
  'rw ro suid nosuid dev nodev exec noexec sync async atime noatime diratime nodiratime relatime norelatime strictatime defaults'.split(
    ' ',
  ),
);
const VALUES = new Set(['size', 'mode', 'uid', 'gid', 'nr_inodes', 'nr_blocks', 'mpol']);

/** What is wrong with a tmpfs's options, in the daemon's words. */
export function tmpfsProblem(text: string): string | undefined {
  for (const option of text.split(',')) {
    const [name = '', ...value] = option.split('=');
    if (option === '' || FLAGS.has(option) || (VALUES.has(name) && value.length > 0)) continue;
    return `invalid tmpfs option [${option
      .split('=')
      .map((part) => `"${part}"`)
      .join(' ')}]`;
  }
  return undefined;
}

/**
 * The directory, and how /proc/mounts shows it. Size and mode are kept to; `noexec`, `nosuid`, `nodev` and the numbers of
 * inodes and owners are shown and have no effect.
 */
export function tmpfsOf(
  context: DaemonContext,
  text: string,
): Pick<FileMount, 'files' | 'type' | 'source' | 'options'> {
  const given = text.split(',').filter((option) => option !== '');
  const value = (name: string) => given.find((option) => option.startsWith(`${name}=`))?.slice(name.length + 1);
  const { memoryBytes } = context.machine.kernel;
  const size = readSize(value('size'), memoryBytes) ?? memoryBytes / 2;
  const mode = Number.parseInt(value('mode') ?? '1777', 8);
  const files = new MemoryFiles({
    now: () => context.clock.now,
    rootMode: Number.isNaN(mode) ? 0o1777 : mode,
    disk: new Disk(size),
  });
  const defaults = DEFAULTS.filter(([opposite]) => !given.includes(opposite)).map(([, name]) => name);
  const shown = [
    ...(value('size') === undefined ? [] : [`size=${size / 1024}k`]),
    ...(value('mode') === undefined ? [] : [`mode=${value('mode')}`]),
  ];
  return { files, type: 'tmpfs', source: 'tmpfs', options: [...defaults, ...shown] };
}
