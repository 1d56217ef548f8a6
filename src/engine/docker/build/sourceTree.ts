/** Files that COPY can take from: the build's context, an earlier stage, an image. */
import { fail, ok, type Result } from '../../../base/result';
import { Sha256, sha256 } from '../../../base/sha256';
import { utf8Length } from '../../../base/utf8';
import type { ImageLayer } from '../../containers/images/layer';
import { type FileNode, parentOf } from '../../files/fileLayer';
import { type FileError, normalise } from '../../files/fileSystem';
import type { FileTree } from '../../files/fileTree';
import { globPattern, isGlobPattern } from './globPattern';

const ROOT: FileNode = { type: 'directory', mode: 0o755, modified: 0, owner: 'root' };
const LINK_LIMIT = 40;

/** One thing that a COPY takes: a file, or a directory with all that is in it. */
export interface Selected {
  /** Absolute, as it was asked for. */
  readonly path: string;
  /** Paths within it, '' for itself; directories before what is in them. Links inside stay links. */
  readonly entries: readonly (readonly [string, FileNode])[];
}

export class SourceTree {
  readonly #nodes: ReadonlyMap<string, FileNode>;
  readonly #names = new Map<string, string[]>();

  /** By absolute path. */
  constructor(nodes: ReadonlyMap<string, FileNode>) {
    this.#nodes = nodes;
    for (const path of nodes.keys()) this.#register(path);
    for (const names of this.#names.values()) names.sort();
  }

  static ofFiles(files: FileTree): SourceTree {
    return new SourceTree(new Map([...files].map(([path, node]) => [normalise(`/${path}`), node])));
  }

  /** Lowest first, as images have them. */
  static ofLayers(layers: readonly ImageLayer[]): SourceTree {
    return new SourceTree(flattened(layers));
  }

  get nodes(): ReadonlyMap<string, FileNode> {
    return this.#nodes;
  }

  node(path: string): FileNode | undefined {
    return this.#nodes.get(path) ?? (path === '/' || this.#names.has(path) ? ROOT : undefined);
  }

  names(directory: string): readonly string[] {
    return this.#names.get(directory) ?? [];
  }

  /** A file's text, links followed. */
  read(path: string): Result<string, FileError> {
    const node = this.node(this.resolve(path) ?? '');
    return node?.type === 'file' ? ok(node.text) : fail({ code: 'ENOENT', path });
  }

  /** Where a path leads, links followed; undefined when nothing is there. Nothing leads out of the tree. */
  resolve(path: string): string | undefined {
    const rest = partsOf(path);
    let at = '';
    let links = 0;
    for (let part = rest.shift(); part !== undefined; part = rest.shift()) {
      const next = `${at}/${part}`;
      const node = this.node(next);
      if (node === undefined) return undefined;
      if (node.type !== 'link') at = next;
      else if (++links > LINK_LIMIT) return undefined;
      else {
        rest.unshift(...partsOf(normalise(node.target, at === '' ? '/' : at)));
        at = '';
      }
    }
    return at === '' ? '/' : at;
  }

  /**
   * What a source of COPY names. A pattern may match nothing, a plain path must be there; the error is BuildKit's.
   * Links that a source itself is are followed.
   */
  select(source: string): Result<readonly Selected[], string> {
    const path = normalise(`/${source}`);
    if (!isGlobPattern(path)) {
      const selected = this.#selected(path);
      return selected === undefined ? fail(`"${path}" not found: not found`) : ok([selected]);
    }
    const pattern = globPattern(path, { doubleStar: false });
    if (!pattern.ok) return fail('syntax error in pattern');
    const parts = partsOf(path);
    const fixed = parts.slice(0, parts.findIndex(isGlobPattern));
    const base = this.resolve(`/${fixed.join('/')}`);
    if (base === undefined) return fail(`lstat /${fixed.join('/')}: no such file or directory`);
    const found: Selected[] = [];
    this.#walk(base, (at) => {
      if (!pattern.value.matches(at)) return true;
      const selected = this.#selected(at);
      if (selected !== undefined) found.push(selected);
      return false;
    });
    return ok(found);
  }

  #register(path: string): void {
    if (path === '/') return;
    const parent = parentOf(path);
    const name = path.slice(path.lastIndexOf('/') + 1);
    const names = this.#names.get(parent);
    if (names === undefined) {
      this.#names.set(parent, [name]);
      // A directory that nobody mentioned is there all the same.
      if (!this.#nodes.has(parent)) this.#register(parent);
    } else if (!names.includes(name)) names.push(name);
  }

  #selected(path: string): Selected | undefined {
    const at = this.resolve(path);
    const node = at === undefined ? undefined : this.node(at);
    if (at === undefined || node === undefined) return undefined;
    const entries: [string, FileNode][] = [['', node]];
    this.#walk(at, (inside, found) => {
      entries.push([inside.slice(at === '/' ? 1 : at.length + 1), found]);
      return true;
    });
    return { path, entries };
  }

  /** Everything below a directory, sorted; `visit` says whether to go further down. */
  #walk(directory: string, visit: (path: string, node: FileNode) => boolean): void {
    for (const name of this.names(directory)) {
      const path = directory === '/' ? `/${name}` : `${directory}/${name}`;
      const node = this.node(path);
      if (node !== undefined && visit(path, node) && node.type === 'directory') this.#walk(path, visit);
    }
  }
}

const digests = new WeakMap<FileNode, string>();

/** A digest of a file's text, a link's target or nothing; worked out once for each node. */
export function nodeDigest(node: FileNode): string {
  const before = digests.get(node);
  if (before !== undefined) return before;
  const digest = sha256(node.type === 'file' ? node.text : node.type === 'link' ? node.target : '');
  digests.set(node, digest);
  return digest;
}

/** A digest of what is selected: paths, types, modes, texts and targets; not owners, not times. */
export function contentDigest(selection: readonly Selected[]): string {
  const hash = new Sha256();
  for (const { path, entries } of selection) {
    hash.text(`${path}\0`);
    for (const [inside, node] of entries) {
      hash.text(`${inside}\0${node.type} ${node.mode.toString(8)} ${nodeDigest(node)}\0`);
    }
  }
  return hash.hex();
}

/** Bytes of all files that are selected. */
export function selectedBytes(selection: readonly Selected[]): number {
  let bytes = 0;
  for (const { entries } of selection) {
    for (const [, node] of entries) if (node.type === 'file') bytes += node.size ?? utf8Length(node.text);
  }
  return bytes;
}

/** What a stack of layers looks like from above. */
function flattened(layers: readonly ImageLayer[]): Map<string, FileNode> {
  const nodes = new Map<string, FileNode>();
  for (const { files } of layers) {
    const hidden = [...files.hiddenPaths];
    if (hidden.length > 0) {
      for (const path of [...nodes.keys()]) if (files.hides(path)) nodes.delete(path);
    }
    for (const path of files.paths) {
      const node = files.node(path);
      if (node !== undefined) nodes.set(path, node);
    }
  }
  return nodes;
}

function partsOf(path: string): string[] {
  return path.split('/').filter((part) => part !== '');
}
