import { memo } from 'react';
import { fillCount } from '../../i18n/format';
import { useText } from '../../i18n/useText';
import { sizeText } from '../../parts/bytes';
import { IMAGES, imageName, shortTag } from '../../parts/dockerNames';
import { useActions, usePlayground } from '../../usePlayground';
import type { Point } from '../graph/geometry';
import styles from './Forest.module.css';
import type { BlockItem, FoldItem, PlateItem } from './placeForest';

interface ForestProps {
  readonly blocks: readonly BlockItem[];
  readonly plates: readonly PlateItem[];
  readonly folds: readonly FoldItem[];
  readonly origin: Point;
  /** The image whose layers light up. */
  readonly lit: string | undefined;
  /** The layers that light up, by their chain IDs. */
  readonly layers: ReadonlySet<string>;
}

/** The layers on the disk, each drawn once, and on them the names of the images that end there. */
export const Forest = memo(function Forest({ blocks, plates, folds, origin, lit, layers }: ForestProps) {
  const { t, language } = useText();
  return (
    <>
      {blocks.map((item) => (
        <Layers key={item.key} item={item} origin={origin} lit={layers} />
      ))}
      {plates.map((item) => (
        <Plate key={item.key} item={item} origin={origin} lit={item.key === lit} />
      ))}
      {folds.map(({ key, images, rect }) => (
        <span
          key={key}
          className={styles.fold}
          data-lit={images.some(({ id }) => id === lit) || undefined}
          style={{ left: rect.x - origin.x, top: rect.y - origin.y, width: rect.width, height: rect.height }}
          title={images.map((image) => image.tags.map(shortTag).join(', ') || t.docker.dangling).join(' · ')}
        >
          {fillCount(language, t.diagram.more, images.length)}
        </span>
      ))}
    </>
  );
});

interface LayersProps {
  readonly item: BlockItem;
  readonly origin: Point;
  readonly lit: ReadonlySet<string>;
}

const Layers = memo(function Layers({ item, origin, lit }: LayersProps) {
  const { t } = useText();
  const { rect, layers, layerHeight, carries } = item;
  return (
    <div
      className={styles.block}
      data-bare={carries.length === 0 || undefined}
      style={{ left: rect.x - origin.x, top: rect.y - origin.y, width: rect.width, height: rect.height }}
    >
      {layers.map(({ layer, y }) => (
        <i
          key={layer.chainId}
          className={styles.layer}
          data-lit={lit.has(layer.chainId) || undefined}
          data-weight={weightOf(layer.bytes)}
          style={{ top: y - rect.y, height: layerHeight }}
          title={`${sizeText(layer.bytes)} · ${layer.createdBy || t.docker.cache}`}
        />
      ))}
    </div>
  );
});

interface PlateProps {
  readonly item: PlateItem;
  readonly origin: Point;
  readonly lit: boolean;
}

const Plate = memo(function Plate({ item, origin, lit }: PlateProps) {
  const { t } = useText();
  const actions = useActions();
  const { image, rect } = item;
  const selected = usePlayground(
    ({ selection }) =>
      selection?.kind === 'object' && selection.object.resource === IMAGES && selection.object.uid === image.id,
  );
  const [first, ...others] = image.tags.map(shortTag);
  return (
    <button
      type="button"
      className={styles.plate}
      data-lit={lit || undefined}
      data-selected={selected || undefined}
      data-dangling={first === undefined || undefined}
      data-image={first ?? image.id}
      data-actor={`image/${image.id}`}
      style={{ left: rect.x - origin.x, top: rect.y - origin.y, width: rect.width, height: rect.height }}
      title={[...image.tags, sizeText(image.bytes)].join(' · ')}
      aria-pressed={selected}
      aria-label={`${t.kinds[IMAGES]} ${image.tags.join(', ') || t.docker.dangling}`}
      onClick={() => actions.select({ kind: 'object', object: imageName(image) })}
    >
      <span>{first ?? t.docker.dangling}</span>
      {others.length > 0 && <b>+{others.length}</b>}
    </button>
  );
});

/** Megabytes weigh more than bytes: three steps. */
function weightOf(bytes: number): 'light' | 'middle' | 'heavy' {
  if (bytes < 1e6) return 'light';
  return bytes < 50e6 ? 'middle' : 'heavy';
}
