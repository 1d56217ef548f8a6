/** Looks into containers, on the laptop and on nodes, and remembers as much as it takes to say how busy they are. */
import type { World } from '../../engine';
import type { Machine } from '../../engine/machine';
import type { ClusterObject } from '../../kinds/object';
import type { Pod } from '../../kinds/pod';
import type { ContainerDetail, ContainerName } from './containerDetail';
import { inspectDocker } from './inspectDocker';
import { inspectPodContainer } from './inspectPodContainer';
import { lookInside } from './lookInside';

interface Reading {
  readonly time: number;
  readonly usage: number;
  readonly cores: number;
}

const CALLER = { user: 'kubernetes-admin', groups: ['system:masters'], actor: 'diagram' };
/** What was used is measured over at least this much of the world's time, in milliseconds. */
const LEAST = 300;

export class ContainerInspector {
  readonly #world: World;
  readonly #readings = new Map<string, Reading>();

  constructor(world: World) {
    this.#world = world;
  }

  /** Undefined when there is no such container. */
  inspect({ machine: name, id }: ContainerName): ContainerDetail | undefined {
    const { docker, laptop } = this.#world;
    if (name === 'laptop') {
      const inside = lookInside(laptop, id, (other) => this.#dockerName(other));
      return docker && inspectDocker(docker, id, inside, this.#cores(id, inside?.cpuUsage));
    }
    const machine: Machine | undefined = this.#world.node(name);
    const pods = this.#pods();
    const pod = pods.find((one) => statusesOf(one).some(({ containerID }) => containerID?.endsWith(id) === true));
    if (machine === undefined || pod === undefined) return undefined;
    const inside = lookInside(machine, id, (other) => nameIn(pod, other));
    return inspectPodContainer(pod, id, inside, this.#cores(id, inside?.cpuUsage));
  }

  #dockerName(id: string): string | undefined {
    const inspected = this.#world.docker?.containers.inspect(id);
    return inspected?.ok === true ? String(inspected.value['Name']).replace(/^\//, '') : undefined;
  }

  #pods(): readonly Pod[] {
    const answer = this.#world.api.handle({ method: 'GET', path: '/api/v1/pods' }, CALLER);
    return answer.code === 200 ? ((answer.body as { items: readonly ClusterObject[] }).items as readonly Pod[]) : [];
  }

  /** Cores in use since it was looked at last. */
  #cores(id: string, usage: number | undefined): number {
    if (usage === undefined) {
      this.#readings.delete(id);
      return 0;
    }
    const { now } = this.#world.clock;
    const before = this.#readings.get(id);
    if (before !== undefined && now - before.time < LEAST) return before.cores;
    const cores = before === undefined || usage < before.usage ? 0 : (usage - before.usage) / (now - before.time);
    this.#readings.set(id, { time: now, usage, cores });
    return cores;
  }
}

function statusesOf({ status }: Pod) {
  return status?.containerStatuses ?? [];
}

/** Another container of the same pod; the one that holds its sandbox is in no status. */
function nameIn(pod: Pod, id: string): string {
  return statusesOf(pod).find(({ containerID }) => containerID?.endsWith(id) === true)?.name ?? 'pause';
}
