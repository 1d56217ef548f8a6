/**
 * What the builder needs of the daemon that it lives in. Both builders go through it: BuildKit runs its steps without
 * containers that anybody sees, the classic builder makes one for each step.
 */
import type { Random } from '../../../base/random';
import type { Result } from '../../../base/result';
import type { Clock } from '../../clock';
import type { Image, ImageLayer } from '../../containers/images/image';
import type { ReadonlyFileLayer } from '../../files/fileLayer';
import type { FileSystem } from '../../files/fileSystem';
import type { Trace } from '../../trace';
import type { TransferProgress } from '../daemon';

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
}

export interface RunStep extends BuildStep {
  /** Uppermost first, as a stack of layers is. */
  readonly layers: readonly ReadonlyFileLayer[];
  /** What is mounted on top (--mount); nothing of it gets into the changes. */
  readonly mounts: readonly { readonly path: string; readonly files: FileSystem; readonly readOnly: boolean }[];
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
  /** An image of this machine by name, id, beginning of an id, or digest. */
  findImage(reference: string): Image | undefined;
  /** Every image of this machine, those without a name too; the classic builder looks among them for its cache. */
  readonly images: readonly Image[];
  /** Keeps an image under names in full (`docker.io/library/kubia:latest`), each taken from the image that had it. */
  addImage(image: Image, names: readonly string[]): void;
  /** Asks the registry what a name stands for, without moving any layer; the error is the registry's, in the daemon's words. */
  resolveImage(reference: string, done: (result: Result<Image, string>) => void): Cancel;
  /**
   * BuildKit's way of getting an image: its missing layers are moved to this machine and belong to the builder's cache
   * (until `releaseLayers`); `docker images` does not show it.
   */
  fetchLayers(
    reference: string,
    image: Image,
    progress: (line: TransferProgress) => void,
    done: (result: Result<void, string>) => void,
  ): Cancel;
  /** The cache no longer needs these; those that no image has leave the disk. */
  releaseLayers(layers: readonly ImageLayer[]): void;
  /** The classic builder's way: `docker pull`. */
  pullImage(
    reference: string,
    progress: (line: TransferProgress) => void,
    done: (result: Result<Image, string>) => void,
  ): Cancel;
  /** Runs a step of BuildKit; on being called off, the command is killed. */
  run(step: RunStep, done: (end: Result<StepEnd, StepRefused>) => void): Cancel;
  /** Makes a container of an image for the classic builder; `docker ps -a` shows it, with `argv` as its command. */
  createContainer(image: Image, step: BuildStep): BuildContainer;
}
