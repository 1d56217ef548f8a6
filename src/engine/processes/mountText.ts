/** What is mounted, as /proc/PID/mounts and mountinfo say it. */
import type { FileMount } from '../files/mountTable';
import type { Process } from './process';

/** A mount as a process sees it: its mount point begins at the process's root directory. */
export interface SeenMount {
  readonly source: string;
  readonly target: string;
  readonly type: string;
  /** Those of the mount: `rw`, `nosuid`, `relatime`. */
  readonly flags: readonly string[];
  /** Flags, and what the file system adds. */
  readonly options: readonly string[];
  readonly mount: FileMount;
}

/** Flags of a mount in the order in which the kernel tells them. */
const MOUNT_FLAGS = ['nosuid', 'nodev', 'noexec'];

/** Those that lie below the process's root, oldest first. */
export function seenMounts(process: Process): readonly SeenMount[] {
  const { root } = process;
  return process.namespaces.mount.files.mounts.flatMap((mount): SeenMount[] => {
    const target = targetFrom(root, mount.path);
    if (target === undefined) return [];
    const { source = mount.type ?? 'none', type = 'none', options = [] } = mount;
    const own = MOUNT_FLAGS.filter((flag) => options.includes(flag));
    const others = options.filter((option) => !MOUNT_FLAGS.includes(option));
    const flags = [mount.readOnly === true ? 'ro' : 'rw', ...own, 'relatime'];
    return [{ source, target, type, flags, options: [...flags, ...others], mount }];
  });
}

function targetFrom(root: string, path: string): string | undefined {
  if (root === '/') return path;
  if (path === root) return '/';
  return path.startsWith(`${root}/`) ? path.slice(root.length) : undefined;
}

/** `proc /proc proc rw,relatime 0 0`. */
export function mountLines(process: Process): string {
  return seenMounts(process)
    .map(
      ({ source, target, type, options }) => `${escaped(source)} ${escaped(target)} ${type} ${options.join(',')} 0 0\n`,
    )
    .join('');
}

export function mountInfo(process: Process): string {
  return seenMounts(process)
    .map(({ source, target, type, flags, options, mount }, at) => {
      const [first = 'rw'] = flags;
      const inside = mount.subPath ?? '/';
      return `${22 + at} ${at === 0 ? 1 : 22} 0:${21 + at} ${escaped(inside)} ${escaped(target)} ${flags.join(',')} - ${type} ${escaped(source)} ${[first, ...options.slice(flags.length)].join(',')}\n`;
    })
    .join('');
}

function escaped(text: string): string {
  return text.replace(/[ \t\n\\]/g, (character) => `\\${character.charCodeAt(0).toString(8).padStart(3, '0')}`);
}
