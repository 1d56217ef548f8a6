/** A file system as programs use it. Paths are absolute and `/`-separated; `..` and `.` are resolved by `normalise`. */
import type { Result } from '../../base/result';

/** Linux's error names, for messages such as `cat: x: No such file or directory`. */
export type FileErrorCode =
  | 'ENOENT'
  | 'ENOTDIR'
  | 'EISDIR'
  | 'EEXIST'
  | 'EACCES'
  | 'EPERM'
  | 'EROFS'
  | 'ENOTEMPTY'
  | 'EINVAL'
  | 'EXDEV'
  | 'ENOSPC'
  | 'EBUSY'
  | 'ELOOP'
  | 'ESRCH';

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
  /** A user's name, or its number on the machine. */
  readonly owner: string;
  /** The group; the owner's own when left out. */
  readonly group?: string;
  /** Where a link leads. */
  readonly target?: string;
  /** A link of the kernel's that leads to a directory itself, wherever its text would (`/proc/PID/root`). */
  readonly direct?: true;
  /** For files that stand for a device. */
  readonly device?: Device;
  /** A directory of overlayfs that hides what lower layers have in it. */
  readonly opaque?: boolean;
}

/** `/dev/null` is the character device 1, 3; overlayfs marks what it hides with the character device 0, 0. */
export interface Device {
  readonly kind: 'character' | 'block';
  readonly major: number;
  readonly minor: number;
}

export interface Ownership {
  readonly owner?: string;
  readonly group?: string;
}

export interface WriteOptions extends Ownership {
  readonly append?: boolean;
  readonly mode?: number;
  /** What it counts for in bytes, where its text is not kept (zeros that dd writes). */
  readonly size?: number;
}

export interface DirectoryOptions extends Ownership {
  readonly parents?: boolean;
  readonly mode?: number;
}

/** Bytes that a file system can hold and holds. */
export interface DiskUsage {
  readonly capacity: number;
  readonly used: number;
}

export type Access = 'read' | 'write' | 'execute';

export interface FileSystem {
  read(path: string): Result<string, FileError>;
  write(path: string, text: string, options?: WriteOptions): Result<void, FileError>;
  /** Names in a directory, sorted. */
  list(path: string): Result<readonly string[], FileError>;
  /** What a path leads to, or with `follow: false` the link itself (lstat). */
  stat(path: string, options?: { readonly follow?: boolean }): Result<FileStat, FileError>;
  makeDirectory(path: string, options?: DirectoryOptions): Result<void, FileError>;
  /** A file, a link (not what it leads to), or a directory: an empty one, unless `recursive`. */
  remove(path: string, options?: { readonly recursive?: boolean }): Result<void, FileError>;
  rename(from: string, to: string): Result<void, FileError>;
  setMode(path: string, mode: number): Result<void, FileError>;
  /** Gives a file, or a link itself, to another owner. */
  setOwner(path: string, ownership: Ownership): Result<void, FileError>;
  /** Makes a symbolic link at `path`. */
  link(target: string, path: string, options?: Ownership): Result<void, FileError>;
  /** Makes a device file; where it is missing no device can be made. */
  makeDevice?(path: string, device: Device, options?: Ownership): Result<void, FileError>;
  /** Marks a directory as opaque (FileStat.opaque); where it is missing, overlayfs cannot write there. */
  setOpaque?(path: string): Result<void, FileError>;
  /** What `df` says of it; where it is missing it takes no room. */
  usage?(): DiskUsage;
  /** False where permissions forbid it. What isn't there is forbidden. Missing: everything is allowed. */
  allows?(path: string, access: Access): boolean;
  /** Tells of every path that was written, made, renamed or removed. */
  onChange(listener: (path: string) => void): () => void;
}

const MESSAGES: Readonly<Record<FileErrorCode, string>> = {
  ENOENT: 'No such file or directory',
  ENOTDIR: 'Not a directory',
  EISDIR: 'Is a directory',
  EEXIST: 'File exists',
  EACCES: 'Permission denied',
  EPERM: 'Operation not permitted',
  EROFS: 'Read-only file system',
  ENOTEMPTY: 'Directory not empty',
  EINVAL: 'Invalid argument',
  EXDEV: 'Invalid cross-device link',
  ENOSPC: 'No space left on device',
  EBUSY: 'Device or resource busy',
  ELOOP: 'Too many levels of symbolic links',
  ESRCH: 'No such process',
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
