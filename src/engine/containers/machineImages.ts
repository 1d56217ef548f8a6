/** What everyone on one machine shares who deals with images: what is there, and what is on its way. */

import { parseImageReference } from '../../base/imageReference';
import type { Clock } from '../clock';
import type { Registries } from '../registries/registries';
import type { Trace } from '../trace';
import { ImageStore, type ImageStoreOptions } from './imageStore';
import { LayerDownloads } from './layerDownloads';

export interface MachineImages {
  readonly store: ImageStore;
  readonly downloads: LayerDownloads;
}

export interface MachineImagesOptions extends ImageStoreOptions {
  readonly clock: Clock;
  readonly trace: Trace;
  /** The machine's name: `laptop`, or the node's. */
  readonly machine: string;
  /** Who moves layers, for the trace: `runtime/NODE`, `docker`. */
  readonly actor: string;
}

export function createMachineImages(options: MachineImagesOptions): MachineImages {
  const { clock, trace, machine, actor } = options;
  const store = new ImageStore({ now: () => clock.now, ...options });
  return { store, downloads: new LayerDownloads({ clock, trace, store, actor, machine }) };
}

/** Puts an image there that the machine comes with, as if it had been pulled long ago. Unknown names are left out. */
export function preloadImage({ store }: MachineImages, registries: Registries, name: string): void {
  const reference = parseImageReference(name);
  const image = reference.ok ? registries.resolve(reference.value) : undefined;
  if (!reference.ok || image?.ok !== true) return;
  store.add(image.value, [reference.value]);
  store.addRepositoryDigest(image.value.id, reference.value.repository);
}
