/** Open files of a shell: what descriptors 0, 1, 2 and others stand for. */
import { describeFileError, type FileSystem } from '../../engine/files/fileSystem';
import type { Input, Output } from '../../engine/processes/pipe';
import type { Process } from '../../engine/processes/process';

export interface Descriptor {
  readonly input?: Input;
  readonly output?: Output;
}

/** A table of open files; changing it means making a new one, but for `exec`. */
export class Descriptors {
  readonly #table: Map<number, Descriptor>;

  constructor(table: ReadonlyMap<number, Descriptor>) {
    this.#table = new Map(table);
  }

  static of(process: Process): Descriptors {
    return new Descriptors(
      new Map([
        [0, { input: process.stdin }],
        [1, { output: process.stdout }],
        [2, { output: process.stderr }],
      ]),
    );
  }

  find(number: number): Descriptor | undefined {
    return this.#table.get(number);
  }

  with(number: number, descriptor: Descriptor | undefined): Descriptors {
    const copy = new Descriptors(this.#table);
    copy.assign(number, descriptor);
    return copy;
  }

  /** Changes this table itself. */
  assign(number: number, descriptor: Descriptor | undefined): void {
    if (descriptor === undefined) this.#table.delete(number);
    else this.#table.set(number, descriptor);
  }

  /** Takes over everything from another table. */
  adopt(other: Descriptors): void {
    if (other === this) return;
    this.#table.clear();
    for (const [number, descriptor] of other.#table) this.#table.set(number, descriptor);
  }

  get stdin(): Input {
    return this.#table.get(0)?.input ?? new TextInput('');
  }

  get stdout(): Output {
    return this.#table.get(1)?.output ?? nowhere;
  }

  get stderr(): Output {
    return this.#table.get(2)?.output ?? nowhere;
  }
}

/** Reads a text that is there from the beginning, such as a file's or a here-document's. */
export class TextInput implements Input {
  readonly #text: string;
  #position = 0;

  constructor(text: string) {
    this.#text = text;
  }

  take(limit = Number.POSITIVE_INFINITY): string | undefined {
    if (this.#position >= this.#text.length) return undefined;
    const text = this.#text.slice(this.#position, this.#position + limit);
    this.#position += text.length;
    return text;
  }

  onReadable(listener: () => void): () => void {
    listener();
    return () => {};
  }

  abandon(): void {}
}

/** A file that is written through a redirect grows no further than this: the disk is small. */
const FILE_LIMIT = 2 * 1024 * 1024;

/** Appends to a file with every write. */
export class FileOutput implements Output {
  readonly full = false;
  problem: string | undefined;
  #written = 0;
  readonly #files: FileSystem;
  readonly #path: string;

  constructor(files: FileSystem, path: string) {
    this.#files = files;
    this.#path = path;
  }

  write(text: string): boolean {
    this.#written += text.length;
    if (this.#written > FILE_LIMIT) {
      this.problem = 'File too large';
      return false;
    }
    const written = this.#files.write(this.#path, text, { append: true });
    this.problem = written.ok ? undefined : describeFileError(written.error);
    return written.ok;
  }

  hole(bytes: number): void {
    const written = this.#files.write(this.#path, '', { append: true, size: bytes });
    this.problem = written.ok ? undefined : describeFileError(written.error);
  }

  onDrain(): () => void {
    return () => {};
  }

  close(): void {}
}

/** /dev/null as an output. */
export const nowhere: Output = {
  full: false,
  write: () => true,
  onDrain: () => () => {},
  close: () => {},
};
