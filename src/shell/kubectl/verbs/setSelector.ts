/** kubectl set selector: the selector of a service. */
import { parseSelector } from '../../../kinds/selectorText';
import { CommandError } from '../errors';
import { filesAreNamed } from '../sharedFlags';
import type { Verb } from '../verb';
import { setFlags, setPart, setTargets } from './setPart';

export const setSelector: Verb = {
  name: 'selector',
  short: 'Set the selector on a resource',
  long: 'Set which pods a service leads to. What was selected before is replaced.',
  examples: '# All pods with two labels\nkubectl set selector service web app=web,env=prod',
  usage: '(-f FILENAME | TYPE NAME) EXPRESSIONS [--resource-version=version]',
  complete: 'resources',
  flags: [
    ...setFlags
      .filter(({ name }) => name !== 'selector' && name !== 'kustomize')
      .map((flag) => (flag.name === 'recursive' ? { ...flag, default: true } : flag)),
    { name: 'resource-version', type: 'string', usage: 'Only when the object is at this resourceVersion.' },
  ],
  *run(invocation) {
    const { args, flags } = invocation;
    const expression = args.at(-1) ?? '';
    const parsed = parseSelector(expression);
    if (!parsed.ok) throw new CommandError(parsed.error);
    const resources = args.slice(0, -1);
    if (resources.length === 0 && !filesAreNamed(flags))
      throw new CommandError('one or more resources must be specified as <resource> <name> or <resource>/<name>');
    const selector: Record<string, string> = {};
    for (const { key, operator, values } of parsed.value) {
      if (operator !== '=' && !(operator === 'in' && values.length === 1)) {
        const go = `${operator[0]?.toUpperCase()}${operator.slice(1)}`;
        throw new CommandError(`match expression [{${key} ${go} [${values.join(' ')}]}] not supported on this object`);
      }
      selector[key] = values[0] ?? '';
    }
    const items = yield* setTargets(invocation, resources);
    return yield* setPart(invocation, items, {
      word: 'selector updated',
      refusal: '',
      change(object) {
        if (object.kind !== 'Service')
          throw new CommandError('error: setting a selector is only supported for Services');
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
