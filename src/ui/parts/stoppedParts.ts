/** What the picture and the inspector ask about parts that were stopped. */
import type { ObjectName } from '../../engine/trace';
import type { Deployment } from '../../kinds/deployment';
import type { ClusterObject, PlaygroundState } from '../../store/playgroundState';

/** What the world calls a part, where that is another name than the trace's. */
const NAMES: Readonly<Record<string, string>> = { dockerd: 'docker' };

const NAME_SERVICE = 'kube-system/coredns';
const NAME_SERVICE_OBJECTS: ReadonlySet<string> = new Set([
  `deployments.apps ${NAME_SERVICE}`,
  'services kube-system/kube-dns',
]);
const CONTROL_PLANE: ReadonlySet<string> = new Set(['api-server', 'etcd', 'scheduler', 'controller-manager', 'cloud']);

/** The name by which a part is stopped and started. */
export function switchName(actor: string): string {
  return NAMES[actor] ?? actor;
}

type Seen = Pick<PlaygroundState, 'stopped' | 'objects'>;

/** True while the part doesn't work, be it that its machine has no power. */
export function isStopped(state: Seen, actor: string): boolean {
  if (actor === 'dns') return nameServersWanted(state.objects) === 0;
  return state.stopped.includes(switchName(actor)) || machineWithoutPower(state, actor) !== undefined;
}

/** The machine that a part is on, if that is switched off; a part that is a machine is on none. */
export function machineWithoutPower({ stopped, objects }: Seen, actor: string): string | undefined {
  const [part = '', named] = actor.split('/');
  const machine = CONTROL_PLANE.has(part) ? controlPlaneNode(objects)?.metadata.name : named;
  return part !== 'node' && stopped.includes(`node/${machine}`) ? machine : undefined;
}

/** The node whose machine the control plane's parts are on; undefined where it is none of the cluster's. */
export function controlPlaneNode(objects: Seen['objects']): ClusterObject | undefined {
  const isControlPlane = ({ metadata }: ClusterObject) =>
    metadata.labels?.['node-role.kubernetes.io/control-plane'] !== undefined;
  return Object.values(objects['nodes'] ?? {}).find(isControlPlane);
}

/** The name service is a Deployment: stopped when none of its pods are wanted. */
function nameServersWanted(objects: Seen['objects']): number | undefined {
  const deployment = objects['deployments.apps']?.[NAME_SERVICE] as Deployment | undefined;
  return deployment?.spec.replicas;
}

/** The part of the cluster that an object stands for. undefined: it is an object like others. */
export function partOfObject({ resource, namespace, name }: ObjectName): string | undefined {
  return NAME_SERVICE_OBJECTS.has(`${resource} ${namespace}/${name}`) ? 'dns' : undefined;
}
