/** Trees of files as tar archives, and back. */
import { linkedApplets } from '../processes/busybox';
import { type FileNode, parentOf } from './fileLayer';
import { describeFileError, type FileError, normalise } from './fileSystem';
import type { FileTree } from './fileTree';
import { type ArchiveEntry, archiveSize, readArchive, writeArchive } from './tarArchive';

/** An archive of a tree, its entries in the tree's order. */
export function packTree(tree: FileTree): string {
  return writeArchive(entriesOf(tree));
}

/** How many bytes such an archive would have on a real machine. */
export function packedSize(tree: FileTree): number {
  return archiveSize(entriesOf(tree));
}

function entriesOf(tree: FileTree): readonly ArchiveEntry[] {
  const links = linkedApplets(tree);
  return [...tree].map(([path, node]) => {
    const linkedTo = links.get(path);
    return { ...entryOfNode(path, node), ...(linkedTo === undefined ? {} : { linkedTo }) };
  });
}

/**
 * What is in an archive, by path without `./` or `/` before it; directories that it only implies are there too, with the
 * mode 0755. Undefined when the text is no archive. What would lie outside (`..`) is left out.
 */
export function unpackTree(text: string): FileTree | undefined {
  const entries = readArchive(text);
  if (entries === undefined) return undefined;
  const tree = new Map<string, FileNode>();
  for (const entry of entries) {
    if (entry.name.split('/').includes('..')) continue;
    const path = normalise(`/${entry.name}`);
    if (path === '/') continue;
    for (const directory of missingParents(tree, path)) {
      tree.set(directory, { type: 'directory', mode: 0o755, modified: entry.modified, owner: 'root' });
    }
    const name = path.slice(1);
    const node = nodeOfEntry(entry);
    if (node.type !== 'directory' && tree.get(name)?.type === 'directory') continue;
    tree.set(name, node);
  }
  return tree;
}

/** Why a text is no archive, in the words of Go's archive/tar. */
export function archiveProblem(text: string): string {
  return text.length < 512 ? 'unexpected EOF' : 'archive/tar: invalid tar header';
}

/** Why a tree could not be unpacked into a directory, in the words of Docker's archive package. */
export function unpackProblem({ code, path }: FileError, tree: FileTree, directory: string): string {
  if (code !== 'EISDIR' && code !== 'ENOTDIR') return `${path}: ${describeFileError({ code, path }).toLowerCase()}`;
  const [one, other] = code === 'EISDIR' ? ['directory', 'non-directory'] : ['non-directory', 'directory'];
  const name = [...tree.keys()].find((entry) => normalise(entry, directory) === path) ?? path;
  return `cannot overwrite ${one} ${JSON.stringify(name)} with ${other} ${JSON.stringify(directory)}`;
}

function missingParents(tree: FileTree, path: string): readonly string[] {
  const missing: string[] = [];
  for (let at = parentOf(path); at !== '/' && !tree.has(at.slice(1)); at = parentOf(at)) missing.unshift(at.slice(1));
  return missing;
}

/** A file, directory or link as an entry of an archive. As Docker's archives, it names nobody, but numbers them. */
function entryOfNode(path: string, node: FileNode): ArchiveEntry {
  const { mode, modified, group } = node;
  const owner = numberOf(node.owner);
  const common = {
    mode,
    modified,
    owner,
    ...(group === undefined ? {} : { group: numberOf(group) }),
    text: '',
    target: '',
  };
  if (node.type === 'directory') return { ...common, type: 'directory', name: path === '/' ? path : `${path}/` };
  if (node.type === 'link') return { ...common, type: 'link', name: path, target: node.target };
  const { text, size, device } = node;
  return {
    ...common,
    type: 'file',
    name: path,
    text: device === undefined ? text : '',
    ...(size === undefined || device !== undefined ? {} : { size }),
    ...(device === undefined ? {} : { device }),
  };
}

function numberOf(owner: string): string {
  return owner === 'root' ? '0' : owner;
}

function ownerOf(number: number): string {
  return number === 0 ? 'root' : String(number);
}

/** An entry as a file, directory or link; owner and group are the archive's numbers. */
function nodeOfEntry(entry: ArchiveEntry): FileNode {
  const { type, mode, modified, text, size, target, device, uid = 0, gid = 0 } = entry;
  const common = { mode, modified, owner: ownerOf(uid), ...(gid === uid ? {} : { group: ownerOf(gid) }) };
  if (type === 'directory') return { ...common, type };
  if (type === 'link') return { ...common, type, target };
  return {
    ...common,
    type,
    text,
    ...(size === undefined ? {} : { size }),
    ...(device === undefined ? {} : { device }),
  };
}
