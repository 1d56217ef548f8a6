/** COPY and ADD as the classic builder does them: what is taken, its hash for the cache, and its complaints. */
import { fail, ok, type Result } from '../../../base/result';
import { sha256 } from '../../../base/sha256';
import { utf8Length } from '../../../base/utf8';
import type { FileNode } from '../../files/fileLayer';
import type { CopyInstruction } from './dockerfile/instruction';
import { isGlobPattern } from './globPattern';
import type { Selected, SourceTree } from './sourceTree';

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

/** As Docker hashes what it is sent: a file by itself, a directory by the sorted hashes of all in it. */
function hashOf(selection: readonly Selected[]): string {
  const [first] = selection;
  if (selection.length !== 1 || first === undefined) {
    return `multi:${sha256(selection.map((selected) => hashOf([selected])).join(','))}`;
  }
  const name = first.path.slice(1);
  const sums = first.entries.map(([inside, node]) => tarSum(inside === '' ? name : joined(name, inside), node));
  if (first.entries[0]?.[1].type !== 'directory') return `file:${sums[0]}`;
  // The context itself is no entry of the archive.
  return `dir:${sha256((name === '' ? sums.slice(1) : sums).sort().join(','))}`;
}

function joined(directory: string, path: string): string {
  return directory === '' ? path : `${directory}/${path}`;
}

const TYPES = { file: '0', link: '2', directory: '5' } as const;

/** Docker's tarsum (version 1) of an entry as its client sends it: the header without times and owners, and the text. */
function tarSum(path: string, node: FileNode): string {
  const fields = {
    name: node.type === 'directory' ? `${path}/` : path,
    mode: node.mode,
    uid: 0,
    gid: 0,
    size: node.type === 'file' ? utf8Length(node.text) : 0,
    typeflag: TYPES[node.type],
    linkname: node.type === 'link' ? node.target : '',
    uname: '',
    gname: '',
    devmajor: 0,
    devminor: 0,
  };
  const header = Object.entries(fields).map(([name, value]) => `${name}${value}`);
  return sha256(header.join('') + (node.type === 'file' ? node.text : ''));
}
