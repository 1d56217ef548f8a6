/** A cluster node's computer, connected to the network. */

import type { Random } from '../../../base/random';
import { quantityOf } from '../../../kinds/quantity';
import type { Clock } from '../../clock';
import { Disk } from '../../files/disk';
import { layerOf, type ReadonlyFileLayer } from '../../files/fileLayer';
import { MemoryFiles } from '../../files/memoryFiles';
import { MountedFiles } from '../../files/mountedFiles';
import type { Machine } from '../../machine';
import type { Fabric, NodeAttachment } from '../../network/fabric';
import type { Host } from '../../network/host';
import { executableText } from '../../processes/executable';
import { Kernel } from '../../processes/kernel';
import type { Program } from '../../processes/process';
import { systemMounts } from '../../processes/systemMounts';
import type { NodeProfile } from '../../profile';
import { bootMachine } from './bootMachine';
import { machineFiles } from './machineFiles';

export interface NodeMachineOptions {
  readonly clock: Clock;
  readonly random: Random;
  readonly fabric: Fabric;
  readonly node: NodeProfile;
  /** Names and addresses of the cluster's nodes, for /etc/hosts. */
  readonly neighbours?: readonly { readonly name: string; readonly address: string }[];
  /** The bridge of its pods and who adds their routes, where that isn't the site's network. */
  readonly podNetwork?: Pick<NodeAttachment, 'podBridge' | 'podRoutes'>;
  /** What can be run on it and in its containers: the shell's commands (see WorldOptions.programs). */
  readonly programs: Readonly<Record<string, Program>>;
}

/** Makes a node and puts it on the network; its PID 1 and what it runs are the kubelet's and the runtime's business. */
export function createNodeMachine(options: NodeMachineOptions): Machine & { readonly network: Host } {
  const { clock, random, fabric, node } = options;
  const kernel = new Kernel(clock, random, {
    hostname: node.name,
    memoryBytes: bytesOf(node.memory),
    cpus: Number(node.cpu),
  });
  for (const [name, program] of Object.entries(options.programs)) kernel.programs.set(name, program);
  const neighbours = options.neighbours ?? [];
  const hosts = ['127.0.0.1 localhost', ...neighbours.map((one) => `${one.address} ${one.name}`)];
  const base = layerOf(
    {
      ...machineFiles({ hostname: node.name, osName: node.osImage, hosts }),
      '/etc/kubernetes/manifests/': '',
      '/var/lib/kubelet/': '',
      '/var/lib/containerd/': '',
    },
    { modified: clock.now },
  );
  const disk = new Disk(bytesOf(node.ephemeralStorage), DISK_USED);
  const root = new MemoryFiles({ layers: [base, binariesOf(options.programs, clock.now)], now: () => clock.now, disk });
  const files = new MountedFiles(root, []);
  files.mountSystem(systemMounts({ kernel }));
  const network = fabric.addNode({
    name: node.name,
    address: node.address,
    podCidr: node.podCidr,
    ...(options.podNetwork ?? {}),
    hosts: () => textOf(root, '/etc/hosts'),
  });
  const machine = { name: node.name, kernel, files, network, disk };
  bootMachine(machine);
  return machine;
}

interface Binaries {
  readonly modified: number;
  readonly layer: ReadonlyFileLayer;
}

const binaries = new WeakMap<NodeMachineOptions['programs'], Binaries>();

/** A file for each program, in a layer that all nodes share which were made at the same time. */
function binariesOf(programs: NodeMachineOptions['programs'], modified: number): ReadonlyFileLayer {
  const known = binaries.get(programs);
  if (known?.modified === modified) return known.layer;
  const files = Object.keys(programs).map(
    (name) => [`/usr/bin/${name}`, { text: executableText(name), mode: 0o755 }] as const,
  );
  const layer = layerOf(Object.fromEntries(files), { modified });
  binaries.set(programs, { modified, layer });
  return layer;
}

/** What the system takes of the disk, in bytes. */
const DISK_USED = 3 * 1024 ** 3;

function bytesOf(quantity: string): number {
  return Number(quantityOf(quantity).nano / 1_000_000_000n);
}

function textOf(files: MemoryFiles, path: string): string {
  const text = files.read(path);
  return text.ok ? text.value : '';
}
