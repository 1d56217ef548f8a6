/** A computer in the world: the learner's laptop or a cluster node. */
import type { FileSystem } from './files/fileSystem';
import type { NetworkNamespace } from './network/namespace';
import type { Kernel } from './processes/kernel';

export interface Machine {
  /** `laptop`, or the node's name. */
  readonly name: string;
  readonly kernel: Kernel;
  readonly files: FileSystem;
  readonly network: NetworkNamespace;
}
