import type { World } from '../../engine';
import { headOf, type Thing, type ThingObject } from '../thing';
import { imagesOn, LAPTOP, shortName } from './docker';

const HUB = 'docker.io';

export const repository: Thing = {
  about:
    'A repository of a registry on the internet, the catalogue of Docker Hub included: `ada/kubia`, `ghcr.io/ada/kubia`.',
  fields: {
    tags: 'the tags that it holds',
    pushed: 'true when it is not of the catalogue: somebody pushed it from here',
    owner: 'the first part of its name: the account that it belongs to',
    local: 'the names of the images of the laptop that it holds too',
    layers: 'how many layers of the images of the laptop it holds, each once',
  },
  list(world) {
    return domainsOf(world).flatMap((domain) => ofDomain(world, domain));
  },
};

/** Docker Hub, and whatever else the images here are called after. */
function domainsOf({ images, registries }: World): readonly string[] {
  const named = (images?.images ?? []).flatMap(({ names }) => names.map((name) => name.slice(0, name.indexOf('/'))));
  return [...new Set([HUB, ...named])].filter((domain) => registries.onInternet(domain));
}

function ofDomain(world: World, domain: string): readonly ThingObject[] {
  const { storage } = world.registries.hosted(domain);
  const local = imagesOn(world, LAPTOP)?.images ?? [];
  return storage.repositories.map((path): ThingObject => {
    const name = shortName(`${domain}/${path}`);
    return {
      ...headOf('repository', name, `${domain}/${path}`),
      tags: storage.tags(path) ?? [],
      pushed: storage.published(path) === undefined,
      owner: path.slice(0, path.indexOf('/')),
      get local() {
        return local
          .filter(({ image }) => storage.manifest(path, image.digest) !== undefined)
          .flatMap(({ names }) => names.map(shortName));
      },
      get layers() {
        const digests = new Set(local.flatMap(({ image }) => image.layers.map(({ digest }) => digest)));
        return [...digests].filter((digest) => storage.hasBlob(path, digest)).length;
      },
    };
  });
}
