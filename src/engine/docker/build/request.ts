/** What a client asks of the builder, and what the builder tells it on the way. */
import type { FileTree } from '../../files/fileTree';

/** An image of the daemon's, the result's files for the client (as they are, or in one archive), or nothing but the cache. */
export type BuildOutput = 'image' | 'directory' | 'tarball' | 'none';

/** What a build comes to: an image's id, or the files that go to the client. */
export interface BuildAnswer {
  /** '' without an image. */
  readonly Id: string;
  readonly Files?: FileTree;
}

export interface BuildRequest {
  /** The Dockerfile's text; undefined: the client found none by that name (`dockerfileName`). */
  readonly dockerfile: string | undefined;
  /** `Dockerfile`, or the last part of -f. */
  readonly dockerfileName: string;
  /** Everything in the context directory; .dockerignore is applied by the builder, which asks only for what it needs. */
  readonly context: FileTree;
  /** The text of .dockerignore (or DOCKERFILE.dockerignore), when there is one. */
  readonly dockerignore: string | undefined;
  /** As they were typed (`kubia`, `kubia:v1`); checked by the client, which words its own complaint. */
  readonly tags: readonly string[];
  readonly buildArguments: Readonly<Record<string, string>>;
  readonly labels: Readonly<Record<string, string>>;
  /** A stage's name or number; '' for the last. */
  readonly target: string;
  /** True: everything is done anew; or the names of stages that are. The classic builder knows only all. */
  readonly noCache: boolean | readonly string[];
  readonly pull: boolean;
  /** False: DOCKER_BUILDKIT=0, the classic builder. */
  readonly buildkit: boolean;
  /** The classic builder removes its intermediate containers. */
  readonly removeIntermediate: boolean;
  /** '' or `default`, `none`, `host`: of RUN steps that don't say. */
  readonly network: string;
  /** What commands may see while they run, by id (--secret); it gets into no layer. BuildKit only. */
  readonly secrets?: Readonly<Record<string, string>>;
  /** Names and addresses for /etc/hosts of RUN steps (--add-host). */
  readonly hosts?: readonly (readonly [name: string, address: string])[];
  /** `image` when left out. BuildKit only. */
  readonly output?: BuildOutput;
}

/**
 * BuildKit tells of vertexes (numbered by the client in the order of their first mention), the classic builder of
 * text. `at` is the moment in milliseconds since 1970.
 *
 * Vertexes run side by side. The plain form shows one at a time: the current one as its events come, the events of the
 * others when it is over, in the order of their first mention.
 *
 * When a build fails, the answer's message is what BuildKit's client prints after `failed to solve: `. Of the classic
 * builder it is what stands after `Error response from daemon: `, unless a `failure` came before: then that is printed
 * as it is, and its code is the client's exit status.
 */
export type BuildProgress =
  /** A vertex begins: `[2/3] RUN echo hi`, `[internal] load build context`. */
  | { readonly kind: 'start'; readonly vertex: string; readonly name: string; readonly at: number }
  /**
   * A line below it: `transferring context: 395B`, `exporting layers`; told again when it is done. Layers on their way
   * count bytes: `sha256:... 1.05MB / 52.61MB`, the same `text` each time.
   */
  | {
      readonly kind: 'status';
      readonly vertex: string;
      readonly text: string;
      readonly current?: number;
      readonly total?: number;
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
  /** It was under way when another failed. */
  | { readonly kind: 'canceled'; readonly vertex: string; readonly at: number }
  | { readonly kind: 'warning'; readonly text: string; readonly line: number }
  /** The classic builder's output. */
  | { readonly kind: 'text'; readonly stream: 'stdout' | 'stderr'; readonly text: string }
  /** The classic builder gives up in the middle: `The command '...' returned a non-zero code: 127`. */
  | { readonly kind: 'failure'; readonly message: string; readonly code: number };
