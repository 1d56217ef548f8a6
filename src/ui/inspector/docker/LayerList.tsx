import { useText } from '../../i18n/useText';
import styles from './LayerList.module.css';

interface LayerLine {
  readonly key: string;
  readonly createdBy: string;
  readonly size: string;
  /** Who else stands on it, in words. */
  readonly note?: string;
}

/** Layers as a stack, the uppermost first. */
export function LayerList({ layers }: { readonly layers: readonly LayerLine[] }) {
  const { t } = useText();
  return (
    <ol className={styles.layers}>
      {layers.map(({ key, createdBy, size, note }) => (
        <li key={key} data-shared={note === undefined ? undefined : true}>
          <code>{instruction(createdBy) || t.docker.cache}</code>
          <span>{size}</span>
          {note !== undefined && <small>{note}</small>}
        </li>
      ))}
    </ol>
  );
}

/** `/bin/sh -c #(nop) ADD file:...` and `RUN /bin/sh -c make # buildkit` as they stood in the Dockerfile. */
function instruction(createdBy: string): string {
  return createdBy
    .replace(/^\/bin\/sh -c #\(nop\)\s+/, '')
    .replace(/^(?:RUN )?\/bin\/sh -c /, 'RUN ')
    .replace(/ # buildkit$/, '');
}
