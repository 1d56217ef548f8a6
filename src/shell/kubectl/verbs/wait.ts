/** kubectl wait: until objects are in a condition, have a value, are there or are gone. */
import { equal } from '../../../base/equality';
import { sleep } from '../../../engine/processes/kernel';
import type { Routine } from '../../../engine/processes/routine';
import type { PlainObject } from '../client/documents';
import type { Item } from '../client/items';
import { allFlag, localFlag, namedItems } from '../client/namedItems';
import { waitForObject, waitUntilGone } from '../client/waiting';
import { changePrinter } from '../client/writing';
import { CommandError, gathered } from '../errors';
import { jsonPath, relaxedJsonPath } from '../output/jsonPath';
import { allNamespacesFlag, filenameFlags, printFlags, selectorFlag } from '../sharedFlags';
import type { Invocation, Verb } from '../verb';

/** A negative timeout means a week. */
const WEEK = 168 * 3_600_000;

export const wait: Verb = {
  name: 'wait',
  short: 'Wait for a specific condition on one or many resources',
  long: 'Wait until objects have a condition, a value in a field, exist (create) or are gone (delete).',
  examples: `
# Until a pod is ready
kubectl wait --for=condition=Ready pod/web
# Until a field has a value
kubectl wait --for=jsonpath='{.status.phase}'=Running pod/web
# Until it is gone
kubectl delete pod/web --wait=false
kubectl wait --for=delete pod/web --timeout=60s`,
  usage:
    "([-f FILENAME] | resource.group/resource.name | resource.group [(-l label | --all)]) [--for=create|--for=delete|--for condition=available|--for=jsonpath='{}'[=value]]",
  complete: 'resources',
  flags: [
    allFlag,
    allNamespacesFlag,
    { name: 'field-selector', type: 'string', usage: 'Only objects whose fields match: key=value or key!=value.' },
    ...filenameFlags
      .filter(({ name }) => name !== 'kustomize')
      .map((flag) => (flag.name === 'recursive' ? { ...flag, default: true } : flag)),
    {
      name: 'for',
      type: 'string',
      usage: "What to wait for: create, delete, condition=NAME[=VALUE] or jsonpath='{PATH}'[=VALUE].",
      complete: ['create', 'delete', 'condition=', 'jsonpath='],
    },
    localFlag,
    ...printFlags,
    selectorFlag,
    { name: 'timeout', type: 'duration', default: '30s', usage: 'How long to wait; 0: look once, below 0: a week.' },
  ],
  *run(invocation) {
    const { args, flags, process } = invocation;
    const wanted = readCondition(flags.string('for'));
    const timeout = flags.duration('timeout');
    const end = process.clock.now + (timeout < 0 ? WEEK : timeout);
    // --all says something only where no names are given
    const query = { all: false, typeAloneLists: flags.bool('all') };
    let named = yield* namedItems(invocation, args, query);
    if (wanted === 'create') {
      while ((named.error !== undefined || named.items.length === 0) && process.clock.now < end) {
        yield* sleep(process.clock, 500);
        named = yield* namedItems(invocation, args, query);
      }
      if (named.error !== undefined) throw new CommandError('timed out waiting for the condition');
    }
    const { items, error } = named;
    const gone = (one: CommandError) => wanted === 'delete' && one.status?.reason === 'NotFound';
    const errors = (error === undefined ? [] : error.errors.length > 0 ? error.errors : [error]).filter(
      (one) => !gone(one),
    );
    const print = changePrinter(invocation, 'none');
    for (const item of items) {
      const outcome = yield* waitForItem(invocation, item, wanted, timeout === 0, end);
      if (outcome instanceof CommandError) errors.push(outcome);
      else print(item.resource, outcome, 'condition met');
    }
    const problem = gathered(errors);
    if (problem !== undefined) throw problem;
    if (items.length === 0 && wanted !== 'delete') throw new CommandError('no matching resources found');
    return 0;
  },
};

type Condition = 'create' | 'delete' | ((object: PlainObject) => boolean);

/** @throws CommandError for what is none */
function readCondition(text: string): Condition {
  const lower = text.toLowerCase();
  if (lower === 'delete' || lower === 'create') return lower;
  const [, name, value = 'true'] = /^condition=([^=]*)(?:=(.*))?$/s.exec(text) ?? [];
  if (name !== undefined) return (object) => hasCondition(object, name, value);
  if (text.startsWith('jsonpath=')) return readPath(text.slice('jsonpath='.length));
  throw new CommandError(`unrecognized condition: ${JSON.stringify(text)}`);
}

function hasCondition(object: PlainObject, name: string, value: string): boolean {
  const status = object['status'] as
    | {
        conditions?: { type: string; status: string; observedGeneration?: number }[];
        observedGeneration?: number;
      }
    | undefined;
  const condition = status?.conditions?.find(({ type }) => type.toLowerCase() === name.toLowerCase());
  if (condition === undefined) return false;
  // what was said of an older generation says nothing of this one
  const generation = Number(object.metadata?.['generation'] ?? 0);
  const observed = condition.observedGeneration ?? status?.observedGeneration;
  if (observed !== undefined && observed < generation) return false;
  return condition.status.toLowerCase() === value.toLowerCase();
}

const FORMAT =
  "jsonpath wait format must be --for=jsonpath='{.status.readyReplicas}'=3 or --for=jsonpath='{.status.readyReplicas}'";

function readPath(text: string): (object: PlainObject) => boolean {
  const braces = /^(['"]?\{.*\}['"]?)(?:=(.*))?$/s.exec(text);
  const [, path = '', value] = braces ?? /^([^=]*)(?:=(.*))?$/s.exec(text) ?? [];
  if (path === '') throw new CommandError(FORMAT);
  const expected = value?.replace(/^['"]+|['"]+$/g, '');
  if (expected === '') {
    throw new CommandError(
      "jsonpath wait has to have a value after equal sign, like --for=jsonpath='{.status.readyReplicas}'=3",
    );
  }
  if (braces === null && (text.match(/=/g) ?? []).length > 1) throw new CommandError(FORMAT);
  const expression = relaxedJsonPath(path.replace(/^['"]|['"]$/g, ''));
  if (expression === undefined) {
    throw new CommandError(
      "unexpected path string, expected a 'name1.name2' or '.name1.name2' or '{name1.name2}' or '{.name1.name2}'",
    );
  }
  const parsed = jsonPath(expression, true);
  if (!parsed.ok) throw new CommandError(parsed.error);
  return (object) => {
    const found = parsed.value.find(object);
    if (!found.ok) throw new CommandError(found.error);
    const results = found.value.flat();
    if (expected === undefined) return results.length > 0;
    if (results.length > 1) throw new CommandError('given jsonpath expression matches more than one value');
    const [result] = results;
    if (result === undefined || result === null) return false;
    if (typeof result === 'object')
      throw new CommandError('jsonpath leads to a nested object or list which is not supported');
    return equal(String(result), expected);
  };
}

function* waitForItem(
  invocation: Invocation,
  item: Item,
  wanted: Condition,
  once: boolean,
  end: number,
): Routine<PlainObject | CommandError> {
  const { resource, namespace, name, object } = item;
  if (wanted === 'create') return object;
  let last = object;
  const target = { resource, namespace, name, uid: String(object.metadata?.['uid'] ?? '') };
  try {
    const met =
      wanted === 'delete'
        ? yield* waitUntilGone(invocation, target, end)
        : yield* waitForObject(invocation, target, end, (now) => {
            if (now === undefined) return false;
            last = now;
            return wanted(now);
          });
    if (met) return last;
  } catch (problem) {
    if (problem instanceof CommandError) return problem;
    throw problem;
  }
  if (once && wanted !== 'delete') return new CommandError(`condition not met for ${resource.plural}/${name}`);
  return new CommandError(`timed out waiting for the condition on ${resource.plural}/${name}`);
}
