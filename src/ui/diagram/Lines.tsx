import { memo } from 'react';
import { DockerLines } from './docker/DockerLines';
import type { DockerKin } from './docker/useDockerKin';
import { bottom, roundedPath, top } from './graph/geometry';
import { linksOfOwner, linksOfService } from './graph/links';
import { wayToApiServer } from './graph/routes';
import type { Scene } from './graph/scene';
import styles from './Lines.module.css';

interface LinesProps {
  readonly scene: Scene;
  /** The service or pod that is selected: its lines stand out. */
  readonly selected: string | undefined;
  /** The uids of what belongs together with the selected object. */
  readonly family: ReadonlySet<string>;
  /** What belongs together with what is selected on the Docker host, and the selected container's ID. */
  readonly kin: DockerKin;
  readonly container: string | undefined;
}

const CONTROL = ['kubectl', 'etcd', 'scheduler', 'controller-manager', 'cloud'];

/** Lines that are there all the time: who talks to the API server, which pods a service leads to; and who owns what is selected. */
export const Lines = memo(function Lines({ scene, selected, family, kin, container }: LinesProps) {
  const { width, height } = scene.bounds;
  const talkers = !scene.cluster ? [] : [...CONTROL, ...scene.nodes.map(({ name }) => `kubelet/${name}`)];
  return (
    <svg className={styles.lines} width={width} height={height} aria-hidden="true">
      {scene.docker !== undefined && (
        <DockerLines scene={scene.docker} parts={scene.parts} kin={kin} selected={container} />
      )}
      {talkers.map((actor) => {
        const way = wayToApiServer(scene, actor);
        return way && <path key={actor} className={styles.talk} d={roundedPath(way)} />;
      })}
      {scene.balancers.map(({ key, rect, address }) => {
        const service = scene.services.find((item) => item.key === key);
        if (service === undefined) return undefined;
        return (
          <path
            key={key}
            className={address === '' ? styles.waiting : styles.traffic}
            d={roundedPath([bottom(rect), top(service.rect)])}
          />
        );
      })}
      {scene.services.flatMap((service) =>
        linksOfService(scene, service).map(({ key, way, pods }) => {
          const stands = selected === undefined || selected === service.key || pods.includes(selected);
          return (
            <path
              key={`${service.key} ${key}`}
              className={stands ? styles.traffic : styles.faint}
              d={roundedPath(way)}
            />
          );
        }),
      )}
      {scene.workloads
        .filter(({ object }) => family.has(object.metadata.uid ?? ''))
        .map((owner) => (
          <path
            key={owner.key}
            className={styles.ownership}
            d={linksOfOwner(scene, owner)
              .map(({ way }) => roundedPath(way, 8))
              .join('')}
          />
        ))}
    </svg>
  );
});
