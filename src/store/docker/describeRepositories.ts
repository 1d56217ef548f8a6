/** What registries hold of the repositories that a host has something to do with. */
import type { ImageStore } from '../../engine/containers/imageStore';
import type { Image } from '../../engine/containers/images/image';
import type { Registries } from '../../engine/registries/registries';
import type { DockerRepository } from './dockerView';

const MOST = 24;
const MOST_TAGS = 12;

/**
 * Those that an image here was pulled from, was pushed to or is called after, where they exist, in the order of their
 * names: their tags as far as they are here, and how many layers of these images they have by now.
 */
export function describeRepositories(store: ImageStore, registries: Registries): readonly DockerRepository[] {
  const repositories = new Map<string, { readonly images: Set<Image>; readonly tags: Set<string> }>();
  for (const { image, names, repositoryDigests } of store.images) {
    for (const name of [...names, ...repositoryDigests]) {
      const { repository, tag } = split(name);
      const known = repositories.get(repository) ?? { images: new Set(), tags: new Set() };
      known.images.add(image);
      if (tag !== undefined) known.tags.add(tag);
      repositories.set(repository, known);
    }
  }
  const pulledOrPushed = new Set(
    store.images.flatMap(({ repositoryDigests }) => repositoryDigests.map((digest) => split(digest).repository)),
  );
  return [...repositories]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .flatMap(([name, { images, tags }]) => tellRepository(registries, name, images, tags, pulledOrPushed.has(name)))
    .slice(0, MOST);
}

/** `docker.io/library/node:7` is the repository before the tag. */
function split(name: string): { readonly repository: string; readonly tag: string | undefined } {
  const at = name.indexOf('@');
  if (at >= 0) return { repository: name.slice(0, at), tag: undefined };
  const colon = name.lastIndexOf(':');
  return { repository: name.slice(0, colon), tag: name.slice(colon + 1) };
}

function tellRepository(
  registries: Registries,
  name: string,
  images: ReadonlySet<Image>,
  names: ReadonlySet<string>,
  touched: boolean,
): readonly DockerRepository[] {
  const slash = name.indexOf('/');
  const domain = name.slice(0, slash);
  const path = name.slice(slash + 1);
  const all = [...images].flatMap((image) => image.layers);
  if (!registries.onInternet(domain)) {
    // one that runs on a machine of the world is asked over its network only
    return touched ? [{ name, tags: [...names], ...sizeOf(all), own: true }] : [];
  }
  const { storage } = registries.hosted(domain);
  const there = storage.tags(path);
  if (there === undefined) return [];
  const published = storage.published(path) !== undefined;
  const tags = published ? there.filter((tag) => names.has(tag)) : there;
  const layers = all.filter((layer) => storage.hasBlob(path, layer.digest));
  if (!touched && layers.length === 0) return [];
  return [{ name, tags: tags.slice(0, MOST_TAGS), ...sizeOf(layers), own: !published }];
}

/** Each layer once. */
function sizeOf(layers: Image['layers']): { readonly layers: number; readonly bytes: number } {
  const once = new Map(layers.map((layer) => [layer.digest, layer.sizeBytes]));
  return { layers: once.size, bytes: [...once.values()].reduce((sum, bytes) => sum + bytes, 0) };
}
