/**
 * What the builder needs of the daemon that it lives in. Both builders go through it: BuildKit runs its steps without
 * containers that anybody sees, the classic builder makes one for each step.
 */
import type { Random } from '../../../base/random';
import type { Result } from '../../../base/result';
import type { Clock } from '../../clock';
import type { Image } from '../../containers/images/image';
import type { ImageTransfers } from '../../containers/imageTransfers';
import type { MachineImages } from '../../containers/machineImages';
import type { ReadonlyFileLayer } from '../../files/fileLayer';
import type { FileMount } from '../../files/mountTable';
import type { Trace } from '../../trace';

/** Calls off what was begun; nothing happens when it is over already. */
export type Cancel = () => void;

/** A command that is run on top of layers, and what it sees of the world. */
export interface BuildStep {
  readonly argv: readonly string[];
  /** The image's and the build's own, PATH included; HOME and HOSTNAME are added by whoever runs it. */
  readonly env: ReadonlyMap<string, string>;
  /** As the image's configuration has it: '' for root, a name, `name:group` or a number. */
  readonly user: string;
  /** Made when it isn't there, and then part of the changes. */
  readonly workingDirectory: string;
  /** `default`: a network as a container on `bridge` has it; `none`: loopback only; `host`: the daemon's machine's. */
  readonly network: 'default' | 'none' | 'host';
  /** Names and addresses for /etc/hosts. */
  readonly hosts: readonly (readonly [name: string, address: string])[];
}

export interface RunStep extends BuildStep {
  /** Uppermost first, as a stack of layers is. */
  readonly layers: readonly ReadonlyFileLayer[];
  /** What is mounted on top (--mount); nothing of it gets into the changes. */
  readonly mounts: readonly FileMount[];
  /** Output as the command writes it, in pieces of any size. */
  onOutput(stream: 'stdout' | 'stderr', text: string): void;
}

export interface StepEnd {
  /** 128 + the signal's number when a signal ended it; 137 also when it ran out of memory. */
  readonly exitCode: number;
  /**
   * What it changed, without what the runtime itself puts there (/proc, /sys, /dev, /etc/hosts, /etc/hostname,
   * /etc/resolv.conf and the mounts).
   */
  readonly changes: ReadonlyFileLayer;
}

/** Why a command could not even be started: runc's words from `exec: "nope": executable file not found in $PATH` on. */
export interface StepRefused {
  readonly code: 126 | 127;
  readonly reason: string;
  /** runc was not even asked: there is no such user. */
  readonly early?: boolean;
}

/** A container of the classic builder, between being made and being removed. */
export interface BuildContainer {
  readonly id: string;
  /** Runs its command; on being called off, the command is killed. */
  start(
    onOutput: (stream: 'stdout' | 'stderr', text: string) => void,
    done: (end: Result<StepEnd, StepRefused>) => void,
  ): Cancel;
  remove(): void;
}

export interface BuildHost {
  readonly clock: Clock;
  readonly random: Random;
  readonly trace: Trace;
  /** Who the daemon is in the trace. */
  readonly actor: string;
  /** The machine's images; what is built is added here. BuildKit fetches what it misses itself, under a hold. */
  readonly images: MachineImages;
  /** How they come: BuildKit resolves names and fetches layers, the classic builder pulls. */
  readonly transfers: Pick<ImageTransfers, 'resolve' | 'fetchLayers' | 'pull'>;
  /** Runs a step of BuildKit; on being called off, the command is killed. */
  run(step: RunStep, done: (end: Result<StepEnd, StepRefused>) => void): Cancel;
  /**
   * Makes a container of an image (undefined: of nothing, `FROM scratch`) for the classic builder.
   * `docker ps -a` shows it, with `argv` as its command.
   */
  createContainer(image: Image | undefined, step: BuildStep): BuildContainer;
}
