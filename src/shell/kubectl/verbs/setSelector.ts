/** kubectl set selector: the selector of a service. */
import { readLabelSelector } from '../client/labelSelector';
import { checkOutput } from '../client/writing';
import { CommandError } from '../errors';
import type { Verb } from '../verb';
import { recordedSetFlags, setPart, setTargets } from './setPart';

export const setSelector: Verb = {
  name: 'selector',
  short: 'Set the selector on a resource',
  long: 'Set which pods a service leads to. What was selected before is replaced.',
  examples: '# All pods with two labels\nkubectl set selector service web app=web,env=prod',
  usage: '(-f FILENAME | TYPE NAME) EXPRESSIONS [--resource-version=version]',
  complete: 'resources',
  flags: [
    ...recordedSetFlags
      .filter(({ name }) => name !== 'selector' && name !== 'kustomize')
      .map((flag) => (flag.name === 'recursive' ? { ...flag, default: true } : flag)),
    { name: 'resource-version', type: 'string', usage: 'Only when the object is at this resourceVersion.' },
  ],
  *run(invocation) {
    checkOutput(invocation);
    const { args, flags } = invocation;
    const { matchLabels: selector = {}, matchExpressions = [] } = readLabelSelector(args.at(-1) ?? '');
    const resources = args.slice(0, -1);
    const items = yield* setTargets(invocation, resources);
    return yield* setPart(invocation, items, {
      word: 'selector updated',
      bare: true,
      change(object) {
        if (object.kind !== 'Service') throw new CommandError('setting a selector is only supported for Services');
        if (matchExpressions.length > 0) {
          const list = matchExpressions.map(
            ({ key, operator, values = [] }) => `{${key} ${operator} [${values.join(' ')}]}`,
          );
          throw new CommandError(`match expression [${list.join(' ')}] not supported on this object`);
        }
        const version = flags.string('resource-version');
        const metadata = version === '' ? object.metadata : { ...object.metadata, resourceVersion: version };
        return {
          ...object,
          ...(metadata === undefined ? {} : { metadata }),
          spec: { ...(object['spec'] as object), selector },
        };
      },
    });
  },
};
