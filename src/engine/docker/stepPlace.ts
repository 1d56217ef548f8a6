/** Where a step of BuildKit runs: the stage's layers with one of its own on top, and a network for that long. */
import type { ContainerCommand, ContainerPlace } from '../containers/container';
import { mountPath } from '../containers/mountPath';
import { layerOf, type ReadonlyFileLayer } from '../files/fileLayer';
import { MemoryFiles } from '../files/memoryFiles';
import { MountedFiles } from '../files/mountedFiles';
import type { FileMount } from '../files/mountTable';
import type { Host } from '../network/host';
import { CONTAINER_CAPABILITIES } from '../processes/capabilities';
import type { RunStep } from './build/host';
import { initLayer } from './containers/initLayer';
import type { DaemonContext } from './daemonContext';

const HOSTNAME = 'buildkitsandbox';

export class StepPlace {
  readonly command: ContainerCommand;
  readonly place: ContainerPlace;
  readonly #context: DaemonContext;
  readonly #root: MemoryFiles;
  readonly #host: Host | undefined;
  /** Mount points that are there for the step only. */
  readonly #stubs: string[] = [];

  constructor(context: DaemonContext, id: string, step: RunStep) {
    this.#context = context;
    const { clock, machine, fabric } = context;
    const layers = [initLayer(clock.now), ...step.layers];
    this.#root = new MemoryFiles({ layers, now: () => clock.now, disk: machine.disk });
    const own = this.#configuration(step);
    const read = (name: string) => {
      const text = own.read(name);
      return text.ok ? text.value : '';
    };
    this.#host =
      step.network === 'host'
        ? undefined
        : fabric.addContainer({
            name: `container/build-${id.slice(0, 12)}`,
            machine: context.host,
            hosts: () => read('/hosts'),
            resolvConf: () => read('/resolv.conf'),
          });
    if (this.#host !== undefined && step.network === 'default') {
      context.networks.byName('bridge')?.parts.bridge?.connect(this.#host, { aliases: [] });
    }
    const mounts = ['hosts', 'hostname', 'resolv.conf'].map((name) => ({
      path: `/etc/${name}`,
      files: own,
      subPath: `/${name}`,
    }));
    this.place = {
      files: new MountedFiles(this.#root, [...mounts, ...step.mounts.map((mount) => this.#mounted(mount))], {
        type: 'overlay',
        source: 'overlay',
      }),
      network: this.#host ?? machine.network,
      cgroup: machine.kernel.rootCgroup.descendant(`system.slice/docker-buildkit-${id.slice(0, 25)}.scope`),
      hostname: HOSTNAME,
    };
    this.command = {
      argv: step.argv,
      env: new Map([...step.env, ['HOSTNAME', HOSTNAME]]),
      workingDirectory: step.workingDirectory,
      user: step.user,
      capabilities: CONTAINER_CAPABILITIES,
      generic: false,
    };
  }

  /** What the command left behind. */
  get changes(): ReadonlyFileLayer {
    return this.#root.changes;
  }

  /** The step is over. */
  remove(): void {
    if (this.#host !== undefined) this.#context.fabric.remove(this.#host);
    this.place.cgroup.remove();
    for (const path of this.#stubs.reverse()) this.#root.remove(path);
  }

  #configuration(step: RunStep): MemoryFiles {
    const { machine, clock } = this.#context;
    const resolv = machine.files.read('/etc/resolv.conf');
    const contents = {
      '/hosts': `127.0.0.1\tlocalhost ${HOSTNAME}\n::1\tlocalhost ip6-localhost ip6-loopback\n${step.hosts.map(([name, address]) => `${address}\t${name}\n`).join('')}`,
      '/hostname': `${HOSTNAME}\n`,
      '/resolv.conf': resolv.ok ? resolv.value : '',
    };
    return new MemoryFiles({ layers: [layerOf(contents, { modified: clock.now })], now: () => clock.now });
  }

  #mounted(mount: FileMount): FileMount {
    const path = mountPath(this.#root, mount.path);
    const missing: string[] = [];
    for (let at = path; at !== '' && !this.#root.stat(at).ok; at = at.slice(0, at.lastIndexOf('/'))) missing.push(at);
    this.#root.makeDirectory(path, { parents: true });
    this.#stubs.push(...missing.reverse());
    return { ...mount, path };
  }
}
