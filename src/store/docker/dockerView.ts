/**
 * The Docker host as the page sees it: plain data, bounded in size. What does not change from one view to the next keeps
 * its identity on the page.
 */

/** A layer on the disk of the host, once however many images stand on it. */
export interface DockerLayer {
  /** `sha256:...` of the layer and all beneath it: the same content on another base is another layer. */
  readonly chainId: string;
  /** The chain ID of the layer beneath it; '' for a lowest one. */
  readonly below: string;
  /** Unpacked. */
  readonly bytes: number;
  /** The instruction that made it, as `docker history` has it; '' when nothing is known. */
  readonly createdBy: string;
}

export interface DockerImage {
  /** `sha256:...` of its configuration. */
  readonly id: string;
  /** As `docker images` shows them: `kubia:latest`, `luksa/kubia:latest`. Empty for a dangling one. */
  readonly tags: readonly string[];
  /** Chain IDs, lowest first. */
  readonly layers: readonly string[];
  /** Of all layers, unpacked. */
  readonly bytes: number;
  /** Milliseconds since 1970. */
  readonly created: number;
  /** When it last got a name here, likewise. */
  readonly named: number;
  /** `luksa/kubia@sha256:...`: repositories that have it, as far as the host knows. */
  readonly repositoryDigests: readonly string[];
}

export interface DockerPort {
  /** What it is published as on the host: `8080`, `127.0.0.1:8080`; '' while it is only exposed. */
  readonly host: string;
  /** `8080`, `53/udp`. */
  readonly container: string;
}

export interface DockerContainer {
  readonly id: string;
  /** Without the slash. */
  readonly name: string;
  /** As it was asked for: `kubia`, `node:7`, or a short ID. */
  readonly image: string;
  readonly imageId: string;
  /** Its main process: `node app.js`. */
  readonly command: string;
  readonly state: 'created' | 'running' | 'paused' | 'restarting' | 'removing' | 'exited' | 'dead';
  /** Of the last run; undefined before there was one, and while it runs. */
  readonly exitCode: number | undefined;
  readonly outOfMemory: boolean;
  readonly health: 'starting' | 'healthy' | 'unhealthy' | undefined;
  /** Milliseconds since 1970. */
  readonly created: number;
  readonly ports: readonly DockerPort[];
  readonly networks: readonly { readonly name: string; readonly address: string }[];
  /** Names of volumes and paths of the host that are mounted into it. */
  readonly mounts: readonly { readonly type: string; readonly source: string; readonly target: string }[];
  /** Paths that differ from its image: what its writable layer holds. Counted up to some hundreds. */
  readonly changedFiles: number;
  /** How many processes run in it. */
  readonly processes: number;
  /** Its JavaScript never gives the processor back: it answers nothing. */
  readonly hung: boolean;
}

export interface DockerNetwork {
  readonly id: string;
  readonly name: string;
  readonly driver: string;
  readonly subnet: string;
  readonly gateway: string;
  /** The host's interface: `docker0`, `br-0123456789ab`; '' for those without. */
  readonly interface: string;
  readonly internal: boolean;
  /** Made by the learner; `bridge`, `host` and `none` are always there. */
  readonly userDefined: boolean;
}

export interface DockerVolume {
  readonly name: string;
  readonly anonymous: boolean;
  readonly bytes: number;
}

/** What a registry holds of a repository that this host has something of. */
export interface DockerRepository {
  /** `docker.io/luksa/kubia`. */
  readonly name: string;
  readonly tags: readonly string[];
  /** How many layers it holds, each once. */
  readonly layers: number;
  readonly bytes: number;
  /** Pushed by the learner. */
  readonly own: boolean;
}

export interface DockerView {
  /** False while nobody answers at the daemon's socket. */
  readonly running: boolean;
  readonly layers: readonly DockerLayer[];
  /** Newest first, as `docker images` lists them. */
  readonly images: readonly DockerImage[];
  /** Oldest first. */
  readonly containers: readonly DockerContainer[];
  readonly networks: readonly DockerNetwork[];
  readonly volumes: readonly DockerVolume[];
  readonly repositories: readonly DockerRepository[];
  /** How many there are beyond those in the view. */
  readonly more: { readonly images: number; readonly containers: number; readonly volumes: number };
}
