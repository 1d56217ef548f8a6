/** COPY and ADD as the classic builder does them: what is taken, its hash for the cache, and its complaints. */
import { fail, ok, type Result } from '../../../base/result';
import { sha256 } from '../../../base/sha256';
import type { CopyInstruction } from './dockerfile/instruction';
import { isGlobPattern } from './globPattern';
import { contentDigest, type Selected, type SourceTree } from './sourceTree';

export interface ClassicSelection {
  readonly selection: readonly Selected[];
  /** `file:3f2a...`, `dir:...`, `multi:...`. */
  readonly hash: string;
}

/** What COPY takes; the error is what stands after `COPY failed: `, or a whole sentence. */
export function classicSelection(
  tree: SourceTree,
  sources: readonly string[],
  destination: string,
  instruction: Pick<CopyInstruction, 'keyword' | 'from'>,
): Result<ClassicSelection, string> {
  const { keyword, from } = instruction;
  const selection: Selected[] = [];
  for (const source of sources) {
    if (from === '' && leavesContext(source)) {
      return fail(`${keyword} failed: forbidden path outside the build context: ${source} ()`);
    }
    const selected = tree.select(source);
    if (selected.ok) selection.push(...selected.value);
    else if (!isGlobPattern(source)) return fail(`${keyword} failed: ${notFound(source, from)}`);
  }
  if (selection.length === 0) return fail(`${keyword} failed: no source files were specified`);
  if (selection.length > 1 && !destination.endsWith('/')) {
    return fail(
      `When using ${keyword} with more than one source file, the destination must be a directory and end with a /`,
    );
  }
  return ok({ selection, hash: hashOf(selection) });
}

function notFound(source: string, from: string): string {
  const path = source.replace(/^\.?\//, '');
  const missing = `stat ${path}: file does not exist`;
  return from === '' ? `file not found in build context or excluded by .dockerignore: ${missing}` : missing;
}

function leavesContext(source: string): boolean {
  let depth = 0;
  for (const part of source.split('/')) {
    if (part === '..') depth--;
    else if (part !== '' && part !== '.') depth++;
    if (depth < 0) return true;
  }
  return false;
}

function hashOf(selection: readonly Selected[]): string {
  const [first] = selection;
  if (selection.length !== 1 || first === undefined) {
    return `multi:${sha256(selection.map((selected) => hashOf([selected])).join(','))}`;
  }
  const kind = first.entries[0]?.[1].type === 'directory' ? 'dir' : 'file';
  return `${kind}:${contentDigest([{ ...first, path: '' }])}`;
}
