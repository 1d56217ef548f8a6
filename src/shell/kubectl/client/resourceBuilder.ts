/** What a command line names: `TYPE NAME...`, `TYPE/NAME`, `TYPE,TYPE`, selectors, files. kubectl's resource builder. */
import type { Routine } from '../../../engine/processes/routine';
import { matchesSelector } from '../../../kinds/selector';
import { parseSelector } from '../../../kinds/selectorText';
import { CommandError, gathered } from '../errors';
import type { Invocation } from '../verb';
import type { ClusterAccess } from './access';
import { type ApiResource, categoryMembers, type Discovery, findResource, resourceForKind } from './discovery';
import { type ManifestSource, missingPaths, type PlainObject, parseDocuments, readSources } from './documents';
import { builtKustomization } from './kustomization';
import { type ResourceArguments, readArguments } from './resourceArguments';

export interface ResourceQuery {
  readonly args: readonly string[];
  readonly filenames?: readonly string[];
  readonly recursive?: boolean;
  readonly labelSelector?: string;
  readonly fieldSelector?: string;
  /** --all */
  readonly all?: boolean;
  readonly allNamespaces?: boolean;
  /** `get pods` lists; without this a type alone is an error. */
  readonly typeAloneLists?: boolean;
  /** Names are looked up outside all namespaces only. */
  readonly noNamespace?: boolean;
  /** Objects from files are checked for apiVersion and kind first, as verbs that write do. */
  readonly validate?: boolean;
}

/** Objects of a type, to be listed. */
export interface ListTarget {
  readonly form: 'list';
  readonly resource: ApiResource;
  /** '' for all namespaces and for what has none. */
  readonly namespace: string;
  readonly labelSelector: string;
  readonly fieldSelector: string;
}

/** One object by its name, or as it stands in a file. */
export interface NamedTarget {
  readonly form: 'name';
  readonly resource: ApiResource;
  readonly namespace: string;
  readonly name: string;
  /** From a file: the object, with its namespace filled in unless --local is set, and the file's name. */
  readonly object?: PlainObject;
  readonly source?: string;
}

export type Target = ListTarget | NamedTarget;

export interface Targets {
  readonly targets: readonly Target[];
  /** What was wrong with some of the files; the others are there nevertheless. */
  readonly error: CommandError | undefined;
  /** True when exactly one object was named: then it is printed bare, not in a List. */
  readonly single: boolean;
}

const MISSING = `You must provide one or more resources by argument or filename.
Example resource specifications include:
   '-f rsrc.yaml'
   '--filename=rsrc.json'
   '<resource> <name>'
   '<resource>'`;

/** Finds out what is named. Nothing is fetched but discovery. @throws CommandError when the command line makes no sense */
export function* resolveTargets(invocation: Invocation, query: ResourceQuery): Routine<Targets> {
  const { filenames = [], recursive = false } = query;
  const directory = kustomizationOf(invocation);
  const named = readArguments(query.args);
  // what is wrong with files and with arguments is told together
  const wrong = [fileProblem(invocation, filenames, recursive), named].filter((one) => one instanceof CommandError);
  if (named instanceof CommandError || wrong.length > 0)
    throw gathered(wrong.flatMap((one) => (one.errors.length > 0 ? one.errors : [one])));
  if (filenames.length > 0 || directory !== '') return yield* fromFiles(invocation, query, named);
  const bySelector =
    query.labelSelector !== undefined ||
    query.fieldSelector !== undefined ||
    query.all === true ||
    (query.typeAloneLists === true && named.types !== undefined && named.names.length === 0);
  if (bySelector) return yield* fromSelector(invocation, query, named);
  return yield* fromNames(invocation, query, named);
}

/** What is wrong with -f, -k and -R before anything is read. */
export function fileProblem(
  invocation: Invocation,
  filenames: readonly string[],
  recursive: boolean,
): CommandError | undefined {
  if (kustomizationOf(invocation) === '') return gathered(missingPaths(invocation.process, filenames));
  return gathered([
    ...(filenames.length > 0 ? [new CommandError('only one of -f or -k can be specified')] : []),
    ...(recursive ? [new CommandError("the -k flag can't be used with -f or -R")] : []),
  ]);
}

function* fromSelector(
  { access }: Invocation,
  query: ResourceQuery,
  { types, names, tuples }: ResourceArguments,
): Routine<Targets> {
  if (names.length > 0) throw new CommandError('name cannot be provided when a selector is specified');
  if (tuples.length > 0) {
    throw new CommandError('selectors and the all flag cannot be used when passing resource/name arguments');
  }
  if (types === undefined) throw new CommandError('at least one resource must be specified to use a selector');
  const { labelSelector = '', fieldSelector = '' } = query;
  const namespace = query.allNamespaces === true ? '' : access.namespace;
  const targets = findTypes(yield* access.discovery(), types).map(
    (resource): Target => ({
      form: 'list',
      resource,
      namespace: resource.namespaced ? namespace : '',
      labelSelector,
      fieldSelector,
    }),
  );
  return { targets, error: undefined, single: false };
}

function* fromNames(
  { access }: Invocation,
  query: ResourceQuery,
  { types, names, tuples }: ResourceArguments,
): Routine<Targets> {
  if (tuples.length > 0) {
    const discovery = yield* access.discovery();
    const resources = tuples.map(([type]) => findResource(discovery, type));
    const targets = tuples.map(([, name], at) => byName(resources[at] as ApiResource, name, access, query));
    return { targets, error: undefined, single: tuples.length === 1 };
  }
  if (types === undefined) throw new CommandError(MISSING);
  if (names.length > 0) {
    const resources = findTypes(yield* access.discovery(), types);
    const [resource] = resources;
    if (resource === undefined || resources.length > 1) throw new CommandError('you must specify only one resource');
    const targets = names.map((name) => byName(resource, name, access, query));
    return { targets, error: undefined, single: names.length === 1 };
  }

  findTypes(yield* access.discovery(), types);
  throw new CommandError('resource(s) were provided, but no name was specified');
}

/** The types of `pods,svc` or `all`, each once. */
function findTypes(discovery: Discovery, types: string): ApiResource[] {
  const out: ApiResource[] = [];
  for (const word of new Set(types.split(','))) {
    const members = categoryMembers(discovery, word);
    for (const one of members.length > 0 ? members : [findResource(discovery, word)]) {
      if (!out.includes(one)) out.push(one);
    }
  }
  return out;
}

function byName(resource: ApiResource, name: string, access: ClusterAccess, query: ResourceQuery): NamedTarget {
  if (resource.namespaced && query.allNamespaces === true) {
    throw new CommandError('a resource cannot be retrieved by name across all namespaces');
  }
  if (resource.namespaced && query.noNamespace === true) {
    throw new CommandError('namespace may not be empty when retrieving a resource by name');
  }
  return { form: 'name', resource, name, namespace: resource.namespaced ? access.namespace : '' };
}

function* fromFiles(
  invocation: Invocation,
  query: ResourceQuery,
  { types, names, tuples }: ResourceArguments,
): Routine<Targets> {
  if (types !== undefined) {
    throw new CommandError(
      'when paths, URLs, or stdin is provided as input, you may not specify resource arguments as well',
    );
  }
  if (names.length > 0) throw new CommandError('name cannot be provided when a path is specified');
  if (tuples.length > 0) throw new CommandError('resource/name arguments cannot be provided when a path is specified');
  const { access } = invocation;
  const filenames = query.filenames ?? [];
  const chosen = selectedBy(query.labelSelector);
  const sources = yield* readAllSources(invocation, filenames, query.recursive === true);
  const targets: NamedTarget[] = [];
  const errors: CommandError[] = [];
  for (const source of sources) {
    for (const document of parseDocuments(source.text)) {
      if (!document.ok) {
        errors.push(new CommandError(`error parsing ${source.name}: ${document.error}`));
        break;
      }
      const problem = query.validate === true ? shapeProblem(document.value) : undefined;
      if (problem !== undefined) {
        const advice = 'if you choose to ignore these errors, turn validation off with --validate=false';
        const text = `error validating ${JSON.stringify(source.name)}: error validating data: ${problem}; ${advice}`;
        errors.push(new CommandError(text));
        break;
      }
      const discovery = yield* access.discovery();
      for (const object of flattened(document.value)) {
        const target = fileTarget(invocation, discovery, object, source.name);
        if (target instanceof CommandError) errors.push(target);
        else targets.push(target);
      }
    }
  }
  const selected = targets.filter(chosen);
  return { targets: selected, error: gathered(errors), single: filenames.length <= 1 && selected.length === 1 };
}

/** The directory of -k, '' when none is given. */
function kustomizationOf({ flags }: Invocation): string {
  return flags.knows('kustomize') ? flags.string('kustomize') : '';
}

function* readAllSources(
  invocation: Invocation,
  filenames: readonly string[],
  recursive: boolean,
): Routine<readonly ManifestSource[]> {
  const directory = kustomizationOf(invocation);
  if (directory === '') return yield* readSources(invocation.process, filenames, recursive);
  return [{ name: directory, text: builtKustomization(invocation, directory) }];
}

/** Whether an object of a file has the labels that are asked for. @throws CommandError for a selector that is none */
function selectedBy(text: string | undefined): (target: NamedTarget) => boolean {
  if (text === undefined) return () => true;
  const selector = parseSelector(text);
  if (!selector.ok)
    throw new CommandError(`the provided selector ${JSON.stringify(text)} is not valid: ${selector.error}`);
  return ({ object }) => matchesSelector(selector.value, object?.metadata?.labels ?? {});
}

/** What is wrong before anything is known of the kind. */
function shapeProblem(value: unknown): string | undefined {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return 'invalid object to validate';
  const { apiVersion, kind } = value as Record<string, unknown>;
  const problems = Object.entries({ apiVersion, kind }).flatMap(([name, member]) => {
    if (member === undefined || member === null) return [`${name} not set`];
    return typeof member === 'string' ? [] : [`${name} isn't string type`];
  });
  return problems.length > 1 ? `[${problems.join(', ')}]` : problems[0];
}

function flattened(value: unknown): unknown[] {
  const { apiVersion, kind, items } = (value ?? {}) as Record<string, unknown>;
  const isList = apiVersion === 'v1' && typeof kind === 'string' && kind.endsWith('List') && Array.isArray(items);
  return isList ? (items as unknown[]) : [value];
}

function fileTarget(
  invocation: Invocation,
  discovery: Discovery,
  value: unknown,
  source: string,
): NamedTarget | CommandError {
  const missing = missingMember(value) ?? metadataProblem((value as PlainObject).metadata);
  if (missing !== undefined) return new CommandError(`unable to decode ${JSON.stringify(source)}: ${missing}`);
  const object = value as PlainObject;
  const name = object.metadata?.name ?? '';
  const own = object.metadata?.namespace ?? '';
  const resource = resourceForKind(discovery, object.apiVersion, object.kind);
  if (resource === undefined) {
    const who = `name: ${JSON.stringify(name)} namespace: ${JSON.stringify(own)} from ${JSON.stringify(source)}`;
    const match = `no matches for kind ${JSON.stringify(object.kind)} in version ${JSON.stringify(object.apiVersion)}`;
    return new CommandError(`resource mapping not found for ${who}: ${match}\nensure CRDs are installed first`);
  }
  if (!resource.namespaced) return { form: 'name', resource, namespace: '', name, object, source };
  const { access, flags } = invocation;
  // Without the server nobody knows what is in a namespace: nothing is put into one.
  if (flags.knows('local') && flags.bool('local'))
    return { form: 'name', resource, namespace: own, name, object, source };
  if (access.namespaceGiven && own !== '' && own !== access.namespace) {
    return new CommandError(
      `the namespace from the provided object "${own}" does not match the namespace "${access.namespace}". You must pass '--namespace=${own}' to perform this operation.`,
    );
  }
  const namespace = own === '' ? access.namespace : own;
  const placed = own === '' ? { ...object, metadata: { ...object.metadata, namespace } } : object;
  return { form: 'name', resource, namespace, name, object: placed, source };
}

function missingMember(value: unknown): string | undefined {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    const type = typeof value === 'string' ? 'string' : typeof value === 'object' ? 'array' : typeof value;
    return `couldn't get version/kind; json parse error: json: cannot unmarshal ${type} into Go value of type struct { APIVersion string "json:\\"apiVersion,omitempty\\""; Kind string "json:\\"kind,omitempty\\"" }`;
  }
  const record = value as Record<string, unknown>;
  if (typeof record['kind'] !== 'string') return `Object 'Kind' is missing in '${JSON.stringify(value)}'`;
  if (typeof record['apiVersion'] !== 'string') return `Object 'apiVersion' is missing in '${JSON.stringify(value)}'`;
  return undefined;
}

/** kubectl itself reads the metadata: what is no text there is told before anything is sent. */
function metadataProblem(metadata: PlainObject['metadata']): string | undefined {
  const single = ['name', 'generateName', 'namespace'].map((field) => [field, metadata?.[field]] as const);
  const maps = ['labels', 'annotations'].flatMap((field) => {
    const map: unknown = metadata?.[field];
    if (typeof map !== 'object' || map === null || Array.isArray(map)) return [];
    const keys = Object.keys(map).sort();
    return keys.map((key) => [field, (map as Record<string, unknown>)[key]] as const);
  });
  const wrong = [...single, ...maps].find(([, value]) => (value ?? '') !== '' && typeof value !== 'string');
  if (wrong === undefined) return undefined;
  const [field, value] = wrong;
  const type = typeof value === 'boolean' ? 'bool' : Array.isArray(value) ? 'array' : typeof value;
  return `json: cannot unmarshal ${type} into Go struct field ObjectMeta.metadata.${field} of type string`;
}
