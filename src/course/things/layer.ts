import { headOf, type Thing, type ThingObject } from '../thing';
import { imagesOn, shortName } from './docker';

type ToldLayer = ThingObject & { readonly images: string[] };

export const layer: Thing = {
  about: 'A layer on the disk of a machine, once however many images stand on it.',
  fields: {
    digest: 'of its content: `sha256:...`',
    instruction: 'what made it, as `docker history` has it',
    bytes: 'unpacked',
    images: 'the names of the images that stand on it',
  },
  list(world, machine) {
    const store = imagesOn(world, machine);
    if (store === undefined) return [];
    const places = new Map(store.layers.map((one) => [`${one.below} ${one.layer.diffId}`, one]));
    const told = new Map<string, ToldLayer>();
    for (const { image, names } of store.images) {
      const instructions = image.history.filter(({ emptyLayer }) => !emptyLayer);
      let below = '';
      image.layers.forEach((one, at) => {
        const chainId = places.get(`${below} ${one.diffId}`)?.chainId ?? '';
        below = chainId;
        const known: ToldLayer = told.get(chainId) ?? {
          ...headOf('layer', chainId.slice('sha256:'.length, 19), chainId),
          digest: one.diffId,
          instruction: instructions[at]?.createdBy ?? '',
          bytes: one.unpackedBytes,
          images: [],
        };
        known.images.push(...names.map(shortName));
        told.set(chainId, known);
      });
    }
    return [...told.values()];
  },
};
