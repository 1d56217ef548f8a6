/** The learner's laptop. */
import type { Random } from '../../../base/random';
import type { Clock } from '../../clock';
import { Disk } from '../../files/disk';
import { type LayerContents, layerOf } from '../../files/fileLayer';
import { MemoryFiles } from '../../files/memoryFiles';
import { MountedFiles } from '../../files/mountedFiles';
import type { Machine } from '../../machine';
import type { Fabric } from '../../network/fabric';
import type { Host } from '../../network/host';
import { DEBIAN_BUSYBOX } from '../../processes/busybox';
import { executableText } from '../../processes/executable';
import { Kernel } from '../../processes/kernel';
import type { Program } from '../../processes/process';
import { systemMounts } from '../../processes/systemMounts';
import { bootMachine } from './bootMachine';
import { machineFiles } from './machineFiles';

export interface LaptopOptions {
  readonly clock: Clock;
  readonly random: Random;
  readonly fabric: Fabric;
  /** What can be run on it; each has a file in /usr/bin. */
  readonly programs: Readonly<Record<string, Program>>;
  /** In the nodes' network; 10.0.0.2 when left out. */
  readonly address?: string;
  /** In bytes; 4 GiB when left out. */
  readonly memoryBytes?: number;
  /** More files, by absolute path: the kubeconfig, lessons' files, ~/.bashrc. */
  readonly contents?: LayerContents;
}

/** In bytes: the disk, and what the system takes of it. */
const DISK_SIZE = 20 * 1024 ** 3;
const DISK_USED = 4 * 1024 ** 3;

/** Programs of which there are several builds. */
const BUILDS: Readonly<Record<string, string>> = { busybox: DEBIAN_BUSYBOX };

const LAPTOP_HOME = '/home/learner';

/** Makes the laptop and puts it on the nodes' network, from which it reaches nodes and load balancers. */
export function createLaptop(options: LaptopOptions): Machine & { readonly network: Host } {
  const { clock, random, fabric, programs } = options;
  const memory = options.memoryBytes === undefined ? {} : { memoryBytes: options.memoryBytes };
  const kernel = new Kernel(clock, random, { hostname: 'laptop', ...memory });
  for (const [name, program] of Object.entries(programs)) kernel.programs.set(name, program);
  const now = () => clock.now;
  const binaries = Object.keys(programs).map((name) => {
    const directory = name === 'kubectl' || name === 'minikube' ? '/usr/local/bin' : '/usr/bin';
    return [`${directory}/${name}`, { text: executableText(name, BUILDS[name]), mode: 0o755 }] as const;
  });
  const system = layerOf(
    {
      ...machineFiles({
        hostname: 'laptop',
        osName: 'Debian GNU/Linux 12 (bookworm)',
        hosts: ['127.0.0.1\tlocalhost', '127.0.1.1\tlaptop', '::1\tlocalhost ip6-localhost ip6-loopback'],
      }),
      ...Object.fromEntries(binaries),
    },
    { modified: clock.now },
  );
  const home = layerOf({ [`${LAPTOP_HOME}/`]: '', ...options.contents }, { modified: clock.now, owner: 'learner' });
  const disk = new Disk(DISK_SIZE, DISK_USED);
  // Only the home is the learner's, not the directories above it.
  const above = layerOf({ '/home/': '' }, { modified: clock.now });
  const root = new MemoryFiles({ layers: [above, home, system], now, owner: 'learner', disk });
  const files = new MountedFiles(root, []);
  files.mountSystem(systemMounts({ kernel }));
  const hosts = () => {
    const text = root.read('/etc/hosts');
    return text.ok ? text.value : '';
  };
  const network = fabric.addLaptop({ hosts, ...(options.address === undefined ? {} : { address: options.address }) });
  const laptop = { name: 'laptop', kernel, files, network, disk };
  bootMachine(laptop);
  return laptop;
}
