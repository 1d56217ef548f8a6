/** kubectl create token. */
import { isTerminal } from '../../../engine/processes/pty';
import { resourcePath } from '../client/discovery';
import type { PlainObject } from '../client/documents';
import { nameArgument } from '../client/generator';
import { CommandError } from '../errors';
import { objectPrinter } from '../output/printer';
import { printFlags } from '../sharedFlags';
import type { Invocation, Verb } from '../verb';

const BOUND_KINDS = ['Node', 'Pod', 'Secret'];

export const createToken: Verb = {
  name: 'token',
  short: 'Request a service account token',
  long: 'Ask the API server for a token of a service account, which holds for an hour unless asked otherwise.',
  examples:
    '# A token for robot\nkubectl create token robot\n# For ten minutes\nkubectl create token robot --duration 10m',
  usage: 'SERVICE_ACCOUNT_NAME',
  flags: [
    ...printFlags,
    { name: 'audience', type: 'array', usage: 'Whom the token is for; the API server when absent.' },
    {
      name: 'bound-object-kind',
      type: 'string',
      usage: "The kind of an object whose end is the token's: Node, Pod, Secret.",
    },
    { name: 'bound-object-name', type: 'string', usage: 'The name of that object.' },
    { name: 'bound-object-uid', type: 'string', usage: 'The UID of that object; the present one when absent.' },
    { name: 'duration', type: 'duration', default: '0s', usage: 'How long it is to hold.' },
  ],
  complete: { names: 'serviceaccounts' },
  *run(invocation) {
    const { access, flags, process, print } = invocation;
    const name = nameArgument(invocation);
    if (name === '') throw new CommandError('service account name is required');
    const printer = objectPrinter({ flags, process });
    const spec = specOf(invocation);
    const account = { group: '', version: 'v1', plural: 'serviceaccounts', namespaced: true };
    const answer = yield* access.attempt<PlainObject>({
      method: 'POST',
      path: resourcePath(account, access.namespace, name, 'token'),
      body: { kind: 'TokenRequest', apiVersion: 'authentication.k8s.io/v1', metadata: {}, spec },
    });
    if (!answer.ok) throw new CommandError(`failed to create token: ${answer.error.message ?? ''}`);
    const { token } = answer.value['status'] as { token: string };
    if (printer !== undefined) print(printer(answer.value));
    else print(isTerminal(process.stdout) ? `${token}\n` : token);
    return 0;
  },
};

function specOf({ flags }: Invocation): object {
  const duration = flags.duration('duration');
  if (duration < 0) throw new CommandError('--duration must be greater than or equal to 0');
  if (duration % 1000 !== 0) throw new CommandError('--duration cannot be expressed in units less than seconds');
  const audiences = flags.strings('audience');
  if (audiences.includes('')) throw new CommandError('--audience must not be an empty string');
  const [kind, name, uid] = ['kind', 'name', 'uid'].map((part) => flags.string(`bound-object-${part}`));
  if (!kind) {
    if (name) throw new CommandError('--bound-object-name can only be set if --bound-object-kind is provided');
    if (uid) throw new CommandError('--bound-object-uid can only be set if --bound-object-kind is provided');
  } else {
    if (!BOUND_KINDS.includes(kind)) {
      throw new CommandError(`supported --bound-object-kind values are ${BOUND_KINDS.join(', ')}`);
    }
    if (!name) throw new CommandError('--bound-object-name is required if --bound-object-kind is provided');
  }
  return {
    audiences: audiences.length === 0 ? null : audiences,
    ...(duration > 0 ? { expirationSeconds: duration / 1000 } : {}),
    ...(kind ? { boundObjectRef: { kind, apiVersion: 'v1', name, ...(uid ? { uid } : {}) } } : {}),
  };
}
