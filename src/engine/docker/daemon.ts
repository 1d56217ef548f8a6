/**
 * Docker's daemon as its clients see it: the Engine API (version 1.41 and what today's adds) as typed calls in place of
 * HTTP over a socket. Names of fields in what it answers are the API's own, since `docker inspect` and `--format` show
 * them as they are. What takes time calls back through the clock; what is immediate returns.
 */
import type { Result } from '../../base/result';
import type { Stream } from '../client/door';
import type { LogFile } from '../containers/runtime';
import type { FileTree } from '../files/fileTree';
import type { BuildAnswer, BuildProgress, BuildRequest } from './build/request';
import type { ContainerCreate, ContainerUpdate, ExecCreate } from './containerRequests';
import type { Exec } from './containers/execContainer';

export type {
  ContainerCreate,
  ExecCreate,
  HealthConfig,
  MountSpec,
  RestartPolicy,
} from './containerRequests';

/** What the API answers in place of a result: `message` is what the client prints after `Error response from daemon: `. */
export interface DaemonError {
  /** HTTP's: 400 bad parameter, 401, 403, 404 not there, 409 conflict, 500 anything else, 304 not modified. */
  readonly status: 304 | 400 | 401 | 403 | 404 | 409 | 500;
  readonly message: string;
}

export type Answer<T> = Result<T, DaemonError>;
export type Done<T> = (answer: Answer<T>) => void;
/** Calls off what was begun: the client has hung up. */
export type Cancel = () => void;

/** A plain JSON value, as inspect answers. */
export type Json = null | boolean | number | string | readonly Json[] | { readonly [name: string]: Json };
export type JsonObject = Readonly<Record<string, Json>>;

/** `name` to the values that were given for it, such as `{status: ['exited'], label: ['a=b']}`. */
export type Filters = Readonly<Record<string, readonly string[]>>;

export interface PortSummary {
  /** Absent while it is only exposed. */
  readonly IP?: string;
  readonly PrivatePort: number;
  readonly PublicPort?: number;
  readonly Type: 'tcp' | 'udp' | 'sctp';
}

export interface ContainerSummary {
  readonly Id: string;
  /** With the slash before each. */
  readonly Names: readonly string[];
  readonly Image: string;
  readonly ImageID: string;
  /** As `docker ps` shows it, without quotes: `node app.js`. */
  readonly Command: string;
  /** Seconds since 1970. */
  readonly Created: number;
  readonly Ports: readonly PortSummary[];
  readonly Labels: Readonly<Record<string, string>>;
  readonly State: 'created' | 'running' | 'paused' | 'restarting' | 'removing' | 'exited' | 'dead';
  /** `Up 3 seconds (healthy)`, as the daemon words it. */
  readonly Status: string;
  readonly Networks: Readonly<Record<string, { readonly IPAddress: string }>>;
  readonly Mounts: readonly {
    readonly Type: string;
    readonly Name?: string;
    readonly Source: string;
    readonly Destination: string;
  }[];
  /** Only when sizes were asked for, in bytes. */
  readonly SizeRw?: number;
  readonly SizeRootFs?: number;
}

export interface ContainerStats {
  readonly Id: string;
  /** Without the slash. */
  readonly Name: string;
  /** Of one CPU, since the last second: 100 is one whole CPU. */
  readonly cpuPercent: number;
  readonly memoryBytes: number;
  readonly memoryLimitBytes: number;
  readonly networkReceived: number;
  readonly networkSent: number;
  readonly blockRead: number;
  readonly blockWritten: number;
  readonly pids: number;
}

export interface DaemonContainers {
  list(options: {
    readonly all: boolean;
    readonly limit: number;
    readonly size: boolean;
    readonly filters: Filters;
  }): Answer<readonly ContainerSummary[]>;
  /** `name` undefined: one is made up. */
  create(
    name: string | undefined,
    options: ContainerCreate,
  ): Answer<{ readonly Id: string; readonly Warnings: readonly string[] }>;
  /** By name, id or unambiguous beginning of an id. */
  inspect(container: string, options?: { readonly size?: boolean }): Answer<JsonObject>;
  start(container: string, done: Done<void>): Cancel;
  /** `timeout` in seconds; undefined: the container's, else 10; negative: for ever. */
  stop(container: string, options: { readonly timeout?: number; readonly signal?: string }, done: Done<void>): Cancel;
  restart(
    container: string,
    options: { readonly timeout?: number; readonly signal?: string },
    done: Done<void>,
  ): Cancel;
  /** Done when the signal was sent; for SIGKILL when it has ended. */
  kill(container: string, signal: string, done: Done<void>): Cancel;
  pause(container: string): Answer<void>;
  unpause(container: string): Answer<void>;
  wait(
    container: string,
    condition: 'not-running' | 'next-exit' | 'removed',
    done: Done<{ readonly StatusCode: number }>,
  ): Cancel;
  remove(
    container: string,
    options: { readonly force: boolean; readonly volumes: boolean; readonly link: boolean },
    done: Done<void>,
  ): Cancel;
  rename(container: string, name: string): Answer<void>;
  update(container: string, options: ContainerUpdate): Answer<{ readonly Warnings: readonly string[] }>;
  /** Joins its streams from now on (`logs`: with what came before). Attaching before the start misses nothing. */
  attach(container: string, options: { readonly stdin: boolean; readonly logs: boolean }): Answer<Stream>;
  resize(container: string, columns: number, rows: number): void;
  logs(
    container: string,
  ): Answer<
    LogFile & { readonly tty: boolean; readonly running: () => boolean; onEnd(listener: () => void): () => void }
  >;
  /** Runs `ps` on the daemon's machine with the client's arguments (`-ef` when there are none) and keeps its own lines. */
  top(
    container: string,
    psArguments: readonly string[],
    done: Done<{ readonly Titles: readonly string[]; readonly Processes: readonly (readonly string[])[] }>,
  ): Cancel;
  /**
   * One reading of each running container (or of those named, whatever their state: all 0 when stopped). CPU use is that
   * since the reading before, so that the client asks twice, a second apart.
   */
  /** Of those that are named; of those that run where none is, or of `all`. */
  stats(containers: readonly string[], all?: boolean): Answer<readonly ContainerStats[]>;
  /** Kind: 0 changed, 1 added, 2 deleted. Sorted by path. */
  changes(container: string): Answer<readonly { readonly Kind: 0 | 1 | 2; readonly Path: string }[]>;
  /** docker cp out of it: a tree that begins with the file or directory at a path, named as its last part (`.`, `/`). */
  readFiles(
    container: string,
    path: string,
  ): Answer<{ readonly name: string; readonly isDirectory: boolean; readonly tree: FileTree }>;
  /** docker cp into it: unpacks a tree below a directory that exists. */
  writeFiles(container: string, directory: string, tree: FileTree): Answer<void>;
  /** What a path in it is; of a link, where it leads. */
  stat(
    container: string,
    path: string,
  ): Answer<{ readonly isDirectory: boolean; readonly isDevice: boolean; readonly linkTarget: string }>;
  /**
   * `start` answers at once, the command begins some 40 ms later. When it can't be started, its output is the reason
   * (standard output, `\r\n` at the end) and its exit code 126 or 127, as with the real one; detached, nobody learns.
   */
  exec(container: string, options: ExecCreate): Answer<Exec>;
  commit(
    container: string,
    options: {
      readonly reference: string;
      readonly author: string;
      readonly message: string;
      readonly pause: boolean;
      readonly changes: readonly string[];
    },
    done: Done<{ readonly Id: string }>,
  ): Cancel;
  export(container: string): Answer<FileTree>;
  prune(filters: Filters): Answer<{ readonly ContainersDeleted: readonly string[]; readonly SpaceReclaimed: number }>;
}

export interface ImageSummary {
  readonly Id: string;
  readonly ParentId: string;
  readonly RepoTags: readonly string[];
  readonly RepoDigests: readonly string[];
  /** Seconds since 1970. */
  readonly Created: number;
  /** Bytes, all layers unpacked. */
  readonly Size: number;
  readonly Labels: Readonly<Record<string, string>>;
  /** Containers that use it; -1 when not counted. */
  readonly Containers: number;
}

/** Sent with push and pull; undefined: nobody has logged in. */
export interface RegistryLogin {
  readonly username: string;
  readonly password: string;
}

/** A line of progress of pull and push: `id` is a layer's short digest or a tag. */
export interface TransferProgress {
  readonly id?: string;
  /** `Pulling fs layer`, `Downloading`, `Pull complete`, `Pushed`, `Layer already exists`, `Digest: sha256:...`. */
  readonly status: string;
  readonly current?: number;
  readonly total?: number;
}

export interface ImageHistoryEntry {
  /** `<missing>` for layers whose image isn't here. */
  readonly Id: string;
  readonly Created: number;
  readonly CreatedBy: string;
  readonly Tags: readonly string[];
  readonly Size: number;
  readonly Comment: string;
}

/** Images as a tar archive. */
export interface SavedImages {
  readonly archive: string;
  /** What it counts for in bytes: binaries are not in its text. */
  readonly size: number;
}

export interface DaemonImages {
  /** Newest first. */
  list(options: { readonly all: boolean; readonly filters: Filters }): Answer<readonly ImageSummary[]>;
  inspect(image: string): Answer<JsonObject>;
  history(image: string): Answer<readonly ImageHistoryEntry[]>;
  tag(source: string, target: string): Answer<void>;
  remove(
    image: string,
    options: { readonly force: boolean; readonly prune: boolean },
  ): Answer<readonly ({ readonly Untagged: string } | { readonly Deleted: string })[]>;
  pull(
    reference: string,
    options: { readonly login: RegistryLogin | undefined; readonly allTags: boolean; readonly platform: string },
    progress: (line: TransferProgress) => void,
    done: Done<void>,
  ): Cancel;
  push(
    reference: string,
    options: { readonly login: RegistryLogin | undefined; readonly allTags: boolean },
    progress: (line: TransferProgress) => void,
    done: Done<void>,
  ): Cancel;
  search(
    term: string,
    options: { readonly limit: number; readonly filters: Filters },
    done: Done<
      readonly {
        readonly name: string;
        readonly description: string;
        readonly star_count: number;
        readonly is_official: boolean;
      }[]
    >,
  ): Cancel;
  build(request: BuildRequest, progress: (event: BuildProgress) => void, done: Done<BuildAnswer>): Cancel;
  save(references: readonly string[]): Answer<SavedImages>;
  /** What the client prints of it, line by line. */
  load(archive: string): Answer<readonly string[]>;
  import(
    tree: FileTree,
    options: { readonly reference: string; readonly message: string; readonly changes: readonly string[] },
  ): Answer<{ readonly Id: string }>;
  prune(filters: Filters): Answer<{
    readonly ImagesDeleted: readonly ({ readonly Untagged: string } | { readonly Deleted: string })[];
    readonly SpaceReclaimed: number;
  }>;
}

export interface DaemonNetworks {
  list(filters: Filters): Answer<readonly JsonObject[]>;
  inspect(network: string): Answer<JsonObject>;
  create(options: {
    readonly Name: string;
    readonly Driver: string;
    readonly Subnet: string;
    readonly Gateway: string;
    readonly IPRange: string;
    readonly Internal: boolean;
    readonly Attachable: boolean;
    readonly Labels: Readonly<Record<string, string>>;
    readonly Options: Readonly<Record<string, string>>;
  }): Answer<{ readonly Id: string }>;
  remove(network: string): Answer<void>;
  connect(
    network: string,
    container: string,
    options: { readonly Aliases: readonly string[]; readonly IPv4Address: string; readonly Links: readonly string[] },
  ): Answer<void>;
  disconnect(network: string, container: string, options: { readonly force: boolean }): Answer<void>;
  prune(filters: Filters): Answer<{ readonly NetworksDeleted: readonly string[] }>;
}

export interface DaemonVolumes {
  list(filters: Filters): Answer<readonly JsonObject[]>;
  inspect(volume: string): Answer<JsonObject>;
  create(options: {
    readonly Name: string;
    readonly Driver: string;
    readonly Labels: Readonly<Record<string, string>>;
    readonly DriverOpts: Readonly<Record<string, string>>;
  }): Answer<JsonObject>;
  remove(volume: string, options: { readonly force: boolean }): Answer<void>;
  prune(filters: Filters): Answer<{ readonly VolumesDeleted: readonly string[]; readonly SpaceReclaimed: number }>;
}

export interface DaemonEvent {
  readonly Type: 'container' | 'image' | 'network' | 'volume' | 'daemon' | 'builder';
  readonly Action: string;
  readonly Actor: { readonly ID: string; readonly Attributes: Readonly<Record<string, string>> };
  /** Milliseconds since 1970. */
  readonly time: number;
}

export interface DiskUsage {
  readonly images: readonly (ImageSummary & { readonly SharedSize: number; readonly UniqueSize: number })[];
  readonly containers: readonly ContainerSummary[];
  readonly volumes: readonly (JsonObject & { readonly Name: string })[];
  /** Of the volume by its name: bytes and how many containers use it. */
  readonly volumeUsage: Readonly<Record<string, { readonly Size: number; readonly RefCount: number }>>;
  readonly buildCache: readonly {
    readonly ID: string;
    readonly Type: string;
    readonly Size: number;
    readonly InUse: boolean;
    readonly Shared: boolean;
    readonly Description: string;
    readonly CreatedAt: number;
    readonly LastUsedAt: number;
    readonly UsageCount: number;
  }[];
  /** Bytes of all layers, each once. */
  readonly layersSize: number;
}

export interface DockerDaemon {
  /** False after `setFault('docker', 'stopped')`: the client finds nobody at the socket. */
  readonly running: boolean;
  readonly containers: DaemonContainers;
  readonly images: DaemonImages;
  readonly networks: DaemonNetworks;
  readonly volumes: DaemonVolumes;
  info(): Answer<JsonObject>;
  version(): Answer<JsonObject>;
  diskUsage(): Answer<DiskUsage>;
  /** Empties the builder's cache: all of it, or what no image uses; of the filters `until` counts. */
  pruneBuildCache(options: {
    readonly all: boolean;
    readonly filters?: Filters;
  }): Answer<{ readonly CachesDeleted: readonly string[]; readonly SpaceReclaimed: number }>;
  /** Checks a login with a registry; `message` of the error is the registry's. */
  login(server: string, login: RegistryLogin, done: Done<{ readonly Status: string }>): Cancel;
  /** What happened, kept for the newest 256, and what happens from now on. */
  readonly events: readonly DaemonEvent[];
  onEvent(listener: (event: DaemonEvent) => void): () => void;
}
