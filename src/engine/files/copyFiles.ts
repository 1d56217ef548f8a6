/** Copying files between file systems. */
import { fail, ok, type Result } from '../../base/result';
import { utf8Length } from '../../base/utf8';
import type { FileNode } from './fileLayer';
import { type FileError, type FileStat, type FileSystem, normalise } from './fileSystem';
import type { FileTree } from './fileTree';

/** The file, link or directory at a path as a node; undefined where there is none. */
function nodeAt(files: FileSystem, path: string): FileNode | undefined {
  const stat = files.stat(path, { follow: false });
  if (!stat.ok) return undefined;
  const { type, mode, modified, owner, target, size, group, device } = stat.value;
  const common = { mode, modified, owner, ...(group === undefined ? {} : { group }) };
  if (type === 'directory') return { type, ...common };
  if (type === 'link') return { type, ...common, target: target ?? '' };
  const read = files.read(path);
  const text = read.ok ? read.value : '';
  // Programs count for more than the text that stands for them.
  const counted = size === utf8Length(text) ? {} : { size };
  return { type, ...common, text, ...counted, ...(device === undefined ? {} : { device }) };
}

/** Everything at and below a path, as a tree whose first entry is named `name` ('' for the directory's contents alone). */
export function readTree(files: FileSystem, path: string, name: string): FileTree {
  const tree = new Map<string, FileNode>();
  const add = (at: string, under: string) => {
    const node = nodeAt(files, at);
    if (node === undefined) return;
    if (under !== '') tree.set(under, node);
    if (node.type !== 'directory') return;
    const names = files.list(at);
    for (const one of names.ok ? names.value : []) {
      add(`${at === '/' ? '' : at}/${one}`, under === '' ? one : under === '/' ? `/${one}` : `${under}/${one}`);
    }
  };
  add(path, name);
  return tree;
}

/** Puts a tree below a directory that exists; a directory that is there already keeps what is in it. */
export function writeTree(files: FileSystem, directory: string, tree: FileTree): Result<void, FileError> {
  for (const [name, node] of tree) {
    const path = normalise(name.replace(/^\/+/, ''), directory);
    // The directory itself is there.
    if (path === normalise(directory)) continue;
    const written = writeNode(files, path, node);
    if (!written.ok) return written;
  }
  return ok(undefined);
}

function writeNode(files: FileSystem, path: string, node: FileNode): Result<void, FileError> {
  const owner = { owner: node.owner, ...(node.group === undefined ? {} : { group: node.group }) };
  const before = files.stat(path, { follow: false });
  const clash = before.ok ? clashOf(before.value, node) : undefined;
  if (clash !== undefined) return fail({ code: clash, path });
  if (node.type === 'directory') {
    if (before.ok && before.value.type === 'directory') return files.setMode(path, node.mode);
    return files.makeDirectory(path, { mode: node.mode, ...owner });
  }
  if (before.ok) files.remove(path);
  if (node.type === 'file' && node.device !== undefined && files.makeDevice !== undefined) {
    return files.makeDevice(path, node.device, owner);
  }
  if (node.type === 'link') return files.link(node.target, path, owner);
  const size = node.size === undefined ? {} : { size: node.size };
  return files.write(path, node.text, { mode: node.mode, ...owner, ...size });
}

function clashOf(before: FileStat, node: FileNode): 'EISDIR' | 'ENOTDIR' | undefined {
  if (before.type === 'directory' && node.type !== 'directory') return 'EISDIR';
  return before.type === 'file' && node.type === 'directory' ? 'ENOTDIR' : undefined;
}
