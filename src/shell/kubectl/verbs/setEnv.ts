/** kubectl set env. */
import type { Container, EnvVar, EnvVarSource } from 'kubernetes-types/core/v1';
import { decodeTextBase64 } from '../../../base/base64';
import { fail, ok, type Result } from '../../../base/result';
import { readAll } from '../../../engine/processes/pipe';
import type { Routine } from '../../../engine/processes/routine';
import { plainEnvironmentNameErrors } from '../../../kinds/names';
import { resourcePath } from '../client/discovery';
import type { PlainObject } from '../client/documents';
import { fetchItems } from '../client/items';
import { fitsContainer, withContainers, withPodSpec } from '../client/podTemplates';
import { resolveTargets } from '../client/resourceBuilder';
import { checkOutput, dryRunOf } from '../client/writing';
import { CommandError } from '../errors';
import { filesAreNamed } from '../sharedFlags';
import type { Invocation, Verb } from '../verb';
import { setFlags, setPart, setTargets } from './setPart';

export const setEnv: Verb = {
  name: 'env',
  short: 'Update environment variables on a pod template',
  long: `Set environment variables of containers, take them away with NAME-, or list them.

 With --from the variables come from a ConfigMap or a Secret: one for each of its keys.`,
  examples: `
# A variable more
kubectl set env deployment/web COLOR=blue
# What there is
kubectl set env deployment/web --list
# One for each key of a ConfigMap
kubectl set env deployment/web --from=configmap/settings
# Take a variable away
kubectl set env deployment/web COLOR-`,
  usage: 'RESOURCE/NAME KEY_1=VAL_1 ... KEY_N=VAL_N',
  complete: 'resources',
  flags: [
    ...setFlags,
    {
      name: 'containers',
      shorthand: 'c',
      type: 'string',
      default: '*',
      usage: 'The names of the containers; * stands for anything.',
    },
    { name: 'env', shorthand: 'e', type: 'array', usage: 'A variable, NAME=value. Can be given several times.' },
    { name: 'from', type: 'string', usage: 'A ConfigMap or Secret whose keys become variables: configmap/NAME.' },
    { name: 'keys', type: 'strings', usage: 'With --from: only these keys.' },
    { name: 'list', type: 'bool', usage: 'Print the variables.' },
    { name: 'overwrite', type: 'bool', default: true, usage: 'Change variables that have a value already.' },
    { name: 'prefix', type: 'string', usage: 'With --from: what stands before the names.' },
    { name: 'resolve', type: 'bool', usage: 'With --list: print the values that references lead to.' },
  ],
  *run(invocation) {
    const { args, flags, printError } = invocation;
    if (flags.bool('all') && flags.string('selector') !== '')
      throw new CommandError('cannot set --all and --selector at the same time');
    const { resources, words } = splitArguments(args);
    checkOutput(invocation);
    check(invocation, resources);
    const wanted = yield* readVariables(invocation, [...flags.strings('env'), ...words]);
    const variables = [...wanted.set, ...(yield* fromKeys(invocation))];
    const items = yield* setTargets(invocation, resources);
    const pattern = flags.string('containers');
    const change = (object: PlainObject): PlainObject =>
      withPodSpec(object, (spec) => {
        const { spec: changed, found } = withContainers(
          spec,
          ({ name }) => fitsContainer(name, pattern),
          (container) => updated(container, variables, wanted.removed, flags.bool('overwrite')),
        );
        if (found === 0) {
          const who = `${object.kind}/${object.metadata?.name ?? ''}`;
          printError(`Warning: ${who} does not have any containers matching ${JSON.stringify(pattern)}\n`);
        }
        return changed;
      });
    if (flags.bool('list')) {
      for (const { object, namespace } of items) yield* list(invocation, change(object), namespace);
      return 0;
    }
    return yield* setPart(invocation, items, {
      word: 'env updated',
      refusal: 'failed to patch env update to pod template:',
      change,
    });
  },
};

interface Wanted {
  readonly set: readonly EnvVar[];
  readonly removed: readonly string[];
}

function splitArguments(args: readonly string[]): {
  readonly resources: readonly string[];
  readonly words: readonly string[];
} {
  const isVariable = (word: string) => /^.+=/s.test(word) || word.endsWith('-');
  const first = args.findIndex(isVariable);
  if (first < 0) return { resources: args, words: [] };
  if (!args.slice(first).every(isVariable))
    throw new CommandError(`all resources must be specified before environment changes: ${args.join(' ')}`);
  return { resources: args.slice(0, first), words: args.slice(first) };
}

function check(invocation: Invocation, resources: readonly string[]): void {
  const { flags } = invocation;
  if (flags.bool('local') && dryRunOf(invocation) === 'server')
    throw new CommandError('cannot specify --local and --dry-run=server - did you mean --dry-run=client?');
  if (!filesAreNamed(flags) && resources.length === 0)
    throw new CommandError('one or more resources must be specified as <resource> <name> or <resource>/<name>');
  if (flags.bool('list') && flags.string('output') !== '')
    throw new CommandError('--list and --output may not be specified together');
  if (flags.strings('keys').length > 0 && flags.string('from') === '')
    throw new CommandError('when specifying --keys, a configmap or secret must be provided with --from');
}

/** `NAME=value`, `NAME-`, and `-` for lines of standard input. */
function* readVariables({ process }: Invocation, words: readonly string[]): Routine<Wanted> {
  const set: EnvVar[] = [];
  const removed: string[] = [];
  for (const word of words) {
    if (word === '-') {
      const text = yield* readAll(process.stdin);
      for (const line of text.split('\n')) if (line.includes('=')) set.push(variable(line));
    } else if (word.includes('=')) set.push(variable(word));
    else if (word.endsWith('-')) removed.push(word.slice(0, -1));
    else throw new CommandError(`unknown environment variable: ${word}`);
  }
  if (removed.some((name) => set.some((one) => one.name === name)))
    throw new CommandError('can not both modify and remove the same environment variable in the same command');
  return { set, removed };
}

function variable(text: string): EnvVar {
  const at = text.indexOf('=');
  const name = text.slice(0, at);
  const problems = plainEnvironmentNameErrors(name);
  if (problems.length > 0)
    throw new CommandError(`${JSON.stringify(name)} is not a valid key name: ${problems.join(';')}`);
  return { name, value: text.slice(at + 1) };
}

/** Variables for the keys of --from, by name. */
function* fromKeys(invocation: Invocation): Routine<readonly EnvVar[]> {
  const { flags, access } = invocation;
  const from = flags.string('from');
  if (from === '') return [];
  const { targets } = yield* resolveTargets(invocation, { args: [from] });
  const { items, errors } = yield* fetchItems(access, targets);
  const [problem] = errors;
  if (problem !== undefined) throw problem;
  return items.flatMap(({ object, name }) => {
    if (object.kind !== 'ConfigMap' && object.kind !== 'Secret')
      throw new CommandError('unsupported resource specified in --from');
    const keys = Object.keys((object['data'] ?? {}) as object).sort();
    const wanted = flags.strings('keys');
    return keys
      .filter((key) => wanted.length === 0 || wanted.includes(key))
      .map((key): EnvVar => {
        const plain = key.replace(/[^a-zA-Z0-9_]/g, '_').toUpperCase();
        if (plain !== key) access.warn(`key ${key} transferred to ${plain}`);
        const reference =
          object.kind === 'Secret' ? { secretKeyRef: { key, name } } : { configMapKeyRef: { key, name } };
        return { name: `${flags.string('prefix')}${plain}`, valueFrom: reference };
      });
  });
}

function updated(
  container: Container,
  set: readonly EnvVar[],
  removed: readonly string[],
  overwrite: boolean,
): Container {
  const existing = container.env ?? [];
  if (!overwrite) {
    const taken = existing.find((one) => set.some(({ name, value }) => name === one.name && value !== one.value));
    if (taken !== undefined)
      throw new CommandError(`'${taken.name}' already has a value (${taken.value ?? ''}), and --overwrite is false`);
  }
  const last = new Map(set.map((one) => [one.name, one]));
  const kept = existing.filter(({ name }) => !removed.includes(name)).map((one) => last.get(one.name) ?? one);
  const added = [...last.values()].filter(({ name }) => !existing.some((one) => one.name === name));
  const env = [...kept, ...added];
  if (env.length === 0) {
    const { env: _, ...rest } = container;
    return rest as Container;
  }
  return { ...container, env };
}

function* list(invocation: Invocation, object: PlainObject, namespace: string): Routine<void> {
  const { print, flags } = invocation;
  const containers: Container[] = [];
  withPodSpec(object, (spec) => {
    containers.push(...(spec.initContainers ?? []), ...spec.containers);
    return spec;
  });
  const pattern = flags.string('containers');
  for (const container of containers.filter(({ name }) => fitsContainer(name, pattern))) {
    print(`# ${object.kind} ${object.metadata?.name ?? ''}, container ${container.name}\n`);
    for (const { name, value = '', valueFrom } of container.env ?? []) {
      if (valueFrom === undefined) print(`${name}=${value}\n`);
      else if (!flags.bool('resolve')) print(`# ${name} from ${referenceText(valueFrom)}\n`);
      else {
        const found = yield* resolved(invocation, valueFrom, namespace);
        print(found.ok ? `${name}=${found.value}\n` : `error retrieving reference for ${name}: ${found.error}\n`);
      }
    }
  }
}

/** --resolve: what a reference to a ConfigMap or a Secret leads to; the error says why nothing is there. */
function* resolved(
  { access }: Invocation,
  { configMapKeyRef, secretKeyRef }: EnvVarSource,
  namespace: string,
): Routine<Result<string, string>> {
  const reference = configMapKeyRef ?? secretKeyRef;
  if (reference === undefined) return fail('only keys of config maps and secrets are resolved here');
  const plural = configMapKeyRef === undefined ? 'secrets' : 'configmaps';
  const path = resourcePath({ group: '', version: 'v1', plural, namespaced: true }, namespace, reference.name);
  const got = yield* access.attempt<{ data?: Record<string, string> }>({ method: 'GET', path });
  if (!got.ok) return fail(got.error.message ?? '');
  const value = got.value.data?.[reference.key];
  if (value === undefined) return fail(`key ${reference.key} not found in ${plural.slice(0, -1)} ${reference.name}`);
  return ok(plural === 'secrets' ? (decodeTextBase64(value) ?? value) : value);
}

function referenceText({ configMapKeyRef, secretKeyRef, fieldRef, resourceFieldRef }: EnvVarSource): string {
  if (configMapKeyRef !== undefined) return `configmap ${configMapKeyRef.name}, key ${configMapKeyRef.key}`;
  if (secretKeyRef !== undefined) return `secret ${secretKeyRef.name}, key ${secretKeyRef.key}`;
  if (fieldRef !== undefined) return `field path ${fieldRef.fieldPath}`;
  return `resource field ${resourceFieldRef?.resource ?? ''}`;
}
