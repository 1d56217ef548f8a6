import type { Picture } from '../../../store';
import { useText } from '../../i18n/useText';
import { drawShape } from './drawShape';
import styles from './TermPicture.module.css';

/** A small drawing of the glossary. Said in words too, except where the words stand beside it anyway. */
export function TermPicture({ picture, silent = false }: { readonly picture: Picture; readonly silent?: boolean }) {
  const { language } = useText();
  return (
    <svg
      className={styles.picture}
      viewBox="0 0 160 100"
      role="img"
      aria-label={picture.says[language]}
      aria-hidden={silent}
    >
      {picture.shapes.map((shape, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a drawing does not change.
        <g key={index} className={styles.shape} data-look={shape.look ?? 'plain'}>
          {drawShape(shape)}
        </g>
      ))}
    </svg>
  );
}
