/** What a client asks of containers: the bodies of the API's requests, as far as they are simulated. */

export interface HealthConfig {
  /** `['NONE']`, `['CMD', ...]` or `['CMD-SHELL', text]`; empty: the image's. */
  readonly Test: readonly string[];
  /** Nanoseconds; 0: the default. */
  readonly Interval: number;
  readonly Timeout: number;
  readonly StartPeriod: number;
  readonly StartInterval?: number;
  readonly Retries: number;
}

/** One of -v, --mount and --tmpfs. */
export interface MountSpec {
  /** `bind`, `volume`, `tmpfs`, or a word that is refused. */
  readonly Type: string;
  /** A volume's name (empty: anonymous) or a path of the daemon's machine. */
  readonly Source: string;
  readonly Target: string;
  readonly ReadOnly: boolean;
  /** --mount: a bind source that isn't there is refused, -v makes it. */
  readonly mustExist: boolean;
  /** A new volume stays empty: it is not filled with what the image has there. */
  readonly noCopy?: boolean;
  /** bind: how mounts below it are told of, as it was written. */
  readonly propagation?: string;
  /** tmpfs: as mount's -o takes them, `size=64m,mode=1770`. */
  readonly tmpfsOptions?: string;
}

export interface RestartPolicy {
  /** '' and `no`, `always`, `unless-stopped`, `on-failure`. */
  readonly Name: string;
  readonly MaximumRetryCount: number;
}

export interface ContainerCreate {
  readonly Image: string;
  /** null: the image's. */
  readonly Cmd: readonly string[] | null;
  readonly Entrypoint: readonly string[] | null;
  /** `NAME=value`; a bare `NAME` takes the value away. */
  readonly Env: readonly string[];
  readonly Hostname: string;
  readonly Domainname: string;
  readonly User: string;
  readonly WorkingDir: string;
  readonly Labels: Readonly<Record<string, string>>;
  readonly AttachStdin: boolean;
  readonly AttachStdout: boolean;
  readonly AttachStderr: boolean;
  readonly OpenStdin: boolean;
  readonly StdinOnce: boolean;
  readonly Tty: boolean;
  /** `8080/tcp`. */
  readonly ExposedPorts: readonly string[];
  readonly StopSignal?: string;
  /** Seconds. */
  readonly StopTimeout?: number;
  readonly Healthcheck?: HealthConfig;
  readonly HostConfig: {
    /** `80/tcp` to where it is published; HostPort '' is any free one. */
    readonly PortBindings: Readonly<Record<string, readonly { readonly HostIp: string; readonly HostPort: string }[]>>;
    readonly PublishAllPorts: boolean;
    readonly RestartPolicy: RestartPolicy;
    readonly AutoRemove: boolean;
    /** `default`, `bridge`, `host`, `none`, `container:ID` or a network's name. */
    readonly NetworkMode: string;
    readonly Mounts: readonly MountSpec[];
    readonly VolumesFrom: readonly string[];
    /** Bytes; 0: no limit. */
    readonly Memory: number;
    readonly MemorySwap: number;
    readonly MemoryReservation: number;
    /** Billionths of a CPU; 0: no limit. */
    readonly NanoCpus: number;
    /** Microseconds; left out or 0: not set. */
    readonly CpuPeriod?: number;
    readonly CpuQuota?: number;
    readonly OomKillDisable?: boolean;
    /** Bytes of /dev/shm; left out: 64 MiB. */
    readonly ShmSize?: number;
    readonly CgroupParent?: string;
    /** `host` or `private`; left out: private. */
    readonly CgroupnsMode?: string;
    readonly SecurityOpt?: readonly string[];
    readonly Sysctls?: Readonly<Record<string, string>>;
    /** Notes for the runtime; none acts on any. */
    readonly Annotations?: Readonly<Record<string, string>>;
    readonly BlkioWeight?: number;
    readonly BlkioWeightDevice?: readonly string[];
    readonly CpusetMems?: string;
    readonly DnsOptions?: readonly string[];
    /** Of requests for GPUs the driver that was asked for, '' for any. */
    readonly GpuDriver?: string;
    /** Other than '' and `default` is for Windows. */
    readonly Isolation?: string;
    readonly LogOptions?: Readonly<Record<string, string>>;
    readonly MemorySwappiness?: number;
    readonly OomScoreAdj?: number;
    readonly Runtime?: string;
    readonly StorageOptions?: Readonly<Record<string, string>>;
    readonly UsernsMode?: string;
    readonly ContainerIDFile?: string;
    readonly Devices?: readonly {
      readonly PathOnHost: string;
      readonly PathInContainer: string;
      readonly CgroupPermissions: string;
    }[];
    readonly CpuShares: number;
    readonly CpusetCpus: string;
    readonly PidsLimit: number;
    /** '', `host` or `container:ID`. */
    readonly PidMode: string;
    readonly IpcMode: string;
    readonly UTSMode: string;
    readonly Privileged: boolean;
    readonly ReadonlyRootfs: boolean;
    readonly CapAdd: readonly string[];
    readonly CapDrop: readonly string[];
    readonly ExtraHosts: readonly string[];
    readonly Dns: readonly string[];
    readonly DnsSearch: readonly string[];
    readonly Init: boolean;
    /** `json-file`, `none`, ... */
    readonly LogDriver: string;
  };
  readonly Networking: {
    readonly Aliases: readonly string[];
    /** --ip. */
    readonly IPv4Address: string;
    readonly Links: readonly string[];
    /** --mac-address; left out: one that follows from the address. */
    readonly MacAddress?: string;
    /** Further networks; all of the above is about the one that NetworkMode names. */
    readonly Others?: readonly {
      readonly Name: string;
      readonly Aliases: readonly string[];
      readonly IPv4Address: string;
      readonly MacAddress?: string;
    }[];
  };
}

export interface ExecCreate {
  readonly Cmd: readonly string[];
  readonly Env: readonly string[];
  readonly User: string;
  readonly WorkingDir: string;
  readonly AttachStdin: boolean;
  readonly Tty: boolean;
  readonly Detach: boolean;
  readonly Privileged: boolean;
  readonly columns?: number;
  readonly rows?: number;
}

/** What is to be changed; what is left out, 0 or '' stays as it is. */
export interface ContainerUpdate {
  readonly RestartPolicy?: RestartPolicy;
  /** Units as in `ContainerCreate`. */
  readonly Memory?: number;
  readonly MemorySwap?: number;
  readonly MemoryReservation?: number;
  readonly NanoCpus?: number;
  readonly CpuPeriod?: number;
  readonly CpuQuota?: number;
  readonly CpuShares?: number;
  readonly CpusetCpus?: string;
  readonly CpusetMems?: string;
  readonly BlkioWeight?: number;
  readonly PidsLimit?: number;
}
