/** kubectl rollout history. */
import type { Routine } from '../../../engine/processes/routine';
import { alignTabs, describeTabs } from '../../text/tabWriter';
import { CHANGE_CAUSE } from '../client/changeCause';
import type { Item } from '../client/items';
import { namedItems } from '../client/namedItems';
import { type Revision, revisionsOf } from '../client/rolloutHistory';
import { changePrinter } from '../client/writing';
import { DescribeWriter } from '../describe/describer';
import { writePodTemplate } from '../describe/podTemplate';
import { CommandError, gathered } from '../errors';
import { objectPrinter } from '../output/printer';
import { filenameFlags, printFlags, selectorFlag } from '../sharedFlags';
import type { Invocation, Verb } from '../verb';
import { checkRolloutUse, notRolledOut } from './rolloutChange';

export const rolloutHistory: Verb = {
  name: 'history',
  short: 'View rollout history',
  long: 'List the revisions of a workload, or show the pod template of one.',
  examples:
    '# All revisions\nkubectl rollout history deployment/web\n# One of them\nkubectl rollout history deployment/web --revision=2',
  usage: '(TYPE NAME | TYPE/NAME) [flags]',
  complete: 'resources',
  flags: [
    ...filenameFlags,
    ...printFlags,
    { name: 'revision', type: 'int', usage: 'Show this revision in detail.' },
    selectorFlag,
  ],
  *run(invocation) {
    const { args, flags, process, print } = invocation;
    checkRolloutUse(invocation);
    const revision = flags.int('revision');
    if (revision < 0) throw new CommandError(`revision must be a positive integer: ${revision}`);
    const { items, error } = yield* namedItems(invocation, args, { typeAloneLists: true });
    const errors: CommandError[] = error === undefined ? [] : [error];
    const printer = objectPrinter({ flags, process });
    const say = changePrinter(invocation, 'none');
    for (const item of items) {
      try {
        const revisions = yield* foundRevisions(invocation, item);
        const chosen = revision === 0 ? revisions : revisions.filter((one) => one.revision === revision);
        if (revision > 0 && chosen.length === 0) throw new CommandError('unable to find the specified revision');
        if (printer !== undefined) {
          for (const { object } of chosen) print(printer(object));
        } else if (revision > 0) {
          say(item.resource, item.object, `with revision #${revision}\n${chosen.map(detail).join('')}`);
        } else {
          say(item.resource, item.object, `\n${table(chosen)}`);
        }
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

function* foundRevisions(invocation: Invocation, item: Item): Routine<readonly Revision[]> {
  const find = revisionsOf(item.resource.kind);
  if (find === undefined) throw notRolledOut(item.resource, 'history viewer');
  return yield* find(invocation, item);
}

function table(revisions: readonly Revision[]): string {
  if (revisions.length === 0) return 'No rollout history found.';
  const rows = revisions.map(({ revision, annotations }) => {
    const cause = annotations[CHANGE_CAUSE] ?? '';
    return `${revision}\t${cause === '' ? '<none>' : cause}\n`;
  });
  return alignTabs(`REVISION\tCHANGE-CAUSE\n${rows.join('')}`, describeTabs);
}

/** The pod template, of a deployment with the cause of the change; its tabs stay tabs, as kubectl prints them. */
function detail({ template, annotations, patch }: Revision): string {
  const cause = patch === undefined ? (annotations[CHANGE_CAUSE] ?? '') : '';
  const shown = { ...template.metadata?.annotations, ...(cause === '' ? {} : { [CHANGE_CAUSE]: cause }) };
  const out = new DescribeWriter();
  writePodTemplate(out, { ...template, metadata: { ...template.metadata, annotations: shown } });
  return out.rawText();
}
