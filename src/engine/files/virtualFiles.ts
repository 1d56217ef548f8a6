/** A file system that the kernel makes up as it is read, such as /proc: whoever extends it says what is where. */
import { fail, ok, type Result } from '../../base/result';
import { parentOf } from './fileLayer';
import {
  type FileError,
  type FileErrorCode,
  type FileStat,
  type FileSystem,
  normalise,
  type WriteOptions,
} from './fileSystem';

interface NodeBase {
  readonly mode?: number;
  /** A user's name or the machine's number; root when left out. */
  readonly owner?: string;
  readonly group?: string;
}

export type VirtualNode =
  | (NodeBase & {
      readonly type: 'file';
      read(): string | ReadProblem;
      /** In characters; the kernel's files have none. */
      size?(): number;
      /** Missing: it can't be written to (EACCES). What is written at once is one value. */
      write?(text: string): Result<void, FileErrorCode>;
    })
  | (NodeBase & {
      readonly type: 'directory';
      names(): readonly string[];
      /** It is entered as a directory, and looks like a link with this text. */
      readonly linkText?: string;
    })
  | (NodeBase & { readonly type: 'link'; readonly target: string });

/** Wrapped, so that a text is never taken for an error. */
export interface ReadProblem {
  readonly code: FileErrorCode;
}

export abstract class VirtualFiles implements FileSystem {
  /** What is at a normalised path; an error code where looking is forbidden. */
  protected abstract node(path: string): VirtualNode | FileErrorCode | undefined;

  /** The time that files carry. */
  protected abstract readonly now: number;

  read(path: string): Result<string, FileError> {
    const node = this.#find(path);
    if (!node.ok) return node;
    if (node.value.type === 'directory') return problem('EISDIR', path);
    if (node.value.type === 'link') return problem('ELOOP', path);
    const text = node.value.read();
    return typeof text === 'string' ? ok(text) : problem(text.code, path);
  }

  write(path: string, text: string, _options?: WriteOptions): Result<void, FileError> {
    const node = this.#find(path);
    if (!node.ok) return this.#find(parentOf(normalise(path))).ok ? problem('EACCES', path) : node;
    if (node.value.type === 'directory') return problem('EISDIR', path);
    if (node.value.type === 'link' || node.value.write === undefined) return problem('EACCES', path);
    // Opening it for writing empties nothing.
    if (text === '') return ok(undefined);
    const written = node.value.write(text);
    return written.ok ? written : problem(written.error, path);
  }

  list(path: string): Result<readonly string[], FileError> {
    const node = this.#find(path);
    if (!node.ok) return node;
    return node.value.type === 'directory' ? ok([...node.value.names()].sort()) : problem('ENOTDIR', path);
  }

  stat(path: string): Result<FileStat, FileError> {
    const found = this.#find(path);
    if (!found.ok) return found;
    const { type, mode, owner = 'root', group } = found.value;
    if (found.value.type === 'directory' && found.value.linkText !== undefined) {
      const link = { type: 'link', size: 0, mode: 0o777, target: found.value.linkText, direct: true } as const;
      return ok({ ...link, modified: this.now, owner });
    }
    const usual = type === 'directory' ? 0o555 : type === 'link' ? 0o777 : 0o444;
    const size = found.value.type === 'file' ? (found.value.size?.() ?? 0) : 0;
    const common = { type, size, mode: mode ?? usual, modified: this.now, owner };
    return ok({
      ...common,
      ...(group === undefined ? {} : { group }),
      ...(found.value.type === 'link' ? { target: found.value.target } : {}),
    });
  }

  makeDirectory(path: string): Result<void, FileError> {
    return problem('EPERM', path);
  }

  remove(path: string): Result<void, FileError> {
    return problem('EPERM', path);
  }

  rename(_from: string, to: string): Result<void, FileError> {
    return problem('EPERM', to);
  }

  setMode(path: string): Result<void, FileError> {
    return problem('EPERM', path);
  }

  setOwner(path: string): Result<void, FileError> {
    return problem('EPERM', path);
  }

  link(_target: string, path: string): Result<void, FileError> {
    return problem('EPERM', path);
  }

  onChange(): () => void {
    return () => {};
  }

  #find(path: string): Result<VirtualNode, FileError> {
    const node = this.node(normalise(path));
    if (node === undefined) return problem('ENOENT', path);
    return typeof node === 'string' ? problem(node, path) : ok(node);
  }
}

function problem(code: FileErrorCode, path: string): Result<never, FileError> {
  return fail({ code, path });
}
