import { memo } from 'react';
import { fillCount } from '../../i18n/format';
import { useText } from '../../i18n/useText';
import { usePlayground } from '../../usePlayground';
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
  const { t, language } = useText();
  const containers = usePlayground(({ docker }) => docker?.containers.length ?? 0);
  return (
    <div className={styles.region}>
      <span className={styles.label}>{t.parts['laptop']?.name}</span>
      {['docker', 'kubectl', 'laptop'].map((actor) => {
        const rect = parts[actor];
        const detail =
          actor === 'docker' && containers > 0 ? fillCount(language, t.docker.containerCount, containers) : undefined;
        return rect && <PartButton key={actor} actor={actor} rect={rect} origin={region} detail={detail} />;
      })}
    </div>
  );
});
