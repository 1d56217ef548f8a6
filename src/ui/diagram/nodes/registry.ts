/** The boxes of the picture. A new one is one file and one line here. */
import { ControlPlaneNode } from './ControlPlaneNode';
import { LaptopNode } from './LaptopNode';
import { MachineNode } from './MachineNode';
import { OutsideNode } from './OutsideNode';
import { WaitingNode } from './WaitingNode';

export const nodeTypes = {
  laptop: LaptopNode,
  controlPlane: ControlPlaneNode,
  outside: OutsideNode,
  machine: MachineNode,
  waiting: WaitingNode,
};
