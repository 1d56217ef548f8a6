/** How each model is drawn. A new one is one file and one entry here. */
import { HostPicture } from './HostPicture';
import type { ModelPicture } from './picture';
import { ShopPicture } from './ShopPicture';
import { SitePicture } from './SitePicture';

export const pictures: Readonly<Record<string, ModelPicture>> = {
  'monolith-or-services': {
    Picture: ShopPicture,
    figures: [
      { name: 'refused', trouble: true },
      { name: 'releases' },
      { name: 'processes' },
      { name: 'memory' },
      { name: 'calls' },
    ],
    said: [],
  },
  'scale-up-or-out': {
    Picture: SitePicture,
    figures: [
      { name: 'served' },
      { name: 'refused', trouble: true },
      { name: 'lost', trouble: true },
      { name: 'capacity' },
      { name: 'price' },
      { name: 'cost' },
      { name: 'database' },
    ],
    said: ['served', 'refused', 'lost', 'cost'],
  },
  'machines-or-containers': {
    Picture: HostPicture,
    figures: [
      { name: 'running' },
      { name: 'waiting', trouble: true },
      { name: 'impossible', trouble: true },
      { name: 'kernels' },
      { name: 'oneKernel' },
      { name: 'systemMemory' },
      { name: 'hostProcesses' },
      { name: 'processes' },
      { name: 'startSeconds' },
    ],
    said: ['running', 'waiting', 'impossible', 'kernels'],
  },
};
