import { memo } from 'react';
import { bottom, roundedPath, top } from './graph/geometry';
import { boxOf, wayIntoField, wayToApiServer } from './graph/routes';
import type { Scene } from './graph/scene';
import styles from './Lines.module.css';

interface LinesProps {
  readonly scene: Scene;
  /** The service or pod that is selected: its lines stand out. */
  readonly selected: string | undefined;
}

const CONTROL = ['kubectl', 'etcd', 'scheduler', 'controller-manager', 'cloud'];

/** Lines that are there all the time: who talks to the API server, and which pods a service leads to. */
export const Lines = memo(function Lines({ scene, selected }: LinesProps) {
  const { width, height } = scene.bounds;
  const talkers = [...CONTROL, ...scene.nodes.map(({ name }) => `kubelet/${name}`)];
  return (
    <svg className={styles.lines} width={width} height={height} aria-hidden="true">
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
        service.endpoints.slice(0, 60).flatMap((key) => {
          const box = boxOf(scene, `pod/${key}`);
          const pod = box?.pods.find((item) => item.key === key);
          if (pod === undefined) return [];
          const stands = selected === undefined || selected === service.key || selected === key;
          return [
            <path
              key={`${service.key} ${key}`}
              className={stands ? styles.traffic : styles.faint}
              d={roundedPath(wayIntoField(scene, service.rect, pod.rect, box))}
            />,
          ];
        }),
      )}
    </svg>
  );
});
