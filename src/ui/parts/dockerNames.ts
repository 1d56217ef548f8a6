/** Things of the Docker host by the names that the whole page knows objects by. */
import type { ObjectName } from '../../engine/trace';
import type {
  DockerContainer,
  DockerImage,
  DockerNetwork,
  DockerRepository,
  DockerVolume,
} from '../../store/docker/dockerView';

export const CONTAINERS = 'containers.docker';
export const IMAGES = 'images.docker';
export const NETWORKS = 'networks.docker';
export const VOLUMES = 'volumes.docker';
export const REPOSITORIES = 'repositories.docker';
/** A container of a pod: its namespace is the node, its uid the container's ID. */
export const POD_CONTAINERS = 'containers.cri';

/** Things that are no objects of the API: of the Docker host, or the inside of a pod's container. */
export function isOfDocker({ resource }: ObjectName): boolean {
  return resource.endsWith('.docker') || resource === POD_CONTAINERS;
}

export function containerName({ name, id }: DockerContainer): ObjectName {
  return { resource: CONTAINERS, namespace: '', name, uid: id };
}

export function imageName(image: DockerImage): ObjectName {
  return { resource: IMAGES, namespace: '', name: imageLabel(image), uid: image.id };
}

export function networkName({ name, id }: DockerNetwork): ObjectName {
  return { resource: NETWORKS, namespace: '', name, uid: id };
}

export function volumeName({ name }: DockerVolume): ObjectName {
  return { resource: VOLUMES, namespace: '', name, uid: name };
}

export function repositoryName({ name }: DockerRepository): ObjectName {
  return { resource: REPOSITORIES, namespace: '', name: shortRepository(name), uid: name };
}

/** `kubia`, `node:7`; the beginning of its ID when it has no name. */
export function imageLabel({ tags, id }: DockerImage): string {
  const [first] = tags;
  return first === undefined ? shortId(id) : shortTag(first);
}

/** `kubia:latest` is `kubia`. */
export function shortTag(tag: string): string {
  return tag.replace(/:latest$/, '');
}

/** `docker.io/library/node` is `node`. */
export function shortRepository(name: string): string {
  return name.replace(/^docker\.io\/(library\/)?/, '');
}

/** The twelve digits that Docker shows. */
export function shortId(id: string): string {
  return id.replace(/^sha256:/, '').slice(0, 12);
}
