/** What a client asks of the builder, and what the builder tells it on the way. */
import type { FileTree } from '../../files/fileTree';

export interface BuildRequest {
  /** The Dockerfile's text; undefined: the client found none by that name (`dockerfileName`). */
  readonly dockerfile: string | undefined;
  /** `Dockerfile`, or the last part of -f. */
  readonly dockerfileName: string;
  /** Everything in the context directory; .dockerignore is applied by the builder, which asks only for what it needs. */
  readonly context: FileTree;
  /** The text of .dockerignore (or DOCKERFILE.dockerignore), when there is one. */
  readonly dockerignore: string | undefined;
  readonly tags: readonly string[];
  readonly buildArguments: Readonly<Record<string, string>>;
  readonly labels: Readonly<Record<string, string>>;
  /** A stage's name or number; '' for the last. */
  readonly target: string;
  readonly noCache: boolean;
  readonly pull: boolean;
  /** False: DOCKER_BUILDKIT=0, the classic builder. */
  readonly buildkit: boolean;
  /** The classic builder removes its intermediate containers. */
  readonly removeIntermediate: boolean;
  readonly network: string;
}

/**
 * BuildKit tells of vertexes (numbered by the client in the order of their first mention), the classic builder of
 * text. `at` is the moment in milliseconds since 1970.
 */
export type BuildProgress =
  /** A vertex begins: `[2/3] RUN echo hi`, `[internal] load build context`. */
  | { readonly kind: 'start'; readonly vertex: string; readonly name: string; readonly at: number }
  /** A line below it: `transferring context: 395B`, `exporting layers`; told again when it is done. */
  | {
      readonly kind: 'status';
      readonly vertex: string;
      readonly text: string;
      readonly done: boolean;
      readonly seconds: number;
      readonly at: number;
    }
  /** What the command printed: whole lines, `seconds` since the vertex began. */
  | {
      readonly kind: 'log';
      readonly vertex: string;
      readonly text: string;
      readonly stream: 'stdout' | 'stderr';
      readonly seconds: number;
      readonly at: number;
    }
  | { readonly kind: 'cached'; readonly vertex: string; readonly name: string; readonly at: number }
  | { readonly kind: 'done'; readonly vertex: string; readonly seconds: number; readonly at: number }
  | {
      readonly kind: 'error';
      readonly vertex: string;
      readonly name: string;
      readonly message: string;
      readonly at: number;
    }
  | { readonly kind: 'warning'; readonly text: string; readonly line: number }
  /** The classic builder's output. */
  | { readonly kind: 'text'; readonly stream: 'stdout' | 'stderr'; readonly text: string };
