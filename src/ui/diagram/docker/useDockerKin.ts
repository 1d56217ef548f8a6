import { useMemo } from 'react';
import type { Pod } from '../../../kinds/pod';
import type { DockerImage, DockerView } from '../../../store/docker/dockerView';
import type { NodeImages } from '../../../store/docker/nodeImages';
import { CONTAINERS, IMAGES, NETWORKS, VOLUMES } from '../../parts/dockerNames';
import { findImage, imageHosts, imagesByName } from '../../parts/imagesEverywhere';
import { usePlayground } from '../../usePlayground';

/** What belongs together with the selected thing of the Docker host, by kind: IDs, and names of volumes and networks. */
export interface DockerKin {
  readonly containers: ReadonlySet<string>;
  /** The image whose layers light up. */
  readonly image: string | undefined;
  /** Its layers, by their chain IDs: wherever they are. */
  readonly layers: ReadonlySet<string>;
  readonly volumes: ReadonlySet<string>;
  readonly networks: ReadonlySet<string>;
}

const NONE: ReadonlySet<string> = new Set();
const NOBODY: DockerKin = { containers: NONE, image: undefined, layers: NONE, volumes: NONE, networks: NONE };

export function useDockerKin(): DockerKin {
  const resource = usePlayground(({ selection }) => (selection?.kind === 'object' ? selection.object.resource : ''));
  const id = usePlayground(({ selection }) => (selection?.kind === 'object' ? (selection.object.uid ?? '') : ''));
  const docker = usePlayground((state) => state.docker);
  const nodeImages = usePlayground((state) => state.nodeImages);
  const pods = usePlayground(({ objects }) => (resource === 'pods' ? objects['pods'] : undefined));
  return useMemo(() => {
    const kin = docker === undefined ? NOBODY : kinOf(docker, resource, id);
    const hosts = imageHosts({ docker, nodeImages });
    const image = kin.image ?? (resource === IMAGES ? id : undefined);
    const images = image === undefined ? imagesOfPod(pods, id, nodeImages) : [findImage(hosts, image)];
    const layers = images.flatMap((one) => one?.layers ?? []);
    return layers.length === 0 ? kin : { ...kin, image: image ?? images[0]?.id, layers: new Set(layers) };
  }, [docker, nodeImages, pods, resource, id]);
}

function imagesOfPod(
  pods: Readonly<Record<string, unknown>> | undefined,
  uid: string,
  nodeImages: readonly NodeImages[],
): readonly DockerImage[] {
  const pod = (Object.values(pods ?? {}) as Pod[]).find(({ metadata }) => metadata.uid === uid);
  const on = nodeImages.find(({ node }) => node === pod?.spec.nodeName);
  if (pod === undefined || on === undefined) return [];
  return imagesByName(
    on,
    pod.spec.containers.map(({ image = '' }) => image),
  );
}

function kinOf({ containers, networks }: DockerView, resource: string, id: string): DockerKin {
  const among = (wanted: (container: DockerView['containers'][number]) => boolean): DockerKin => ({
    ...NOBODY,
    containers: new Set(containers.filter(wanted).map((container) => container.id)),
  });
  switch (resource) {
    case CONTAINERS: {
      const container = containers.find((one) => one.id === id);
      if (container === undefined) return NOBODY;
      return {
        ...NOBODY,
        image: container.imageId,
        volumes: new Set(container.mounts.map(({ source }) => source)),
        networks: new Set(container.networks.map(({ name }) => name)),
      };
    }
    case IMAGES:
      return { ...among(({ imageId }) => imageId === id), image: id };
    case VOLUMES:
      return among(({ mounts }) => mounts.some(({ type, source }) => type === 'volume' && source === id));
    case NETWORKS: {
      const name = networks.find((one) => one.id === id)?.name;
      return among((container) => container.networks.some((one) => one.name === name));
    }
    default:
      return NOBODY;
  }
}
