/** One layer of a stacked file system: what it adds or replaces, and what it hides of the layers below. */
import type { Device } from './fileSystem';

export type FileNode = FileContent | DirectoryNode | LinkNode;

interface NodeBase {
  /** Permission bits, such as 0o644. */
  readonly mode: number;
  readonly modified: number;
  /** A user's name, or its number on the machine. */
  readonly owner: string;
  /** The group, where it is not the owner's own. */
  readonly group?: string;
}

interface FileContent extends NodeBase {
  readonly type: 'file';
  readonly text: string;
  /** What `ls -l` shows, where it is not the length of the text (programs, whose text stands for a binary). */
  readonly size?: number;
  readonly device?: Device;
}

interface DirectoryNode extends NodeBase {
  readonly type: 'directory';
  /** Marked by overlayfs: lower directories do not show through. */
  readonly opaque?: boolean;
}

interface LinkNode extends NodeBase {
  readonly type: 'link';
  readonly target: string;
}

/** A layer as the file systems above it see it. */
export interface ReadonlyFileLayer {
  node(path: string): FileNode | undefined;
  /** Names that this layer has in a directory, unsorted. */
  names(directory: string): Iterable<string>;
  /** True when lower layers do not show through at this path: a whiteout, or a directory made anew, here or above it. */
  hides(path: string): boolean;
  readonly paths: Iterable<string>;
  /** Paths at which this layer cuts off the layers below it. */
  readonly hiddenPaths: Iterable<string>;
}

const NO_NAMES: ReadonlySet<string> = new Set();

export class FileLayer implements ReadonlyFileLayer {
  readonly #nodes = new Map<string, FileNode>();
  readonly #names = new Map<string, Set<string>>();
  readonly #hidden = new Set<string>();

  node(path: string): FileNode | undefined {
    return this.#nodes.get(path);
  }

  names(directory: string): Iterable<string> {
    return this.#names.get(directory) ?? NO_NAMES;
  }

  hides(path: string): boolean {
    if (this.#hidden.size === 0) return false;
    for (let at = path; at !== ''; at = at.slice(0, at.lastIndexOf('/'))) if (this.#hidden.has(at)) return true;
    return false;
  }

  get paths(): Iterable<string> {
    return this.#nodes.keys();
  }

  get hiddenPaths(): Iterable<string> {
    return this.#hidden;
  }

  put(path: string, node: FileNode): void {
    this.#nodes.set(path, node);
    if (path === '/') return;
    const directory = parentOf(path);
    const names = this.#names.get(directory);
    const name = path.slice(path.lastIndexOf('/') + 1);
    if (names === undefined) this.#names.set(directory, new Set([name]));
    else names.add(name);
  }

  /** Takes a path and all beneath it out of this layer. */
  drop(path: string): void {
    for (const name of [...this.names(path)]) this.drop(`${path}/${name}`);
    this.#nodes.delete(path);
    this.#names.delete(path);
    this.#hidden.delete(path);
    this.#names.get(parentOf(path))?.delete(path.slice(path.lastIndexOf('/') + 1));
  }

  /** From now on nothing that lower layers have at or below the path shows through. */
  hide(path: string): void {
    this.#hidden.add(path);
  }
}

/** The directory that a normalised path lies in. */
export function parentOf(path: string): string {
  const slash = path.lastIndexOf('/');
  return slash <= 0 ? '/' : path.slice(0, slash);
}

/** What a layer is written down as: texts, links, directories (a path that ends in `/`, with its mode), whiteouts (null). */
export type LayerContents = Readonly<
  Record<
    string,
    | string
    | null
    | { readonly link: string }
    | { readonly mode: number; readonly owner?: string }
    | {
        readonly text: string;
        readonly mode?: number;
        readonly size?: number;
        readonly owner?: string;
        readonly group?: string;
      }
  >
>;

/** Makes a layer out of its contents; directories on the way are added. `modified` is the time of all of it. */
export function layerOf(contents: LayerContents, options: { modified?: number; owner?: string } = {}): FileLayer {
  const layer = new FileLayer();
  const common = { modified: options.modified ?? 0, owner: options.owner ?? 'root' };
  const directory = (path: string) => {
    if (layer.node(path) !== undefined) return;
    if (path !== '/') directory(parentOf(path));
    layer.put(path, { type: 'directory', mode: 0o755, ...common });
  };
  for (const [path, content] of Object.entries(contents)) {
    if (path.endsWith('/')) {
      const place = path === '/' ? path : path.slice(0, -1);
      directory(place);
      if (content !== null && typeof content === 'object' && 'mode' in content)
        layer.put(place, {
          type: 'directory',
          ...common,
          mode: content.mode ?? 0o755,
          owner: content.owner ?? common.owner,
        });
      continue;
    }
    directory(parentOf(path));
    if (content === null) layer.hide(path);
    else if (typeof content === 'string') layer.put(path, { type: 'file', text: content, mode: 0o644, ...common });
    else if ('link' in content) layer.put(path, { type: 'link', target: content.link, mode: 0o777, ...common });
    else if ('text' in content) layer.put(path, { type: 'file', mode: 0o644, ...common, ...content });
  }
  return layer;
}
