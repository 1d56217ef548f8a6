/** kubectl create poddisruptionbudget. */
import type { LabelSelector } from 'kubernetes-types/meta/v1';
import { createGenerated, generatorFlags, ownNameArgument } from '../client/generator';
import { readLabelSelector } from '../client/labelSelector';
import { CommandError } from '../errors';
import type { Invocation, Verb } from '../verb';

export const createPodDisruptionBudget: Verb = {
  name: 'poddisruptionbudget',
  aliases: ['pdb'],
  short: 'Create a pod disruption budget with the specified name',
  examples: `
# One pod must stay
kubectl create poddisruptionbudget web --selector=app=web --min-available=1
# Half of the pods must stay
kubectl create pdb web --selector=app=web --min-available=50%`,
  usage: 'NAME --selector=SELECTOR --min-available=N [--dry-run=server|client|none]',
  flags: [
    ...generatorFlags,
    { name: 'max-unavailable', type: 'string', usage: 'How many pods may be missing: a number or a percentage.' },
    { name: 'min-available', type: 'string', usage: 'How many pods must stay: a number or a percentage.' },
    { name: 'selector', type: 'string', usage: 'Which pods it is about.' },
  ],
  complete: 'none',
  *run(invocation) {
    const name = ownNameArgument(invocation);
    const { minAvailable, maxUnavailable, selector } = read(invocation);
    const object = {
      apiVersion: 'policy/v1',
      kind: 'PodDisruptionBudget',
      metadata: { creationTimestamp: null, name },
      spec: {
        ...(minAvailable === '' ? { maxUnavailable: amount(maxUnavailable) } : { minAvailable: amount(minAvailable) }),
        selector,
      },
      status: { currentHealthy: 0, desiredHealthy: 0, disruptionsAllowed: 0, expectedPods: 0 },
    };
    return yield* createGenerated(invocation, 'poddisruptionbudgets', object, 'poddisruptionbudgets');
  },
};

/** @throws CommandError for what does not go together or is no number */
function read({ flags }: Invocation): { minAvailable: string; maxUnavailable: string; selector: LabelSelector } {
  const [selector, minAvailable, maxUnavailable] = ['selector', 'min-available', 'max-unavailable'].map((flag) =>
    flags.string(flag),
  ) as [string, string, string];
  if (selector === '') throw new CommandError('a selector must be specified');
  if (maxUnavailable === '' && minAvailable === '') {
    throw new CommandError('one of min-available or max-unavailable must be specified');
  }
  if (maxUnavailable !== '' && minAvailable !== '') {
    throw new CommandError('min-available and max-unavailable cannot be both specified');
  }
  for (const flag of ['min-available', 'max-unavailable']) {
    if (!/^([0-9]+%?)?$/.test(flags.string(flag))) throw new CommandError(`invalid format specified for ${flag}`);
  }
  return { minAvailable, maxUnavailable, selector: readLabelSelector(selector) };
}

function amount(text: string): number | string {
  return text.endsWith('%') ? text : Number(text);
}
