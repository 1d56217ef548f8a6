/** What a build is made of: sources and steps, each on top of others. */
import type { ImageReference } from '../../../base/imageReference';
import type { Image } from '../../containers/images/image';
import type { RunMount } from './dockerfile/instruction';

interface VertexBase {
  /** Unique in the build. */
  readonly id: string;
  /** As it is shown: `[2/3] RUN echo hi`. */
  readonly name: string;
}

/** `FROM` an image, or one that COPY takes from. */
export interface ImageVertex extends VertexBase {
  readonly kind: 'image';
  /** Stages on the same image share it; the last one that is planned gives it its name. */
  name: string;
  readonly reference: ImageReference;
  /** undefined: to be asked for when it is needed (`COPY --from=IMAGE`). */
  readonly image: Image | undefined;
}

/** `[internal] load build context`. */
export interface ContextVertex extends VertexBase {
  readonly kind: 'context';
}

interface StepVertex extends VertexBase {
  /** What it works on; undefined: nothing at all (`FROM scratch`). */
  readonly parent: Vertex | undefined;
  /** What it does, without what it works on: part of its cache key. */
  readonly operation: string;
  /** What the cache has of it isn't asked for (--no-cache, --no-cache-filter). */
  readonly noCache: boolean;
}

export interface MountOfRun {
  readonly type: RunMount['type'];
  readonly target: string;
  readonly readOnly: boolean;
  readonly id: string;
  /** Of `from`. */
  readonly source: string;
  readonly from: Vertex | undefined;
  readonly secret: RunMount['secret'];
}

export interface RunVertex extends StepVertex {
  readonly kind: 'run';
  readonly argv: readonly string[];
  readonly env: ReadonlyMap<string, string>;
  readonly user: string;
  readonly workingDirectory: string;
  readonly network: 'default' | 'none' | 'host';
  readonly mounts: readonly MountOfRun[];
  readonly hosts: readonly (readonly [name: string, address: string])[];
  /** A here-document that is a script: a file that is there while it runs. */
  readonly script: { readonly directory: string; readonly name: string; readonly text: string } | undefined;
}

export interface CopyVertex extends StepVertex {
  readonly kind: 'copy';
  readonly keyword: 'COPY' | 'ADD';
  /** undefined when only here-documents are copied. */
  readonly from: Vertex | undefined;
  readonly sources: readonly string[];
  readonly documents: readonly { readonly name: string; readonly text: string }[];
  /** Absolute; a slash at the end says that it is a directory. */
  readonly destination: string;
  /** As --chown has it; '' for root. */
  readonly owner: string;
  readonly mode: number | undefined;
}

/** WORKDIR. */
export interface DirectoryVertex extends StepVertex {
  readonly kind: 'directory';
  readonly path: string;
  readonly owner: string;
}

export type Step = RunVertex | CopyVertex | DirectoryVertex;

export type Vertex = ImageVertex | ContextVertex | Step;

/** What a vertex needs before it can begin, what it works on first. */
export function inputsOf(vertex: Vertex): readonly Vertex[] {
  if (vertex.kind === 'image' || vertex.kind === 'context') return [];
  const inputs: (Vertex | undefined)[] = [vertex.parent];
  if (vertex.kind === 'copy') inputs.push(vertex.from);
  if (vertex.kind === 'run') inputs.push(...vertex.mounts.map((mount) => mount.from));
  return inputs.filter((input) => input !== undefined);
}

/** Everything that a vertex needs, itself last, each once, inputs before what needs them. */
export function reachable(target: Vertex | undefined): readonly Vertex[] {
  const found = new Set<Vertex>();
  const visit = (vertex: Vertex) => {
    if (found.has(vertex)) return;
    for (const input of inputsOf(vertex)) visit(input);
    found.add(vertex);
  };
  if (target !== undefined) visit(target);
  return [...found];
}
