/** What commands need to know of the cluster before they do anything: that there is one, and that it runs. */
import type { NodeLife } from '../../engine/boot/clusterLife';
import type { NodeProfile } from '../../engine/profile';
import { exits, MinikubeFailure } from './failure';
import type { MinikubeInvocation } from './minikubeCommand';

export const MINIKUBE_VERSION = 'v1.35.0';
export const BASE_IMAGE = 'v0.0.46';

type Asked = Pick<MinikubeInvocation, 'machines' | 'profile'>;

/** True where the world's cluster is one that minikube made. */
export function isMinikube({ machines }: Pick<Asked, 'machines'>): boolean {
  return machines.profile.name === 'minikube';
}

/** The nodes of the named cluster. @throws when there is no such cluster */
export function nodesOf({ machines, profile }: Asked): readonly NodeLife[] {
  const { life } = machines;
  if (!isMinikube({ machines }) || profile !== machines.profile.clusterName || !life.exists) throw notFound(profile);
  return life.nodes;
}

/** The node that is control plane. */
export function primaryOf(nodes: readonly NodeLife[]): NodeLife {
  const found = nodes.find(({ profile }) => profile.roles.includes('control-plane'));
  if (found === undefined) throw notFound('minikube');
  return found;
}

/** The nodes of a cluster that runs. @throws when it does not */
export function runningNodes(asked: Asked): readonly NodeLife[] {
  const nodes = nodesOf(asked);
  const primary = primaryOf(nodes);
  if (!primary.powered) {
    throw new MinikubeFailure(
      exits.guestUnavailable,
      { style: 'shrug', text: `The control-plane node ${primary.profile.name} host is not running: state=Stopped` },
      startTip(asked.profile),
    );
  }
  return nodes;
}

/** As runningNodes, with an API server that answers. */
export function healthyNodes(asked: Asked): readonly NodeLife[] {
  const nodes = runningNodes(asked);
  const primary = primaryOf(nodes);
  if (primary.paused || !asked.machines.life.serving) {
    const { name } = primary.profile;
    const state = primary.paused ? 'Paused' : 'Stopped';
    throw new MinikubeFailure(
      exits.guestUnavailable,
      { style: 'shrug', text: `The control-plane node ${name} apiserver is not running: (state=${state})` },
      startTip(asked.profile),
    );
  }
  return nodes;
}

/** One node by the name that -n takes: `minikube-m02` or `m02`. @throws when there is none */
export function nodeNamed(nodes: readonly NodeLife[], name: string): NodeLife {
  if (name === '') return primaryOf(nodes);
  const found = nodes.find(({ profile }) => profile.name === name || shortName(profile) === name);
  if (found !== undefined) return found;
  throw new MinikubeFailure(exits.guestNotFound, {
    style: 'failure',
    text: `Exiting due to GUEST_NODE_RETRIEVE: retrieving node: Could not find node ${name}`,
  });
}

/** minikube's own short name of a node: `m02`; nothing of the first one. */
function shortName({ name }: NodeProfile): string {
  return /-(m\d+)$/.exec(name)?.[1] ?? '';
}

function startTip(profile: string) {
  const flag = profile === 'minikube' ? '' : ` -p ${profile}`;
  return { style: 'tip', text: `To start a cluster, run: "minikube start${flag}"` } as const;
}

function notFound(profile: string): MinikubeFailure {
  return new MinikubeFailure(
    exits.guestNotFound,
    { style: 'shrug', text: `Profile "${profile}" not found. Run "minikube profile list" to view all profiles.` },
    startTip(profile),
  );
}
