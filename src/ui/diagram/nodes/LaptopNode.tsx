import { useText } from '../../i18n/useText';
import type { Scene } from '../graph/scene';
import { PartButton } from '../PartButton';
import styles from './Region.module.css';

/** The learner's own machine, outside the cluster. */
export function LaptopNode({ data: { scene } }: { readonly data: { readonly scene: Scene } }) {
  const { t } = useText();
  return (
    <div className={styles.region}>
      <span className={styles.label}>{t.parts['laptop']?.name}</span>
      {['kubectl', 'laptop'].map((actor) => {
        const rect = scene.parts[actor];
        return rect && <PartButton key={actor} actor={actor} rect={rect} origin={scene.laptop} />;
      })}
    </div>
  );
}
