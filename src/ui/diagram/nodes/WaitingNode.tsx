import { useText } from '../../i18n/useText';
import type { Scene } from '../graph/scene';
import { PodTile } from '../PodTile';
import styles from './Region.module.css';

/** Pods that wait for a node stand outside the nodes. */
export function WaitingNode({ data: { scene } }: { readonly data: { readonly scene: Scene } }) {
  const { t } = useText();
  return (
    <section className={styles.region} data-quiet aria-label={t.diagram.waitingPods}>
      {scene.pending.map((item) => (
        <PodTile key={item.pod.metadata.uid ?? item.key} item={item} density="cards" origin={scene.waiting} />
      ))}
    </section>
  );
}
