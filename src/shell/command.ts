/**
 * What a command of the shell is, and what the world hands in to those that need more than a process has.
 *
 * A command without services is a plain value in `commands/registry.ts` and runs on every machine and in containers.
 * One that needs services is made by a function `(services: ShellServices) => Command` and exists on the laptop only.
 */
import type { Result } from '../base/result';
import type { ApiRequest, ApiResponse, Stream, WatchEvent } from '../engine/client/door';
import type { DockerDaemon } from '../engine/docker/daemon';
import type { Process, Program } from '../engine/processes/process';
import type { Routine } from '../engine/processes/routine';
import type { Trace } from '../engine/trace';
import type { World } from '../engine/world';
import type { Status } from '../kinds/status';

export interface Command {
  readonly name: string;
  /** A few words for lists of commands. */
  readonly summary: string;
  /** Runs in a process of its own: `process.argv[0]` is the name, options and operands follow. Returns the status. */
  readonly run: Program;
  /** Completes its arguments; without it files are completed. */
  readonly complete?: Completer;
}

export interface CompletionRequest {
  /**
   * The words of the command so far, without quotes: the first is the command (an alias is already resolved), the last
   * is the one being completed, '' after a blank.
   */
  readonly words: readonly string[];
  /** The shell: its files, environment and working directory. */
  readonly process: Process;
}

/** What may stand in place of the last word. */
export interface CompletionResult {
  /** Whole words (not only the missing end); those that do not begin with the last word are dropped by the caller. */
  readonly items: readonly string[];
  /** Complete names of files, or of directories, as well. */
  readonly files?: 'files' | 'directories';
  /** No blank after a single match (`--output=`, `deployment/`). */
  readonly noSpace?: boolean;
}

/** A routine, since live names are asked for in the cluster and that takes time. */
export type Completer = (request: CompletionRequest) => Routine<CompletionResult>;

/** Who a client says it is; without a user it is `system:anonymous`. */
export interface Credentials {
  readonly user?: string;
  readonly groups?: readonly string[];
  readonly extra?: Readonly<Record<string, readonly string[]>>;
  /** What goes along with every request: a bearer token, whom the client wants to be taken for. */
  readonly headers?: Readonly<Record<string, string>>;
  /** Recorded in the trace; `kubectl` when left out. */
  readonly actor?: string;
}

/** An open watch. */
export interface ClusterWatch {
  /** Waits for the next event; undefined when the server has ended the watch. */
  next(): Routine<WatchEvent | undefined>;
  stop(): void;
}

/** A client's way to an API server. Every call takes a few milliseconds of cluster time. */
export interface ClusterConnection {
  /** Code 0: nobody listens there ("The connection to the server ... was refused"). */
  request(request: ApiRequest): Routine<ApiResponse>;
  /** A GET with `watch=true` in its query. */
  watch(request: ApiRequest): Routine<Result<ClusterWatch, Status>>;
  /** exec, attach, port-forward, and log with `follow=true`. */
  connect(request: ApiRequest): Routine<Result<Stream, Status>>;
}

/** How a file that was opened in the page's editor was left. */
interface EditorOutcome {
  readonly saved: boolean;
}

/** Opens files in the page's editor. */
export interface EditorService {
  /** Waits until the learner closes the file. What was saved is in the file by then. */
  edit(process: Process, path: string): Routine<EditorOutcome>;
}

/** The laptop's browser: the page shows what it is at. */
export interface BrowserService {
  /** Goes to an address. Returns how to leave it again. */
  open(address: string): () => void;
}

/** The cluster's machines, for the tools that go to them or that own them. */
export type ClusterMachines = Pick<
  World,
  'profile' | 'random' | 'life' | 'node' | 'runtimeOn' | 'imagesOn' | 'login' | 'addLaptopRoute' | 'laptop' | 'images'
> & {
  /** Docker's daemon on a node, where the node has one. */
  dockerOn?(node: string): DockerDaemon | undefined;
};

export interface ShellServices {
  /** Absent in a world without a cluster. */
  readonly machines?: ClusterMachines;
  /**
   * The API server at an address as kubeconfigs write it (`https://127.0.0.1:6443`), for a client with these
   * credentials; undefined when nobody listens there.
   */
  cluster(server: string, credentials: Credentials): ClusterConnection | undefined;
  /** True when the machine at such an address is switched off: then nothing comes back, not even a refusal. */
  silent?(server: string): boolean;
  /** Docker's daemon at an address as clients write it (`unix:///var/run/docker.sock`); undefined: nobody listens. */
  docker?(host: string): DockerDaemon | undefined;
  /** Absent where there is no page: then only KUBE_EDITOR and EDITOR can name an editor. */
  readonly editor?: EditorService;
  /** Absent where there is no page. */
  readonly browser?: BrowserService;
  readonly trace?: Trace;
  /** The address of the page's cluster, as its kubeconfig has it. */
  readonly server?: string;
}
