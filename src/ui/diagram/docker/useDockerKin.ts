import { useMemo } from 'react';
import type { DockerView } from '../../../store/docker/dockerView';
import { CONTAINERS, IMAGES, NETWORKS, VOLUMES } from '../../parts/dockerNames';
import { usePlayground } from '../../usePlayground';

/** What belongs together with the selected thing of the Docker host, by kind: IDs, and names of volumes and networks. */
export interface DockerKin {
  readonly containers: ReadonlySet<string>;
  /** The image whose layers light up. */
  readonly image: string | undefined;
  readonly volumes: ReadonlySet<string>;
  readonly networks: ReadonlySet<string>;
}

const NONE: ReadonlySet<string> = new Set();
const NOBODY: DockerKin = { containers: NONE, image: undefined, volumes: NONE, networks: NONE };

export function useDockerKin(): DockerKin {
  const resource = usePlayground(({ selection }) => (selection?.kind === 'object' ? selection.object.resource : ''));
  const id = usePlayground(({ selection }) => (selection?.kind === 'object' ? (selection.object.uid ?? '') : ''));
  const docker = usePlayground((state) => state.docker);
  return useMemo(() => (docker === undefined ? NOBODY : kinOf(docker, resource, id)), [docker, resource, id]);
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
        containers: NONE,
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
