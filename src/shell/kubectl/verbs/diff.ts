/** kubectl diff: what applying files would change, as `diff -u -N` shows it, or the program of KUBECTL_EXTERNAL_DIFF. */
import { formatTime } from '../../../base/time';
import type { Routine } from '../../../engine/processes/routine';
import { diffHunks } from '../../text/diff';
import { applyPatch, patchHeaders } from '../client/applyPatch';
import { resourcePath } from '../client/discovery';
import type { PlainObject } from '../client/documents';
import { type Compared, externalDiff, type Sides } from '../client/externalDiff';
import { itemsOfFiles } from '../client/fileItems';
import type { Item } from '../client/items';
import { withoutLastApplied } from '../client/lastApplied';
import { prunable, pruneTypes } from '../client/pruning';
import { applyManager } from '../client/serverSideApply';
import { CommandError, gathered, serverError, usageError } from '../errors';
import { withoutManagedFields } from '../output/printer';
import { writeYaml } from '../output/yaml';
import { filenameFlags, filesAreNamed, selectorFlag } from '../sharedFlags';
import type { Invocation, Verb } from '../verb';

/** Lines that are shown around a change. */
const CONTEXT = 3;

export const diff: Verb = {
  name: 'diff',
  short: 'Diff the live version against a would-be applied version',
  long: `Show what applying files would change: the server makes the objects without keeping them.

 The exit status is 0 when nothing would change, 1 when something would, and above 1 when something went wrong.`,
  examples: '# Before applying\nkubectl diff -f web.yaml',
  usage: '-f FILENAME',
  flags: [
    { name: 'concurrency', type: 'int', default: 1, usage: 'Not needed here: one object at a time.' },
    {
      name: 'field-manager',
      type: 'string',
      default: 'kubectl-client-side-apply',
      usage: 'The name under which fields are owned.',
    },
    ...filenameFlags,
    { name: 'force-conflicts', type: 'bool', usage: 'With --server-side: take over fields that others own.' },
    { name: 'prune', type: 'bool', usage: 'Show what apply --prune would delete.' },
    { name: 'prune-allowlist', type: 'array', usage: 'With --prune: the types to look at, group/version/kind.' },
    selectorFlag,
    { name: 'server-side', type: 'bool', usage: 'Let the server merge, by owners of fields.' },
    { name: 'show-managed-fields', type: 'bool', usage: 'Keep the managedFields.' },
  ],
  *run(invocation) {
    try {
      return yield* compare(invocation);
    } catch (problem) {
      if (!(problem instanceof CommandError)) throw problem;
      // 1 means that there are differences
      const { status, errors, verbatim } = problem;
      throw new CommandError(problem.message, {
        code: 2,
        errors,
        verbatim,
        ...(status === undefined ? {} : { status }),
      });
    }
  },
};

function* compare(invocation: Invocation): Routine<number> {
  const { args, command, flags, process } = invocation;
  if (args.length > 0) throw usageError(command, `Unexpected args: [${args.join(' ')}]`);
  if (!filesAreNamed(flags)) throw new CommandError('must specify one of -f and -k');
  const pruned = flags.bool('prune') ? yield* pruneTypes(invocation) : undefined;
  const { items, error } = yield* itemsOfFiles(invocation);
  if (error !== undefined) throw error;
  const sides = { live: directory(invocation, 'LIVE'), merged: directory(invocation, 'MERGED') };
  const compared: Compared[] = [];
  const errors: CommandError[] = [];
  const visited = { uids: new Set<string>(), namespaces: new Set<string>() };
  for (const item of items) {
    try {
      const found = yield* versions(invocation, item);
      if (item.resource.namespaced) visited.namespaces.add(item.namespace);
      visited.uids.add(String(found.before?.metadata?.['uid'] ?? ''));
      const { before, after } = masked(found);
      compared.push({ name: fileName(item), before: yamlOf(invocation, before), after: yamlOf(invocation, after) });
    } catch (problem) {
      if (!(problem instanceof CommandError)) throw problem;
      errors.push(problem);
    }
  }
  const problem = gathered(errors);
  if (problem !== undefined) throw problem;
  if (pruned !== undefined) {
    for (const item of yield* prunable(invocation, pruned, visited))
      compared.push({ name: fileName(item), before: writeYaml(item.object), after: undefined });
  }
  const program = process.env.get('KUBECTL_EXTERNAL_DIFF');
  if (program) return yield* externalDiff(process, program, sides, compared);
  return printDifferences(invocation, sides, compared);
}

/** As `diff -u -N` prints them; a file that is missing is as old as can be. */
function printDifferences(
  { print, process }: Invocation,
  { live, merged }: Sides,
  compared: readonly Compared[],
): number {
  const different = compared.filter(({ before, after }) => before !== after).sort((a, b) => (a.name < b.name ? -1 : 1));
  const timeOf = (text: string | undefined) => {
    const time = formatTime(text === undefined ? 0 : process.clock.now);
    return `${time.replace('T', ' ').replace('Z', '')}.000000000 +0000`;
  };
  for (const { name, before, after } of different) {
    const [left, right] = [`${live}/${name}`, `${merged}/${name}`];
    const head = `--- ${left}\t${timeOf(before)}\n+++ ${right}\t${timeOf(after)}\n`;
    print(`diff -u -N ${left} ${right}\n${head}${unified(before ?? '', after ?? '')}`);
  }
  return different.length > 0 ? 1 : 0;
}

function directory({ process }: Invocation, name: string): string {
  return `/tmp/${name}-${1 + process.random.integer(4_294_967_294)}`;
}

/** `apps.v1.Deployment.default.web` */
function fileName({ resource, namespace, name }: Item): string {
  const { group, version, kind } = resource;
  return `${group === '' ? '' : `${group}.`}${version}.${kind}.${namespace}.${name}`;
}

/** The object as it is and as it would be. */
interface Versions {
  readonly before: PlainObject | undefined;
  readonly after: PlainObject;
}

function* versions(invocation: Invocation, { resource, namespace, name, object }: Item): Routine<Versions> {
  const { access, flags } = invocation;
  const path = resourcePath(resource, namespace, name);
  const found = yield* access.attempt<PlainObject>({ method: 'GET', path });
  if (!found.ok && found.error.reason !== 'NotFound') throw serverError(found.error);
  const before = found.ok ? found.value : undefined;
  const query = { dryRun: 'All', fieldManager: applyManager(invocation) };
  if (flags.bool('server-side')) {
    const after = yield* access.call<PlainObject>({
      method: 'PATCH',
      path,
      headers: { 'content-type': 'application/apply-patch+yaml' },
      query: { ...query, force: String(flags.bool('force-conflicts')) },
      body: object,
    });
    return { before, after };
  }
  if (before === undefined) {
    const made = { method: 'POST', path: resourcePath(resource, namespace), query, body: object } as const;
    return { before, after: yield* access.call(made) };
  }
  const annotations = withoutLastApplied(object).metadata?.annotations ?? {};
  const modified = { ...object, metadata: { ...object.metadata, annotations } };
  const patch = applyPatch(resource, modified, before);
  if (Object.keys(patch).length === 0) return { before, after: before };
  const after = yield* access.call<PlainObject>({
    method: 'PATCH',
    path,
    headers: patchHeaders(resource),
    query,
    body: patch,
  });
  return { before, after };
}

function yamlOf({ flags }: Invocation, object: PlainObject | undefined): string {
  if (object === undefined) return '';
  return writeYaml(flags.bool('show-managed-fields') ? object : withoutManagedFields(object));
}

type Data = Readonly<Record<string, unknown>>;

/** What a Secret holds is never shown, only that it differs. */
function masked({ before, after }: Versions): Versions {
  if (after.kind !== 'Secret') return { before, after };
  const [from, to] = [(before?.['data'] ?? {}) as Data, (after['data'] ?? {}) as Data];
  const mask = (object: PlainObject, data: Data, other: Data, word: string): PlainObject => {
    const entries = Object.keys(data).map((key) => {
      const differs = key in other && other[key] !== data[key];
      return [key, differs ? `*** (${word})` : '***'];
    });
    return entries.length === 0 ? object : { ...object, data: Object.fromEntries(entries) };
  };
  return {
    before: before === undefined ? undefined : mask(before, from, to, 'before'),
    after: mask(after, to, from, 'after'),
  };
}

function unified(before: string, after: string): string {
  const range = (start: number, count: number) => `${count === 0 ? start : start + 1}${count === 1 ? '' : `,${count}`}`;
  const marks = { same: ' ', removed: '-', added: '+' } as const;
  return diffHunks(linesOf(before), linesOf(after), CONTEXT)
    .map(({ left, leftCount, right, rightCount, lines }) => {
      const head = `@@ -${range(left, leftCount)} +${range(right, rightCount)} @@\n`;
      return head + lines.map(({ kind, text }) => `${marks[kind]}${text}\n`).join('');
    })
    .join('');
}

function linesOf(text: string): readonly string[] {
  return text === '' ? [] : text.replace(/\n$/, '').split('\n');
}
