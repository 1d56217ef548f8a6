import { CommandError } from '../errors';
import { allNamespacesFlag, selectorFlag } from '../sharedFlags';
import type { Verb } from '../verb';

const sortBy = { name: 'sort-by', type: 'string', usage: 'cpu or memory.', complete: ['cpu', 'memory'] } as const;
const noHeaders = { name: 'no-headers', type: 'bool', usage: 'Leave the headings out.' } as const;

const protobuf = {
  name: 'use-protocol-buffers',
  type: 'bool',
  default: true,
  usage: 'How answers are encoded.',
} as const;

/** Without a metrics server, as no cluster here has one yet, kubectl says so. */
function withoutMetrics(verb: Omit<Verb, 'run'>): Verb {
  return {
    ...verb,
    *run({ access }) {
      const { groupVersions } = yield* access.discovery();
      if (!groupVersions.some((one) => one.group === 'metrics.k8s.io')) {
        throw new CommandError('Metrics API not available');
      }
      throw new CommandError('kubectl top is not simulated here yet');
    },
  };
}

export const top: Verb = {
  name: 'top',
  short: 'Show how much CPU and memory nodes and pods use',
  long: 'Show how much CPU and memory nodes and pods use. This needs a metrics server in the cluster.',
  usage: '',
  flags: [],
  verbs: [
    withoutMetrics({
      name: 'node',
      aliases: ['nodes', 'no'],
      short: 'Show how much CPU and memory nodes use',
      usage: '[NAME | -l label]',
      flags: [
        selectorFlag,
        noHeaders,
        sortBy,
        {
          name: 'show-capacity',
          type: 'bool',
          usage: 'Show shares of the capacity, not of what can be given to pods.',
        },
        protobuf,
      ],
      complete: { names: 'nodes' },
    }),
    withoutMetrics({
      name: 'pod',
      aliases: ['pods', 'po'],
      short: 'Show how much CPU and memory pods use',
      usage: '[NAME | -l label]',
      flags: [
        allNamespacesFlag,
        selectorFlag,
        noHeaders,
        sortBy,
        { name: 'field-selector', type: 'string', usage: 'Only pods whose fields match.' },
        protobuf,
        { name: 'containers', type: 'bool', usage: 'Show every container.' },
        { name: 'sum', type: 'bool', usage: 'Show the sum as well.' },
      ],
      complete: { names: 'pods' },
    }),
  ],
};
