import { ArrowDown, ArrowUp } from 'lucide-react';
import type { ModelView } from '../../store';
import { useText } from '../i18n/useText';
import { inUnit, modelWords } from '../parts/modelWords';
import { usePlayground } from '../usePlayground';
import styles from './FigureTable.module.css';
import { pictures } from './pictures/registry';

/** The figures as they are now, beside those with which the step in view began. */
export function FigureTable({ model }: { readonly model: ModelView }) {
  const { t } = useText();
  const step = usePlayground((state) => state.shownStep);
  const before = model.begins[Math.min(step, model.begins.length - 1)] ?? model.figures;
  const shown = pictures[model.name]?.figures ?? [];
  return (
    <table className={styles.table}>
      <caption className={styles.caption}>{t.models.figures}</caption>
      <thead>
        <tr>
          <th scope="col">
            <span className="visually-hidden">{t.models.figure}</span>
          </th>
          <th scope="col">{t.models.atBegin}</th>
          <th scope="col">{t.models.now}</th>
        </tr>
      </thead>
      <tbody>
        {shown.map(({ name, trouble = false }) => (
          <Row
            key={name}
            words={modelWords(t, model.name).figures[name] ?? { label: name, value: '{n}' }}
            before={Number(before[name])}
            now={Number(model.figures[name])}
            trouble={trouble}
          />
        ))}
      </tbody>
    </table>
  );
}

interface RowProps {
  readonly words: { readonly label: string; readonly value: string };
  readonly before: number;
  readonly now: number;
  /** More than none of it is nothing to be glad about. */
  readonly trouble: boolean;
}

function Row({ words, before, now, trouble }: RowProps) {
  const { t, language } = useText();
  const Arrow = now > before ? ArrowUp : ArrowDown;
  const told = inUnit(words.value, now, language);
  return (
    <tr data-changed={now !== before} data-trouble={trouble && now > 0}>
      <th scope="row">{words.label}</th>
      <td className={styles.before}>{inUnit(words.value, before, language)}</td>
      <td className={styles.now}>
        {now !== before && (
          <Arrow size={12} strokeWidth={2.6} role="img" aria-label={now > before ? t.models.up : t.models.down} />
        )}
        <span key={told}>{told}</span>
      </td>
    </tr>
  );
}
