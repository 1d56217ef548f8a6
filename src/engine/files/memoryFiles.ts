/**
 * A file system in memory: one writable layer over read-only ones, with copy-on-write and whiteouts as overlayfs has
 * them. Images are the lower layers of their containers; the laptop and the nodes are written the same way.
 *
 * Simplified: one user's view (owners are kept, permissions are not enforced), no hard links, no limit on size.
 */
import { Emitter } from '../../base/emitter';
import { fail, ok, type Result } from '../../base/result';
import { FileLayer, type FileNode, parentOf, type ReadonlyFileLayer } from './fileLayer';
import { type FileError, type FileErrorCode, type FileStat, type FileSystem, normalise } from './fileSystem';

export interface MemoryFilesOptions {
  /** Uppermost first. */
  readonly layers?: readonly ReadonlyFileLayer[];
  /** The moment that changed files get. */
  readonly now?: () => number;
  /** Who owns what is made. */
  readonly owner?: string;
  readonly readOnly?: boolean;
}

const LINK_LIMIT = 40;
const ROOT: FileNode = { type: 'directory', mode: 0o755, modified: 0, owner: 'root' };

export class MemoryFiles implements FileSystem {
  readonly #lower: readonly ReadonlyFileLayer[];
  readonly #now: () => number;
  readonly #owner: string;
  readonly #readOnly: boolean;
  readonly #changed = new Emitter<string>();
  #upper: FileLayer | undefined;

  constructor(options: MemoryFilesOptions = {}) {
    this.#lower = options.layers ?? [];
    this.#now = options.now ?? (() => 0);
    this.#owner = options.owner ?? 'root';
    this.#readOnly = options.readOnly === true;
  }

  /** What was changed on top of the read-only layers. */
  get changes(): ReadonlyFileLayer {
    this.#upper ??= new FileLayer();
    return this.#upper;
  }

  read(path: string): Result<string, FileError> {
    const found = this.#find(path);
    if (!found.ok) return found;
    if (found.value.node.type !== 'file') return problem('EISDIR', path);
    return ok(found.value.node.text);
  }

  write(path: string, text: string, options: { append?: boolean; mode?: number } = {}): Result<void, FileError> {
    const place = this.#place(path);
    if (!place.ok) return place;
    const { path: at, node } = place.value;
    if (node?.type === 'directory') return problem('EISDIR', path);
    if (this.#readOnly) return problem('EROFS', path);
    const before = node?.type === 'file' && options.append === true ? node.text : '';
    const mode = options.mode ?? node?.mode ?? 0o644;
    const owner = node?.owner ?? this.#owner;
    return this.#put(at, { type: 'file', text: before + text, mode, modified: this.#now(), owner });
  }

  list(path: string): Result<readonly string[], FileError> {
    const found = this.#find(path);
    if (!found.ok) return found;
    if (found.value.node.type !== 'directory') return problem('ENOTDIR', path);
    return ok(this.#names(found.value.path));
  }

  stat(path: string, options: { follow?: boolean } = {}): Result<FileStat, FileError> {
    const found = this.#find(path, options.follow !== false);
    if (!found.ok) return found;
    return ok(statOf(found.value.node));
  }

  makeDirectory(path: string, options: { parents?: boolean } = {}): Result<void, FileError> {
    const place = this.#place(path);
    if (!place.ok) {
      if (options.parents !== true || place.error.code !== 'ENOENT') return place;
      const made = this.makeDirectory(parentOf(normalise(path)), options);
      return made.ok ? this.makeDirectory(path, options) : made;
    }
    const { path: at, node } = place.value;
    if (node !== undefined) {
      return options.parents === true && node.type === 'directory' ? ok(undefined) : problem('EEXIST', path);
    }
    if (this.#readOnly) return problem('EROFS', path);
    return this.#put(at, { type: 'directory', mode: 0o755, modified: this.#now(), owner: this.#owner });
  }

  remove(path: string, options: { recursive?: boolean } = {}): Result<void, FileError> {
    const found = this.#find(path, false);
    if (!found.ok) return found;
    const at = found.value.path;
    if (at === '/') return problem('EBUSY', path);
    if (found.value.node.type === 'directory' && options.recursive !== true && this.#names(at).length > 0) {
      return problem('ENOTEMPTY', path);
    }
    if (this.#readOnly) return problem('EROFS', path);
    this.#take(at);
    this.#changed.emit(at);
    return ok(undefined);
  }

  rename(from: string, to: string): Result<void, FileError> {
    const source = this.#find(from, false);
    if (!source.ok) return source;
    const place = this.#place(to, false);
    if (!place.ok) return place;
    const { path: old, node } = source.value;
    const { path: at, node: replaced } = place.value;
    if (old === at) return ok(undefined);
    if (old === '/' || at.startsWith(`${old}/`)) return problem('EINVAL', to);
    if (replaced !== undefined) {
      if (replaced.type === 'directory' && node.type !== 'directory') return problem('EISDIR', to);
      if (replaced.type !== 'directory' && node.type === 'directory') return problem('ENOTDIR', to);
      if (replaced.type === 'directory' && this.#names(at).length > 0) return problem('ENOTEMPTY', to);
    }
    if (this.#readOnly) return problem('EROFS', to);
    if (replaced !== undefined) this.#take(at);
    this.#copy(old, at);
    this.#take(old);
    this.#changed.emit(old);
    this.#changed.emit(at);
    return ok(undefined);
  }

  setMode(path: string, mode: number): Result<void, FileError> {
    const found = this.#find(path);
    if (!found.ok) return found;
    if (this.#readOnly) return problem('EROFS', path);
    return this.#put(found.value.path, { ...found.value.node, mode });
  }

  link(target: string, path: string): Result<void, FileError> {
    const place = this.#place(path, false);
    if (!place.ok) return place;
    if (place.value.node !== undefined) return problem('EEXIST', path);
    if (this.#readOnly) return problem('EROFS', path);
    return this.#put(place.value.path, {
      type: 'link',
      target,
      mode: 0o777,
      modified: this.#now(),
      owner: this.#owner,
    });
  }

  onChange(listener: (path: string) => void): () => void {
    return this.#changed.subscribe(listener);
  }

  #put(path: string, node: FileNode): Result<void, FileError> {
    this.#upper ??= new FileLayer();
    this.#upper.put(path, node);
    this.#changed.emit(path);
    return ok(undefined);
  }

  #take(path: string): void {
    this.#upper ??= new FileLayer();
    this.#upper.drop(path);
    if (this.#lower.some((layer) => layer.node(path) !== undefined)) this.#upper.hide(path);
  }

  #copy(from: string, to: string): void {
    const node = this.#lookup(from);
    if (node === undefined) return;
    this.#put(to, node);
    if (node.type === 'directory') for (const name of this.#names(from)) this.#copy(`${from}/${name}`, `${to}/${name}`);
  }

  /** The node at exactly this path, without following links on the way. */
  #lookup(path: string): FileNode | undefined {
    const upper = this.#upper;
    if (upper !== undefined) {
      const node = upper.node(path);
      if (node !== undefined) return node;
      if (upper.hides(path)) return undefined;
    }
    for (const layer of this.#lower) {
      const node = layer.node(path);
      if (node !== undefined) return node;
      if (layer.hides(path)) return undefined;
    }
    return path === '/' ? ROOT : undefined;
  }

  #names(directory: string): string[] {
    const names = new Set<string>();
    const layers: readonly ReadonlyFileLayer[] =
      this.#upper === undefined ? this.#lower : [this.#upper, ...this.#lower];
    for (const layer of layers) {
      for (const name of layer.names(directory)) names.add(name);
      if (layer.hides(directory)) break;
    }
    const prefix = directory === '/' ? '' : directory;
    return [...names].filter((name) => this.#lookup(`${prefix}/${name}`) !== undefined).sort();
  }

  /** What a path leads to, following links on the way, and at its end unless told otherwise. */
  #find(path: string, follow = true): Result<{ path: string; node: FileNode }, FileError> {
    const place = this.#place(path, follow);
    if (!place.ok) return place;
    const { path: at, node } = place.value;
    return node === undefined ? problem('ENOENT', path) : ok({ path: at, node });
  }

  /** Where a path leads, even if nothing is there yet; its directory has to be there. */
  #place(path: string, follow = true): Result<{ path: string; node: FileNode | undefined }, FileError> {
    const direct = normalise(path);
    const hit = this.#lookup(direct);
    if (hit !== undefined && (hit.type !== 'link' || !follow)) return ok({ path: direct, node: hit });
    return this.#walk(direct, path, follow);
  }

  #walk(
    direct: string,
    path: string,
    follow: boolean,
  ): Result<{ path: string; node: FileNode | undefined }, FileError> {
    const rest = direct.split('/').filter((part) => part !== '');
    let at = '';
    let links = 0;
    for (let part = rest.shift(); part !== undefined; part = rest.shift()) {
      const next = `${at}/${part}`;
      const node = this.#lookup(next);
      const last = rest.length === 0;
      if (node === undefined) return last ? ok({ path: next, node }) : problem('ENOENT', path);
      if (node.type === 'link' && (follow || !last)) {
        if (++links > LINK_LIMIT) return problem('ELOOP', path);
        const target = normalise(node.target, at === '' ? '/' : at);
        rest.unshift(...target.split('/').filter((step) => step !== ''));
        at = '';
      } else if (node.type === 'file' && !last) return problem('ENOTDIR', path);
      else at = next;
    }
    const end = at === '' ? '/' : at;
    return ok({ path: end, node: this.#lookup(end) });
  }
}

function statOf(node: FileNode): FileStat {
  const size =
    node.type === 'file' ? (node.size ?? byteLength(node.text)) : node.type === 'link' ? node.target.length : 4096;
  const common = { type: node.type, size, mode: node.mode, modified: node.modified, owner: node.owner };
  return node.type === 'link' ? { ...common, target: node.target } : common;
}

/** Length in UTF-8. */
function byteLength(text: string): number {
  let bytes = 0;
  for (let i = 0; i < text.length; i++) {
    const unit = text.charCodeAt(i);
    if (unit < 0x80) bytes += 1;
    else if (unit < 0x800) bytes += 2;
    // Each half of a surrogate pair counts for two of the four bytes.
    else bytes += unit >= 0xd800 && unit <= 0xdfff ? 2 : 3;
  }
  return bytes;
}

function problem(code: FileErrorCode, path: string): Result<never, FileError> {
  return fail({ code, path });
}
