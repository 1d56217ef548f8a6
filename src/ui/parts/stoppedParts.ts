/** What the picture and the inspector ask about parts that were stopped. */
import type { PlaygroundState } from '../../store/playgroundState';

/** What the world calls a part, where that is another name than the trace's. */
const NAMES: Readonly<Record<string, string>> = { dockerd: 'docker' };

/** The name by which a part is stopped and started. */
export function switchName(actor: string): string {
  return NAMES[actor] ?? actor;
}

type Seen = Pick<PlaygroundState, 'stopped' | 'objects'>;

/** True while the part doesn't work, be it that its machine has no power. */
export function isStopped(state: Seen, actor: string): boolean {
  return state.stopped.includes(switchName(actor)) || machineWithoutPower(state, actor) !== undefined;
}

/** The machine that a part is on, if that is switched off; a part that is a machine is on none. */
export function machineWithoutPower({ stopped, objects }: Seen, actor: string): string | undefined {
  const [part, machine = part === 'dockerd' ? undefined : controlPlaneNode(objects)] = actor.split('/');
  return part !== 'node' && stopped.includes(`node/${machine}`) ? machine : undefined;
}

function controlPlaneNode(objects: Seen['objects']): string | undefined {
  const isControlPlane = (labels: Readonly<Record<string, string>> | undefined) =>
    labels?.['node-role.kubernetes.io/control-plane'] !== undefined;
  return Object.values(objects['nodes'] ?? {}).find(({ metadata }) => isControlPlane(metadata.labels))?.metadata.name;
}
