import type { ObjectName } from '../../engine/trace';
import type { DockerView } from '../../store/docker/dockerView';
import { containerName, imageName, networkName, shortId, shortTag, volumeName } from '../parts/dockerNames';
import type { NameInText } from './knownNames';

/** What Docker prints as one word: names with underscores, `luksa/kubia:v2`, IDs. */
const WORD = /[A-Za-z0-9](?:[\w./:-]*\w)?/g;
const ID = /^(?:sha256:)?[0-9a-f]{12,64}$/;

/** Finds names and IDs of the Docker host's things in a line of text, from left to right. */
export function dockerNamesIn(docker: DockerView | undefined): (text: string) => readonly NameInText[] {
  if (docker === undefined) return () => [];
  const byName = new Map<string, ObjectName>();
  const bareImages = new Set<string>();
  const byId = new Map<string, ObjectName>();
  for (const network of docker.networks) {
    byId.set(shortId(network.id), networkName(network));
    if (network.userDefined) byName.set(network.name, networkName(network));
  }
  for (const volume of docker.volumes) byName.set(volume.name, volumeName(volume));
  for (const image of docker.images) {
    byId.set(shortId(image.id), imageName(image));
    for (const tag of image.tags) {
      byName.set(tag, imageName(image));
      byName.set(shortTag(tag), imageName(image));
      if (!/[/:]/.test(shortTag(tag))) bareImages.add(shortTag(tag));
    }
  }
  for (const container of docker.containers) {
    bareImages.delete(container.name);
    byId.set(shortId(container.id), containerName(container));
    byName.set(container.name, containerName(container));
  }
  return (text) =>
    [...text.matchAll(WORD)].flatMap(({ 0: word, index }) => {
      if (bareImages.has(word) && !meansImage(text, index, word.length)) return [];
      const object = byName.get(word) ?? (ID.test(word) ? byId.get(shortId(word)) : undefined);
      return object === undefined ? [] : [{ start: index, length: word.length, object }];
    });
}

/** `nginx` is many a thing: in a docker command or as a cell of a table it is the image. */
function meansImage(text: string, start: number, length: number): boolean {
  if (/\bdocker /.test(text)) return true;
  return /(^|\s\s)$/.test(text.slice(0, start)) && /^(\s\s|$)/.test(text.slice(start + length));
}
