/** kubectl cordon and uncordon. */
import { checkNodeUse, cordonNodes, namedNodes } from '../client/namedNodes';
import { dryRunOf } from '../client/writing';
import { dryRunFlag, selectorFlag } from '../sharedFlags';
import type { Verb } from '../verb';

function cordonVerb(name: string, unschedulable: boolean, short: string, example: string): Verb {
  return {
    name,
    short,
    examples: example,
    usage: 'NODE',
    complete: { names: 'nodes' },
    flags: [dryRunFlag, selectorFlag],
    *run(invocation) {
      checkNodeUse(invocation);
      const dryRun = dryRunOf(invocation);
      yield* cordonNodes(invocation, yield* namedNodes(invocation), unschedulable, dryRun);
      return 0;
    },
  };
}

export const cordon = cordonVerb(
  'cordon',
  true,
  'Mark node as unschedulable',
  '# No new pods there\nkubectl cordon worker-1',
);

export const uncordon = cordonVerb(
  'uncordon',
  false,
  'Mark node as schedulable',
  '# New pods may go there again\nkubectl uncordon worker-1',
);
