/** A named place for files that outlives containers: a directory of the daemon's machine (driver `local`). */
export interface DockerVolume {
  readonly name: string;
  /** Milliseconds since 1970. */
  readonly created: number;
  readonly labels: Readonly<Record<string, string>> | null;
  readonly options: Readonly<Record<string, string>> | null;
  /** Made for a container that named none. */
  readonly anonymous: boolean;
  /** `/var/lib/docker/volumes/NAME/_data`. */
  readonly mountpoint: string;
}

export const VOLUMES = '/var/lib/docker/volumes';
