/** A computer in the world: the learner's laptop or a cluster node. */
import type { Disk } from './files/disk';
import type { MountedFiles } from './files/mountedFiles';
import type { NetworkNamespace } from './network/namespace';
import type { Kernel } from './processes/kernel';

export interface Machine {
  /** `laptop`, or the node's name. */
  readonly name: string;
  readonly kernel: Kernel;
  /** The files of its first mount namespace, as root sees them. */
  readonly files: MountedFiles;
  /** What its files, images and containers take room on. */
  readonly disk: Disk;
  readonly network: NetworkNamespace;
}
