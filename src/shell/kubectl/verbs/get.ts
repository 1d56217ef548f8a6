/** kubectl get: tables, lists and objects in every output format; watching is in `getWatch.ts`. */
import type { Result } from '../../../base/result';
import { fail, ok } from '../../../base/result';
import { humanDuration, parseTime } from '../../../base/time';
import type { Routine } from '../../../engine/processes/routine';
import type { Flag, FlagValues } from '../../flags/flag';
import { type ApiResource, resourcePath } from '../client/discovery';
import type { PlainObject } from '../client/documents';
import { describeListError, fetchItems, type Item, nameProblem, selectorQuery } from '../client/items';
import { rawPath } from '../client/rawRequest';
import { type NamedTarget, resolveTargets, type Target, type Targets } from '../client/resourceBuilder';
import { CommandError, errorText, gathered, serverError, usageError } from '../errors';
import { customColumnsPrinter } from '../output/customColumnsPrinter';
import { OBJECT_FORMATS, objectPrinter, plainFormat, unknownFormat } from '../output/printer';
import { sortItems, sortRows } from '../output/sorting';
import { isTable, TABLE_ACCEPT, type Table } from '../output/table';
import { TablePrinter } from '../output/tablePrinter';
import { allNamespacesFlag, filenameFlags, filesAreNamed, printFlags, selectorFlag } from '../sharedFlags';
import type { Invocation, Verb } from '../verb';
import { watchObjects } from './getWatch';

const FORMATS = ['custom-columns', 'custom-columns-file', ...OBJECT_FORMATS, 'wide'].sort((a, b) =>
  rank(a) === rank(b) ? 0 : rank(a) - rank(b),
);

/** Wide stands before yaml in kubectl's list. */
function rank(format: string): number {
  return format === 'yaml' ? 2 : format === 'wide' ? 1 : 0;
}

const flags: readonly Flag[] = [
  allNamespacesFlag,
  selectorFlag,
  ...filenameFlags,
  ...printFlags.filter((flag) => flag.name !== 'output'),
  {
    name: 'output',
    shorthand: 'o',
    type: 'string',
    usage: `The format to print: (${FORMATS.join(', ')}).`,
    complete: ['wide', 'yaml', 'json', 'name', 'jsonpath=', 'custom-columns=', 'go-template='],
  },
  {
    name: 'chunk-size',
    type: 'int',
    default: 500,
    usage: 'How many objects to ask for at a time; 0 asks for all at once.',
  },
  { name: 'field-selector', type: 'string', usage: 'Only objects whose fields match: key=value or key!=value.' },
  { name: 'ignore-not-found', type: 'bool', usage: 'Say nothing and succeed when an object does not exist.' },
  {
    name: 'label-columns',
    shorthand: 'L',
    type: 'strings',
    usage: 'Labels that get a column of their own, joined by commas or given several times.',
  },
  { name: 'no-headers', type: 'bool', usage: 'Leave the headings out.' },
  { name: 'output-watch-events', type: 'bool', usage: 'Show the kind of each event when watching.' },
  { name: 'raw', type: 'string', usage: 'A path to ask the server for as it is.' },
  {
    name: 'server-print',
    type: 'bool',
    default: true,
    usage: 'Let the server choose the columns; else only names and ages are shown.',
  },
  { name: 'show-kind', type: 'bool', usage: 'Put the type before each name.' },
  { name: 'show-labels', type: 'bool', usage: 'Show all labels in the last column.' },
  { name: 'sort-by', type: 'string', usage: 'The field to sort by, as a JSONPath such as {.metadata.name}.' },
  { name: 'subresource', type: 'string', usage: 'Ask for this part of the object: status, scale.' },
  { name: 'watch', shorthand: 'w', type: 'bool', usage: 'After listing, go on and show every change.' },
  { name: 'watch-only', type: 'bool', usage: 'Show changes only, without listing first.' },
];

export const get: Verb = {
  name: 'get',
  short: 'Show one or many resources',
  long: `Show one or many resources: a table with what matters of each, or the objects themselves.

 By default the namespace of the context is looked in; -n names another, -A takes all. Use "kubectl api-resources" for
a list of the types.`,
  examples: `
# All pods of the namespace
kubectl get pods
# With addresses and nodes
kubectl get pods -o wide
# One object as YAML
kubectl get deployment web -o yaml
# What a file describes, as it is in the cluster now
kubectl get -f web.yaml
# A single field
kubectl get pod web -o jsonpath='{.status.podIP}'
# Follow every change
kubectl get pods --watch`,
  usage:
    '[(-o|--output=)json|yaml|name|go-template|go-template-file|template|templatefile|jsonpath|jsonpath-as-json|jsonpath-file|custom-columns|custom-columns-file|wide] (TYPE[.VERSION][.GROUP] [NAME | -l label] | TYPE[.VERSION][.GROUP]/NAME ...) [flags]',
  flags,
  complete: 'resources',
  *run(invocation) {
    const { flags: given, args, command } = invocation;
    if (given.string('raw') !== '') return yield* printRaw(invocation);
    const watching = given.bool('watch') || given.bool('watch-only');
    if (given.bool('output-watch-events') && !watching) {
      throw new CommandError('--output-watch-events option can only be used with --watch or --watch-only');
    }
    const filenames = given.strings('filename');
    if (args.length === 0 && !filesAreNamed(given)) {
      invocation.printError(
        'You must specify the type of resource to get. Use "kubectl api-resources" for a complete list of supported resources.\n\n',
      );
      throw usageError(
        command,
        'Required resource not specified.\nUse "kubectl explain <resource>" for a detailed description of that resource (e.g. kubectl explain pods).',
      );
    }
    const human = isHuman(given);
    const resolved = yield* resolveTargets(invocation, {
      args,
      filenames,
      recursive: given.bool('recursive'),
      allNamespaces: given.bool('all-namespaces'),
      typeAloneLists: true,
      ...(given.string('selector') === '' ? {} : { labelSelector: given.string('selector') }),
      ...(given.string('field-selector') === '' ? {} : { fieldSelector: given.string('field-selector') }),
    });
    if (!human && !(resolved.single && resolved.targets[0]?.form === 'name')) checkFormat(invocation);
    if (given.string('subresource') !== '' && resolved.targets.some(({ form }) => form === 'list')) {
      throw new CommandError('subresource cannot be used when bulk resources are specified');
    }
    if (watching) return yield* watchObjects(invocation, resolved, human);
    return human ? yield* printTables(invocation, resolved) : yield* printObjects(invocation, resolved);
  },
};

function isHuman(flags: FlagValues): boolean {
  const output = flags.string('output');
  return (output === '' && flags.string('template') === '') || output === 'wide';
}

/** The error for a format that is none comes before anything is asked for. */
function checkFormat(invocation: Invocation): void {
  const output = plainFormat(invocation.flags.string('output'));
  if (customColumnsPrinter(invocation) !== undefined) return;
  if (FORMATS.includes(output.replace(/=.*/s, '').toLowerCase()) || output === '') {
    objectPrinter({ ...invocation, formats: FORMATS });
    return;
  }
  throw unknownFormat(output, FORMATS);
}

function* printRaw(invocation: Invocation): Routine<number> {
  const { flags: given, args, access, print } = invocation;
  if (args.length > 0) {
    throw usageError(invocation.command, 'arguments may not be passed when --raw is specified');
  }
  if (given.string('output') !== '') throw new CommandError('--raw and --output are mutually exclusive');
  const { path, query } = rawPath(given.string('raw'));
  const body = yield* access.follow({ method: 'GET', path, query });
  // the server ends its JSON with a line end; texts come as they are
  if (typeof body === 'string') print(body);
  else if (path === '/version') print(JSON.stringify(body, undefined, 2));
  else print(`${JSON.stringify(body)}\n`);
  return 0;
}

function* printTables(invocation: Invocation, resolved: Targets): Routine<number> {
  const { flags: given, access } = invocation;
  const tables: { target: Target; table: Table }[] = [];
  const errors: CommandError[] = resolved.error === undefined ? [] : [resolved.error];
  for (const target of resolved.targets) {
    const table = yield* fetchTable(invocation, target);
    if (table.ok) tables.push({ target, table: table.value });
    else if (!isIgnored(invocation, table.error)) errors.push(table.error);
  }
  const sortBy = given.string('sort-by');
  const several = new Set(tables.map(({ target }) => target.resource)).size > 1;
  const printer = new TablePrinter(invocation, several);
  let written = false;
  let namespaced = !given.bool('all-namespaces');
  for (const { target, table } of tables) {
    const rows = sortBy === '' ? table.rows : sortRows(table.rows, sortBy);
    namespaced &&= target.resource.namespaced;
    printer.begin(target.resource);
    for (const row of rows) printer.row(table.columnDefinitions, row);
    written ||= rows.length > 0;
  }
  invocation.print(printer.flush());
  if (!written && !given.bool('ignore-not-found') && errors.length === 0) {
    invocation.printError(
      namespaced ? `No resources found in ${access.namespace} namespace.\n` : 'No resources found\n',
    );
  }
  const error = gathered(errors);
  if (error !== undefined) throw error;
  return 0;
}

function isIgnored(invocation: Invocation, error: CommandError): boolean {
  return invocation.flags.bool('ignore-not-found') && error.status?.reason === 'NotFound';
}

function* fetchTable(invocation: Invocation, target: Target): Routine<Result<Table, CommandError>> {
  const { access, flags: given } = invocation;
  const headers: Record<string, string> = given.bool('server-print')
    ? { accept: `${TABLE_ACCEPT},application/json` }
    : {};
  const includeObject = given.string('sort-by') === '' ? {} : { includeObject: 'Object' };
  const { resource, namespace } = target;
  const chunk = given.int('chunk-size');
  const limit = target.form === 'list' && chunk > 0 ? { limit: String(chunk) } : {};
  const name = target.form === 'name' ? target.name : undefined;
  const problem = name === undefined ? undefined : nameProblem(name);
  if (problem !== undefined) return fail(problem);
  const path = resourcePath(resource, namespace, name, given.string('subresource'));
  const selectors = target.form === 'list' ? selectorQuery(target) : {};
  let table: Table | undefined;
  let next = '';
  do {
    const rest: Record<string, string> = next === '' ? {} : { continue: next };
    const query: Record<string, string> = Object.assign({}, selectors, limit, includeObject, rest);
    const got = yield* access.attempt<unknown>({ method: 'GET', path, query, headers });
    if (!got.ok) {
      return fail(serverError(target.form === 'list' ? describeListError(got.error, target) : got.error));
    }
    const page = isTable(got.value) ? got.value : plainTable(got.value as PlainObject, invocation.process.clock.now);
    table = table === undefined ? page : { ...table, rows: [...table.rows, ...page.rows] };
    next = page.metadata?.continue ?? '';
  } while (next !== '');
  return ok(table);
}

/** What kubectl knows by itself of any object: its name and its age. */
function plainTable(object: PlainObject, now: number): Table {
  const items = (object['items'] as PlainObject[] | undefined) ?? [object];
  return {
    kind: 'Table',
    columnDefinitions: [
      { name: 'Name', type: 'string', format: 'name' },
      { name: 'Age', type: 'string' },
    ],
    rows: items.map((item) => ({
      cells: [item.metadata?.name ?? '', ageOf(item, now)],
      object: item,
    })),
  };
}

function ageOf({ metadata }: PlainObject, now: number): string {
  const created = parseTime(metadata?.['creationTimestamp'] as string | undefined);
  return created === undefined ? '<unknown>' : humanDuration(now - created);
}

function* printObjects(invocation: Invocation, resolved: Targets): Routine<number> {
  const { flags: given, access } = invocation;
  const subresource = given.string('subresource');
  const { items, errors } =
    subresource === ''
      ? yield* fetchItems(access, resolved.targets)
      : yield* fetchSubresources(invocation, resolved.targets, subresource);
  const problems = errors.filter((error) => !isIgnored(invocation, error));
  if (resolved.error !== undefined) problems.unshift(resolved.error);
  const sortBy = given.string('sort-by');
  const ordered = sortBy === '' ? items : sortItems(items, sortBy);
  const single = resolved.single && items.length === 1;
  if (!(resolved.single && items.length === 0)) printAll(invocation, ordered, single);
  const error = gathered(problems);
  if (error !== undefined) throw error;
  return 0;
}

function* fetchSubresources(
  invocation: Invocation,
  targets: readonly Target[],
  subresource: string,
): Routine<{ items: Item[]; errors: CommandError[] }> {
  const items: Item[] = [];
  const errors: CommandError[] = [];
  for (const target of targets) {
    if (target.form === 'list') continue;
    const got = yield* invocation.access.attempt<PlainObject>({
      method: 'GET',
      path: subresourcePath(target, subresource),
    });
    if (got.ok) items.push({ ...target, object: got.value });
    else errors.push(serverError(got.error));
  }
  return { items, errors };
}

function subresourcePath(target: NamedTarget, subresource: string): string {
  const { resource, namespace, name }: { resource: ApiResource; namespace: string; name: string } = target;
  return resourcePath(resource, namespace, name, subresource);
}

function printAll(invocation: Invocation, items: readonly Item[], single: boolean): void {
  const objects = items.map((item) => item.object);
  const columns = customColumnsPrinter(invocation);
  if (columns !== undefined) {
    invocation.print(columns(objects));
    return;
  }
  const printer = objectPrinter({ ...invocation, formats: FORMATS });
  if (printer === undefined) return;
  const [first] = objects;
  const list = { apiVersion: 'v1', items: objects, kind: 'List', metadata: { resourceVersion: '' } };
  const whole: PlainObject = single && first !== undefined ? first : (list as unknown as PlainObject);
  try {
    invocation.print(printer(whole));
  } catch (error) {
    if (error instanceof CommandError) {
      if (error.printed !== '') invocation.print(error.printed);
      invocation.printError(errorText(error));
    }
    throw error instanceof CommandError ? new CommandError('', { verbatim: true }) : error;
  }
}
