/** Docker on the laptop, with the images and the registry that its profile says. */

import { parseImageReference } from '../../base/imageReference';
import type { Random } from '../../base/random';
import type { Clock } from '../clock';
import { handmadeImages } from '../containers/images/handmadeImages';
import { createMachineImages, preloadImage } from '../containers/machineImages';
import { createDockerDaemon, type LocalDockerDaemon } from '../docker/createDaemon';
import type { Machine } from '../machine';
import type { Fabric } from '../network/fabric';
import type { Host } from '../network/host';
import type { ClusterProfile } from '../profile';
import type { Registries } from '../registries/registries';
import { serveRegistry } from '../registries/serveRegistry';
import type { Trace } from '../trace';

export interface LaptopDockerOptions {
  readonly profile: ClusterProfile;
  readonly laptop: Machine & { readonly network: Host };
  readonly clock: Clock;
  readonly trace: Trace;
  readonly random: Random;
  readonly fabric: Fabric;
  readonly registries: Registries;
  /** When the learner arrives, in milliseconds since 1970. */
  readonly arrival: number;
}

/** undefined where the profile has no Docker. */
export function createLaptopDocker(options: LaptopDockerOptions): LocalDockerDaemon | undefined {
  const { profile, laptop, clock, trace, random, fabric, registries, arrival } = options;
  if (profile.docker === undefined) return undefined;
  const { disk } = laptop;
  // Images and files take room on the same disk: what either takes is missing for the other.
  let counted = 0;
  const images = createMachineImages({
    clock,
    trace,
    machine: 'laptop',
    actor: 'docker',
    capacityBytes: disk.capacity,
    otherUsage: () => disk.used - counted,
  });
  const { store } = images;
  store.onChange(() => {
    const bytes = store.layersBytes;
    disk.take(bytes - counted);
    counted = bytes;
  });
  if (profile.docker.images === 'handmade') {
    for (const { name, image } of handmadeImages(arrival)) {
      const reference = parseImageReference(name);
      if (reference.ok) store.add(image, [reference.value]);
    }
  } else for (const name of profile.docker.images) preloadImage(images, registries, name);
  if (profile.docker.registry === true) serveRegistry(registries, laptop);
  const host = laptop.network;
  const machineNetworks = [profile.nodeNetwork];
  return createDockerDaemon({
    clock,
    trace,
    random,
    machine: laptop,
    host,
    fabric,
    registries,
    images,
    machineNetworks,
  });
}
