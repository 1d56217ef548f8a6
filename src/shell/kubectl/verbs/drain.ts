/** kubectl drain: cordons nodes and takes their pods away. */
import type { Routine } from '../../../engine/processes/routine';
import { parseSelector } from '../../../kinds/selectorText';
import { drainedPods } from '../client/drainedPods';
import { checkNodeUse, cordonNodes, namedNodes } from '../client/namedNodes';
import { removePods } from '../client/podEviction';
import { changePrinter, type DryRun, dryRunOf } from '../client/writing';
import { CommandError, gathered } from '../errors';
import { dryRunFlag, selectorFlag } from '../sharedFlags';
import type { Invocation, Verb } from '../verb';

export const drain: Verb = {
  name: 'drain',
  short: 'Drain node in preparation for maintenance',
  long: `Mark a node as unschedulable and evict its pods, those of daemon sets and static pods excepted.

 Pods that nobody would make anew are only deleted with --force. What disruption budgets forbid is tried again until it
 is allowed.`,
  examples: `
# Before maintenance
kubectl drain worker-1 --ignore-daemonsets
# Pods without a controller too, 15 minutes for each to end
kubectl drain worker-1 --force --grace-period=900`,
  usage: 'NODE',
  complete: { names: 'nodes' },
  flags: [
    { name: 'chunk-size', type: 'int', default: 500, usage: 'How many objects to ask for at once; 0: all.' },
    { name: 'delete-emptydir-data', type: 'bool', usage: 'Also pods with emptyDir volumes, whose data is lost.' },
    { name: 'disable-eviction', type: 'bool', usage: 'Delete pods; disruption budgets are not asked.' },
    dryRunFlag,
    { name: 'force', type: 'bool', usage: 'Also pods that declare no controller.' },
    { name: 'grace-period', type: 'int', default: -1, usage: 'Seconds for each pod to end; negative: its own.' },
    { name: 'ignore-daemonsets', type: 'bool', usage: 'Leave the pods of daemon sets where they are.' },
    { name: 'pod-selector', type: 'string', usage: 'Only pods whose labels match.' },
    selectorFlag,
    {
      name: 'skip-wait-for-delete-timeout',
      type: 'int',
      usage: 'Do not wait for pods that have been ending for more seconds than this; 0: wait.',
    },
    { name: 'timeout', type: 'duration', default: '0s', usage: 'How long to go on; 0: for ever.' },
  ],
  *run(invocation) {
    const { flags, printError } = invocation;
    checkNodeUse(invocation);
    const dryRun = dryRunOf(invocation);
    const selector = flags.string('pod-selector');
    if (selector !== '' && !parseSelector(selector).ok) {
      throw new CommandError('--pod-selector=<pod_selector> must be a valid label selector');
    }
    const nodes = yield* namedNodes(invocation);
    yield* cordonNodes(invocation, nodes, true, dryRun);
    const print = changePrinter(invocation, dryRun);
    const failures: CommandError[] = [];
    const remaining: string[] = [];
    for (const { resource, name, object } of nodes) {
      const errors = yield* drainNode(invocation, name, dryRun);
      const error = gathered(errors);
      if (error === undefined) {
        print(resource, object, 'drained');
        continue;
      }
      failures.push(...errors);
      remaining.push(name);
      const text = `error: unable to drain node ${JSON.stringify(name)} due to error: ${error.message}`;
      printError(`${text}, continuing command...\n`);
    }
    if (remaining.length > 0) {
      printError(`There are pending nodes to be drained:\n${remaining.map((name) => ` ${name}\n`).join('')}`);
    }
    const problem = gathered(failures);
    if (problem !== undefined) throw problem;
    return 0;
  },
};

function* drainNode(invocation: Invocation, node: string, dryRun: DryRun): Routine<readonly CommandError[]> {
  const { print, printError } = invocation;
  const { pods, warnings, errors } = yield* drainedPods(invocation, node);
  if (errors.length > 0) return errors;
  if (warnings !== '') printError(`Warning: ${warnings}\n`);
  if (dryRun === 'client') {
    for (const { metadata } of pods) print(`evicting pod ${metadata.namespace}/${metadata.name} (dry run)\n`);
    return [];
  }
  const failures = yield* removePods(invocation, pods, dryRun);
  const failure = gathered(failures);
  if (failure === undefined) return [];
  const pending = yield* drainedPods(invocation, node);
  if (pending.errors.length === 0 && pending.pods.length > 0) {
    printError(`There are pending pods in node ${JSON.stringify(node)} when an error occurred: ${failure.message}\n`);
    printError(pending.pods.map(({ metadata }) => `pod/${metadata.name}\n`).join(''));
  }
  const problem = gathered(pending.errors);
  if (problem !== undefined) {
    printError(`Following errors occurred while getting the list of pods to delete:\n${problem.message}`);
  }
  return failures;
}
