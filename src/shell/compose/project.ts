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
  readonly type: 'volume' | 'bind' | 'tmpfs';
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
}

export interface ComposeDependency {
  readonly condition: 'service_started' | 'service_healthy' | 'service_completed_successfully';
  readonly required: boolean;
}

export interface ComposeBuild {
  /** An absolute path. */
  readonly context: string;
  readonly dockerfile: string;
  readonly target: string;
  readonly arguments: Readonly<Record<string, string | null>>;
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
  /** The project's networks that it joins, with its further names there. */
  readonly networks: Readonly<Record<string, { readonly aliases: readonly string[]; readonly address: string }>>;
  /** `host`, `none`, `service:NAME`, ...; '' where it joins networks. */
  readonly networkMode: string;
  readonly dependsOn: Readonly<Record<string, ComposeDependency>>;
  readonly containerName: string;
  readonly hostname: string;
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
  /** CPUs; 0 for no limit. */
  readonly cpus: number;
  readonly pidMode: string;
  readonly extraHosts: readonly string[];
  readonly capAdd: readonly string[];
  readonly capDrop: readonly string[];
  readonly profiles: readonly string[];
  readonly scale: number;
  readonly pullPolicy: string;
}

export interface ComposeNetwork {
  /** The daemon's name for it. */
  readonly name: string;
  readonly external: boolean;
  readonly driver: string;
  readonly internal: boolean;
  readonly subnet: string;
}

export interface ComposeVolume {
  readonly name: string;
  readonly external: boolean;
}

export interface ComposeProject {
  readonly name: string;
  readonly directory: string;
  readonly files: readonly string[];
  /** By name, in the order of their names. */
  readonly services: Readonly<Record<string, ComposeService>>;
  readonly networks: Readonly<Record<string, ComposeNetwork>>;
  readonly volumes: Readonly<Record<string, ComposeVolume>>;
  /** What was read, made canonical: what `compose config` prints. */
  readonly canonical: Readonly<Record<string, unknown>>;
}
