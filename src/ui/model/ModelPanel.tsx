import { useText } from '../i18n/useText';
import { modelWords } from '../parts/modelWords';
import { usePlayground } from '../usePlayground';
import { Assumptions } from './Assumptions';
import { FigureTable } from './FigureTable';
import { Knobs } from './Knobs';
import styles from './ModelPanel.module.css';
import { pictures } from './pictures/registry';
import { SaidFigures } from './SaidFigures';

/** The lesson's model: its picture, its knobs, what comes of them, and what it takes for granted. */
export function ModelPanel() {
  const { t } = useText();
  const model = usePlayground((state) => state.model);
  if (model === undefined) return null;
  const Picture = pictures[model.name]?.Picture;
  return (
    <div className={styles.scroller}>
      <div className={styles.panel}>
        <h2 className={styles.title}>{modelWords(t, model.name).title}</h2>
        <div className={styles.picture}>{Picture !== undefined && <Picture model={model} />}</div>
        <div className={styles.side}>
          <Knobs model={model} />
          <FigureTable model={model} />
          <SaidFigures model={model} />
        </div>
        <Assumptions model={model} />
      </div>
    </div>
  );
}
