/** kubectl create rolebinding and clusterrolebinding. */
import type { Subject } from '../../../kinds/access/policyRules';
import type { Flag } from '../../flags/flag';
import { createGenerated, generatorFlags, nameArgument, ownNameArgument } from '../client/generator';
import { CommandError } from '../errors';
import type { Invocation, Verb } from '../verb';

const GROUP = 'rbac.authorization.k8s.io';

const subjectFlags: readonly Flag[] = [
  { name: 'user', type: 'array', usage: 'A user who gets the role.' },
  { name: 'group', type: 'array', usage: 'A group that gets the role.' },
  { name: 'serviceaccount', type: 'array', usage: 'A service account that gets the role: NAMESPACE:NAME.' },
];

export const createRoleBinding: Verb = {
  name: 'rolebinding',
  short: 'Create a role binding for a particular role or cluster role',
  examples: '# Let jane read here\nkubectl create rolebinding jane-reads --clusterrole=view --user=jane',
  usage:
    'NAME --clusterrole=NAME|--role=NAME [--user=username] [--group=groupname] [--serviceaccount=namespace:serviceaccountname] [--dry-run=server|client|none]',
  flags: [
    ...generatorFlags,
    { name: 'clusterrole', type: 'string', usage: 'The cluster role that is given.' },
    { name: 'role', type: 'string', usage: 'The role that is given.' },
    ...subjectFlags,
  ],
  complete: 'none',
  *run(invocation) {
    const { flags } = invocation;
    const name = ownNameArgument(invocation);
    const [clusterRole, role] = [flags.string('clusterrole'), flags.string('role')];
    if ((clusterRole === '') === (role === '')) {
      throw new CommandError('exactly one of clusterrole or role must be specified');
    }
    const reference = role === '' ? { kind: 'ClusterRole', name: clusterRole } : { kind: 'Role', name: role };
    const object = bindingOf(invocation, 'RoleBinding', name, reference);
    return yield* createGenerated(invocation, 'rolebindings', object, 'rolebinding');
  },
};

export const createClusterRoleBinding: Verb = {
  name: 'clusterrolebinding',
  short: 'Create a cluster role binding for a particular cluster role',
  examples: '# An administrator\nkubectl create clusterrolebinding boss --clusterrole=cluster-admin --user=bob',
  usage:
    'NAME --clusterrole=NAME [--user=username] [--group=groupname] [--serviceaccount=namespace:serviceaccountname] [--dry-run=server|client|none]',
  flags: [
    ...generatorFlags,
    { name: 'clusterrole', type: 'string', required: true, usage: 'The cluster role that is given.' },
    ...subjectFlags,
  ],
  complete: 'none',
  *run(invocation) {
    const name = nameArgument(invocation);
    const reference = { kind: 'ClusterRole', name: invocation.flags.string('clusterrole') };
    const object = bindingOf(invocation, 'ClusterRoleBinding', name, reference);
    return yield* createGenerated(invocation, 'clusterrolebindings', object, 'clusterrolebinding');
  },
};

function bindingOf(
  invocation: Invocation,
  kind: string,
  name: string,
  role: { readonly kind: string; readonly name: string },
) {
  const subjects = subjectsOf(invocation);
  return {
    apiVersion: `${GROUP}/v1`,
    kind,
    metadata: { creationTimestamp: null, name },
    roleRef: { apiGroup: GROUP, ...role },
    ...(subjects.length === 0 ? {} : { subjects }),
  };
}

function subjectsOf({ flags }: Invocation): Subject[] {
  const accounts = flags.strings('serviceaccount').map((text): Subject => {
    const [namespace = '', account = '', ...more] = text.split(':');
    if (account === '' || namespace === '' || more.length > 0) {
      throw new CommandError('serviceaccount must be <namespace>:<name>');
    }
    return { kind: 'ServiceAccount', name: account, namespace };
  });
  return [
    ...flags.strings('user').map((name) => ({ apiGroup: GROUP, kind: 'User', name })),
    ...flags.strings('group').map((name) => ({ apiGroup: GROUP, kind: 'Group', name })),
    ...accounts,
  ];
}
