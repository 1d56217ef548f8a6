/**
 * The control plane's parts, and what starts and stops them. Where a control plane node runs them as static pods, a part
 * works while its container runs, and stopping it means taking its manifest out of the directory that the kubelet watches,
 * as an administrator would. Elsewhere it is switched as it is.
 *
 * Simplified: an API server without etcd answers nobody until etcd is back; the real one holds requests until they time
 * out, and is started again and again meanwhile.
 */
import type { Program } from '../processes/process';
import type { Trace } from '../trace';
import { giveManifest, takeManifest } from './manifestFiles';
import type { NodeParts } from './nodeParts';

/** Something that works or does not. */
export interface Part {
  readonly running: boolean;
  start(): void;
  stop(): void;
}

/** The parts by the names that the trace has for them, and the static pods that they run in. */
const STATIC_PODS = {
  'api-server': 'kube-apiserver',
  etcd: 'etcd',
  scheduler: 'kube-scheduler',
  'controller-manager': 'kube-controller-manager',
  cloud: 'cloud-controller-manager',
} as const;

export type PartName = keyof typeof STATIC_PODS;

export type ControlPlaneParts = Readonly<Record<Exclude<PartName, 'etcd' | 'cloud'>, Part>> & {
  /** Where the profile has a cloud. */
  readonly cloud: Part | undefined;
};

export interface ControlPlaneOptions {
  readonly trace: Trace;
  /** Asked for when they are needed: nodes are made before them. */
  parts(): ControlPlaneParts;
  /** The node that runs the parts as static pods, where there is one. */
  host(): NodeParts | undefined;
}

export class ControlPlane {
  readonly #options: ControlPlaneOptions;
  #storing = true;
  /** The API server's process runs, whether or not it can do its work. */
  #serving = true;

  constructor(options: ControlPlaneOptions) {
    this.#options = options;
  }

  /** The names of those that stand still. */
  get stopped(): readonly PartName[] {
    return names.filter((name) => this.find(name)?.running === false);
  }

  find(name: string): Part | undefined {
    const parts = this.#options.parts();
    switch (name) {
      case 'etcd':
        return this.#etcd;
      case 'api-server':
        return this.#apiServer;
      case 'scheduler':
      case 'controller-manager':
      case 'cloud':
        return parts[name];
      default:
        return undefined;
    }
  }

  /** All of them at once, whatever they run in: with their machine's power, or frozen and let go on. */
  setRunning(running: boolean): void {
    for (const name of names) {
      if (running) this.find(name)?.start();
      else this.find(name)?.stop();
    }
  }

  /** What an administrator does to stop a part, or to have it again. False: there is no part of that name. */
  switch(name: string, running: boolean): boolean {
    const part = this.find(name);
    if (part === undefined) return false;
    const host = this.#options.host();
    const pod = STATIC_PODS[name as PartName];
    const manifest = host?.manifests.get(pod);
    if (host === undefined || manifest === undefined) {
      this.#options.trace.record({ kind: 'act', actor: name, action: running ? 'start' : 'stop' });
      if (running) part.start();
      else part.stop();
    } else if (running) giveManifest(host.machine.files, pod, manifest);
    else {
      takeManifest(host.machine.files, pod);
      // Nobody watches the directory then, and nobody would start the container again.
      if (!host.kubelet.running) host.endPod(`${pod}-${host.profile.name}`);
    }
    return true;
  }

  /** A program that does what `inner` does, while a part works. undefined: it is no part's. */
  program(command: string, inner: Program): Program | undefined {
    const name = names.find((one) => STATIC_PODS[one] === command);
    if (name === undefined) return undefined;
    const { trace } = this.#options;
    const tell = (action: 'start' | 'stop') => trace.record({ kind: 'act', actor: name, action });
    return (process) => working(this.find(name), inner(process), tell);
  }

  readonly #etcd: Part = (() => {
    const plane = this;
    return {
      get running() {
        return plane.#storing;
      },
      start() {
        plane.#storing = true;
        if (plane.#serving) plane.#options.parts()['api-server'].start();
      },
      stop() {
        plane.#storing = false;
        plane.#options.parts()['api-server'].stop();
      },
    };
  })();

  readonly #apiServer: Part = (() => {
    const plane = this;
    return {
      get running() {
        return plane.#serving;
      },
      start() {
        plane.#serving = true;
        if (plane.#storing) plane.#options.parts()['api-server'].start();
      },
      stop() {
        plane.#serving = false;
        plane.#options.parts()['api-server'].stop();
      },
    };
  })();
}

const names = Object.keys(STATIC_PODS) as PartName[];

/** Runs a part as long as a process of it lives. */
function* working(
  part: Part | undefined,
  inner: ReturnType<Program>,
  tell: (action: 'start' | 'stop') => void,
): ReturnType<Program> {
  if (part?.running === false) tell('start');
  part?.start();
  try {
    return yield* inner;
  } finally {
    if (part?.running === true) tell('stop');
    part?.stop();
  }
}
