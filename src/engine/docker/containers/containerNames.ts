/** Names of containers. */
import { ok } from '../../../base/result';
import type { Answer } from '../daemon';
import { badParameter, conflict } from '../refusal';

const NAME = /^\/?[a-zA-Z0-9][a-zA-Z0-9_.-]+$/;

/** A name that may be given to a container that has none yet, without its slash. */
export function checkName(name: string, takenBy: (name: string) => string | undefined): Answer<string> {
  if (!NAME.test(name)) {
    return badParameter(`Invalid container name (${name}), only [a-zA-Z0-9][a-zA-Z0-9_.-] are allowed`);
  }
  const bare = name.replace(/^\//, '');
  const other = takenBy(bare);
  return other === undefined ? ok(bare) : conflict(nameInUse(bare, other));
}

function nameInUse(name: string, id: string): string {
  return `Conflict. The container name "/${name}" is already in use by container "${id}". You have to remove (or rename) that container to be able to reuse that name.`;
}
