import type { Image } from './images/image';
import { repositories } from './images/registry';

/** The image of the container that holds a pod's namespaces. */
export const PAUSE_IMAGE = 'registry.k8s.io/pause:3.10';

/** As the catalogue has it. */
export function pauseImage(): Image {
  const repository = repositories.find((one) => PAUSE_IMAGE.startsWith(`${one.name}:`));
  const [first] = repository?.images ?? [];
  if (first === undefined) throw new Error('the catalogue has no pause image');
  return first.image;
}
