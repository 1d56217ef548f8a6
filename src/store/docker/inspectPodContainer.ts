/** A container of a pod in detail: what the API says of it, and what its node says. */
import { parseTime } from '../../base/time';
import type { MemoryFiles } from '../../engine/files/memoryFiles';
import type { Pod } from '../../kinds/pod';
import type { ContainerDetail } from './containerDetail';
import { filesChangedIn } from './filesChanged';
import { type Inside, NOT_RUNNING } from './lookInside';

const MOST_CHANGES = 200;

/** Undefined when the pod has no container with that ID. */
export function inspectPodContainer(
  pod: Pod,
  id: string,
  inside: Inside | undefined,
  cores: number,
): ContainerDetail | undefined {
  const status = pod.status?.containerStatuses?.find(({ containerID }) => containerID?.endsWith(id) === true);
  const spec = pod.spec.containers.find(({ name }) => name === status?.name);
  if (status === undefined || spec === undefined) return undefined;
  const { running, terminated } = status.state ?? {};
  const ended = terminated ?? status.lastState?.terminated;
  const changes = inside === undefined ? [] : filesChangedIn(writableOf(inside));
  const { cpuUsage: _, cpuMax, init: __, ...seen } = { init: undefined, ...(inside ?? NOT_RUNNING) };
  const init = inside?.init;
  return {
    ...seen,
    id,
    name: status.name,
    image: spec.image ?? status.image,
    imageId: status.imageID ?? '',
    layers: [],
    hostname: init?.hostname ?? pod.metadata.name,
    command: init?.title.join(' ') ?? [...(spec.command ?? []), ...(spec.args ?? [])].join(' '),
    workingDirectory: init?.workingDirectory ?? '/',
    user: init?.user ?? '',
    state: running === undefined ? 'exited' : 'running',
    startedAt: momentOf(running?.startedAt ?? terminated?.startedAt),
    finishedAt: momentOf(terminated?.finishedAt),
    exitCode: terminated?.exitCode,
    outOfMemory: ended?.reason === 'OOMKilled',
    error: terminated?.message ?? '',
    restartPolicy: pod.spec.restartPolicy ?? '',
    restarts: status.restartCount,
    environment: [...(init?.env ?? [])].map(([name, value]) => `${name}=${value}`),
    cpu: { used: cores, limit: cpuMax },
    changes: changes.slice(0, MOST_CHANGES),
    moreChanges: Math.max(0, changes.length - MOST_CHANGES),
    mounts: (spec.volumeMounts ?? []).map((mount) => ({
      type: typeOf(pod, mount.name),
      source: mount.name,
      target: mount.mountPath,
      readOnly: mount.readOnly === true,
    })),
    networkMode: '',
    ports: (spec.ports ?? []).map(({ containerPort, hostPort }) => ({
      host: hostPort === undefined ? '' : String(hostPort),
      container: String(containerPort),
    })),
    logs: '',
  };
}

function momentOf(time: unknown): number | undefined {
  return typeof time === 'string' ? parseTime(time) : undefined;
}

/** `configMap`, `emptyDir`: the kind of a pod's volume. */
function typeOf({ spec }: Pod, name: string): string {
  const volume = spec.volumes?.find((one) => one.name === name);
  return Object.keys(volume ?? {}).find((key) => key !== 'name') ?? 'volume';
}

/** The root file system of its first process, where that is layers with a writable one on top. */
function writableOf({ init }: Inside): Partial<MemoryFiles> | undefined {
  return init.namespaces.mount.files.mounts[0]?.files as Partial<MemoryFiles> | undefined;
}
