import { memo } from 'react';
import { useText } from '../../i18n/useText';
import type { Rect } from '../graph/geometry';
import type { Scene } from '../graph/scene';
import { PartButton } from '../PartButton';
import styles from './Region.module.css';

interface RegionData {
  readonly rect: Rect;
  readonly parts: Scene['parts'];
}

/** The learner's own machine, outside the cluster. */
export const LaptopNode = memo(function LaptopNode({ data: { rect: region, parts } }: { readonly data: RegionData }) {
  const { t } = useText();
  return (
    <div className={styles.region}>
      <span className={styles.label}>{t.parts['laptop']?.name}</span>
      {['kubectl', 'laptop'].map((actor) => {
        const rect = parts[actor];
        return rect && <PartButton key={actor} actor={actor} rect={rect} origin={region} />;
      })}
    </div>
  );
});
