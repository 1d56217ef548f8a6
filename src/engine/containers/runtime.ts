/**
 * A node's container runtime as its kubelet sees it (the CRI in our words). What takes time calls back through the
 * clock; what is immediate returns. Docker's daemon uses the same containers underneath.
 */
import type { Result } from '../../base/result';
import type { Stream } from '../client/door';
import type { FileSystem } from '../files/fileSystem';
import type { NetworkNamespace } from '../network/namespace';
import type { Capability } from '../processes/capabilities';

export interface PulledImage {
  /** `sha256:...` of the image's configuration. */
  readonly id: string;
  /** `docker.io/library/nginx@sha256:...`, as status.containerStatuses[].imageID shows it. */
  readonly repositoryDigest: string;
  readonly sizeBytes: number;
  /** Whom its containers run as, as its configuration has it; empty for root. */
  readonly user: string;
}

/** Why an image did not arrive: `message` is containerd's whole text, as kubelet's events quote it. */
export interface PullError {
  readonly code: 'NotFound' | 'Denied' | 'Unavailable' | 'InvalidName';
  readonly message: string;
}

export interface HostPort {
  /** '' for all addresses of the node. */
  readonly hostAddress: string;
  readonly hostPort: number;
  readonly protocol: 'tcp' | 'udp';
  readonly containerPort: number;
}

export interface SandboxOptions {
  readonly podName: string;
  readonly podNamespace: string;
  readonly podUid: string;
  /** The pod's own labels and annotations, for whoever looks at the runtime. */
  readonly labels?: Readonly<Record<string, string>>;
  readonly annotations?: Readonly<Record<string, string>>;
  readonly hostname: string;
  readonly hostNetwork: boolean;
  /** The machine's processes, or those of the pod's other containers, instead of a PID namespace for each container. */
  readonly pidNamespace?: 'host' | 'pod';
  readonly hostIpc?: boolean;
  /** Ports of the node that lead to the pod; with host network its containers take them themselves. */
  readonly hostPorts?: readonly HostPort[];
  /** Lines behind the others in /etc/hosts. */
  readonly hosts?: string;
  /** Its name with the domain that it has as a member of a headless service. */
  readonly domainName?: string;
  /** The pod's cgroup below the machine's root; that of a pod without requests and limits when left out. */
  readonly cgroupParent?: string;
  /** What its containers may use together. */
  readonly memoryLimitBytes?: number;
  readonly cpuLimitMillis?: number;
  /** Lines of /etc/resolv.conf: nameserver address and search list. */
  readonly dns: {
    readonly nameservers: readonly string[];
    readonly searches: readonly string[];
    readonly options?: readonly string[];
  };
}

export interface Sandbox {
  readonly id: string;
  /** undefined with host network. */
  readonly address: string | undefined;
  readonly network: NetworkNamespace;
}

export interface Mount {
  readonly mountPath: string;
  readonly readOnly: boolean;
  /**
   * A directory or file of the machine; or shared content by absolute path below the mount, written to by whoever made
   * it (kubelet for ConfigMaps); or a file system of its own.
   */
  readonly source: 'empty' | ReadonlyMap<string, string> | { readonly machinePath: string } | FileSystem;
  /** Containers that name the same volume share it. */
  readonly volume: string;
  readonly subPath?: string;
}

export interface ContainerOptions {
  readonly name: string;
  readonly image: string;
  /** Overrides the image's entrypoint when not empty. */
  readonly command: readonly string[];
  readonly arguments: readonly string[];
  readonly env: readonly (readonly [string, string])[];
  readonly workingDirectory?: string;
  readonly mounts: readonly Mount[];
  readonly stdin: boolean;
  readonly tty: boolean;
  readonly attempt: number;
  /** Instead of the image's: `1000`, `1000:3000`. */
  readonly user?: string;
  /** The container's own where left out; undefined with `privileged`: all. */
  readonly capabilities?: ReadonlySet<Capability>;
  readonly privileged?: boolean;
  readonly readOnlyRoot?: boolean;
  /** Where the container may leave a word about its end; else its log's last lines, where it ended with an error. */
  readonly terminationMessage?: { readonly path: string; readonly orLog: boolean };
  /** Another container of the sandbox whose PID namespace it joins. */
  readonly target?: string;
  readonly memoryLimitBytes?: number;
  readonly cpuLimitMillis?: number;
}

export interface ContainerStatus {
  readonly id: string;
  readonly name: string;
  readonly state: 'created' | 'running' | 'exited';
  readonly image: string;
  readonly imageId: string;
  /** Milliseconds since 1970. */
  readonly createdAt: number;
  readonly startedAt?: number;
  readonly finishedAt?: number;
  readonly exitCode?: number;
  /** `Completed`, `Error`, `OOMKilled`, `StartError`, `ContainerCannotRun`. */
  readonly reason?: string;
  readonly message?: string;
  readonly signal?: number;
}

export interface LogLine {
  readonly time: number;
  readonly stream: 'stdout' | 'stderr';
  /** With its line end, unless it is the unfinished last line. */
  readonly text: string;
}

export interface LogFile {
  readonly lines: readonly LogLine[];
  onLine(listener: (line: LogLine) => void): () => void;
}

/** A pod's sandbox as `crictl pods` lists it. */
export interface SandboxStatus {
  readonly id: string;
  readonly podName: string;
  readonly podNamespace: string;
  readonly podUid: string;
  readonly state: 'ready' | 'notready';
  /** Milliseconds since 1970. */
  readonly createdAt: number;
  readonly address: string | undefined;
  readonly hostNetwork: boolean;
  /** The pod's, without those that say which pod it is. */
  readonly labels: Readonly<Record<string, string>>;
  readonly annotations: Readonly<Record<string, string>>;
  /** Of the pause process on the node; 0 when it has ended. */
  readonly pid: number;
}

/** A container with the pod that it belongs to, as `crictl ps` lists it. */
export interface PodContainerStatus extends ContainerStatus {
  readonly sandbox: string;
  readonly podName: string;
  readonly podNamespace: string;
  readonly podUid: string;
  readonly attempt: number;
  /** Of its first process on the node; 0 when it does not run. */
  readonly pid: number;
  readonly mounts: readonly Mount[];
}

/** What a container uses now. */
export interface ContainerUsage {
  /** CPU time since it was started, in milliseconds. */
  readonly cpuMilliseconds: number;
  readonly memoryBytes: number;
  readonly processes: number;
}

/** Why a container could not be started: `message` is runc's whole text, as kubelet's events quote it. */
export interface StartError {
  readonly code: number;
  readonly message: string;
}

export interface ContainerRuntime {
  readonly name: string;
  /** `containerd://` and the like, for node status and container ids. */
  readonly scheme: string;
  readonly version: string;
  /** An image that is here already, by any of its names. */
  findImage(reference: string): PulledImage | undefined;
  readonly images: readonly { readonly names: readonly string[]; readonly sizeBytes: number }[];
  /** Gets the layers that are not here yet; takes time by their size. Returns how to call it off. */
  pullImage(reference: string, done: (result: Result<PulledImage, PullError>) => void): () => void;
  /** Makes the pod's namespaces and its network interface. */
  createSandbox(options: SandboxOptions, done: (result: Result<Sandbox, string>) => void): () => void;
  removeSandbox(id: string): void;
  /** Ends its containers and its namespaces; what is left can be looked at until it is removed. */
  stopSandbox(id: string): void;
  createContainer(sandbox: string, options: ContainerOptions): Result<string, StartError>;
  startContainer(id: string): Result<void, StartError>;
  /** SIGTERM (or the image's stop signal), then SIGKILL after the grace period. `done` is called when it has ended. */
  stopContainer(id: string, graceMilliseconds: number, done: () => void): void;
  removeContainer(id: string): void;
  status(id: string): ContainerStatus | undefined;
  /** Everything that is there, oldest first: what crictl shows. */
  readonly sandboxes: readonly SandboxStatus[];
  readonly containers: readonly PodContainerStatus[];
  /** undefined when it does not run. */
  usage(id: string): ContainerUsage | undefined;
  /** All containers of a sandbox, oldest first. */
  list(sandbox: string): readonly ContainerStatus[];
  /** A container ended by itself or was stopped. */
  onExit(listener: (id: string) => void): () => void;
  logs(id: string): LogFile | undefined;
  exec(
    id: string,
    argv: readonly string[],
    options: { readonly tty: boolean; readonly stdin: boolean; readonly columns?: number; readonly rows?: number },
  ): Result<Stream, StartError>;
  attach(id: string, options: { readonly stdin: boolean }): Result<Stream, string>;
}
