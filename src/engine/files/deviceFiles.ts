/** What is mounted at /dev: the devices that scripts use. Simplified: random devices and terminals read as empty. */
import { fail, ok, type Result } from '../../base/result';
import { type FileError, type FileErrorCode, type FileStat, type FileSystem, normalise } from './fileSystem';

const DEVICES: ReadonlySet<string> = new Set(['full', 'null', 'random', 'tty', 'urandom', 'zero']);

export class DeviceFiles implements FileSystem {
  read(path: string): Result<string, FileError> {
    if (path === '/') return problem('EISDIR', path);
    return isDevice(path) ? ok('') : problem('ENOENT', path);
  }

  write(path: string): Result<void, FileError> {
    if (normalise(path) === '/full') return problem('ENOSPC', path);
    return isDevice(path) ? ok(undefined) : problem('EACCES', path);
  }

  list(path: string): Result<readonly string[], FileError> {
    if (normalise(path) === '/') return ok([...DEVICES]);
    return problem(isDevice(path) ? 'ENOTDIR' : 'ENOENT', path);
  }

  stat(path: string): Result<FileStat, FileError> {
    const common = { modified: 0, owner: 'root' };
    if (normalise(path) === '/') return ok({ type: 'directory', size: 340, mode: 0o755, ...common });
    return isDevice(path) ? ok({ type: 'file', size: 0, mode: 0o666, ...common }) : problem('ENOENT', path);
  }

  makeDirectory(path: string): Result<void, FileError> {
    return problem('EACCES', path);
  }

  remove(path: string): Result<void, FileError> {
    return problem('EACCES', path);
  }

  rename(_from: string, to: string): Result<void, FileError> {
    return problem('EACCES', to);
  }

  setMode(path: string): Result<void, FileError> {
    return problem('EACCES', path);
  }

  link(_target: string, path: string): Result<void, FileError> {
    return problem('EACCES', path);
  }

  onChange(): () => void {
    return () => {};
  }
}

function isDevice(path: string): boolean {
  return DEVICES.has(normalise(path).slice(1));
}

function problem(code: FileErrorCode, path: string): Result<never, FileError> {
  return fail({ code, path });
}
