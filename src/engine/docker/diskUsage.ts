/** `docker system df`. */

import { familiarName } from '../../base/imageReference';
import type { StoredImage } from '../containers/imageStore';
import { chainIds } from '../containers/images/layer';
import type { Builder } from './build/builder';
import { summaryOf } from './containers/listContainers';
import type { DiskUsage } from './daemon';
import type { DaemonContext } from './daemonContext';
import { imageSummary } from './images/inspectImage';
import { inspectVolume } from './volumes/volumesApi';

export function diskUsage(context: DaemonContext, builder: Builder): DiskUsage {
  const { store } = context.images;
  const volumes = context.volumes.all;
  return {
    images: store.images.map((stored) => ({
      ...imageSummary(stored, {
        names: stored.names.map(familiarName),
        digests: stored.repositoryDigests.map(familiarName),
      }),
      Containers: context.containers.ofImage(stored.image.id).length,
      ...sharing(stored, store.images),
    })),
    containers: context.containers.all.map((container) => summaryOf(context, container, true)),
    volumes: volumes.map(inspectVolume),
    volumeUsage: Object.fromEntries(
      volumes.map((volume) => [
        volume.name,
        { Size: context.volumes.size(volume), RefCount: context.containers.ofVolume(volume.name).length },
      ]),
    ),
    buildCache: builder.cache,
    layersSize: layersSize(store.images),
  };
}

/** Of all images, each layer once: what the build cache keeps besides is not among it. */
function layersSize(images: readonly StoredImage[]): number {
  const sizes = new Map<string, number>();
  for (const { image } of images) {
    chainIds(image.layers).forEach((chain, at) => {
      sizes.set(chain, image.layers[at]?.unpackedBytes ?? 0);
    });
  }
  return [...sizes.values()].reduce((sum, size) => sum + size, 0);
}

/** How much of an image others have as well. */
function sharing({ image, unpackedBytes }: StoredImage, images: readonly StoredImage[]) {
  const others = new Set(images.filter((one) => one.image !== image).flatMap((one) => chainIds(one.image.layers)));
  const chain = chainIds(image.layers);
  const shared = image.layers.reduce(
    (sum, layer, at) => (others.has(chain[at] ?? '') ? sum + layer.unpackedBytes : sum),
    0,
  );
  return { SharedSize: shared, UniqueSize: unpackedBytes - shared };
}
