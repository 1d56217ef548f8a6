/** kubectl rollout undo: a deployment's template becomes that of an earlier revision. */
import type { PodTemplateSpec } from 'kubernetes-types/core/v1';
import { equal } from '../../../base/equality';
import type { Routine } from '../../../engine/processes/routine';
import { resourcePath } from '../client/discovery';
import type { Item } from '../client/items';
import { LAST_APPLIED } from '../client/lastApplied';
import { namedItems } from '../client/namedItems';
import { deploymentRevisions, type Revision, revisionsOf } from '../client/rolloutHistory';
import { type DryRun, dryRunOf, lateChangePrinter } from '../client/writing';
import { DescribeWriter } from '../describe/describer';
import { writePodTemplate } from '../describe/podTemplate';
import { CommandError, gathered } from '../errors';
import { dryRunFlag, filenameFlags, printFlags, selectorFlag } from '../sharedFlags';
import type { Invocation, Verb } from '../verb';
import { checkRolloutUse, notRolledOut } from './rolloutChange';

const HASH = 'pod-template-hash';

/** Annotations of a deployment that stay its own. */
const OWN: ReadonlySet<string> = new Set([
  LAST_APPLIED,
  'deployment.kubernetes.io/revision',
  'deployment.kubernetes.io/revision-history',
  'deployment.kubernetes.io/desired-replicas',
  'deployment.kubernetes.io/max-replicas',
  'deprecated.deployment.rollback.to',
]);

export const rolloutUndo: Verb = {
  name: 'undo',
  short: 'Undo a previous rollout',
  long: 'Go back to the revision before, or to one that is named.',
  examples:
    '# Back to the revision before\nkubectl rollout undo deployment/web\n# Back to the third\nkubectl rollout undo deployment/web --to-revision=3',
  usage: '(TYPE NAME | TYPE/NAME) [flags]',
  complete: 'resources',
  flags: [
    dryRunFlag,
    ...filenameFlags,
    ...printFlags,
    selectorFlag,
    { name: 'to-revision', type: 'int', usage: 'The revision to go back to; 0: the one before.' },
  ],
  *run(invocation) {
    const { args, flags } = invocation;
    const dryRun = dryRunOf(invocation);
    checkRolloutUse(invocation);
    const { items, error } = yield* namedItems(invocation, args, { typeAloneLists: true });
    const errors: CommandError[] = error === undefined ? [] : [error];
    const print = lateChangePrinter(invocation, dryRun);
    for (const item of items) {
      try {
        print(item.resource, item.object, yield* rollBack(invocation, item, flags.int('to-revision'), dryRun));
      } catch (problem) {
        if (!(problem instanceof CommandError)) throw problem;
        errors.push(problem);
      }
    }
    const problem = gathered(errors);
    if (problem !== undefined) throw problem;
    return 0;
  },
};

/** Gives the word for what was done. */
function* rollBack(invocation: Invocation, item: Item, wanted: number, dryRun: DryRun): Routine<string> {
  const { resource } = item;
  const find = revisionsOf(resource.kind);
  if (find === undefined) throw notRolledOut(resource, 'rollbacker');
  if (wanted < 0) throw noSuchRevision(wanted);
  if (find === deploymentRevisions) return yield* rollBackDeployment(invocation, item, wanted, dryRun);
  const revisions = yield* find(invocation, item);
  if (wanted === 0 && revisions.length <= 1) throw new CommandError('no last revision to roll back to');
  const target = wanted === 0 ? revisions.at(-2) : revisions.find(({ revision }) => revision === wanted);
  if (target === undefined) throw noSuchRevision(wanted);
  if (dryRun === 'client') return `will roll back to ${described(target.template)}`;
  const { template } = item.object['spec'] as { template: PodTemplateSpec };
  if (equal(target.template, template)) return alreadyThere(wanted);
  yield* sendPatch(invocation, item, { type: 'strategic-merge-patch', body: target.patch, wanted, dryRun });
  return 'rolled back';
}

function* rollBackDeployment(invocation: Invocation, item: Item, wanted: number, dryRun: DryRun): Routine<string> {
  const { name, object } = item;
  const target = chosen(yield* deploymentRevisions(invocation, item), wanted, name);
  const template = withoutHash(target.template);
  if (dryRun === 'client') return described(target.template);
  const spec = object['spec'] as { paused?: boolean; template: PodTemplateSpec };
  if (spec.paused === true) {
    throw new CommandError(
      "you cannot rollback a paused deployment; resume it first with 'kubectl rollout resume' and try again",
    );
  }
  if (equal(template, withoutHash(spec.template))) return alreadyThere(wanted);
  const mine = Object.entries(object.metadata?.annotations ?? {}).filter(([key]) => OWN.has(key));
  const its = Object.entries(target.annotations).filter(([key]) => !OWN.has(key));
  const body = [
    { op: 'replace', path: '/spec/template', value: template },
    { op: 'replace', path: '/metadata/annotations', value: Object.fromEntries([...mine, ...its]) },
  ];
  yield* sendPatch(invocation, item, { type: 'json-patch', body, wanted, dryRun });
  return 'rolled back';
}

interface RollbackPatch {
  readonly type: 'json-patch' | 'strategic-merge-patch';
  readonly body: unknown;
  readonly wanted: number;
  readonly dryRun: DryRun;
}

function* sendPatch(
  { access }: Invocation,
  { resource, namespace, name }: Item,
  { type, body, wanted, dryRun }: RollbackPatch,
): Routine<void> {
  const patched = yield* access.attempt({
    method: 'PATCH',
    path: resourcePath(resource, namespace, name),
    headers: { 'content-type': `application/${type}+json` },
    query: dryRun === 'server' ? { dryRun: 'All' } : {},
    body,
  });
  if (!patched.ok) throw new CommandError(`failed restoring revision ${wanted}: ${patched.error.message ?? ''}`);
}

function described(template: PodTemplateSpec): string {
  const out = new DescribeWriter();
  writePodTemplate(out, template);
  return out.rawText();
}

function alreadyThere(wanted: number): string {
  return `skipped rollback (current template already matches revision ${wanted})`;
}

function noSuchRevision(wanted: number): CommandError {
  return new CommandError(`unable to find specified revision ${wanted} in history`);
}

function chosen(revisions: readonly Revision[], wanted: number, name: string): Revision {
  if (wanted > 0) {
    const found = revisions.find(({ revision }) => revision === wanted);
    if (found === undefined) throw noSuchRevision(wanted);
    return found;
  }
  const previous = revisions.at(-2);
  if (previous === undefined) throw new CommandError(`no rollout history found for deployment ${JSON.stringify(name)}`);
  return previous;
}

function withoutHash(template: PodTemplateSpec): PodTemplateSpec {
  const { [HASH]: _, ...labels } = template.metadata?.labels ?? {};
  return { ...template, metadata: { ...template.metadata, labels } };
}
