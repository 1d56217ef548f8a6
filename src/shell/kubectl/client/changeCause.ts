/** `--record`: the command itself, kept in an annotation of what it changes. */
import type { Routine } from '../../../engine/processes/routine';
import type { Flag } from '../../flags/flag';
import { serverError } from '../errors';
import type { Invocation } from '../verb';
import { resourcePath } from './discovery';
import type { PlainObject } from './documents';
import type { Item } from './items';

export const CHANGE_CAUSE = 'kubernetes.io/change-cause';

export const recordFlag: Flag = {
  name: 'record',
  type: 'bool',
  usage: 'Keep this command in an annotation of the object.',
  hidden: true,
  deprecated: '--record will be removed in the future',
};

/** The object with the command in its annotation, where that is asked for. */
export function withChangeCause(invocation: Invocation, object: PlainObject): PlainObject {
  const cause = changeCause(invocation);
  if (cause === undefined) return object;
  const annotations = { ...object.metadata?.annotations, [CHANGE_CAUSE]: cause };
  return { ...object, metadata: { ...object.metadata, annotations } };
}

/** Sends the annotation by itself, as verbs do whose change is no object. @throws CommandError when it is refused */
export function* sendChangeCause(
  invocation: Invocation,
  { resource, namespace, name }: Pick<Item, 'resource' | 'namespace' | 'name'>,
): Routine<PlainObject | undefined> {
  const cause = changeCause(invocation);
  if (cause === undefined) return undefined;
  const { access, flags } = invocation;
  const patched = yield* access.attempt<PlainObject>({
    method: 'PATCH',
    path: resourcePath(resource, namespace, name),
    headers: { 'content-type': 'application/merge-patch+json' },
    query: flags.knows('field-manager') ? { fieldManager: flags.string('field-manager') } : {},
    body: { metadata: { annotations: { [CHANGE_CAUSE]: cause } } },
  });
  if (!patched.ok) throw serverError(patched.error);
  return patched.value;
}

/** Arguments first, then the flags in the order in which they were given, each with its value. */
function changeCause({ command, args, flags }: Invocation): string | undefined {
  if (!flags.knows('record') || !flags.bool('record')) return undefined;
  const given = flags.occurrences.map(([name, value]) => `--${name}=${SECRETS.has(name) ? 'CLASSIFIED' : value}`);
  return [command, ...args, ...given].join(' ');
}

const SECRETS: ReadonlySet<string> = new Set(['token', 'password']);
