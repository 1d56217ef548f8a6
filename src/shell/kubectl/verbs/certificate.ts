/** kubectl certificate: approves and denies requests for certificates. */

import { formatTime } from '../../../base/time';
import type { Routine } from '../../../engine/processes/routine';
import type { CertificateSigningRequest } from '../../../kinds/certificates/certificateSigningRequest';
import { resourcePath } from '../client/discovery';
import type { PlainObject } from '../client/documents';
import type { Item } from '../client/items';
import { namedItems } from '../client/namedItems';
import { changePrinter } from '../client/writing';
import { CommandError, serverError } from '../errors';
import { verbHelp } from '../help';
import { filenameFlags, filesAreNamed, printFlags } from '../sharedFlags';
import type { Invocation, Verb } from '../verb';

interface Decision {
  readonly name: string;
  /** The condition that says so, and the one that says the contrary. */
  readonly condition: string;
  readonly contrary: string;
  readonly reason: string;
  readonly word: string;
}

const approval: Decision = {
  name: 'approve',
  condition: 'Approved',
  contrary: 'Denied',
  reason: 'KubectlApprove',
  word: 'approved',
};
const denial: Decision = {
  name: 'deny',
  condition: 'Denied',
  contrary: 'Approved',
  reason: 'KubectlDeny',
  word: 'denied',
};

export const certificate: Verb = {
  name: 'certificate',
  short: 'Modify certificate resources',
  long: 'Decide about requests for certificates (CertificateSigningRequest, csr).',
  usage: 'SUBCOMMAND',
  flags: [],
  verbs: [
    decisionVerb(
      approval,
      'Approve a certificate signing request',
      '# Let the signer sign it\nkubectl certificate approve anna',
    ),
    decisionVerb(denial, 'Deny a certificate signing request', '# It is never signed\nkubectl certificate deny anna'),
  ],
  // whatever is asked of it, without one of these it explains itself and is content
  // biome-ignore lint/correctness/useYield: nothing to wait for
  *run({ verb, command, process, print }) {
    print(verbHelp(verb, command, process.tty?.columns));
    return 0;
  },
};

function decisionVerb(decision: Decision, short: string, examples: string): Verb {
  return {
    name: decision.name,
    short,
    examples,
    usage: '(-f FILENAME | NAME)',
    complete: { names: 'certificatesigningrequests' },
    flags: [
      ...filenameFlags,
      { name: 'force', type: 'bool', usage: 'Send it again even if it has been decided so already.' },
      ...printFlags,
    ],
    run: (invocation) => decide(invocation, decision),
  };
}

function* decide(invocation: Invocation, decision: Decision): Routine<number> {
  const { args, flags, printError } = invocation;
  if (args.length === 0 && !filesAreNamed(flags)) {
    throw new CommandError('one or more CSRs must be specified as <name> or -f <filename>');
  }
  const print = changePrinter(invocation, 'none');
  // a name may bring a type of its own; requests have no namespace, and none is asked for
  const named = args.map((name) => (name.includes('/') ? name : `certificatesigningrequests/${name}`));
  const { items, error } = yield* namedItems(invocation, named, { noNamespace: true });
  for (const item of items) {
    print(item.resource, yield* decided(invocation, item, decision), decision.word);
  }
  if (error !== undefined) throw error;
  if (items.length === 0) printError('No resources found\n');
  return 0;
}

/** The request with its decision, which it may have had already. */
function* decided(invocation: Invocation, item: Item, decision: Decision): Routine<PlainObject> {
  const { access, flags, process } = invocation;
  const { resource, object, name } = item;
  const request = object as unknown as CertificateSigningRequest;
  const { condition: type, contrary, reason, name: verb, word } = decision;
  const conditions = request.status?.conditions ?? [];
  if (conditions.some((one) => one.type === contrary)) {
    throw new CommandError(`certificate signing request ${JSON.stringify(name)} is already ${contrary}`);
  }
  const known = conditions.some((one) => one.type === type);
  if (known && !flags.bool('force')) return object;
  const made = {
    type,
    status: 'True',
    reason,
    message: `This CSR was ${word} by kubectl certificate ${verb}.`,
    lastUpdateTime: formatTime(process.clock.now),
  };
  const body = { ...request, status: { ...request.status, conditions: known ? conditions : [...conditions, made] } };
  const path = resourcePath(resource, undefined, name, 'approval');
  const answer = yield* access.attempt<PlainObject>({ method: 'PUT', path, body });
  if (!answer.ok) throw serverError(answer.error);
  return answer.value;
}
