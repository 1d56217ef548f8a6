/** What is mounted at /dev: the devices that scripts use. What they give is for whoever reads them (see deviceText). */
import { fail, ok, type Result } from '../../base/result';
import {
  type Device,
  type FileError,
  type FileErrorCode,
  type FileStat,
  type FileSystem,
  normalise,
} from './fileSystem';

const DEVICES: Readonly<Record<string, readonly [major: number, minor: number]>> = {
  '/console': [5, 1],
  '/full': [1, 7],
  '/null': [1, 3],
  '/ptmx': [5, 2],
  '/random': [1, 8],
  '/tty': [5, 0],
  '/urandom': [1, 9],
  '/zero': [1, 5],
};

const LINKS: Readonly<Record<string, string>> = {
  '/fd': '/proc/self/fd',
  '/stderr': '/proc/self/fd/2',
  '/stdin': '/proc/self/fd/0',
  '/stdout': '/proc/self/fd/1',
};

/** Where other file systems are mounted. */
const DIRECTORIES: ReadonlySet<string> = new Set(['/mqueue', '/pts', '/shm']);

export class DeviceFiles implements FileSystem {
  read(path: string): Result<string, FileError> {
    const stat = this.stat(path);
    if (!stat.ok) return stat;
    return stat.value.type === 'directory' ? problem('EISDIR', path) : ok('');
  }

  write(path: string, text: string): Result<void, FileError> {
    const stat = this.stat(path);
    if (!stat.ok) return problem('EACCES', path);
    if (stat.value.type === 'directory') return problem('EISDIR', path);
    return normalise(path) === '/full' && text !== '' ? problem('ENOSPC', path) : ok(undefined);
  }

  list(path: string): Result<readonly string[], FileError> {
    const at = normalise(path);
    if (DIRECTORIES.has(at)) return ok([]);
    if (at !== '/') return problem(this.stat(path).ok ? 'ENOTDIR' : 'ENOENT', path);
    const names = [...Object.keys(DEVICES), ...Object.keys(LINKS), ...DIRECTORIES];
    return ok(names.map((name) => name.slice(1)).sort());
  }

  stat(path: string): Result<FileStat, FileError> {
    const at = normalise(path);
    const common = { modified: 0, owner: 'root' };
    if (at === '/' || DIRECTORIES.has(at)) return ok({ type: 'directory', size: 340, mode: 0o755, ...common });
    const target = LINKS[at];
    if (target !== undefined) return ok({ type: 'link', size: target.length, mode: 0o777, target, ...common });
    const numbers = DEVICES[at];
    if (numbers === undefined) return problem('ENOENT', path);
    const device: Device = { kind: 'character', major: numbers[0], minor: numbers[1] };
    const terminal = at === '/tty' ? { group: 'tty' } : {};
    return ok({ type: 'file', size: 0, mode: at === '/console' ? 0o600 : 0o666, device, ...common, ...terminal });
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

  setOwner(path: string): Result<void, FileError> {
    return problem('EACCES', path);
  }

  link(_target: string, path: string): Result<void, FileError> {
    return problem('EACCES', path);
  }

  onChange(): () => void {
    return () => {};
  }
}

/**
 * A piece of what an endless device gives: zeros, or chance; undefined for any other file. Simplified: files are texts here,
 * so that the bytes of chance have seven bits.
 */
export function deviceText(device: Device | undefined, bytes: number, random: () => number): string | undefined {
  if (device?.kind !== 'character' || device.major !== 1) return undefined;
  if (device.minor === 5 || device.minor === 7) return '\0'.repeat(bytes);
  if (device.minor !== 8 && device.minor !== 9) return undefined;
  return Array.from({ length: bytes }, () => String.fromCharCode(Math.floor(random() * 128))).join('');
}

function problem(code: FileErrorCode, path: string): Result<never, FileError> {
  return fail({ code, path });
}
