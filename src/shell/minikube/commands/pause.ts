/** minikube pause and unpause; and what is refused in plain words. */
import { sleep } from '../../../engine/processes/kernel';
import { runningNodes } from '../cluster';
import { notSimulated } from '../failure';
import type { MinikubeCommand, MinikubeInvocation } from '../minikubeCommand';

const USUAL = ['kube-system', 'kubernetes-dashboard', 'storage-gluster', 'istio-operator'];
/** How long pausing a node takes, in milliseconds. */
const PAUSE_TIME = 800;

const flags = [
  { name: 'namespaces', shorthand: 'n', type: 'strings', default: USUAL, usage: 'Whose containers' },
  { name: 'all-namespaces', shorthand: 'A', type: 'bool', usage: 'All containers' },
  { name: 'output', shorthand: 'o', type: 'string', default: 'text', usage: 'text or json', notSimulated: true },
] as const;

export const pause: MinikubeCommand = {
  name: 'pause',
  group: 'Basic',
  short: 'Freeze Kubernetes; other containers go on',
  flags,
  *run(invocation) {
    const count = yield* setPaused(invocation, true);
    const of = invocation.flags.bool('all-namespaces')
      ? ''
      : ` in: ${invocation.flags.strings('namespaces').join(', ')}`;
    invocation.out.step('unpause', `Paused ${count} containers${of}`);
    return 0;
  },
};

export const unpause: MinikubeCommand = {
  name: 'unpause',
  aliases: ['resume'],
  group: 'Basic',
  short: 'Let Kubernetes go on',
  flags,
  *run(invocation) {
    const count = yield* setPaused(invocation, false);
    const of = invocation.flags.bool('all-namespaces')
      ? ''
      : ` in: ${invocation.flags.strings('namespaces').join(', ')}`;
    invocation.out.step('pause', `Unpaused ${count} containers${of}`);
    return 0;
  },
};

function* setPaused(invocation: MinikubeInvocation, paused: boolean) {
  const { machines, out, process, flags: values } = invocation;
  const namespaces = values.bool('all-namespaces') ? 'all' : values.strings('namespaces');
  let count = 0;
  for (const { profile } of runningNodes(invocation)) {
    out.step('pause', `${paused ? 'Pausing' : 'Unpausing'} node ${profile.name} ... `);
    yield* sleep(process.clock, PAUSE_TIME);
    const containers = machines.runtimeOn(profile.name)?.containers ?? [];
    count += containers.filter(
      ({ state, podNamespace }) => state === 'running' && (namespaces === 'all' || namespaces.includes(podNamespace)),
    ).length;
    machines.life.setPaused(profile.name, namespaces, paused);
  }
  return count;
}

export const logs: MinikubeCommand = {
  name: 'logs',
  group: 'Troubleshooting',
  short: "Logs of the cluster's parts",
  flags: [
    { name: 'follow', shorthand: 'f', type: 'bool', usage: 'And what comes' },
    { name: 'length', type: 'int', default: 60, usage: 'How many lines' },
    { name: 'problems', type: 'bool', usage: 'Only what looks wrong' },
    { name: 'file', type: 'string', usage: 'Into a file' },
    { name: 'node', shorthand: 'n', type: 'string', usage: 'Of one node' },
    { name: 'audit', type: 'bool', usage: "minikube's own commands" },
  ],
  // biome-ignore lint/correctness/useYield: it has nothing to wait for
  *run(invocation) {
    runningNodes(invocation);
    throw notSimulated("The log of the cluster's parts (kubectl get events -A tells what they did)");
  },
};

/** Commands of the real one that this world has nothing for. */
function refused(name: string, short: string, group: MinikubeCommand['group']): MinikubeCommand {
  return {
    name,
    short,
    ...(group === undefined ? {} : { group }),
    inOrder: true,
    // biome-ignore lint/correctness/useYield: it has nothing to wait for
    *run() {
      throw notSimulated(`minikube ${name}`);
    },
  };
}

export const refusedCommands: readonly MinikubeCommand[] = [
  refused('mount', "Mount one of the laptop's directories on the node (not simulated)", 'Advanced'),
  refused('podman-env', 'For podman (not simulated)', 'Configuration and Management'),
  refused('cache', 'Keep images for new clusters (not simulated)', 'Images'),
  refused('ssh-key', "Where the node's key is (not simulated)", 'Troubleshooting'),
  refused('ssh-host', "The node's host key (not simulated)", 'Troubleshooting'),
  refused('update-check', 'The newest version (not simulated)', 'Troubleshooting'),
  refused('license', 'Licenses of dependencies (not simulated)', 'Other'),
];
