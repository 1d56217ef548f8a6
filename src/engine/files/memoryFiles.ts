/**
 * A file system in memory: one writable layer over read-only ones, with copy-on-write and whiteouts as overlayfs has
 * them. Images are the lower layers of their containers; the laptop and the nodes are written the same way.
 *
 * Permissions are for those to look at who see it through a mount (see filesView.ts).
 *
 * Simplified: no hard links.
 */
import { Emitter } from '../../base/emitter';
import { fail, ok, type Result } from '../../base/result';
import type { Disk } from './disk';
import { FileLayer, type FileNode, parentOf, type ReadonlyFileLayer } from './fileLayer';
import {
  type Device,
  type DirectoryOptions,
  type DiskUsage,
  type FileError,
  type FileErrorCode,
  type FileStat,
  type FileSystem,
  normalise,
  type Ownership,
  type WriteOptions,
} from './fileSystem';

export interface MemoryFilesOptions {
  /** Uppermost first. */
  readonly layers?: readonly ReadonlyFileLayer[];
  /** The moment that changed files get. */
  readonly now?: () => number;
  /** Who owns what is made. */
  readonly owner?: string;
  readonly readOnly?: boolean;
  /** Of the root directory, where no layer has one; 0o755 when left out. */
  readonly rootMode?: number;
  /** Where what is changed takes room; without it there is no end. */
  readonly disk?: Disk;
}

const LINK_LIMIT = 40;

export class MemoryFiles implements FileSystem {
  readonly #lower: readonly ReadonlyFileLayer[];
  readonly #now: () => number;
  readonly #owner: string;
  readonly #readOnly: boolean;
  readonly #changed = new Emitter<string>();
  readonly #disk: Disk | undefined;
  readonly #root: FileNode;
  #upper: FileLayer | undefined;

  constructor(options: MemoryFilesOptions = {}) {
    this.#lower = options.layers ?? [];
    this.#now = options.now ?? (() => 0);
    this.#owner = options.owner ?? 'root';
    this.#readOnly = options.readOnly === true;
    this.#disk = options.disk;
    this.#root = { type: 'directory', mode: options.rootMode ?? 0o755, modified: this.#now(), owner: 'root' };
  }

  /** The read-only layers, uppermost first. */
  get lower(): readonly ReadonlyFileLayer[] {
    return this.#lower;
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

  write(path: string, text: string, options: WriteOptions = {}): Result<void, FileError> {
    const place = this.#place(path);
    if (!place.ok) return place;
    const { path: at, node } = place.value;
    if (node?.type === 'directory') return problem('EISDIR', path);
    if (this.#readOnly) return problem('EROFS', path);
    const kept = node?.type === 'file' && options.append === true ? node : undefined;
    const mode = options.mode ?? node?.mode ?? 0o644;
    const common = { type: 'file', mode, modified: this.#now() } as const;
    const owners = node === undefined ? this.#owners(options) : ownersOf(node);
    const size = (kept === undefined ? 0 : sizeOf(kept)) + (options.size ?? byteLength(text));
    const whole = (kept?.text ?? '') + text;
    // A part of the file that isn't kept as text stays counted.
    const counted = options.size !== undefined || kept?.size !== undefined ? { size } : {};
    const content: FileNode = { ...common, text: whole, ...owners, ...counted };
    sizes.set(content, size);
    return this.#put(at, content, path);
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

  makeDirectory(path: string, options: DirectoryOptions = {}): Result<void, FileError> {
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
    const mode = options.mode ?? 0o755;
    return this.#put(at, { type: 'directory', mode, modified: this.#now(), ...this.#owners(options) }, path);
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
    const moved = this.#tree(old);
    const needed = moved.reduce((sum, [, one]) => sum + sizeOf(one), 0) - treeSize(this.changes, old);
    // What comes from a layer below has to be copied up.
    if (this.#disk !== undefined && needed > this.#disk.free) return problem('ENOSPC', to);
    if (replaced !== undefined) this.#take(at);
    this.#take(old);
    for (const [rest, one] of moved) this.#put(at + rest, one);
    this.#changed.emit(old);
    this.#changed.emit(at);
    return ok(undefined);
  }

  setMode(path: string, mode: number): Result<void, FileError> {
    const found = this.#find(path);
    if (!found.ok) return found;
    if (this.#readOnly) return problem('EROFS', path);
    return this.#put(found.value.path, { ...found.value.node, mode }, path);
  }

  setOwner(path: string, ownership: Ownership): Result<void, FileError> {
    const found = this.#find(path, false);
    if (!found.ok) return found;
    if (this.#readOnly) return problem('EROFS', path);
    return this.#put(found.value.path, { ...found.value.node, ...ownership }, path);
  }

  setOpaque(path: string): Result<void, FileError> {
    const found = this.#find(path);
    if (!found.ok) return found;
    if (found.value.node.type !== 'directory') return problem('ENOTDIR', path);
    return this.#put(found.value.path, { ...found.value.node, opaque: true }, path);
  }

  link(target: string, path: string, options: Ownership = {}): Result<void, FileError> {
    const node = { type: 'link', target, mode: 0o777, modified: this.#now(), ...this.#owners(options) } as const;
    return this.#create(path, node);
  }

  makeDevice(path: string, device: Device, options: Ownership = {}): Result<void, FileError> {
    const node = { type: 'file', text: '', device, mode: 0, modified: this.#now(), ...this.#owners(options) } as const;
    return this.#create(path, node);
  }

  usage(): DiskUsage {
    return this.#disk ?? { capacity: 0, used: 0 };
  }

  onChange(listener: (path: string) => void): () => void {
    return this.#changed.subscribe(listener);
  }

  #create(path: string, node: FileNode): Result<void, FileError> {
    const place = this.#place(path, false);
    if (!place.ok) return place;
    if (place.value.node !== undefined) return problem('EEXIST', path);
    if (this.#readOnly) return problem('EROFS', path);
    return this.#put(place.value.path, node, path);
  }

  #owners(options: Ownership): Ownership & { readonly owner: string } {
    const { owner = this.#owner, group } = options;
    return group === undefined ? { owner } : { owner, group };
  }

  /** `asked` is the path that an error speaks of. */
  #put(path: string, node: FileNode, asked = path): Result<void, FileError> {
    this.#upper ??= new FileLayer();
    const before = this.#upper.node(path);
    const more = sizeOf(node) - (before === undefined ? 0 : sizeOf(before));
    if (this.#disk?.take(more) === false) return problem('ENOSPC', asked);
    this.#upper.put(path, node);
    this.#changed.emit(path);
    return ok(undefined);
  }

  #take(path: string): void {
    this.#upper ??= new FileLayer();
    if (this.#disk !== undefined) this.#disk.take(-treeSize(this.#upper, path));
    this.#upper.drop(path);
    if (this.#lower.some((layer) => layer.node(path) !== undefined)) this.#upper.hide(path);
  }

  /** What is at a path and below it, by the rest of the path; directories before what is in them. */
  #tree(path: string, rest = ''): (readonly [rest: string, node: FileNode])[] {
    const node = this.#lookup(path);
    if (node === undefined) return [];
    const names = node.type === 'directory' ? this.#names(path) : [];
    return [[rest, node], ...names.flatMap((name) => this.#tree(`${path}/${name}`, `${rest}/${name}`))];
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
    return path === '/' ? this.#root : undefined;
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
  const { type, mode, modified, owner, group } = node;
  const size = node.type === 'link' ? node.target.length : node.type === 'directory' ? 4096 : sizeOf(node);
  // asked for on each step of each path: no more is made than is there
  const stat: { -readonly [Field in keyof FileStat]: FileStat[Field] } = { type, size, mode, modified, owner };
  if (group !== undefined) stat.group = group;
  if (node.type === 'link') stat.target = node.target;
  if (node.type === 'file' && node.device !== undefined) stat.device = node.device;
  if (node.type === 'directory' && node.opaque === true) stat.opaque = true;
  return stat;
}

function ownersOf({ owner, group }: FileNode): Ownership & { readonly owner: string } {
  return group === undefined ? { owner } : { owner, group };
}

/** Lengths of texts in UTF-8, so that they need not be counted again. */
const sizes = new WeakMap<FileNode, number>();

/** Bytes that a node takes on the disk. */
function sizeOf(node: FileNode): number {
  if (node.type !== 'file') return 0;
  const known = node.size ?? sizes.get(node);
  if (known !== undefined) return known;
  const counted = byteLength(node.text);
  sizes.set(node, counted);
  return counted;
}

function treeSize(layer: ReadonlyFileLayer, path: string): number {
  const node = layer.node(path);
  let size = node === undefined ? 0 : sizeOf(node);
  for (const name of layer.names(path)) size += treeSize(layer, `${path}/${name}`);
  return size;
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
