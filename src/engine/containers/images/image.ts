/** What an image is: layers of files, how to run what is in them, and how it came to be. */

import type { LayerContents } from '../../files/fileLayer';
import { executableText } from '../../processes/executable';
import { type Signal, signalNumbers } from '../../processes/process';
import { digestOf, type ImageLayer } from './layer';
import { configText, manifestText } from './manifest';

export type { ImageLayer } from './layer';

/** How Docker finds out whether a container is well. */
export interface HealthCheck {
  /** `['NONE']`, `['CMD', ...]` or `['CMD-SHELL', text]`. */
  readonly test: readonly string[];
  /** Milliseconds; left out: Docker's defaults (30 s, 30 s, 0, 5 s). */
  readonly interval?: number;
  readonly timeout?: number;
  readonly startPeriod?: number;
  readonly startInterval?: number;
  /** Failures in a row; left out: 3. */
  readonly retries?: number;
}

/** How a container of the image runs, where nothing else is asked for. Empty texts and lists: nothing was said. */
export interface ImageConfig {
  readonly entrypoint: readonly string[];
  readonly command: readonly string[];
  readonly env: readonly (readonly [string, string])[];
  /** Empty: `/`. */
  readonly workingDirectory: string;
  /** `80/tcp`. */
  readonly exposedPorts: readonly string[];
  /** `node`, `1000:1000`; empty: root. */
  readonly user: string;
  /** As STOPSIGNAL says it, a name or a number; empty: SIGTERM. */
  readonly stopSignal: string;
  readonly labels: Readonly<Record<string, string>>;
  /** Paths that get an anonymous volume. */
  readonly volumes: readonly string[];
  readonly healthcheck?: HealthCheck;
  /** What the shell form of instructions uses, where it isn't `/bin/sh -c`. */
  readonly shell?: readonly string[];
  /** Instructions for whoever builds on it. */
  readonly onBuild: readonly string[];
  /** BuildKit's mark that CMD was given; left out: it has a command. */
  readonly argsEscaped?: boolean;
}

/** One instruction that the image came from. */
export interface HistoryEntry {
  /** Milliseconds since 1970. */
  readonly created: number;
  readonly createdBy: string;
  /** True when it made no layer. */
  readonly emptyLayer: boolean;
  readonly comment: string;
  readonly author: string;
}

export interface ImageContent {
  readonly config: ImageConfig;
  /** Lowest first. Images that share a layer share the object. */
  readonly layers: readonly ImageLayer[];
  /** Oldest first; as many entries that aren't empty as there are layers, where it is complete. */
  readonly history: readonly HistoryEntry[];
  /** Milliseconds since 1970. */
  readonly created: number;
  readonly author: string;
  readonly comment: string;
  readonly architecture: string;
  readonly os: string;
  /** The image that the classic builder or `docker commit` made it from, by ID. Known only to its own machine. */
  readonly parent?: string;
  /** Stands for an image that we don't know: a command that isn't in its files runs as a program that only waits. */
  readonly generic?: boolean;
}

export interface Image extends ImageContent {
  /** Of the configuration: the image's ID, `sha256:...`. */
  readonly id: string;
  /** Of the manifest: what comes after the `@` of a repository digest. */
  readonly digest: string;
}

/** An image out of what it is made of; its ID and digest follow from that. */
export function createImage(content: ImageContent): Image {
  return new MadeImage(content);
}

/** Hashes when somebody asks. */
class MadeImage implements Image {
  readonly config: ImageConfig;
  readonly layers: readonly ImageLayer[];
  readonly history: readonly HistoryEntry[];
  readonly created: number;
  readonly author: string;
  readonly comment: string;
  readonly architecture: string;
  readonly os: string;
  declare readonly parent?: string;
  declare readonly generic?: boolean;
  #id: string | undefined;
  #digest: string | undefined;

  constructor(content: ImageContent) {
    this.config = content.config;
    this.layers = content.layers;
    this.history = content.history;
    this.created = content.created;
    this.author = content.author;
    this.comment = content.comment;
    this.architecture = content.architecture;
    this.os = content.os;
    if (content.parent !== undefined) this.parent = content.parent;
    if (content.generic !== undefined) this.generic = content.generic;
  }

  get id(): string {
    this.#id ??= digestOf(configText(this));
    return this.#id;
  }

  get digest(): string {
    this.#digest ??= digestOf(manifestText(this));
    return this.#digest;
  }
}

/** What an image has when nothing was said. */
export const emptyConfig: ImageConfig = {
  entrypoint: [],
  command: [],
  env: [],
  workingDirectory: '',
  exposedPorts: [],
  user: '',
  stopSignal: '',
  labels: {},
  volumes: [],
  onBuild: [],
};

/** What a container of the image is asked to end with; a text that names no signal that we know counts as SIGTERM. */
export function stopSignalOf(config: ImageConfig): Signal {
  const text = config.stopSignal.toUpperCase();
  for (const [name, number] of Object.entries(signalNumbers)) {
    if (text === name || text === name.slice('SIG'.length) || text === String(number)) return name as Signal;
  }
  return 'SIGTERM';
}

/** Executable files in a directory, each running the program of its name. */
export function binaries(directory: string, names: readonly string[], sizeBytes = 35_000): LayerContents {
  return Object.fromEntries(names.map((name) => [`${directory}/${name}`, binary(name, sizeBytes)]));
}

/** One executable file that runs a program. */
export function binary(
  program: string,
  sizeBytes = 35_000,
  build?: string,
): { text: string; mode: number; size: number } {
  return { text: executableText(program, build), mode: 0o755, size: sizeBytes };
}
