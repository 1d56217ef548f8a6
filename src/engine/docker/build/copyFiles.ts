/** COPY, ADD and WORKDIR on the files of a stage: what they put where. */
import { fail, ok, type Result } from '../../../base/result';
import { FileLayer, type FileNode, parentOf, type ReadonlyFileLayer } from '../../files/fileLayer';
import { normalise } from '../../files/fileSystem';
import type { Owner } from './owner';
import type { Selected, SourceTree } from './sourceTree';

/** Who owns what is made, and its permissions; without a mode they are the source's. */
export interface CopyStyle {
  readonly owner: Owner;
  readonly mode: number | undefined;
  /** Files keep their own owners, as those of an archive that ADD unpacks do. */
  readonly keepsOwners?: boolean;
}

/** A stage's files while one instruction works on them; the changes are its layer. */
export class LayerEditor {
  readonly #base: SourceTree;
  readonly #changes = new FileLayer();
  readonly #now: number;

  constructor(base: SourceTree, now: number) {
    this.#base = base;
    this.#now = now;
  }

  get changes(): ReadonlyFileLayer {
    return this.#changes;
  }

  /**
   * Copies what a source selected to a destination, an absolute path: a directory's contents go into it, a file goes
   * into it when it ends in a slash or is a directory, else it becomes it. Missing directories are made.
   */
  copy(selected: Selected, destination: string, style: CopyStyle): Result<void, string> {
    const [root] = selected.entries;
    if (root === undefined) return ok(undefined);
    const at = this.#resolve(normalise(destination));
    const there = this.#node(at);
    if (root[1].type === 'directory') {
      if (there !== undefined && there.type !== 'directory') return fail(`cannot copy to non-directory: ${at}`);
      return this.#copyContents(selected, at, style);
    }
    const into = destination.endsWith('/') || there?.type === 'directory';
    const name = selected.path.slice(selected.path.lastIndexOf('/') + 1);
    return this.#putFile(into ? joined(at, name) : at, root[1], style);
  }

  /** `mkdir -p`, with the owner for what is made. */
  makeDirectory(path: string, owner: Owner, mode = 0o755): Result<string, string> {
    const at = this.#resolve(normalise(path));
    const there = this.#node(at);
    if (there !== undefined) {
      return there.type === 'directory' ? ok(at) : fail(`mkdir ${at}: not a directory`);
    }
    const parent = this.makeDirectory(parentOf(at), owner);
    if (!parent.ok) return parent;
    this.#changes.put(at, { type: 'directory', mode, modified: this.#now, ...owner });
    return ok(at);
  }

  #copyContents(selected: Selected, at: string, style: CopyStyle): Result<void, string> {
    for (const [inside, node] of selected.entries) {
      const target = inside === '' ? at : joined(at, inside);
      if (node.type !== 'directory') {
        const put = this.#putFile(target, node, style);
        if (!put.ok) return put;
        continue;
      }
      const there = this.#node(target);
      if (there?.type === 'directory') continue;
      if (there !== undefined) return fail(`cannot copy to non-directory: ${target}`);
      const owner = style.keepsOwners === true ? ownerOfNode(node) : style.owner;
      const made = this.makeDirectory(target, owner, style.mode ?? node.mode);
      if (!made.ok) return made;
    }
    return ok(undefined);
  }

  /** Replaces what is there, but not a directory. */
  #putFile(path: string, node: FileNode, style: CopyStyle): Result<void, string> {
    const parent = this.makeDirectory(parentOf(path), style.owner);
    if (!parent.ok) return parent;
    const at = joined(parent.value, path.slice(path.lastIndexOf('/') + 1));
    if (this.#node(at)?.type === 'directory') return fail(`cannot replace to directory ${at} with file`);
    const mode = node.type === 'link' ? node.mode : (style.mode ?? node.mode);
    const { group: _group, ...rest } = node;
    this.#changes.put(at, { ...rest, mode, ...(style.keepsOwners === true ? ownerOfNode(node) : style.owner) });
    return ok(undefined);
  }

  #node(path: string): FileNode | undefined {
    return this.#changes.node(path) ?? this.#base.node(path);
  }

  /** Follows links as far as there is something; what isn't there stays as it is written. */
  #resolve(path: string): string {
    let at = '';
    let links = 0;
    const rest = path.split('/').filter((part) => part !== '');
    for (let part = rest.shift(); part !== undefined; part = rest.shift()) {
      const next = `${at}/${part}`;
      const node = this.#node(next);
      if (node?.type === 'link' && ++links <= 40) {
        rest.unshift(
          ...normalise(node.target, at === '' ? '/' : at)
            .split('/')
            .filter((step) => step !== ''),
        );
        at = '';
      } else at = next;
    }
    return at === '' ? '/' : at;
  }
}

function ownerOfNode({ owner, group }: FileNode): Owner {
  return { owner, ...(group === undefined ? {} : { group }) };
}

function joined(directory: string, path: string): string {
  return directory === '/' ? `/${path}` : `${directory}/${path}`;
}
