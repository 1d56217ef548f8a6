import { memo } from 'react';
import { controllerOf } from '../../kinds/object';
import { bottom, type Point, roundedPath, top } from './graph/geometry';
import { boxOf, wayIntoField, wayOfOwnership, wayToApiServer } from './graph/routes';
import type { Scene, WorkloadItem } from './graph/scene';
import styles from './Lines.module.css';

interface LinesProps {
  readonly scene: Scene;
  /** The service or pod that is selected: its lines stand out. */
  readonly selected: string | undefined;
  /** The uids of what belongs together with the selected object. */
  readonly family: ReadonlySet<string>;
}

const CONTROL = ['kubectl', 'etcd', 'scheduler', 'controller-manager', 'cloud'];

/** The ways to the pods that an object itself owns. */
function ownedBy(scene: Scene, owner: WorkloadItem, family: ReadonlySet<string>): readonly (readonly Point[])[] {
  const uid = owner.object.metadata.uid;
  const pods = [...scene.nodes.flatMap((box) => box.pods), ...scene.pending];
  return pods
    .filter(({ pod }) => family.has(pod.metadata.uid ?? '') && controllerOf(pod)?.uid === uid)
    .map(({ key, rect }) => wayOfOwnership(scene, owner.rect, rect, boxOf(scene, `pod/${key}`)));
}

/** Lines that are there all the time: who talks to the API server, and which pods a service leads to. */
export const Lines = memo(function Lines({ scene, selected, family }: LinesProps) {
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
      {scene.workloads
        .filter(({ object }) => family.has(object.metadata.uid ?? ''))
        .map((owner) => (
          <path
            key={owner.key}
            className={styles.ownership}
            d={ownedBy(scene, owner, family)
              .map((way) => roundedPath(way, 8))
              .join('')}
          />
        ))}
    </svg>
  );
});
