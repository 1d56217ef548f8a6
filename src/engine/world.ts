/** The whole simulated world, wired together: clock, etcd and API server, control plane, nodes, cloud, laptop. */
import type { Random } from '../base/random';
import type { ApiServer } from './client/door';
import type { Clock } from './clock';
import type { Machine } from './machine';
import type { Program } from './processes/process';
import type { ClusterProfile } from './profile';
import type { Trace } from './trace';

export interface WorldOptions {
  readonly profile: ClusterProfile;
  /** Of all randomness: the same seed and the same inputs give the same history. */
  readonly seed: number;
  /** The moment at which the learner arrives, in milliseconds since 1970. The cluster was started before it. */
  readonly start: number;
  /** Programs that images and machines hold by name (`sh`, `ls`, `cat`, `curl`, ...): the shell's floor hands them in. */
  readonly programs: Readonly<Record<string, Program>>;
}

export interface World {
  readonly profile: ClusterProfile;
  readonly clock: Clock;
  readonly trace: Trace;
  readonly random: Random;
  readonly api: ApiServer;
  readonly laptop: Machine;
  /** A cluster node's machine, by its name. */
  node(name: string): Machine | undefined;
  /** Cuts or gives back a part: `kubelet/NODE` stops and resumes its heartbeats and work, `node/NODE` its power. */
  setFault(part: string, state: 'stopped' | 'running'): void;
  /** A hash of the whole state: everything in etcd, the clock, and the processes. */
  hash(): string;
}

export function createWorld(_options: WorldOptions): World {
  throw new Error('the world is still being built');
}
