/** Putting a package's files where they belong, and taking them away. */
import { parentOf } from '../../../files/fileLayer';
import type { Process } from '../../../processes/process';
import { binary } from '../image';
import type { Package } from './packageList';

const DIRECTORY = '/usr/bin';

/** True where a process has a way to the world outside of its machine. */
export function hasInternet(process: Process): boolean {
  return process.network.routes.some((route) => route.destination === 'default');
}

/** Writes what a package brings; false when the disk has no room for it. */
export function unpack(process: Process, one: Package): boolean {
  const { files } = process;
  const share = Math.round(one.installedBytes / Math.max(1, one.programs.length));
  for (const program of one.programs) {
    const { text, mode, size } = binary(program, share);
    files.makeDirectory(DIRECTORY, { parents: true });
    if (!files.write(`${DIRECTORY}/${program}`, text, { mode, size }).ok) return false;
  }
  if (one.programs.length === 0) {
    files.makeDirectory(`/usr/share/${one.name}`, { parents: true });
    if (!files.write(`/usr/share/${one.name}/data`, '', { size: one.installedBytes }).ok) return false;
  }
  for (const [path, content] of Object.entries(one.files?.() ?? {})) {
    files.makeDirectory(path.endsWith('/') ? path.slice(0, -1) : parentOf(path), { parents: true });
    if (typeof content === 'string' && !path.endsWith('/')) files.write(path, content);
    else if (content !== null && typeof content === 'object' && 'link' in content) files.link(content.link, path);
  }
  return true;
}

/** Takes a package's programs away. */
export function takeAway(process: Process, one: Package): void {
  for (const program of one.programs) process.files.remove(`${DIRECTORY}/${program}`);
  process.files.remove(`/usr/share/${one.name}`, { recursive: true });
}

/** Adds to the end of a file, which is made with its directory where it is missing. */
export function append(process: Process, path: string, text: string): void {
  process.files.makeDirectory(parentOf(path), { parents: true });
  process.files.write(path, text, { append: true });
}

/** `315 kB`, `8790 kB`, `1.5 MB`: as apt writes sizes. */
export function aptSize(bytes: number): string {
  const kilobytes = bytes / 1000;
  if (kilobytes < 1) return `${bytes} B`;
  if (kilobytes < 10_000) return kilobytes < 100 ? `${kilobytes.toFixed(1)} kB` : `${Math.round(kilobytes)} kB`;
  return `${(kilobytes / 1000).toFixed(1)} MB`;
}
