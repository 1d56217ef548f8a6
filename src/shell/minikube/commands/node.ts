/** minikube node: add, delete, list, start, stop. */
import { sleep } from '../../../engine/processes/kernel';
import { BASE_IMAGE, healthyNodes, nodeNamed, nodesOf, primaryOf } from '../cluster';
import { exitingDueTo, exits } from '../failure';
import type { MinikubeCommand, MinikubeInvocation } from '../minikubeCommand';
import { nextNode } from '../nodePlan';
import { waitForNode } from '../waiting';
import { stopNode } from './stop';

/** How long a node's machine takes to be made, and to be started, in milliseconds. */
const MACHINE_TIME = 3_000;

const add: MinikubeCommand = {
  name: 'add',
  short: 'Add a node to the cluster',
  flags: [
    { name: 'worker', type: 'bool', default: true, usage: 'It takes pods' },
    { name: 'control-plane', type: 'bool', usage: 'It is another control plane node', notSimulated: true },
    { name: 'delete-on-failure', type: 'bool', usage: 'Delete it when it does not start' },
  ],
  *run(invocation) {
    const { machines, out, process, profile } = invocation;
    const primary = primaryOf(healthyNodes(invocation));
    const node = nextNode(machines.life.nodes, primary.profile);
    out.step('happy', `Adding node ${node.name.replace('minikube-', '')} to cluster ${profile} as [worker]`);
    out.step('thumbsUp', `Starting "${node.name}" worker node in "${profile}" cluster`);
    out.step('pulling', `Pulling base image ${BASE_IMAGE} ...`);
    yield* sleep(process.clock, MACHINE_TIME);
    const { runtime, version } = machines.profile;
    out.step('docker', `Preparing Kubernetes ${version} on Docker ${runtime.version} ...`);
    out.step('check', 'Verifying Kubernetes components...');
    machines.life.addNode(node);
    yield* waitForNode(invocation, node.name);
    out.step('ready', `Successfully added ${node.name.replace('minikube-', '')} to ${profile}!`);
    return 0;
  },
};

const remove: MinikubeCommand = {
  name: 'delete',
  usage: 'NODE',
  short: 'Take a node out of the cluster',
  *run(invocation) {
    const { machines, out, process, profile } = invocation;
    const nodes = healthyNodes(invocation);
    const name = nameOf(invocation, 'delete');
    const node = nodeNamed(nodes, name);
    if (node === primaryOf(nodes))
      throw exitingDueTo(
        'GUEST_NODE_DELETE',
        exits.guestError,
        `deleting node: the first node of a cluster cannot be deleted here; "minikube delete" deletes the cluster`,
      );
    out.step('deleting', `Deleting node ${name} from cluster ${profile}`);
    yield* stopNode(invocation, node.profile.name);
    out.step('deleting', `Deleting "${node.profile.name}" in docker ...`);
    yield* sleep(process.clock, 500);
    machines.life.removeNode(node.profile.name);
    out.step('gone', `Node ${name} was successfully deleted.`);
    return 0;
  },
};

const list: MinikubeCommand = {
  name: 'list',
  short: 'List the nodes with their addresses',
  // biome-ignore lint/correctness/useYield: it has nothing to wait for
  *run(invocation) {
    for (const { profile } of nodesOf(invocation)) invocation.out.plain(`${profile.name}\t${profile.address}\n`);
    return 0;
  },
};

const start: MinikubeCommand = {
  name: 'start',
  usage: 'NODE',
  short: 'Start a node that was stopped',
  flags: [{ name: 'delete-on-failure', type: 'bool', usage: 'Delete it when it does not start' }],
  *run(invocation) {
    const { machines, out, process, profile } = invocation;
    const nodes = nodesOf(invocation);
    const name = nameOf(invocation, 'start');
    const node = nodeNamed(nodes, name);
    if (node.powered) {
      out.step('meh', `${name} is already running`);
      return 0;
    }
    const role = node === primaryOf(nodes) ? 'primary control-plane' : 'worker';
    out.step('thumbsUp', `Starting "${node.profile.name}" ${role} node in "${profile}" cluster`);
    out.step('pulling', `Pulling base image ${BASE_IMAGE} ...`);
    out.step('restarting', `Restarting existing docker container for "${node.profile.name}" ...`);
    yield* sleep(process.clock, MACHINE_TIME);
    machines.life.startNode(node.profile.name);
    out.step(
      'docker',
      `Preparing Kubernetes ${machines.profile.version} on Docker ${machines.profile.runtime.version} ...`,
    );
    out.step('check', 'Verifying Kubernetes components...');
    yield* waitForNode(invocation, node.profile.name);
    out.step('happy', `Successfully started node ${name}!`);
    return 0;
  },
};

const stop: MinikubeCommand = {
  name: 'stop',
  usage: 'NODE',
  short: 'Stop a node',
  *run(invocation) {
    const name = nameOf(invocation, 'stop');
    yield* stopNode(invocation, nodeNamed(nodesOf(invocation), name).profile.name);
    invocation.out.step('stopped', `Successfully stopped node ${name}`);
    return 0;
  },
};

function nameOf({ args }: MinikubeInvocation, verb: string): string {
  const [name] = args;
  if (name === undefined) throw exitingDueTo('MK_USAGE', exits.usage, `Usage: minikube node ${verb} [name]`);
  return name;
}

export const node: MinikubeCommand = {
  name: 'node',
  group: 'Advanced',
  short: 'Add, delete, list, start or stop nodes',
  commands: [add, remove, list, start, stop],
};
