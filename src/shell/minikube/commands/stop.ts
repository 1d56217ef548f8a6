/** minikube stop and delete. */
import { sleep } from '../../../engine/processes/kernel';
import { callback, type Routine } from '../../../engine/processes/routine';
import { isMinikube, nodesOf, primaryOf } from '../cluster';
import { notSimulated } from '../failure';
import { removeContext, unsetContext } from '../kubeConfigFile';
import type { MinikubeCommand, MinikubeInvocation } from '../minikubeCommand';

/** How long it takes to take a machine away, in milliseconds. */
const DELETE_TIME = 1_500;

export const stop: MinikubeCommand = {
  name: 'stop',
  group: 'Basic',
  short: 'Stop the cluster; what it holds is kept',
  flags: [
    { name: 'all', type: 'bool', usage: 'Stop every cluster' },
    { name: 'keep-context-active', type: 'bool', usage: 'Leave the current context of kubectl as it is' },
    { name: 'output', shorthand: 'o', type: 'string', default: 'text', usage: 'text or json', notSimulated: true },
    { name: 'schedule', type: 'duration', default: '0s', usage: 'Stop it later', notSimulated: true },
    { name: 'cancel-scheduled', type: 'bool', usage: 'Do not stop it later after all', notSimulated: true },
  ],
  *run(invocation) {
    const { machines, out, process, flags } = invocation;
    const nodes = nodesOf(invocation);
    const primary = primaryOf(nodes);
    for (const node of [...nodes.filter((one) => one !== primary), primary])
      yield* stopNode(invocation, node.profile.name);
    if (!flags.bool('keep-context-active')) unsetContext(process, machines.profile);
    out.step('stopped', `${nodes.length} node${nodes.length === 1 ? '' : 's'} stopped.`);
    return 0;
  },
};

/** Stops one node's machine. */
export function* stopNode({ machines, out }: MinikubeInvocation, name: string): Routine<void> {
  out.step('stopping', `Stopping node "${name}"  ...`);
  const powered = machines.life.nodes.some(({ profile, powered: on }) => profile.name === name && on);
  if (powered) out.step('stopped', `Powering off "${name}" via SSH ...`);
  yield* callback<void>((done) => {
    machines.life.stopNode(name, () => done());
    return undefined;
  });
}

export const deleteCluster: MinikubeCommand = {
  name: 'delete',
  group: 'Basic',
  short: 'Delete the cluster with all that it holds',
  flags: [
    { name: 'all', type: 'bool', usage: 'Delete every cluster' },
    { name: 'purge', type: 'bool', usage: 'Delete ~/.minikube as well' },
    { name: 'output', shorthand: 'o', type: 'string', default: 'text', usage: 'text or json', notSimulated: true },
  ],
  *run(invocation) {
    const { machines, out, process, flags, profile } = invocation;
    const own = isMinikube(invocation) && profile === machines.profile.clusterName;
    if (invocation.args.length > 0) throw notSimulated('naming what to delete');
    if (!own || !machines.life.exists) {
      if (flags.bool('all')) {
        out.step('stopped', 'No minikube profile found. ');
        return 0;
      }
      out.step('meh', `"${profile}" profile does not exist, trying anyways.`);
      out.step('gone', `Removed all traces of the "${profile}" cluster.`);
      return 0;
    }
    const nodes = machines.life.nodes;
    out.step('deleting', `Deleting "${profile}" in docker ...`);
    for (const node of nodes) out.step('deleting', `Deleting container "${node.profile.name}" ...`);
    yield* sleep(process.clock, DELETE_TIME);
    machines.life.remove();
    const home = process.env.get('HOME') ?? '';
    for (const node of nodes) out.step('deleting', `Removing ${home}/.minikube/machines/${node.profile.name} ...`);
    removeContext(process, machines.profile);
    if (flags.bool('purge')) process.files.remove(`${home}/.minikube`, { recursive: true });
    out.step('gone', `Removed all traces of the "${profile}" cluster.`);
    if (flags.bool('all')) out.step('deleting', 'Successfully deleted all profiles');
    return 0;
  },
};
