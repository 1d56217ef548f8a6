/** A compose project as it is meant: files merged, variables filled in, short forms written out. */

export interface ComposeHealthcheck {
  readonly test: readonly string[];
  /** Nanoseconds; 0 where the file says nothing. */
  readonly interval: number;
  readonly timeout: number;
  readonly startPeriod: number;
  readonly retries: number;
}

export interface ComposePort {
  readonly hostAddress: string;
  /** '' lets the daemon choose. */
  readonly published: string;
  readonly target: number;
  readonly protocol: string;
}

export interface ComposeMount {
  /** `volume`, `bind`, `tmpfs`; others are not simulated. */
  readonly type: string;
  /** A volume's name in the project, '' for an anonymous one, or an absolute path. */
  readonly source: string;
  readonly target: string;
  readonly readOnly: boolean;
  /** A short form makes a missing bind source. */
  readonly create: boolean;
  /** A new volume stays empty. */
  readonly noCopy: boolean;
  /** tmpfs: as mount's -o takes them. */
  readonly tmpfsOptions: string;
  /** What it asks for and this world does not have. */
  readonly unsimulated: readonly string[];
}

/** A secret or config that a service is given as a file. */
export interface ComposeGrant {
  readonly kind: 'secrets' | 'configs';
  /** Its key in the file. */
  readonly key: string;
  readonly name: string;
  /** An absolute path in the container. */
  readonly target: string;
  readonly external: boolean;
  /** An absolute path of this machine, bound into the container. */
  readonly file: string | undefined;
  /** What is written into the container where there is no file. */
  readonly content: string | undefined;
  /** The variable whose value it is. */
  readonly variable: string | undefined;
}

export interface ComposeDependency {
  readonly condition: 'service_started' | 'service_healthy' | 'service_completed_successfully';
  readonly required: boolean;
  readonly restart?: boolean;
}

export interface ComposeBuild {
  /** An absolute path. */
  readonly context: string;
  readonly dockerfile: string;
  /** dockerfile_inline */
  readonly inline: string | undefined;
  readonly target: string;
  readonly arguments: Readonly<Record<string, string | null>>;
  readonly labels: Readonly<Record<string, string>>;
  readonly tags: readonly string[];
  readonly noCache: boolean;
}

export interface ComposeService {
  readonly name: string;
  readonly image: string;
  readonly build: ComposeBuild | undefined;
  readonly command: readonly string[] | null;
  readonly entrypoint: readonly string[] | null;
  readonly environment: Readonly<Record<string, string | null>>;
  readonly ports: readonly ComposePort[];
  /** Ports that are only exposed: `80/tcp`. */
  readonly expose: readonly string[];
  readonly mounts: readonly ComposeMount[];
  readonly grants: readonly ComposeGrant[];
  /** The project's networks that it joins, with its further names there. */
  readonly networks: Readonly<
    Record<string, { readonly aliases: readonly string[]; readonly address: string; readonly priority: number }>
  >;
  /** `host`, `none`, `service:NAME`, ...; '' where it joins networks. */
  readonly networkMode: string;
  readonly dependsOn: Readonly<Record<string, ComposeDependency>>;
  readonly containerName: string;
  readonly hostname: string;
  readonly domainname: string;
  readonly user: string;
  readonly workingDirectory: string;
  readonly restart: string;
  readonly labels: Readonly<Record<string, string>>;
  readonly healthcheck: ComposeHealthcheck | undefined;
  readonly stopSignal: string;
  /** Seconds. */
  readonly stopGracePeriod: number | undefined;
  readonly tty: boolean;
  readonly stdinOpen: boolean;
  readonly init: boolean;
  readonly privileged: boolean;
  readonly readOnly: boolean;
  /** Bytes; 0 for no limit. */
  readonly memory: number;
  readonly memoryReservation: number;
  readonly memorySwap: number;
  /** CPUs; 0 for no limit. */
  readonly cpus: number;
  readonly cpuShares: number;
  /** Microseconds; 0: not set. */
  readonly cpuPeriod: number;
  readonly cpuQuota: number;
  readonly cpuset: string;
  readonly pidsLimit: number;
  readonly pidMode: string;
  readonly ipcMode: string;
  readonly utsMode: string;
  /** Bytes; 0: the daemon's own size. */
  readonly shmSize: number;
  readonly cgroupParent: string;
  readonly cgroupMode: string;
  readonly oomKillDisable: boolean;
  readonly securityOptions: readonly string[];
  readonly sysctls: Readonly<Record<string, string>>;
  readonly logDriver: string;
  readonly dns: readonly string[];
  readonly dnsSearch: readonly string[];
  /** `SERVICE` or `SERVICE:ALIAS`. */
  readonly links: readonly string[];
  readonly volumesFrom: readonly string[];
  readonly extraHosts: readonly string[];
  readonly capAdd: readonly string[];
  readonly capDrop: readonly string[];
  readonly profiles: readonly string[];
  readonly scale: number;
  readonly pullPolicy: string;
  /** Whether `up` shows what it prints. */
  readonly attach: boolean;
  /** Keys that it has and this world does not honour: refused when a container is to be made. */
  readonly unsimulated: readonly string[];
}

export interface ComposeNetwork {
  /** The daemon's name for it. */
  readonly name: string;
  readonly external: boolean;
  readonly driver: string;
  readonly internal: boolean;
  readonly attachable: boolean;
  readonly subnet: string;
  readonly gateway: string;
  readonly ipRange: string;
  readonly labels: Readonly<Record<string, string>>;
  readonly driverOptions: Readonly<Record<string, string>>;
}

export interface ComposeVolume {
  readonly name: string;
  readonly external: boolean;
  readonly driver: string;
  readonly labels: Readonly<Record<string, string>>;
  readonly driverOptions: Readonly<Record<string, string>>;
}

export interface ComposeProject {
  readonly name: string;
  readonly directory: string;
  readonly files: readonly string[];
  /** By name, in the order of their names. */
  readonly services: Readonly<Record<string, ComposeService>>;
  readonly networks: Readonly<Record<string, ComposeNetwork>>;
  readonly volumes: Readonly<Record<string, ComposeVolume>>;
  /** All profiles that services name, those that are off as well. */
  readonly profiles: readonly string[];
  /** Variables that the files could use. */
  readonly environment: ReadonlyMap<string, string>;
  /** What was read, made canonical: what `compose config` prints. */
  readonly canonical: Readonly<Record<string, unknown>>;
}
