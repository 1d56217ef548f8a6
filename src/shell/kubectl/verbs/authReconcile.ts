/** kubectl auth reconcile. */
import type { Routine } from '../../../engine/processes/routine';
import type { Binding, PolicyRule, RoleRef, Subject } from '../../../kinds/access/policyRules';
import { missingRules } from '../../../kinds/access/ruleCoverage';
import { isStatus } from '../../../kinds/status';
import { type ApiResource, builtInResource, resourcePath } from '../client/discovery';
import { type PlainObject, parseDocuments, readSources } from '../client/documents';
import { fileProblem } from '../client/resourceBuilder';
import { changePrinter, checkOutput, dryRunOf } from '../client/writing';
import { CommandError, gathered } from '../errors';
import { dryRunFlag, filenameFlags, printFlags } from '../sharedFlags';
import type { Invocation, Verb } from '../verb';

const GROUP = 'rbac.authorization.k8s.io';
const ROLES = ['Role', 'ClusterRole'];
const PROTECTED = 'rbac.authorization.kubernetes.io/autoupdate';

type Operation = 'create' | 'update' | 'recreate' | undefined;

/** What is to be done with one object. */
interface Plan {
  readonly object: PlainObject;
  readonly operation: Operation;
  /** Titles with what is listed below them. */
  readonly notes: readonly (readonly [string, readonly string[]])[];
}

export const authReconcile: Verb = {
  name: 'reconcile',
  short: 'Reconciles rules for RBAC role, role binding, cluster role, and cluster role binding objects',
  long: 'Bring roles and bindings in line with files: what is missing is added; more is taken away only when asked for.',
  examples: '# What a file says\nkubectl auth reconcile -f my-rbac-rules.yaml',
  usage: '-f FILENAME',
  flags: [
    dryRunFlag,
    ...filenameFlags,
    ...printFlags,
    { name: 'remove-extra-permissions', type: 'bool', usage: 'Take away rules that the file does not have.' },
    { name: 'remove-extra-subjects', type: 'bool', usage: 'Take away subjects that the file does not have.' },
  ],
  *run(invocation) {
    const { args, flags } = invocation;
    if (flags.strings('filename').length === 0 && flags.string('kustomize') === '') {
      throw new CommandError('must specify one of -f and -k');
    }
    if (args.length > 0) throw new CommandError('no arguments are allowed');
    invocation.access.check();
    const problem = fileProblem(invocation, flags.strings('filename'), flags.bool('recursive'));
    if (problem !== undefined) throw problem;
    if (flags.string('kustomize') !== '') throw new CommandError('auth reconcile -k is not simulated here yet');
    checkOutput(invocation);
    const errors: CommandError[] = [];
    for (const object of yield* objectsOf(invocation)) {
      try {
        yield* reconcile(invocation, object);
      } catch (problem) {
        if (!(problem instanceof CommandError)) throw problem;
        errors.push(problem);
      }
    }
    if (errors.length > 1) throw new CommandError(errors.map((one) => one.message).join('\n'), { verbatim: true });
    const failure = gathered(errors);
    if (failure !== undefined) throw failure;
    return 0;
  },
};

/** The objects of the files as they stand there: nothing is filled in, and nobody is asked what is served. */
function* objectsOf({ flags, process }: Invocation): Routine<PlainObject[]> {
  const sources = yield* readSources(process, flags.strings('filename'), flags.bool('recursive'));
  return sources.flatMap(({ name, text }) =>
    parseDocuments(text).flatMap((document) => {
      if (!document.ok) throw new CommandError(`error parsing ${name}: ${document.error}`);
      const object = document.value as PlainObject;
      return Array.isArray(object['items']) ? (object['items'] as PlainObject[]) : [object];
    }),
  );
}

/** Other kinds are passed over. */
function* reconcile(invocation: Invocation, object: PlainObject): Routine<void> {
  if (object.apiVersion !== `${GROUP}/v1`) return;
  const resource = builtInResource(object.kind);
  const name = object.metadata?.name ?? '';
  const dryRun = dryRunOf(invocation);
  // Only the object itself can say in which namespace it is: the flag is not looked at.
  const namespace = String(object.metadata?.['namespace'] ?? '');
  if (resource.namespaced && namespace === '') throw new CommandError('resource name may not be empty');
  const existing = yield* find(invocation, resource, namespace, name);
  const plan = ROLES.includes(resource.kind)
    ? planRole(object, existing, invocation.flags.bool('remove-extra-permissions'))
    : planBinding(object, existing, invocation.flags.bool('remove-extra-subjects'));
  const isProtected = annotationsOf(existing)[PROTECTED] === 'false';
  const result =
    isProtected || plan.operation === undefined || dryRun === 'client'
      ? plan.object
      : yield* carryOut(invocation, resource, namespace, plan, dryRun === 'server');
  changePrinter(invocation, dryRun)(resource, result, 'reconciled');
  report(invocation, plan, isProtected);
}

function* find(
  { access }: Invocation,
  resource: ApiResource,
  namespace: string,
  name: string,
): Routine<PlainObject | undefined> {
  const response = yield* access.send({ method: 'GET', path: resourcePath(resource, namespace, name) });
  if (response.code === 200) return response.body as PlainObject;
  if (response.code === 404) return undefined;
  throw new CommandError(isStatus(response.body) ? (response.body.message ?? '') : 'unknown');
}

function planRole(wanted: PlainObject, existing: PlainObject | undefined, removing: boolean): Plan {
  const rules = rulesOf(wanted);
  if (existing === undefined)
    return { object: wanted, operation: 'create', notes: notesOf('rules', rules.map(goRule), []) };
  const had = rulesOf(existing);
  const missing = missingRules(had, rules);
  const extra = missingRules(rules, had);
  const next = removing ? rules : [...had, ...missing];
  const changed = missing.length > 0 || (removing && extra.length > 0) || unlabelled(wanted, existing);
  const selectors = wanted['aggregationRule'] ?? existing['aggregationRule'];
  const aggregated = JSON.stringify(selectors) !== JSON.stringify(existing['aggregationRule']);
  return {
    object: {
      ...withMetadata(existing, wanted),
      ...(selectors === undefined ? {} : { aggregationRule: selectors }),
      rules: next,
    },
    operation: changed || aggregated ? 'update' : undefined,
    notes: notesOf('rules', missing.map(goRule), removing ? extra.map(goRule) : []),
  };
}

function planBinding(wanted: PlainObject, existing: PlainObject | undefined, removing: boolean): Plan {
  const subjects = subjectsOf(wanted);
  if (existing === undefined) {
    return { object: wanted, operation: 'create', notes: notesOf('subjects', subjects.map(goSubject), []) };
  }
  const had = subjectsOf(existing);
  const texts = (list: readonly Subject[]) => new Set(list.map(goSubject));
  const missing = subjects.filter((one) => !texts(had).has(goSubject(one)));
  const extra = had.filter((one) => !texts(subjects).has(goSubject(one)));
  const changed = missing.length > 0 || (removing && extra.length > 0) || unlabelled(wanted, existing);
  const moved = goRole((wanted as unknown as Binding).roleRef) !== goRole((existing as unknown as Binding).roleRef);
  const next = removing ? subjects : [...had, ...missing];
  return {
    object: { ...withMetadata(existing, wanted), roleRef: wanted['roleRef'], subjects: next },
    operation: moved ? 'recreate' : changed ? 'update' : undefined,
    notes: notesOf('subjects', missing.map(goSubject), removing ? extra.map(goSubject) : []),
  };
}

function notesOf(what: string, missing: readonly string[], extra: readonly string[]): Plan['notes'] {
  return [
    [`missing ${what} added:`, missing],
    [`extra ${what} removed:`, extra],
  ];
}

function* carryOut(
  { access }: Invocation,
  resource: ApiResource,
  namespace: string,
  { object, operation }: Plan,
  dry: boolean,
): Routine<PlainObject> {
  const query: Record<string, string> = dry ? { dryRun: 'All' } : {};
  const path = resourcePath(resource, namespace);
  const own = resourcePath(resource, namespace, object.metadata?.name ?? '');
  if (operation === 'update') return yield* access.call<PlainObject>({ method: 'PUT', path: own, query, body: object });
  if (operation === 'recreate') yield* access.call({ method: 'DELETE', path: own, query });
  if (operation === 'create' && namespace !== '') yield* ensureNamespace(access, namespace, query);
  const { resourceVersion: _version, uid: _uid, ...metadata } = object.metadata ?? {};
  return yield* access.call<PlainObject>({ method: 'POST', path, query, body: { ...object, metadata } });
}

function* ensureNamespace(
  access: Invocation['access'],
  name: string,
  query: Readonly<Record<string, string>>,
): Routine<void> {
  const found = yield* access.send({ method: 'GET', path: `/api/v1/namespaces/${name}` });
  if (found.code !== 404) return;
  const body = { kind: 'Namespace', apiVersion: 'v1', metadata: { name } };
  yield* access.call({ method: 'POST', path: '/api/v1/namespaces', query, body });
}

function report({ printError }: Invocation, { operation, notes }: Plan, isProtected: boolean): void {
  if (operation === undefined) return;
  const caveat = isProtected ? ', but object opted out (rbac.authorization.kubernetes.io/autoupdate: false)' : '';
  printError(`\treconciliation required ${operation}${caveat}\n`);
  for (const [title, lines] of notes) {
    if (lines.length > 0) printError(`\t${title}\n${lines.map((line) => `\t\t${line}\n`).join('')}`);
  }
}

function rulesOf(object: PlainObject): readonly PolicyRule[] {
  return (object['rules'] ?? []) as readonly PolicyRule[];
}

/** As they are written: a subject without its group is another one than what the server made of it. */
function subjectsOf(object: PlainObject): readonly Subject[] {
  return (object['subjects'] ?? []) as readonly Subject[];
}

function goRule({ verbs, apiGroups, resources, resourceNames, nonResourceURLs }: PolicyRule): string {
  const list = (values: readonly string[] | undefined) => `[${(values ?? []).join(' ')}]`;
  return `{Verbs:${list(verbs)} APIGroups:${list(apiGroups)} Resources:${list(resources)} ResourceNames:${list(resourceNames)} NonResourceURLs:${list(nonResourceURLs)}}`;
}

function goSubject({ kind, apiGroup = '', name, namespace = '' }: Subject): string {
  return `{Kind:${kind} APIGroup:${apiGroup} Name:${name} Namespace:${namespace}}`;
}

function goRole({ kind, name }: RoleRef): string {
  return `${kind}/${name}`;
}

function annotationsOf(object: PlainObject | undefined): Readonly<Record<string, string>> {
  return (object?.metadata?.['annotations'] ?? {}) as Readonly<Record<string, string>>;
}

function unlabelled(wanted: PlainObject, existing: PlainObject): boolean {
  return (['labels', 'annotations'] as const).some((part) => {
    const had = (existing.metadata?.[part] ?? {}) as Readonly<Record<string, string>>;
    return Object.keys((wanted.metadata?.[part] ?? {}) as object).some((key) => !(key in had));
  });
}

/** What is there wins over what the file says. */
function withMetadata(existing: PlainObject, wanted: PlainObject): PlainObject {
  const both = (part: 'labels' | 'annotations') => {
    const merged = { ...((wanted.metadata?.[part] ?? {}) as object), ...((existing.metadata?.[part] ?? {}) as object) };
    return Object.keys(merged).length === 0 ? {} : { [part]: merged };
  };
  return {
    ...existing,
    metadata: { ...existing.metadata, name: existing.metadata?.name ?? '', ...both('labels'), ...both('annotations') },
  };
}
