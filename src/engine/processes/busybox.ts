/** Whether a process is busybox in disguise: one binary that is all the tools, with manners of its own. */
import type { FileNode } from '../files/fileLayer';
import { buildNamed, programNamed } from './executable';
import type { Process } from './process';

/** The build that Debian makes, which greets at its prompt and runs its applets without execve. */
export const DEBIAN_BUSYBOX = 'Debian 1:1.35.0-4+deb12u1+b1';

export interface Busybox {
  readonly debian: boolean;
}

type Searcher = Pick<Process, 'files' | 'executable'>;

/**
 * The busybox that a process runs: its executable file is one, or the system around it has no other tools (there each
 * applet may have a file of its own, as hard links do).
 */
export function busyboxOf({ files, executable }: Searcher): Busybox | undefined {
  const own = executable.startsWith('/') ? files.read(executable) : undefined;
  if (own?.ok === true && programNamed(own.value) === 'busybox') return kindOf(own.value);
  const system = files.read('/bin/busybox');
  if (!system.ok || files.stat('/etc/debian_version').ok) return undefined;
  return programNamed(system.value) === 'busybox' ? kindOf(system.value) : undefined;
}

/** The line with which it begins to explain itself. */
export function bannerOf({ debian }: Busybox): string {
  return debian ? `BusyBox v1.35.0 (${DEBIAN_BUSYBOX}) multi-call binary.` : 'BusyBox multi-call binary.';
}

function kindOf(text: string): Busybox {
  return { debian: buildNamed(text) === DEBIAN_BUSYBOX };
}

/**
 * Which files are one and the same as another before them: applets that each have a file of their own, as hard links do
 * (there are none here). By path, the path of the first.
 */
export function linkedApplets(files: Iterable<readonly [path: string, node: FileNode]>): ReadonlyMap<string, string> {
  const programs = [...files].flatMap(([path, node]) => {
    const program = node.type === 'file' ? programNamed(node.text) : undefined;
    return node.type === 'file' && program !== undefined ? [{ path, program, size: node.size }] : [];
  });
  const size = programs.find(({ program }) => program === 'busybox')?.size ?? 0;
  const [first, ...others] = programs.filter((one) => one.size === size);
  return new Map(first === undefined ? [] : others.map(({ path }) => [path, first.path]));
}
