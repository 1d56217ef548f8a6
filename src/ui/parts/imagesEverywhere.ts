/** Images wherever they are: on the laptop, and on the cluster's nodes. The same ID is the same image. */
import type { DockerImage, DockerLayer } from '../../store/docker/dockerView';
import type { NodeImages } from '../../store/docker/nodeImages';
import type { PlaygroundState } from '../../store/playgroundState';

export const LAPTOP = 'laptop';

/** A machine's images and layers. */
export interface ImageHost {
  readonly machine: string;
  readonly images: readonly DockerImage[];
  readonly layers: readonly DockerLayer[];
}

/** The machines that hold images, the laptop first. */
export function imageHosts({
  docker,
  nodeImages,
}: Pick<PlaygroundState, 'docker' | 'nodeImages'>): readonly ImageHost[] {
  const laptop = docker === undefined ? [] : [{ machine: LAPTOP, images: docker.images, layers: docker.layers }];
  return [...laptop, ...nodeImages.map(({ node, images, layers }) => ({ machine: node, images, layers }))];
}

/** An image as the first machine that has it knows it. */
export function findImage(hosts: readonly ImageHost[], id: string): DockerImage | undefined {
  for (const { images } of hosts) {
    const image = images.find((one) => one.id === id);
    if (image !== undefined) return image;
  }
  return undefined;
}

/** The images of a pod's containers on its node: what they were started from, by name or by the registry's digest. */
export function imagesByName({ images }: NodeImages, names: readonly string[]): readonly DockerImage[] {
  const wanted = new Set(names.map(plainName));
  return images.filter(({ tags, repositoryDigests }) =>
    [...tags, ...repositoryDigests].some((name) => wanted.has(plainName(name))),
  );
}

/** `docker.io/library/nginx` and `nginx:latest` are the same. */
export function plainName(name: string): string {
  const short = name.replace(/^docker\.io\//, '').replace(/^library\//, '');
  return short.includes('@') || /:[^/]*$/.test(short) ? short : `${short}:latest`;
}
