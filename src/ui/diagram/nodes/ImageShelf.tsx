import { memo } from 'react';
import { fillCount } from '../../i18n/format';
import { useText } from '../../i18n/useText';
import { sizeText } from '../../parts/bytes';
import { imageName, shortTag } from '../../parts/dockerNames';
import { useActions } from '../../usePlayground';
import type { Point } from '../graph/geometry';
import type { Shelf } from '../graph/placeShelf';
import styles from './ImageShelf.module.css';

interface ImageShelfProps {
  readonly node: string;
  readonly uid: string;
  readonly shelf: Shelf;
  readonly origin: Point;
  /** Layers of what is selected, by their chain IDs. */
  readonly lit: ReadonlySet<string>;
}

/** The least room for a word beside them. */
const LABEL = 48;

/** The layers that a node has; a click on one selects its image, a click beside them (or the keyboard) the node. */
export const ImageShelf = memo(function ImageShelf({ node, uid, shelf, origin, lit }: ImageShelfProps) {
  const { t, language } = useText();
  const actions = useActions();
  const { rect, layers, images } = shelf;
  if (layers.length === 0) return null;
  const select = (target: EventTarget) => {
    const id = target instanceof HTMLElement ? target.dataset['of'] : undefined;
    const image = images.find((one) => one.id === id);
    const object = image === undefined ? { resource: 'nodes', namespace: '', name: node, uid } : imageName(image);
    actions.select({ kind: 'object', object });
  };
  const word =
    images.length === 1 && images[0] !== undefined
      ? shortTag(imageName(images[0]).name)
      : fillCount(language, t.docker.imagesHere, images.length);
  const ends = Math.max(...layers.map(({ rect: place }) => place.x + place.width)) - rect.x;
  return (
    <button
      type="button"
      className={styles.shelf}
      data-shelf={node}
      style={{ left: rect.x - origin.x, top: rect.y - origin.y, width: rect.width, height: rect.height }}
      aria-label={`${node}: ${word}, ${fillCount(language, t.docker.layers, layers.length)}`}
      onClick={({ target }) => select(target)}
    >
      {layers.map(({ layer, rect: place, images: on }) => (
        <i
          key={layer.chainId}
          className={styles.layer}
          data-of={on[0]?.id}
          data-bare={on.length === 0 || undefined}
          data-lit={lit.has(layer.chainId) || undefined}
          style={{ left: place.x - rect.x, top: place.y - rect.y, width: place.width, height: place.height }}
          title={[on.map((image) => imageName(image).name).join(', ') || t.docker.arriving, sizeText(layer.bytes)].join(
            ' · ',
          )}
        />
      ))}
      {rect.width - ends > LABEL && (
        <small className={styles.name} style={{ left: ends + 6 }}>
          {word}
        </small>
      )}
    </button>
  );
});
