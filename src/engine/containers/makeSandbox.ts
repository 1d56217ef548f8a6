/** Making a pod's sandbox: its network, its cgroup, and the pause container that holds its namespaces. */

import { MemoryFiles } from '../files/memoryFiles';
import { MountedFiles } from '../files/mountedFiles';
import type { Machine } from '../machine';
import type { Fabric } from '../network/fabric';
import type { Host } from '../network/host';
import { podMtu } from '../network/subnetFile';
import { Container } from './container';
import type { Image } from './images/image';
import { cgroupName } from './podContainer';
import { hostsText, PodSandbox } from './podSandbox';
import type { SandboxOptions } from './runtime';
import { endShim, startShim } from './shim';

export interface SandboxParts {
  readonly id: string;
  readonly options: SandboxOptions;
  /** undefined with host network. */
  readonly address: string | undefined;
  readonly machine: Machine;
  readonly fabric: Fabric;
  readonly scheme: string;
  readonly pauseImage: Image;
  /** The pause container has ended, and the namespaces with it. */
  readonly onEnd: () => void;
}

export function makeSandbox(parts: SandboxParts): PodSandbox {
  const { id, options, address, machine, fabric, scheme, pauseImage, onEnd } = parts;
  const { kernel } = machine;
  const host =
    address === undefined
      ? undefined
      : fabric.addPod({
          namespace: options.podNamespace,
          name: options.podName,
          node: machine.name,
          address,
          mtu: podMtu(machine.files),
          dns: { ...options.dns, ndots: ndotsOf(options.dns.options ?? []) },
          hosts: () => hostsText(address, options),
        });
  const published = (host === undefined ? [] : (options.hostPorts ?? [])).map((port) =>
    fabric.publishPod(machine.name, { ...port, container: host as Host }),
  );
  const network = host ?? machine.network;
  const shim = startShim(machine, scheme === 'docker://' ? 'moby' : 'k8s.io', id);
  const cgroup = kernel.rootCgroup.descendant(options.cgroupParent ?? podCgroup(options.podUid));
  cgroup.memoryMax = options.memoryLimitBytes;
  cgroup.cpuMax = options.cpuLimitMillis === undefined ? undefined : options.cpuLimitMillis / 1000;
  const layers = pauseImage.layers.map((layer) => layer.files).reverse();
  const pause = new Container({
    id,
    kernel,
    tty: false,
    stdin: false,
    onExit: () => {
      endShim(machine, shim);
      cgroup.remove();
      for (const takeBack of published) takeBack();
      if (host !== undefined) fabric.remove(host);
      onEnd();
    },
  });
  const { entrypoint, user } = pauseImage.config;
  const command = { argv: entrypoint, env: new Map(), workingDirectory: '/', user, capabilities: undefined };
  const place = {
    files: new MountedFiles(new MemoryFiles({ layers, now: () => kernel.clock.now }), []),
    network,
    cgroup: cgroup.child(cgroupName(id, scheme)),
    hostname: options.hostname,
    parent: shim,
    ...(options.hostNetwork ? { uts: kernel.uts } : {}),
    ...(options.hostIpc === true ? { ipc: kernel.ipc } : {}),
    ...(options.pidNamespace === 'host' ? { pid: kernel } : {}),
  };
  const started = pause.start({ ...command, generic: false }, place);
  const namespaces = pause.place;
  if (!started.ok || namespaces?.uts === undefined || namespaces.ipc === undefined) {
    throw new Error('the pause container does not start');
  }
  const { uts, ipc } = namespaces;
  return new PodSandbox({
    id,
    options,
    address,
    network,
    host,
    pause,
    pauseImage,
    namespaces: { uts, ipc },
    shim,
    cgroup,
    scheme,
  });
}

/** Where the kubelet puts a pod that asks for nothing. */
function podCgroup(uid: string): string {
  return `kubepods.slice/kubepods-besteffort.slice/kubepods-besteffort-pod${uid.replaceAll('-', '_')}.slice`;
}

/** How many dots make a name one that is looked up as it stands first. */
function ndotsOf(options: readonly string[]): number {
  const found = options.flatMap((option) => /^ndots:(\d+)$/.exec(option)?.[1] ?? []);
  return Number(found.at(-1) ?? 1);
}
