import type { StoredImage } from '../../engine/containers/imageStore';
import type { Image } from '../../engine/containers/images/image';
import { headOf, type Thing, type ThingObject } from '../thing';
import { imagesOn, namesOf, shortName } from './docker';

export const image: Thing = {
  about: 'An image that a machine has. It is found by any of its names, with the tag or, for `latest`, without.',
  fields: {
    id: '`sha256:...`',
    tags: 'all its names: `[kubia:latest, ada/kubia:latest]`. Two names in one list are one image with two names',
    layers: 'how many layers it has',
    bases: 'the names of images here whose layers it begins with: `[node:7]`',
    history: 'the instruction behind each step, oldest first, as `docker history` has it',
    repositories: 'where it was pulled from or pushed to: `[ada/kubia]`; empty for what was only built here',
    bytes: 'of all layers, unpacked',
    entrypoint: 'as a list: `[node, app.js]`',
    command: 'as a list',
    user: 'whom its containers run as; empty for root',
    env: 'NAME=VALUE',
    exposed: 'ports: `[8080/tcp]`',
  },
  list(world, machine) {
    const stored = imagesOn(world, machine)?.images ?? [];
    return stored.map((one) => tell(one, stored));
  },
};

function tell({ image, names, repositoryDigests, unpackedBytes }: StoredImage, all: readonly StoredImage[]) {
  const tags = names.map(shortName);
  const told: ThingObject = {
    ...headOf('image', tags[0] ?? image.id.slice('sha256:'.length, 19), image.id, image.config.labels),
    otherNames: namesOf(names),
    id: image.id,
    tags,
    layers: image.layers.length,
    bases: all.filter((other) => isBase(other.image, image)).flatMap((other) => other.names.map(shortName)),
    history: image.history.map(({ createdBy }) => createdBy),
    repositories: [...new Set(repositoryDigests.map((digest) => shortName(digest.slice(0, digest.indexOf('@')))))],
    bytes: unpackedBytes,
    entrypoint: image.config.entrypoint,
    command: image.config.command,
    user: image.config.user,
    env: image.config.env.map(([name, value]) => `${name}=${value}`),
    exposed: image.config.exposedPorts,
  };
  return told;
}

function isBase(base: Image, image: Image): boolean {
  return (
    base.layers.length > 0 &&
    base.layers.length < image.layers.length &&
    base.layers.every((layer, at) => layer.diffId === image.layers[at]?.diffId)
  );
}
