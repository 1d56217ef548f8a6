/** kubectl set subject. */
import type { Subject } from '../../../kinds/access/policyRules';
import { checkOutput } from '../client/writing';
import { CommandError } from '../errors';
import type { Invocation, Verb } from '../verb';
import { setFlags, setPart, setTargets } from './setPart';

const GROUP = 'rbac.authorization.k8s.io';
const BINDINGS = ['RoleBinding', 'ClusterRoleBinding'];

export const setSubject: Verb = {
  name: 'subject',
  short: 'Update the user, group, or service account in a role binding or cluster role binding',
  long: 'Give the role of bindings to further users, groups and service accounts.',
  examples:
    '# To two more users and a group\nkubectl set subject rolebinding admin --user=user1 --user=user2 --group=group1',
  usage:
    '(-f FILENAME | TYPE NAME) [--user=username] [--group=groupname] [--serviceaccount=namespace:serviceaccountname] [--dry-run=server|client|none]',
  complete: 'resources',
  flags: [
    ...setFlags,
    { name: 'user', type: 'array', usage: 'A user who gets the role.' },
    { name: 'group', type: 'array', usage: 'A group that gets the role.' },
    { name: 'serviceaccount', type: 'array', usage: 'A service account that gets the role: NAMESPACE:NAME.' },
  ],
  *run(invocation) {
    checkOutput(invocation);
    const { args, flags } = invocation;
    const items = yield* setTargets(invocation, args);
    if (flags.bool('all') && flags.string('selector') !== '') {
      throw new CommandError('cannot set --all and --selector at the same time');
    }
    const wide = items.some((item) => item.object.kind === 'ClusterRoleBinding');
    const wanted = subjectsOf(invocation, wide);
    return yield* setPart(invocation, items, {
      word: 'subjects updated',
      refusal: 'failed to patch subjects to rolebinding:',
      change: (object) => {
        if (!BINDINGS.includes(object.kind)) {
          throw new CommandError('setting subjects is only supported for RoleBinding/ClusterRoleBinding');
        }
        const subjects = (object['subjects'] ?? []) as readonly Subject[];
        const added = wanted.filter((one) => !subjects.some((other) => sameSubject(one, other)));
        return added.length === 0 ? object : { ...object, subjects: [...subjects, ...added] };
      },
    });
  },
};

function subjectsOf({ access, flags }: Invocation, wide: boolean): Subject[] {
  const sorted = (flag: string) => [...new Set(flags.strings(flag))].sort();
  const [users, groups, accounts] = [sorted('user'), sorted('group'), sorted('serviceaccount')];
  if (users.length + groups.length + accounts.length === 0) {
    throw new CommandError('you must specify at least one value of user, group or serviceaccount');
  }
  return [
    ...users.map((name) => ({ apiGroup: GROUP, kind: 'User', name })),
    ...groups.map((name) => ({ apiGroup: GROUP, kind: 'Group', name })),
    ...accounts.map((text) => {
      const [namespace = '', name = '', ...more] = text.split(':');
      if (name === '' || more.length > 0) throw new CommandError('serviceaccount must be <namespace>:<name>');
      if (namespace === '' && wide) {
        throw new CommandError('serviceaccount must be <namespace>:<name>, namespace must be specified');
      }
      return { kind: 'ServiceAccount', name, namespace: namespace || access.namespace };
    }),
  ];
}

function sameSubject(a: Subject, b: Subject): boolean {
  return (
    a.kind === b.kind &&
    a.name === b.name &&
    (a.namespace ?? '') === (b.namespace ?? '') &&
    (a.apiGroup ?? '') === (b.apiGroup ?? '')
  );
}
