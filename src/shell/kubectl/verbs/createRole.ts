/** kubectl create role and clusterrole. */
import type { Routine } from '../../../engine/processes/routine';
import type { PolicyRule } from '../../../kinds/access/policyRules';
import type { Flag } from '../../flags/flag';
import { type ApiResource, type Discovery, findResource } from '../client/discovery';
import { createGenerated, generatorFlags, ownNameArgument } from '../client/generator';
import { CommandError } from '../errors';
import type { Invocation, Verb } from '../verb';

const GROUP = 'rbac.authorization.k8s.io';
const RESOURCE_VERBS =
  '* get delete list create update patch watch proxy deletecollection use bind escalate impersonate'.split(' ');
const PATH_VERBS = '* get post put delete patch head options'.split(' ');
/** Verbs that only make sense for a few resources, as `group/resource`. */
const SPECIAL_VERBS: Readonly<Record<string, readonly string[]>> = {
  use: ['policy/podsecuritypolicies', 'extensions/podsecuritypolicies'],
  bind: [`${GROUP}/roles`, `${GROUP}/clusterroles`],
  escalate: [`${GROUP}/roles`, `${GROUP}/clusterroles`],
  impersonate: ['/users', '/serviceaccounts', '/groups', 'authentication.k8s.io/userextras'],
};

const roleFlags: readonly Flag[] = [
  ...generatorFlags,
  { name: 'verb', type: 'strings', usage: 'What may be done.' },
  { name: 'resource', type: 'strings', usage: 'With what: TYPE, TYPE.GROUP, TYPE/PART.' },
  { name: 'resource-name', type: 'array', usage: 'Only with objects of these names.' },
];

export const createRole: Verb = {
  name: 'role',
  short: 'Create a role with single rule',
  examples: '# Read pods\nkubectl create role pod-reader --verb=get,list,watch --resource=pods',
  usage:
    'NAME --verb=verb --resource=resource.group/subresource [--resource-name=resourcename] [--dry-run=server|client|none]',
  flags: roleFlags,
  complete: 'none',
  *run(invocation) {
    const name = ownNameArgument(invocation);
    const wish = wishOf(invocation);
    if (wish.verbs.length === 0) throw new CommandError('at least one verb must be specified');
    warnOfVerbs(invocation, wish.verbs);
    if (wish.resources.length === 0) throw new CommandError('at least one resource must be specified');
    const rules = yield* resourceRules(invocation, wish);
    const object = {
      apiVersion: `${GROUP}/v1`,
      kind: 'Role',
      metadata: { creationTimestamp: null, name },
      rules,
    };
    return yield* createGenerated(invocation, 'roles', object);
  },
};

export const createClusterRole: Verb = {
  name: 'clusterrole',
  short: 'Create a cluster role',
  examples: `
# Read nodes
kubectl create clusterrole node-reader --verb=get,list,watch --resource=nodes
# The rules of all roles with a label
kubectl create clusterrole monitoring --aggregation-rule="rbac.example.com/aggregate-to-monitoring=true"`,
  usage: 'NAME --verb=verb --resource=resource.group [--resource-name=resourcename] [--dry-run=server|client|none]',
  flags: [
    ...roleFlags,
    { name: 'non-resource-url', type: 'strings', usage: 'Paths of the API server that may be read.' },
    {
      name: 'aggregation-rule',
      type: 'strings',
      defaultText: '',
      usage: 'Gather the rules of roles with these labels: key=value.',
    },
  ],
  complete: 'none',
  *run(invocation) {
    const name = ownNameArgument(invocation);
    const { flags } = invocation;
    const wish = wishOf(invocation);
    const urls = [...new Set(flags.strings('non-resource-url'))];
    const labels = labelsOf(flags.strings('aggregation-rule'));
    const base = { apiVersion: `${GROUP}/v1`, kind: 'ClusterRole', metadata: { creationTimestamp: null, name } };
    if (labels !== undefined) {
      if (urls.length + wish.verbs.length + wish.resources.length + wish.names.length > 0) {
        throw new CommandError(
          'aggregation rule must be specified without nonResourceURLs, verbs, resources or resourceNames',
        );
      }
      const aggregationRule = { clusterRoleSelectors: [{ matchLabels: labels }] };
      return yield* createGenerated(invocation, 'clusterroles', { aggregationRule, ...base, rules: null });
    }
    if (wish.verbs.length === 0) throw new CommandError('at least one verb must be specified');
    if (wish.resources.length === 0 && urls.length === 0) {
      throw new CommandError('one of resource or nonResourceURL must be specified');
    }
    if (wish.resources.length > 0) warnOfVerbs(invocation, wish.verbs);
    const rules: PolicyRule[] = wish.resources.length === 0 ? [] : yield* resourceRules(invocation, wish);
    if (urls.length > 0) {
      checkUrls(wish.verbs, urls);
      rules.push({ nonResourceURLs: urls, verbs: [...wish.verbs] });
    }
    return yield* createGenerated(invocation, 'clusterroles', { ...base, rules });
  },
};

interface Wish {
  readonly verbs: readonly string[];
  /** As they were given. */
  readonly resources: readonly string[];
  readonly names: readonly string[];
}

function wishOf({ flags }: Invocation): Wish {
  const verbs = flags.strings('verb');
  const resources = flags.strings('resource');
  return {
    verbs: verbs.includes('*') ? ['*'] : [...new Set(verbs)],
    resources: resources.includes('*') ? ['*'] : resources,
    names: [...new Set(flags.strings('resource-name'))],
  };
}

function warnOfVerbs({ printError }: Invocation, verbs: readonly string[]): void {
  for (const verb of verbs) {
    if (!RESOURCE_VERBS.includes(verb)) printError(`Warning: '${verb}' is not a standard resource verb\n`);
  }
}

/** A rule for each API group. */
function* resourceRules({ access }: Invocation, { verbs, resources, names }: Wish): Routine<PolicyRule[]> {
  const discovery = yield* access.discovery();
  const groups = new Map<string, string[]>();
  let everything = false;
  for (const text of resources) {
    const slash = text.indexOf('/');
    const [word, part] = slash < 0 ? [text, ''] : [text.slice(0, slash), text.slice(slash)];
    const dot = word.indexOf('.');
    const [resource, group] = dot < 0 ? [word, ''] : [word.slice(0, dot), word.slice(dot + 1)];
    if (resource === '') throw new CommandError('resource must be specified if apiGroup/subresource specified');
    everything ||= resource === '*';
    const found = servedAs(discovery, word);
    if (!everything) checkResource(verbs, found ?? { plural: resource, group }, found !== undefined);
    const list = groups.get(found?.group ?? group) ?? [];
    groups.set(found?.group ?? group, list);
    const whole = `${found?.plural ?? resource}${part}`;
    if (!list.includes(whole)) list.push(whole);
  }
  return [...groups]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([group, list]) => ({
      apiGroups: [group],
      ...(names.length === 0 ? {} : { resourceNames: [...names] }),
      resources: list,
      verbs: [...verbs],
    }));
}

function servedAs(discovery: Discovery, word: string): ApiResource | undefined {
  try {
    return findResource(discovery, word);
  } catch (problem) {
    if (problem instanceof CommandError) return undefined;
    throw problem;
  }
}

function checkResource(
  verbs: readonly string[],
  { plural, group }: Pick<ApiResource, 'plural' | 'group'>,
  served: boolean,
): void {
  let known = served;
  for (const verb of verbs) {
    const fitting = SPECIAL_VERBS[verb];
    if (fitting === undefined) continue;
    if (!fitting.includes(`${group}/${plural}`)) {
      throw new CommandError(`can not perform '${verb}' on '${plural}' in group '${group}'`);
    }
    known = true;
  }
  if (known) return;
  const where = group === '' ? '' : `.${group}`;
  throw new CommandError(`the server doesn't have a resource type ${JSON.stringify(`${plural}${where}`)}`, {
    verbatim: true,
  });
}

function checkUrls(verbs: readonly string[], urls: readonly string[]): void {
  for (const verb of verbs) {
    if (!PATH_VERBS.includes(verb)) throw new CommandError(`invalid verb: '${verb}' for nonResourceURL`);
  }
  for (const url of urls) {
    if (url === '*') continue;
    if (!url.startsWith('/')) throw new CommandError('nonResourceURL should start with /');
    if (url.slice(0, -1).includes('*')) {
      throw new CommandError("nonResourceURL only supports wildcard matches when '*' is at the end");
    }
  }
}

function labelsOf(pairs: readonly string[]): Record<string, string> | undefined {
  if (pairs.length === 0) return undefined;
  return Object.fromEntries(
    pairs.map((pair) => {
      const equals = pair.indexOf('=');
      if (equals < 0)
        throw new CommandError(
          `invalid argument ${JSON.stringify(pair)} for "--aggregation-rule" flag: malformed pair, expect string=string`,
        );
      return [pair.slice(0, equals).trim(), pair.slice(equals + 1).trim()];
    }),
  );
}
