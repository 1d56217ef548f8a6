/** The images of a Docker host and the layers that they stand on, for the page. */
import type { ImageStore, StoredImage, StoredLayer } from '../../engine/containers/imageStore';
import type { DockerImage, DockerLayer } from './dockerView';
import { shortenName } from './shortenName';

/** More than these are counted, or left out. */
const MOST_IMAGES = 120;
const MOST_LAYERS = 900;

export interface DescribedImages {
  readonly images: readonly DockerImage[];
  readonly layers: readonly DockerLayer[];
  readonly more: number;
}

/** Layers that no image has yet (a pull that is on, the builder's cache) are among the layers. */
export function describeImages(store: ImageStore): DescribedImages {
  const all = store.images;
  const stored = store.layers;
  const shown = all.slice(0, MOST_IMAGES);
  const places = new Map(stored.map((one) => [`${one.below} ${one.layer.diffId}`, one]));
  const instructions = new Map<string, string>();
  const images = shown.map((one) => tellImage(one, places, instructions));
  const used = new Set(images.flatMap(({ layers }) => layers));
  // those of images first: what is left out is what nobody asks for
  const ordered = [
    ...stored.filter(({ chainId }) => used.has(chainId)),
    ...stored.filter(({ chainId }) => !used.has(chainId)),
  ];
  const layers = ordered.slice(0, MOST_LAYERS).map(({ chainId, below, layer }) => ({
    chainId,
    below,
    bytes: layer.unpackedBytes,
    createdBy: instructions.get(chainId) ?? '',
  }));
  return { images, layers, more: all.length - shown.length };
}

function tellImage(
  stored: StoredImage,
  places: ReadonlyMap<string, StoredLayer>,
  instructions: Map<string, string>,
): DockerImage {
  const { image, names, repositoryDigests, unpackedBytes, taggedAt } = stored;
  const made = image.history.filter(({ emptyLayer }) => !emptyLayer);
  const chain: string[] = [];
  image.layers.forEach((layer, at) => {
    const place = places.get(`${chain.at(-1) ?? ''} ${layer.diffId}`);
    if (place === undefined) return;
    chain.push(place.chainId);
    const createdBy = made[at]?.createdBy;
    if (createdBy !== undefined && !instructions.has(place.chainId)) instructions.set(place.chainId, createdBy);
  });
  return {
    id: image.id,
    // the plainest name is the one it goes by: another one that it gets doesn't change what the picture calls it
    tags: names.map(shortenName).sort((a, b) => a.length - b.length || (a < b ? -1 : 1)),
    layers: chain,
    bytes: unpackedBytes,
    created: image.created,
    named: taggedAt,
    repositoryDigests: repositoryDigests.map(shortenName),
  };
}
