/** JSON patch (RFC 6902). */
import { applyPatch, type Operation } from 'rfc6902';
import { clone } from '../../base/clone';
import { fail, ok, type Result } from '../../base/result';

const OPERATIONS: ReadonlySet<string> = new Set(['add', 'remove', 'replace', 'move', 'copy', 'test']);

/** The target with all operations applied, or why one of them failed; the target is not changed. */
export function jsonPatch(target: unknown, patch: readonly unknown[]): Result<unknown, string> {
  for (const operation of patch) {
    const name = (operation as { op?: unknown } | null)?.op;
    if (typeof name !== 'string' || !OPERATIONS.has(name)) return fail(`Unexpected kind: ${String(name)}`);
  }
  const draft = clone(target);
  const errors = applyPatch(draft, clone(patch) as Operation[]);
  const first = errors.find((error) => error !== null);
  return first === undefined || first === null ? ok(draft) : fail(first.message);
}
