/**
 * What the kubelet runs by Docker, as the daemon's own clients see it: `k8s_NAME_POD_NAMESPACE_UID_ATTEMPT`, and a
 * `k8s_POD_...` for each pod's pause container. Who removes one has the kubelet make another.
 *
 * Simplified: they can be looked at, entered, stopped and removed, not started or changed.
 */
import { ok } from '../../base/result';
import type { Container } from '../containers/container';
import type { LocalContainerRuntime } from '../containers/containerRuntime';
import type { Image } from '../containers/images/image';
import type { PodContainer } from '../containers/podContainer';
import type { PodSandbox } from '../containers/podSandbox';
import { MemoryFiles } from '../files/memoryFiles';
import type { MountedFiles } from '../files/mountedFiles';
import { mergedConfig } from './containers/containerConfig';
import { recordContainer } from './containers/containerEvents';
import { DockerContainer } from './containers/dockerContainer';
import type { DaemonContext } from './daemonContext';
import { plainRequest } from './plainRequest';

/** Keeps the daemon's list of containers as the kubelet's runtime has them. */
export function adoptKubeletContainers(context: DaemonContext, runtime: LocalContainerRuntime): void {
  const adopted = new Map<string, DockerContainer>();
  const adopt = (id: string, make: () => DockerContainer) => {
    if (adopted.has(id)) return;
    const container = make();
    adopted.set(id, container);
    context.containers.add(container);
    recordContainer(context, container, 'create');
  };
  const compare = () => {
    for (const sandbox of runtime.podSandboxes) adopt(sandbox.id, () => pauseOf(context, runtime, sandbox));
    for (const one of runtime.podContainers) adopt(one.parts.id, () => containerOf(context, runtime, one));
    const there = new Set([
      ...runtime.podSandboxes.map(({ id }) => id),
      ...runtime.podContainers.map(({ parts }) => parts.id),
    ]);
    for (const [id, container] of adopted) {
      if (there.has(id)) continue;
      adopted.delete(id);
      context.containers.delete(container);
    }
  };
  runtime.onChange(compare);
  runtime.onExit((id) => {
    const container = adopted.get(id);
    if (container === undefined) return;
    recordContainer(context, container, 'die', { exitCode: String(container.container.exitCode) });
    container.stopped();
  });
  compare();
}

function pauseOf(context: DaemonContext, runtime: LocalContainerRuntime, sandbox: PodSandbox): DockerContainer {
  const { id, pause, pauseImage } = sandbox;
  return kubeletContainer(context, {
    id,
    name: nameOf('POD', sandbox, 0),
    image: pauseImage,
    imageName: 'registry.k8s.io/pause:3.10',
    labels: { ...podLabels(sandbox), 'io.kubernetes.docker.type': 'podsandbox' },
    networkMode: sandbox.options.hostNetwork ? 'host' : 'none',
    sandbox,
    command: { entrypoint: null, arguments: [], env: [], tty: false, stdin: false },
    container: pause,
    files: filesOf(pause.place?.files),
    remove: () => runtime.stopSandbox(id),
  });
}

function containerOf(context: DaemonContext, runtime: LocalContainerRuntime, one: PodContainer): DockerContainer {
  const { id, options, image, sandbox, files } = one.parts;
  return kubeletContainer(context, {
    id,
    name: nameOf(options.name, sandbox, options.attempt),
    image,
    imageName: image.id,
    labels: {
      ...podLabels(sandbox),
      'io.kubernetes.container.name': options.name,
      'io.kubernetes.docker.type': 'container',
      'io.kubernetes.sandbox.id': sandbox.id,
    },
    networkMode: `container:${sandbox.id}`,
    sandbox,
    command: {
      entrypoint: options.command.length === 0 ? null : options.command,
      arguments: options.arguments,
      env: options.env.map(([name, value]) => `${name}=${value}`),
      tty: options.tty,
      stdin: options.stdin,
    },
    container: one.container,
    files: filesOf(files),
    remove: () => runtime.removeContainer(id),
  });
}

interface Adoption {
  readonly id: string;
  readonly name: string;
  readonly image: Image;
  readonly imageName: string;
  readonly labels: Readonly<Record<string, string>>;
  readonly networkMode: string;
  readonly sandbox: PodSandbox;
  readonly command: {
    readonly entrypoint: readonly string[] | null;
    readonly arguments: readonly string[];
    readonly env: readonly string[];
    readonly tty: boolean;
    readonly stdin: boolean;
  };
  readonly container: Container;
  readonly files: MemoryFiles;
  remove(): void;
}

function kubeletContainer(context: DaemonContext, adoption: Adoption): DockerContainer {
  const { id, name, image, command, container, files, sandbox, labels } = adoption;
  const request = plainRequest(adoption.imageName, {
    Cmd: command.arguments.length === 0 ? null : command.arguments,
    Entrypoint: command.entrypoint,
    Env: command.env,
    Labels: labels,
    Tty: command.tty,
    OpenStdin: command.stdin,
  });
  const hostConfig = { ...request.HostConfig, NetworkMode: adoption.networkMode };
  return new DockerContainer({
    id,
    name,
    kernel: context.machine.kernel,
    image,
    config: mergedConfig(request, image, sandbox.options.hostname),
    hostConfig,
    links: [],
    files,
    mounts: [],
    hold: { add: () => ok(undefined), release: () => [] },
    kubelet: { container, remove: () => adoption.remove() },
    onExit: () => {},
  });
}

/** As cri-dockerd names them. */
function nameOf(container: string, { options }: PodSandbox, attempt: number): string {
  const { podName, podNamespace, podUid } = options;
  return `k8s_${container}_${podName}_${podNamespace}_${podUid}_${attempt}`;
}

function podLabels({ options }: PodSandbox): Readonly<Record<string, string>> {
  return {
    'io.kubernetes.pod.name': options.podName,
    'io.kubernetes.pod.namespace': options.podNamespace,
    'io.kubernetes.pod.uid': options.podUid,
  };
}

/** The writable layer with what is below. */
function filesOf(files: MountedFiles | undefined): MemoryFiles {
  const root = files?.mounts[0]?.files;
  return root instanceof MemoryFiles ? root : new MemoryFiles();
}
