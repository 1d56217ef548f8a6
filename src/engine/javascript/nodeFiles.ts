/** The container's own files as the isolate's `fs` asks for them. */

import type { Result } from '../../base/result';
import { type FileError, type FileSystem, normalise } from '../files/fileSystem';

export interface FileQuestion {
  readonly call: string;
  readonly path: string;
  readonly text?: string;
  readonly append?: boolean;
  readonly mode?: number;
  readonly parents?: boolean;
  readonly recursive?: boolean;
  readonly to?: string;
  readonly target?: string;
}

type FileAnswer = Readonly<Record<string, unknown>>;

/** Answers one question; an error is `{code: 'ENOENT'}`. */
export function answerFiles(files: FileSystem, question: FileQuestion): FileAnswer {
  const path = normalise(question.path);
  switch (question.call) {
    case 'read':
      return answer(files.read(path), (text) => ({ text }));
    case 'list':
      return answer(files.list(path), (names) => ({ names }));
    case 'stat':
    case 'lstat':
      return answer(files.stat(path, { follow: question.call === 'stat' }), (stat) => ({ ...stat, uid: 0, gid: 0 }));
    case 'realpath':
      return answer(files.stat(path), () => ({ value: path }));
    default:
      return change(files, path, question);
  }
}

function change(files: FileSystem, path: string, question: FileQuestion): FileAnswer {
  const done = () => ({});
  switch (question.call) {
    case 'write': {
      const mode = question.mode === undefined ? {} : { mode: question.mode };
      return answer(files.write(path, question.text ?? '', { append: question.append === true, ...mode }), done);
    }
    case 'mkdir': {
      if (question.parents !== true && files.stat(path).ok) return { code: 'EEXIST' };
      return answer(files.makeDirectory(path, { parents: question.parents === true }), done);
    }
    case 'unlink': {
      const stat = files.stat(path, { follow: false });
      if (stat.ok && stat.value.type === 'directory') return { code: 'EISDIR' };
      return answer(files.remove(path), done);
    }
    case 'rmdir': {
      const stat = files.stat(path, { follow: false });
      if (stat.ok && stat.value.type !== 'directory') return { code: 'ENOTDIR' };
      return answer(files.remove(path), done);
    }
    case 'rm':
      return answer(files.remove(path, { recursive: question.recursive === true }), done);
    case 'rename':
      return answer(files.rename(path, normalise(question.to ?? '')), done);
    case 'chmod':
      return answer(files.setMode(path, question.mode ?? 0o644), done);
    case 'link':
      return answer(files.link(question.target ?? '', path), done);
    default:
      return { code: 'EINVAL' };
  }
}

function answer<T>(result: Result<T, FileError>, made: (value: T) => FileAnswer): FileAnswer {
  return result.ok ? made(result.value) : { code: result.error.code };
}
