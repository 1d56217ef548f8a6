/** kubectl set resources. */
import { fitsContainer, withContainers, withPodSpec } from '../client/podTemplates';
import { readQuantities } from '../client/quantities';
import { checkOutput } from '../client/writing';
import { CommandError } from '../errors';
import type { Verb } from '../verb';
import { checkSetUse, recordedSetFlags, setPart, setTargets } from './setPart';

export const setResources: Verb = {
  name: 'resources',
  short: 'Update resource requests/limits on objects with pod templates',
  long: 'Set how much CPU and memory containers ask for and may use.',
  examples: `
# Limits for all containers
kubectl set resources deployment web --limits=cpu=200m,memory=256Mi
# Requests for one of them
kubectl set resources deployment web -c nginx --requests=cpu=100m`,
  usage: '(-f FILENAME | TYPE NAME)  ([--limits=LIMITS & --requests=REQUESTS]',
  complete: 'resources',
  flags: [
    ...recordedSetFlags,
    {
      name: 'containers',
      shorthand: 'c',
      type: 'string',
      default: '*',
      usage: 'The names of the containers; * stands for anything.',
    },
    { name: 'limits', type: 'string', usage: 'How much they may use: cpu=100m,memory=256Mi.' },
    { name: 'requests', type: 'string', usage: 'How much they ask for: cpu=100m,memory=256Mi.' },
  ],
  *run(invocation) {
    checkOutput(invocation);
    const { args, flags } = invocation;
    const items = yield* setTargets(invocation, args);
    checkSetUse(invocation, args);
    if (flags.string('limits') === '' && flags.string('requests') === '') {
      throw new CommandError('you must specify an update to requests or limits (in the form of --requests/--limits)');
    }
    const limits = readQuantities(flags.string('limits'));
    const requests = readQuantities(flags.string('requests'));
    const pattern = flags.string('containers');
    return yield* setPart(invocation, items, {
      word: 'resource requirements updated',
      refusal: 'failed to patch resources update to pod template',
      same: (name) => new CommandError(`info: ${name} was not changed\n`),
      change: (object) =>
        withPodSpec(object, (spec) => {
          const { spec: changed, found } = withContainers(
            spec,
            ({ name }) => fitsContainer(name, pattern),
            (container) => ({
              ...container,
              resources: {
                ...container.resources,
                ...(limits === undefined ? {} : { limits: { ...container.resources?.limits, ...limits } }),
                ...(requests === undefined ? {} : { requests: { ...container.resources?.requests, ...requests } }),
              },
            }),
          );
          if (found === 0) throw new CommandError(`error: unable to find container named ${pattern}`);
          return changed;
        }),
    });
  },
};
