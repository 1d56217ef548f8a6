/** minikube start. */

import { sleep } from '../../../engine/processes/kernel';
import type { Routine } from '../../../engine/processes/routine';
import type { NodeProfile } from '../../../engine/profile';
import { quantityOf } from '../../../kinds/quantity';
import { addons } from '../addonList';
import { enabledAddons, switchOn } from '../addons/switch';
import { BASE_IMAGE, isMinikube, MINIKUBE_VERSION, primaryOf } from '../cluster';
import { readSettings } from '../config';
import { exitingDueTo, exits, MinikubeFailure } from '../failure';
import { addContext } from '../kubeConfigFile';
import type { MinikubeCommand, MinikubeInvocation } from '../minikubeCommand';
import { nextNode } from '../nodePlan';
import { checkStartFlags, megabytes, startFlags } from '../startFlags';
import { waitForNode } from '../waiting';

/** How long the steps take, in milliseconds. */
const MACHINE_TIME = 3_000;
const CERTIFICATES_TIME = 2_500;
const CONTROL_PLANE_TIME = 1_500;

export const start: MinikubeCommand = {
  name: 'start',
  group: 'Basic',
  short: 'Start a local Kubernetes cluster: a new one, or the one that was stopped',
  flags: startFlags,
  *run(invocation) {
    const { machines, out, process, flags } = invocation;
    checkProfile(invocation);
    checkStartFlags(invocation);
    const release = /VERSION_ID="([^"]+)"/.exec(textOf(invocation, '/etc/os-release'))?.[1] ?? '12';
    out.step('happy', `minikube ${MINIKUBE_VERSION} on Debian ${release}`);
    if (machines.life.exists) yield* startExisting(invocation);
    else yield* startNew(invocation);
    addContext(process, machines.profile, flags.bool('keep-context'));
    const how = flags.bool('keep-context') ? 'kubectl is now able to use' : 'kubectl is now configured to use';
    out.step('ready', `Done! ${how} "${machines.profile.context}" cluster and "default" namespace by default`);
    return 0;
  },
};

/** Another playground has another cluster, and there is only one. */
function checkProfile({ machines, profile }: MinikubeInvocation): void {
  if (isMinikube({ machines }) && profile === 'minikube') return;
  const text = isMinikube({ machines })
    ? `only the cluster "minikube" can be started here; a second one beside it is not simulated`
    : machines.profile.nodes.length === 0
      ? `this playground has Docker alone and no cluster; open the playground "minikube" to start one`
      : `this playground's cluster is another one, "${machines.profile.name}", which runs already and which kubectl uses; open the playground "minikube" for this command`;
  throw new MinikubeFailure(exits.unsupported, { style: 'failure', text: `Nothing was started: ${text}` });
}

function* startNew(invocation: MinikubeInvocation): Routine<void> {
  const { machines, out, process, flags } = invocation;
  const { profile, life } = machines;
  const [first] = profile.nodes;
  if (first === undefined) throw exitingDueTo('GUEST_PROVISION', exits.guestError, 'no node to make');
  const kept = readSettings(process);
  const wanted = flags.changed('memory') ? flags.string('memory') : kept['memory'];
  const memory = wanted === undefined ? mebibytes(first.memory) : megabytes(wanted);
  const cpus = flags.changed('cpus') ? flags.string('cpus') : (kept['cpus'] ?? first.cpu);
  const node: NodeProfile = { ...first, cpu: cpus, memory: wanted === undefined ? first.memory : `${memory}Mi` };
  out.step(
    'sparkle',
    flags.changed('driver')
      ? 'Using the docker driver based on user configuration'
      : 'Automatically selected the docker driver',
  );
  out.step('notice', 'Using Docker driver with root privileges');
  out.step('thumbsUp', 'Starting "minikube" primary control-plane node in "minikube" cluster');
  out.step('pulling', `Pulling base image ${BASE_IMAGE} ...`);
  out.step('startingMachine', `Creating docker container (CPUs=${cpus}, Memory=${memory}MB) ...`);
  yield* sleep(process.clock, MACHINE_TIME);
  prepare(invocation);
  out.step('subStep', 'Generating certificates and keys ...');
  yield* sleep(process.clock, CERTIFICATES_TIME);
  out.step('subStep', 'Booting up control plane ...');
  life.create([node]);
  yield* sleep(process.clock, CONTROL_PLANE_TIME);
  out.step('subStep', 'Configuring RBAC rules ...');
  out.step('network', 'Configuring bridge CNI (Container Networking Interface) ...');
  yield* verify(invocation);
  const count = flags.int('nodes');
  for (let made = 1; made < count; made++) yield* addWorker(invocation, node);
}

function* addWorker(invocation: MinikubeInvocation, like: NodeProfile): Routine<void> {
  const { machines, out, process } = invocation;
  const node = nextNode(machines.life.nodes, like);
  out.plain('\n');
  out.step('thumbsUp', `Starting "${node.name}" worker node in "minikube" cluster`);
  out.step('pulling', `Pulling base image ${BASE_IMAGE} ...`);
  out.step('startingMachine', `Creating docker container (CPUs=${node.cpu}, Memory=${mebibytes(node.memory)}MB) ...`);
  yield* sleep(process.clock, MACHINE_TIME);
  prepare(invocation);
  out.step('check', 'Verifying Kubernetes components...');
  machines.life.addNode(node);
  yield* waitForNode(invocation, node.name);
}

function* startExisting(invocation: MinikubeInvocation): Routine<void> {
  const { machines, out, process } = invocation;
  const { life } = machines;
  out.step('sparkle', 'Using the docker driver based on existing profile');
  const nodes = [...life.nodes];
  const primary = primaryOf(nodes);
  for (const node of [primary, ...nodes.filter((one) => one !== primary)]) {
    const { name } = node.profile;
    const role = node === primary ? 'primary control-plane' : 'worker';
    if (node !== primary) out.plain('\n');
    out.step('thumbsUp', `Starting "${name}" ${role} node in "minikube" cluster`);
    out.step('pulling', `Pulling base image ${BASE_IMAGE} ...`);
    if (node.powered) out.step('running', `Updating the running docker "${name}" container ...`);
    else {
      out.step('restarting', `Restarting existing docker container for "${name}" ...`);
      yield* sleep(process.clock, MACHINE_TIME);
    }
    if (node.paused) life.setPaused(name, 'all', false);
    life.startNode(name);
    prepare(invocation);
    // What the API says of the node is from before, until its kubelet has spoken.
    yield* sleep(process.clock, CONTROL_PLANE_TIME);
    if (node === primary) yield* verify(invocation);
    else yield* waitForNode(invocation, name);
  }
}

function prepare({ machines, out }: MinikubeInvocation): void {
  const { runtime, version } = machines.profile;
  out.step('docker', `Preparing Kubernetes ${version} on Docker ${runtime.version} ...`);
}

function* verify(invocation: MinikubeInvocation): Routine<void> {
  const { machines, out, flags } = invocation;
  out.step('check', 'Verifying Kubernetes components...');
  yield* waitForNode(invocation, primaryOf(machines.life.nodes).profile.name);
  for (const { name, manifest } of addons) {
    if (manifest !== undefined && flags.strings('addons').includes(name)) yield* switchOn(invocation, name, manifest);
  }
  const on = yield* enabledAddons(invocation);
  if (on.length > 0) out.step('addon', `Enabled addons: ${on.join(', ')}`);
}

function mebibytes(quantity: string): number {
  return Number(quantityOf(quantity).nano / 1_000_000_000n) / 1024 ** 2;
}

function textOf({ process }: MinikubeInvocation, path: string): string {
  const text = process.files.read(path);
  return text.ok ? text.value : '';
}
