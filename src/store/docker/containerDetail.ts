/** One container from the inside, asked for while it is selected. */

/** Where a container runs: on the laptop's Docker host, or on a node for a pod. */
export interface ContainerName {
  /** `laptop`, or a node's name. */
  readonly machine: string;
  /** Whole; a pod's without its `containerd://`. */
  readonly id: string;
}

export interface ProcessDetail {
  /** Its number inside the container, and on the machine. */
  readonly inside: number;
  readonly outside: number;
  /** The parent's number inside; 0 when that is outside. */
  readonly parent: number;
  readonly user: string;
  readonly command: string;
  /** Bytes. */
  readonly memory: number;
  /** Milliseconds of CPU time. */
  readonly cpuTime: number;
  readonly state: 'running' | 'stopped' | 'zombie' | 'hung';
}

export interface NamespaceDetail {
  /** `mnt`, `pid`, `net`, `ipc`, `uts`, `user`, `cgroup`. */
  readonly type: string;
  readonly inode: number;
  /** It is the machine's own. */
  readonly host: boolean;
  /** Other containers (or the pod) that are in it too. */
  readonly sharedWith: readonly string[];
}

export interface LimitDetail {
  readonly used: number;
  readonly peak?: number;
  /** Undefined: no limit. */
  readonly limit: number | undefined;
}

export interface MountDetail {
  /** `volume`, `bind`, `tmpfs`, or a Kubernetes volume's. */
  readonly type: string;
  readonly source: string;
  readonly target: string;
  readonly readOnly: boolean;
}

export interface InterfaceDetail {
  readonly name: string;
  /** `172.17.0.2/16`; '' without. */
  readonly address: string;
  readonly mac: string;
  /** Which network it belongs to, where it has a name. */
  readonly network: string;
  readonly received: number;
  readonly sent: number;
}

export interface ContainerDetail {
  readonly id: string;
  readonly name: string;
  readonly image: string;
  readonly imageId: string;
  /** Lowest first. */
  readonly layers: readonly { readonly createdBy: string; readonly bytes: number }[];
  readonly hostname: string;
  readonly command: string;
  readonly workingDirectory: string;
  readonly user: string;
  readonly state: string;
  readonly startedAt: number | undefined;
  readonly finishedAt: number | undefined;
  readonly exitCode: number | undefined;
  readonly outOfMemory: boolean;
  /** What the runtime said when it could not start it. */
  readonly error: string;
  readonly restartPolicy: string;
  readonly restarts: number;
  readonly environment: readonly string[];
  readonly processes: readonly ProcessDetail[];
  readonly moreProcesses: number;
  readonly namespaces: readonly NamespaceDetail[];
  /** The control group's path; '' when it runs no more. */
  readonly cgroup: string;
  /** Bytes. */
  readonly memory: LimitDetail;
  readonly oomKills: number;
  /** Cores now (over the last second) and at most. */
  readonly cpu: LimitDetail;
  readonly throttledTime: number;
  readonly pids: LimitDetail;
  /** C changed, A added, D deleted. */
  readonly changes: readonly { readonly kind: 'A' | 'C' | 'D'; readonly path: string }[];
  readonly moreChanges: number;
  readonly mounts: readonly MountDetail[];
  readonly interfaces: readonly InterfaceDetail[];
  readonly networkMode: string;
  readonly ports: readonly { readonly host: string; readonly container: string }[];
  readonly logs: string;
}
