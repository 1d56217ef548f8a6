/** What a kustomization may read: files in and below its directory, and other directories with kustomizations. */
import { describeFileError, type FileSystem, normalise } from '../../engine/files/fileSystem';
import { KustomizeProblem } from './problem';

export class KustomizationFiles {
  /** The kustomization's directory, absolute. */
  readonly root: string;
  readonly #files: FileSystem;
  readonly #visited: readonly string[];
  readonly #anywhere: boolean;

  /** @throws KustomizeProblem when there is no such directory */
  constructor(files: FileSystem, path: string, from: string, anywhere: boolean, visited: readonly string[] = []) {
    this.#files = files;
    this.#anywhere = anywhere;
    const root = normalise(path, from);
    const missing = files.stat(root);
    const shown = visited.length === 0 ? path : root;
    if (!missing.ok) {
      throw new KustomizeProblem(
        `must build at directory: not a valid directory: evalsymlink failure on '${shown}' : lstat ${root}: ${describeFileError(missing.error).toLowerCase()}`,
      );
    }
    if (missing.value.type !== 'directory') {
      throw new KustomizeProblem(`must build at directory: '${shown}': file is not directory`);
    }
    const cycle = visited.toReversed().find((one) => one === root || one.startsWith(`${root === '/' ? '' : root}/`));
    if (cycle !== undefined) {
      throw new KustomizeProblem(`cycle detected: candidate root '${root}' contains visited root '${cycle}'`);
    }
    this.root = root;
    this.#visited = [...visited, root];
  }

  /** The files of another kustomization that this one builds upon. */
  below(path: string): KustomizationFiles {
    return new KustomizationFiles(this.#files, path, this.root, this.#anywhere, this.#visited);
  }

  /** Undefined when there is no such file. */
  find(name: string): string | undefined {
    const read = this.#files.read(`${this.root}/${name}`);
    return read.ok ? read.value : undefined;
  }

  /** A file's text. @throws KustomizeProblem when it is missing, a directory or lies outside */
  load(path: string): string {
    const whole = normalise(path, this.root);
    const stat = this.#files.stat(whole);
    if (!stat.ok) {
      throw new KustomizeProblem(
        `evalsymlink failure on '${whole}' : lstat ${whole}: ${describeFileError(stat.error).toLowerCase()}`,
      );
    }
    if (stat.value.type === 'directory') throw new KustomizeProblem(`'${whole}' must resolve to a file`);
    if (!this.#anywhere && !whole.startsWith(`${this.root === '/' ? '' : this.root}/`)) {
      throw new KustomizeProblem(`security; file '${whole}' is not in or below '${this.root}'`);
    }
    const read = this.#files.read(whole);
    if (!read.ok) throw new KustomizeProblem(`open ${whole}: ${describeFileError(read.error).toLowerCase()}`);
    return read.value;
  }
}
