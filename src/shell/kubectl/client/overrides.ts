/** `--overrides` of the verbs that make an object from flags: JSON that is put over it. */
import { jsonPatch } from '../../../kinds/patch/jsonPatch';
import { mergePatch } from '../../../kinds/patch/mergePatch';
import { strategicMergePatch } from '../../../kinds/patch/strategicMergePatch';
import type { FlagValues } from '../../flags/flag';
import { CommandError } from '../errors';
import type { PlainObject } from './documents';

/** The object with --overrides in the manner of --override-type. @throws CommandError for what is none */
export function withOverrides(flags: FlagValues, definition: string, object: PlainObject): PlainObject {
  const text = flags.string('overrides');
  const type = flags.string('override-type');
  if (!['merge', 'strategic', 'json'].includes(type)) throw new CommandError(`invalid override type: ${type}`);
  if (text === '') return object;
  let patch: unknown;
  try {
    patch = JSON.parse(text);
  } catch {
    throw new CommandError('Invalid JSON Patch');
  }
  if (type === 'merge') return mergePatch(object, patch) as PlainObject;
  if (type === 'json' && !Array.isArray(patch)) throw new CommandError('Invalid JSON Patch');
  const patched =
    type === 'json' ? jsonPatch(object, patch as unknown[]) : strategicMergePatch(definition, object, patch);
  if (!patched.ok) throw new CommandError(patched.error);
  return patched.value as PlainObject;
}
