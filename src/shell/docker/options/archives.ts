/**
 * Files as an archive. The real one is in tar's format; nothing in this world reads that but docker itself, so that a
 * form of our own does.
 */
import type { FileNode } from '../../../engine/files/fileLayer';
import type { FileTree } from '../../../engine/files/fileTree';

const MARK = 'files 1\n';

export function writeArchive(tree: FileTree): string {
  return MARK + [...tree].map((entry) => `${JSON.stringify(entry)}\n`).join('');
}

/** Undefined for a text that is no archive. */
export function readArchive(text: string): FileTree | undefined {
  if (!text.startsWith(MARK)) return undefined;
  const lines = text.slice(MARK.length).split('\n');
  try {
    return new Map(lines.filter((line) => line !== '').map((line) => JSON.parse(line) as [string, FileNode]));
  } catch {
    return undefined;
  }
}
