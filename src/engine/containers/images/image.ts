/** What an image is: layers of files, each with its digest, and how to run what is in them. */
import { hash32 } from '../../../base/hash';
import { type LayerContents, layerOf, type ReadonlyFileLayer } from '../../files/fileLayer';
import { executableText } from '../../processes/executable';
import type { Program, Signal } from '../../processes/process';

export interface ImageLayer {
  /** `sha256:...`; images that share a layer share its digest. */
  readonly digest: string;
  /** What travels over the network, in bytes (compressed). */
  readonly sizeBytes: number;
  readonly files: ReadonlyFileLayer;
}

interface ImageConfig {
  readonly entrypoint: readonly string[];
  readonly command: readonly string[];
  readonly env: readonly (readonly [string, string])[];
  readonly workingDirectory: string;
  readonly exposedPorts: readonly number[];
  readonly user: string;
  readonly stopSignal: Signal;
}

export interface Image {
  /** Tags in its repository, such as `latest` and `1.27`. */
  readonly tags: readonly string[];
  /** Of the configuration: the image's ID, `sha256:...`. */
  readonly id: string;
  /** Of the manifest: what comes after the `@` of a repository digest. */
  readonly digest: string;
  readonly config: ImageConfig;
  /** Lowest first. */
  readonly layers: readonly ImageLayer[];
  /** Stands for an image that we don't know: a command that isn't in its files runs as a program that only waits. */
  readonly generic?: boolean;
}

/** A repository of a registry: what one image file of this folder declares. */
export interface Repository {
  /** `docker.io/library/nginx`. */
  readonly name: string;
  readonly images: readonly Image[];
  /** Its first image answers to any tag that looks like a version (`8.0`, `3.12-slim`). */
  readonly anyVersion?: boolean;
  /** Programs of its own, by the names that its executable files hold. */
  readonly programs?: Readonly<Record<string, Program>>;
}

const STANDARD_PATH = '/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin';

/** A layer with a digest that follows from `name`: two layers of the same name are the same layer. */
export function imageLayer(name: string, sizeBytes: number, contents: LayerContents): ImageLayer {
  return { digest: digestOf(`layer ${name}`), sizeBytes, files: layerOf(contents) };
}

export interface ImageDescription {
  /** The repository with a word for the version, from which the digests follow. */
  readonly name: string;
  readonly tags: readonly string[];
  readonly layers: readonly ImageLayer[];
  readonly entrypoint?: readonly string[];
  readonly command?: readonly string[];
  /** Without PATH, which is added. */
  readonly env?: Readonly<Record<string, string>>;
  readonly path?: string;
  readonly workingDirectory?: string;
  readonly exposedPorts?: readonly number[];
  readonly user?: string;
  readonly stopSignal?: Signal;
  readonly generic?: boolean;
}

/** An image out of its description, with what Docker fills in. */
export function image(description: ImageDescription): Image {
  return {
    tags: description.tags,
    id: digestOf(`config ${description.name}`),
    digest: digestOf(`manifest ${description.name}`),
    config: {
      entrypoint: description.entrypoint ?? [],
      command: description.command ?? [],
      env: [['PATH', description.path ?? STANDARD_PATH], ...Object.entries(description.env ?? {})],
      workingDirectory: description.workingDirectory ?? '/',
      exposedPorts: description.exposedPorts ?? [],
      user: description.user ?? 'root',
      stopSignal: description.stopSignal ?? 'SIGTERM',
    },
    layers: description.layers,
    ...(description.generic === true ? { generic: true } : {}),
  };
}

/** Executable files in a directory, each running the program of its name. */
export function binaries(directory: string, names: readonly string[], sizeBytes = 35_000): LayerContents {
  return Object.fromEntries(names.map((name) => [`${directory}/${name}`, binary(name, sizeBytes)]));
}

/** One executable file that runs a program. */
export function binary(program: string, sizeBytes = 35_000): { text: string; mode: number; size: number } {
  return { text: executableText(program), mode: 0o755, size: sizeBytes };
}

/** A made-up SHA-256 that follows from a text. */
export function digestOf(text: string): string {
  let hex = '';
  for (let i = 0; i < 8; i++) hex += hash32(`${i} ${text} ${i}`).toString(16).padStart(8, '0');
  return `sha256:${hex}`;
}
