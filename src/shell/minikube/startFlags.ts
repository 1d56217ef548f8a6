/** The flags of minikube start: which change something here, which do not, and which are refused. */
import type { Flag } from '../flags/flag';
import { addons } from './addonList';
import { exitingDueTo, exits, notSimulated } from './failure';
import type { MinikubeInvocation } from './minikubeCommand';

export const startFlags: readonly Flag[] = [
  { name: 'nodes', shorthand: 'n', type: 'int', default: 1, usage: 'How many nodes a new cluster has' },
  { name: 'driver', type: 'string', usage: 'What nodes are made with; here docker alone' },
  { name: 'cpus', type: 'string', default: '2', usage: 'CPUs of each node of a new cluster' },
  { name: 'memory', type: 'string', usage: 'Memory of each node of a new cluster (2g, 4096mb, 4096)' },
  { name: 'kubernetes-version', type: 'string', usage: 'The version of Kubernetes (stable, latest, v1.32.0)' },
  { name: 'container-runtime', shorthand: 'c', type: 'string', usage: 'The container runtime; here docker alone' },
  { name: 'disk-size', type: 'string', default: '20000mb', usage: 'Of virtual machines; nothing to the docker driver' },
  { name: 'keep-context', type: 'bool', usage: 'Do not make it the current context of kubectl' },
  { name: 'wait', type: 'strings', usage: 'What to wait for' },
  { name: 'wait-timeout', type: 'duration', default: '6m0s', usage: 'How long to wait' },
  { name: 'install-addons', type: 'bool', default: true, usage: 'Set up add-ons' },
  { name: 'interactive', type: 'bool', default: true, usage: 'Ask where something is unclear' },
  { name: 'force', type: 'bool', usage: 'Go on although it may be risky' },
  { name: 'delete-on-failure', type: 'bool', usage: 'Delete the cluster and try again when it does not start' },
  { name: 'addons', type: 'array', usage: 'Add-ons to switch on' },
  { name: 'cni', type: 'string', usage: 'The network plug-in', notSimulated: true },
  { name: 'feature-gates', type: 'string', usage: 'Features that are tried out', notSimulated: true },
  { name: 'extra-config', type: 'array', usage: 'Settings of single components', notSimulated: true },
  { name: 'apiserver-port', type: 'int', default: 8443, usage: 'The port of the API server', notSimulated: true },
  { name: 'ha', type: 'bool', usage: 'Three control plane nodes', notSimulated: true },
  { name: 'insecure-registry', type: 'strings', usage: 'Registries that are trusted without TLS', notSimulated: true },
  { name: 'registry-mirror', type: 'strings', usage: 'Registries to ask first', notSimulated: true },
  { name: 'static-ip', type: 'string', usage: "The node's address", notSimulated: true },
  { name: 'subnet', type: 'string', usage: "The nodes' network", notSimulated: true },
  { name: 'ports', type: 'strings', usage: 'Ports of the node that the laptop gets', notSimulated: true },
  { name: 'mount', type: 'bool', usage: "Mount one of the laptop's directories", notSimulated: true },
  { name: 'mount-string', type: 'string', usage: 'Which, and where', notSimulated: true },
  { name: 'dry-run', type: 'bool', usage: 'Check the flags only', notSimulated: true },
  { name: 'download-only', type: 'bool', usage: 'Download only', notSimulated: true },
  { name: 'no-kubernetes', type: 'bool', usage: 'Make the node, without Kubernetes', notSimulated: true },
  { name: 'vm-driver', type: 'string', usage: 'The old name of --driver', sameAs: 'driver', hidden: true },
];

/** The least that minikube accepts, in megabytes. */
const LEAST_MEMORY = 1800;
const MOST_NODES = 5;

/** @throws for what this world can't do, in minikube's words where it has some */
export function checkStartFlags({ flags, machines, out }: MinikubeInvocation): void {
  const driver = flags.string('driver');
  if (!['', 'docker'].includes(driver))
    throw exitingDueTo(
      'DRV_UNSUPPORTED_OS',
      exits.unsupported,
      `The driver '${driver}' is not simulated here: nodes are made with docker`,
    );
  const version = flags.string('kubernetes-version');
  if (!['', 'stable', 'latest', machines.profile.version, machines.profile.version.slice(1)].includes(version))
    throw exitingDueTo(
      'K8S_UNSUPPORTED_VERSION',
      exits.unsupported,
      `Kubernetes ${version} is not simulated here: this playground has ${machines.profile.version}`,
    );
  const runtime = flags.string('container-runtime');
  if (!['', 'docker', 'auto'].includes(runtime))
    throw exitingDueTo(
      'RUNTIME_ENABLE',
      exits.unsupported,
      `The runtime '${runtime}' is not simulated here: nodes have docker`,
    );
  checkAddons(flags.strings('addons'));
  checkNodes(flags.int('nodes'));
  if (!machines.life.exists) {
    checkSizes({ flags });
    return;
  }
  for (const [flag, what] of [
    ['memory', 'memory size'],
    ['cpus', 'CPUs'],
    ['nodes', 'number of nodes'],
  ] as const) {
    if (!flags.changed(flag) || (flag === 'nodes' && flags.int('nodes') === machines.life.nodes.length)) continue;
    if (flag === 'nodes')
      out.step(
        'warning',
        'You cannot change the number of nodes for an existing minikube cluster. Please use "minikube node add" to add nodes to an existing cluster.',
      );
    else
      out.step(
        'warning',
        `You cannot change the ${what} for an existing minikube cluster. Please first delete the cluster.`,
      );
  }
}

function checkAddons(names: readonly string[]): void {
  for (const name of names) {
    const known = addons.find((one) => one.name === name);
    if (known?.manifest === undefined && known?.partOfCluster !== true) throw notSimulated(`the add-on "${name}"`);
  }
}

function checkNodes(count: number): void {
  if (count < 1) throw exitingDueTo('MK_USAGE', exits.usage, '--nodes must be 1 or more');
  if (count > MOST_NODES)
    throw exitingDueTo('RSRC_INSUFFICIENT', 23, `more than ${MOST_NODES} nodes are not simulated here`);
}

function checkSizes({ flags }: Pick<MinikubeInvocation, 'flags'>): void {
  const cpus = flags.string('cpus');
  if (!/^\d+$/.test(cpus))
    throw exitingDueTo('MK_USAGE', exits.usage, `The --cpus flag must be a whole number here, not "${cpus}"`);
  if (Number(cpus) < 2)
    throw exitingDueTo(
      'RSRC_INSUFFICIENT_CORES',
      29,
      `Requested cpu count ${cpus} is less than the minimum allowed of 2`,
    );
  if (!flags.changed('memory')) return;
  const memory = megabytes(flags.string('memory'));
  if (Number.isNaN(memory))
    throw exitingDueTo('MK_USAGE', exits.usage, `Unable to parse memory '${flags.string('memory')}'`);
  if (memory < LEAST_MEMORY)
    throw exitingDueTo(
      'RSRC_INSUFFICIENT_REQ_MEMORY',
      26,
      `Requested memory allocation ${memory}MiB is less than the usable minimum of ${LEAST_MEMORY}MB`,
    );
}

/** `4g`, `4096mb`, `4096` in megabytes; NaN when it is none of these. */
export function megabytes(text: string): number {
  const match = /^(\d+(?:\.\d+)?)\s*(b|k|kb|kib|m|mb|mib|g|gb|gib)?$/i.exec(text.trim());
  if (match === null) return Number.NaN;
  const unit = (match[2] ?? 'm').toLowerCase()[0];
  const factor = unit === 'g' ? 1024 : unit === 'k' ? 1 / 1024 : unit === 'b' ? 1 / 1024 ** 2 : 1;
  return Math.floor(Number(match[1]) * factor);
}
