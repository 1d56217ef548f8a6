/** A file system as programs use it. Paths are absolute and `/`-separated; `..` and `.` are resolved by `normalise`. */
import type { Result } from '../../base/result';

/** Linux's error names, for messages such as `cat: x: No such file or directory`. */
export type FileErrorCode =
  | 'ENOENT'
  | 'ENOTDIR'
  | 'EISDIR'
  | 'EEXIST'
  | 'EACCES'
  | 'EROFS'
  | 'ENOTEMPTY'
  | 'EINVAL'
  | 'EXDEV'
  | 'ENOSPC'
  | 'EBUSY'
  | 'ELOOP';

export interface FileError {
  readonly code: FileErrorCode;
  readonly path: string;
}

export interface FileStat {
  readonly type: 'file' | 'directory' | 'link';
  readonly size: number;
  /** Permission bits, such as 0o644. */
  readonly mode: number;
  readonly modified: number;
  readonly owner: string;
  /** Where a link leads. */
  readonly target?: string;
}

export interface FileSystem {
  read(path: string): Result<string, FileError>;
  write(
    path: string,
    text: string,
    options?: { readonly append?: boolean; readonly mode?: number },
  ): Result<void, FileError>;
  /** Names in a directory, sorted. */
  list(path: string): Result<readonly string[], FileError>;
  /** What a path leads to, or with `follow: false` the link itself (lstat). */
  stat(path: string, options?: { readonly follow?: boolean }): Result<FileStat, FileError>;
  makeDirectory(path: string, options?: { readonly parents?: boolean }): Result<void, FileError>;
  /** A file, a link (not what it leads to), or a directory: an empty one, unless `recursive`. */
  remove(path: string, options?: { readonly recursive?: boolean }): Result<void, FileError>;
  rename(from: string, to: string): Result<void, FileError>;
  setMode(path: string, mode: number): Result<void, FileError>;
  /** Makes a symbolic link at `path`. */
  link(target: string, path: string): Result<void, FileError>;
  /** Tells of every path that was written, made, renamed or removed. */
  onChange(listener: (path: string) => void): () => void;
}

const MESSAGES: Readonly<Record<FileErrorCode, string>> = {
  ENOENT: 'No such file or directory',
  ENOTDIR: 'Not a directory',
  EISDIR: 'Is a directory',
  EEXIST: 'File exists',
  EACCES: 'Permission denied',
  EROFS: 'Read-only file system',
  ENOTEMPTY: 'Directory not empty',
  EINVAL: 'Invalid argument',
  EXDEV: 'Invalid cross-device link',
  ENOSPC: 'No space left on device',
  EBUSY: 'Device or resource busy',
  ELOOP: 'Too many levels of symbolic links',
};

/** The C library's words for an error. */
export function describeFileError(error: FileError): string {
  return MESSAGES[error.code];
}

/** Absolute, with no part that is empty or begins with a dot. */
const PLAIN = /^(?:\/[^/.][^/]*)+$/;

/** An absolute path without `.`, `..` and doubled slashes; `path` is taken from `directory` when it is relative. */
export function normalise(path: string, directory = '/'): string {
  // Most paths are in order already.
  if (PLAIN.test(path)) return path;
  const parts: string[] = [];
  for (const part of `${path.startsWith('/') ? '' : directory}/${path}`.split('/')) {
    if (part === '' || part === '.') continue;
    if (part === '..') parts.pop();
    else parts.push(part);
  }
  return `/${parts.join('/')}`;
}
