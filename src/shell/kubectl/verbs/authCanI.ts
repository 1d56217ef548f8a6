/** kubectl auth can-i. */
import type { SubjectAccessReviewStatus, SubjectRulesReviewStatus } from 'kubernetes-types/authorization/v1';
import type { Routine } from '../../../engine/processes/routine';
import type { PolicyRule } from '../../../kinds/access/policyRules';
import { alignTabs, tableTabs } from '../../text/tabWriter';
import { type ApiResource, findResource } from '../client/discovery';
import { ruleCells, tidyRules } from '../client/policyRules';
import { CommandError } from '../errors';
import { allNamespacesFlag } from '../sharedFlags';
import type { Invocation, Verb } from '../verb';

const RESOURCE_VERBS =
  'get list watch create update patch delete deletecollection use bind impersonate * approve sign escalate attest';
const PATH_VERBS = 'get put post head options delete patch *';
/** Served nowhere, but known to authorization. */
const UNSERVED = ['users', 'groups'];
const REVIEWS = '/apis/authorization.k8s.io/v1';
const apiVersion = 'authorization.k8s.io/v1';

/** What is asked about. */
interface Question {
  readonly verb: string;
  /** '' for resources. */
  readonly path: string;
  readonly group: string;
  readonly resource: string;
  readonly name: string;
}

export const authCanI: Verb = {
  name: 'can-i',
  short: 'Check whether an action is allowed',
  long: 'Ask whether something is allowed: the answer is yes or no, and the exit status 0 or 1.',
  examples: `
# May I make pods here?
kubectl auth can-i create pods
# May a service account list them in another namespace?
kubectl auth can-i list pods --as=system:serviceaccount:dev:robot -n prod
# Everything that I may do here
kubectl auth can-i --list`,
  usage: 'VERB [TYPE | TYPE/NAME | NONRESOURCEURL]',
  flags: [
    allNamespacesFlag,
    { name: 'list', type: 'bool', usage: 'Print all that is allowed.' },
    { name: 'no-headers', type: 'bool', usage: 'With --list: without the headings.' },
    { name: 'quiet', shorthand: 'q', type: 'bool', usage: 'Print nothing: only the exit status tells.' },
    { name: 'subresource', type: 'string', usage: 'A part of the resource: log, scale.' },
  ],
  complete: 'none',
  *run(invocation) {
    const { args, flags } = invocation;
    if (flags.bool('list')) {
      if (args.length > 0) throw new CommandError('list option must be specified with no arguments');
      if (flags.bool('quiet') || flags.bool('all-namespaces') || flags.string('subresource') !== '') {
        throw new CommandError(
          "list option can't be specified with neither quiet, all-namespaces nor subresource options",
        );
      }
      return yield* list(invocation);
    }
    return yield* ask(invocation);
  },
};

function* ask(invocation: Invocation): Routine<number> {
  const { access, flags, print } = invocation;
  const question = yield* questionOf(invocation);
  if (flags.bool('no-headers')) throw new CommandError('--no-headers cannot be set without --list specified');
  const { verb, path, group, resource, name } = question;
  const subresource = flags.string('subresource');
  const namespace = flags.bool('all-namespaces') ? '' : access.namespace;
  const attributes = {
    ...(namespace === '' ? {} : { namespace }),
    verb,
    ...(group === '' ? {} : { group }),
    resource,
    ...(subresource === '' ? {} : { subresource }),
    ...(name === '' ? {} : { name }),
  };
  const answer = yield* access.call<{ status: SubjectAccessReviewStatus }>({
    method: 'POST',
    path: `${REVIEWS}/selfsubjectaccessreviews`,
    body: {
      kind: 'SelfSubjectAccessReview',
      apiVersion,
      metadata: {},
      spec: path === '' ? { resourceAttributes: attributes } : { nonResourceAttributes: { path, verb } },
    },
  });
  const { allowed, reason = '', evaluationError = '' } = answer.status;
  const why = [reason, evaluationError].filter((text) => text !== '').map((text) => ` - ${text}`);
  if (!flags.bool('quiet')) print(allowed ? 'yes\n' : `no${why.join('')}\n`);
  return allowed ? 0 : 1;
}

function* questionOf(invocation: Invocation): Routine<Question> {
  const { args, flags, access } = invocation;
  const [verb = '', what = ''] = args;
  if (args.length !== 2) {
    throw new CommandError(
      "you must specify two arguments: verb resource or verb resource/resourceName.\nSee 'kubectl auth can-i -h' for help and examples.",
    );
  }
  const warnOfVerb = (known: string) => {
    if (!known.split(' ').includes(verb)) access.warn(`verb '${verb}' is not a known verb\n`);
  };
  if (what.startsWith('/')) {
    if (flags.string('subresource') !== '') throw new CommandError('--subresource can not be used with NonResourceURL');
    warnOfVerb(PATH_VERBS);
    return { verb, path: what, group: '', resource: '', name: '' };
  }
  const slash = what.indexOf('/');
  const [word, name] = slash < 0 ? [what, ''] : [what.slice(0, slash), what.slice(slash + 1)];
  const found = yield* resourceOf(invocation, word);
  if (!flags.bool('all-namespaces')) {
    if (found?.namespaced === false) {
      const group = found.group === '' ? '' : ` in group '${found.group}'`;
      access.warn(`resource '${found.plural}' is not namespace scoped${group}\n`);
    }
    warnOfVerb(RESOURCE_VERBS);
  }
  return { verb, path: '', group: found?.group ?? '', resource: found?.plural ?? word, name };
}

/** undefined for what is not served, and for `*`. */
function* resourceOf({ access }: Invocation, word: string): Routine<ApiResource | undefined> {
  const discovery = yield* access.discovery();
  if (word === '*') return undefined;
  try {
    return findResource(discovery, word.toLowerCase());
  } catch (problem) {
    if (!(problem instanceof CommandError)) throw problem;
    const [resource = '', ...group] = word.toLowerCase().split('.');
    const where = group.length === 0 ? '' : ` in group '${group.join('.')}'`;
    if (!UNSERVED.includes(word.toLowerCase())) {
      access.warn(`the server doesn't have a resource type '${resource}'${where}\n`);
    }
    return undefined;
  }
}

function* list({ access, flags, print }: Invocation): Routine<number> {
  const { namespace } = access;
  const answer = yield* access.call<{ status: SubjectRulesReviewStatus }>({
    method: 'POST',
    path: `${REVIEWS}/selfsubjectrulesreviews`,
    body: { kind: 'SelfSubjectRulesReview', apiVersion, metadata: {}, spec: { namespace } },
  });
  const { resourceRules, nonResourceRules, incomplete, evaluationError = '' } = answer.status;
  if (incomplete) access.warn(`the list may be incomplete: ${evaluationError}`);
  const rules = [...resourceRules, ...nonResourceRules] as unknown as PolicyRule[];
  const head = flags.bool('no-headers') ? [] : ['Resources\tNon-Resource URLs\tResource Names\tVerbs'];
  const lines = [...head, ...tidyRules(rules).map(ruleCells)];
  print(alignTabs(lines.map((line) => `${line}\n`).join(''), tableTabs));
  return 0;
}
