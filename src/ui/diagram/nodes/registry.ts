/** The boxes of the picture. A new one is one file and one line here. */
import { DockerNode } from '../docker/DockerNode';
import { RegistryNode } from '../docker/RegistryNode';
import { BandNode } from './BandNode';
import { ControlPlaneNode } from './ControlPlaneNode';
import { LaptopNode } from './LaptopNode';
import { MachineNode } from './MachineNode';
import { OutsideNode } from './OutsideNode';

export const nodeTypes = {
  laptop: LaptopNode,
  controlPlane: ControlPlaneNode,
  outside: OutsideNode,
  machine: MachineNode,
  band: BandNode,
  docker: DockerNode,
  registry: RegistryNode,
};
