/** One node with its runtime, for tests. */

import { Random } from '../../base/random';
import { quickJsModule } from '../../headless/quickJsModule';
import { Clock } from '../clock';
import { createNode } from '../javascript/node';
import type { Machine } from '../machine';
import { Fabric } from '../network/fabric';
import { sleep } from '../processes/kernel';
import type { Program } from '../processes/process';
import type { NodeProfile } from '../profile';
import { Registries, type RegistriesOptions } from '../registries/registries';
import { Trace } from '../trace';
import { createContainerRuntime } from './containerRuntime';
import { createLaptop } from './machines/createLaptop';
import { createNodeMachine } from './machines/createNodeMachine';
import type { ContainerOptions, ContainerRuntime, ContainerStatus, PulledImage, Sandbox } from './runtime';

/** 2026-11-21T07:30:00Z. */
const START = 1_795_246_200_000;

/** Small stand-ins for the shell floor's commands, enough to start containers with. */
const smallPrograms: Readonly<Record<string, Program>> = {
  // biome-ignore lint/correctness/useYield: it ends in its first step
  *echo(process) {
    process.stdout.write(`${process.argv.slice(1).join(' ')}\n`);
    return 0;
  },
  *sleep(process) {
    yield* sleep(process.clock, 1000 * Number(process.argv[1] ?? 0), { background: true });
    return 0;
  },
  // biome-ignore lint/correctness/useYield: it ends in its first step
  *false() {
    return 1;
  },
  // biome-ignore lint/correctness/useYield: it ends in its first step
  *sh(process) {
    process.stdout.write(`${process.argv.join(' ')}\n`);
    return 0;
  },
  *cat(process) {
    const path = process.argv[1];
    if (path === undefined) {
      for (;;) {
        const text = process.stdin.take();
        if (text === undefined) return 0;
        if (text !== '') process.stdout.write(text);
        else yield (wake) => process.stdin.onReadable(wake);
      }
    }
    const text = process.files.read(path);
    process.stdout.write(text.ok ? text.value : `cat: ${text.error.code}\n`);
    return text.ok ? 0 : 1;
  },
};

function nodeProfile(number: number): NodeProfile {
  return {
    name: `node-${number}`,
    address: `10.0.0.${10 + number}`,
    podCidr: `10.244.${number}.0/24`,
    cpu: '2',
    memory: '4Gi',
    pods: 110,
    roles: [],
    taints: [],
    labels: {},
    osImage: 'Debian GNU/Linux 12 (bookworm)',
    kernelVersion: '6.1.0-28-amd64',
    ephemeralStorage: '20Gi',
  };
}

export interface TestNodesOptions {
  /** Of a world that is there already (see `testApi`). */
  readonly world?: { readonly clock: Clock; readonly trace: Trace; readonly random: Random };
  readonly nodes?: number;
  readonly registries?: RegistriesOptions;
  readonly durations?: { sandbox?: number; pull?: number; stop?: number };
  /** What machines and images hold; left out, a few small stand-ins. */
  readonly programs?: Readonly<Record<string, Program>>;
}

export function testNodes(options: TestNodesOptions = {}) {
  const programs = options.programs ?? smallPrograms;
  const clock = options.world?.clock ?? new Clock(START);
  const trace = options.world?.trace ?? new Trace(clock);
  const random = options.world?.random ?? new Random(1);
  const fabric = new Fabric({ clock, trace, random });
  const registries = new Registries(options.registries);
  const laptop = createLaptop({ clock, random, fabric, programs });
  const nodes = Array.from({ length: options.nodes ?? 1 }, (_, index) => {
    const node = nodeProfile(index + 1);
    const machine = createNodeMachine({ clock, random, fabric, node, programs });
    machine.kernel.programs.set('node', createNode(quickJsModule()));
    const { durations } = options;
    const scheme = 'containerd://';
    const runtime = createContainerRuntime({
      clock,
      trace,
      random,
      machine,
      podCidr: node.podCidr,
      fabric,
      registries,
      scheme,
      version: '1.7.24',
      durations,
    });
    return new TestNode(clock, machine.name, runtime, machine);
  });
  return { clock, trace, random, fabric, registries, laptop, nodes, node: nodes[0]! };
}

class TestNode {
  readonly clock: Clock;
  readonly name: string;
  readonly runtime: ContainerRuntime;
  readonly machine: Machine;

  constructor(clock: Clock, name: string, runtime: ContainerRuntime, machine: Machine) {
    this.clock = clock;
    this.name = name;
    this.runtime = runtime;
    this.machine = machine;
  }

  pull(image: string): PulledImage {
    let pulled: PulledImage | undefined;
    this.runtime.pullImage(image, (result) => {
      if (!result.ok) throw new Error(result.error.message);
      pulled = result.value;
    });
    this.clock.settle();
    return pulled!;
  }

  sandbox(podName: string, more: { hostNetwork?: boolean; nameserver?: string } = {}): Sandbox {
    let made: Sandbox | undefined;
    this.runtime.createSandbox(
      {
        podName,
        podNamespace: 'default',
        podUid: podName,
        hostname: podName,
        hostNetwork: more.hostNetwork === true,
        dns: {
          nameservers: more.nameserver === undefined ? [] : [more.nameserver],
          searches: ['default.svc.cluster.local', 'svc.cluster.local', 'cluster.local'],
          options: ['ndots:5'],
        },
      },
      (result) => {
        if (!result.ok) throw new Error(result.error);
        made = result.value;
      },
    );
    this.clock.settle();
    return made!;
  }

  create(sandbox: Sandbox, options: Partial<ContainerOptions> & { image: string }): string {
    const created = this.runtime.createContainer(sandbox.id, {
      name: 'main',
      command: [],
      arguments: [],
      env: [],
      mounts: [],
      stdin: false,
      tty: false,
      attempt: 0,
      ...options,
    });
    if (!created.ok) throw new Error(created.error.message);
    return created.value;
  }

  /** Pulls, makes a pod with one container and starts it. */
  run(podName: string, options: Partial<ContainerOptions> & { image: string }): { id: string; sandbox: Sandbox } {
    this.pull(options.image);
    const sandbox = this.sandbox(podName);
    const id = this.create(sandbox, options);
    const started = this.runtime.startContainer(id);
    if (!started.ok) throw new Error(started.error.message);
    this.clock.advance(5);
    return { id, sandbox };
  }

  status(id: string): ContainerStatus {
    return this.runtime.status(id)!;
  }

  logs(id: string): string {
    return (this.runtime.logs(id)?.lines ?? []).map((line) => line.text).join('');
  }
}
