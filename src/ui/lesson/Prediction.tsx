import { Check, X } from 'lucide-react';
import { useId } from 'react';
import type { PredictionText } from '../../course/lessonText';
import { useText } from '../i18n/useText';
import styles from './Prediction.module.css';
import { Words } from './Words';

interface PredictionProps {
  readonly text: PredictionText;
  readonly chosen: number | undefined;
  /** Known once something was chosen. */
  readonly answer: number | undefined;
  readonly onChoose: (option: number) => void;
}

/** Asks what will happen before it does; once answered, says what is right and why. */
export function Prediction({ text, chosen, answer, onChoose }: PredictionProps) {
  const { t } = useText();
  const name = useId();
  const answered = chosen !== undefined;
  return (
    <fieldset className={styles.card} data-answered={answered}>
      <legend className={styles.kicker}>{t.lesson.predict}</legend>
      <p className={styles.question}>
        <Words text={text.question} />
      </p>
      <div className={styles.options}>
        {text.options.map((option, index) => (
          <label key={option} className={styles.option} data-mark={markOf(index, chosen, answer)}>
            <input
              type="radio"
              name={name}
              disabled={answered}
              checked={chosen === index}
              onChange={() => onChoose(index)}
            />
            <span>
              <Words text={option} />
            </span>
            <Mark mark={markOf(index, chosen, answer)} right={t.lesson.rightAnswer} wrong={t.lesson.yourAnswer} />
          </label>
        ))}
      </div>
      <div aria-live="polite">
        {answered && answer !== undefined && (
          <p className={styles.explanation}>
            <b>{chosen === answer ? t.lesson.right : t.lesson.wrong}</b> <Words text={text.explanation} />
          </p>
        )}
      </div>
    </fieldset>
  );
}

type MarkName = 'right' | 'wrong' | undefined;

function markOf(index: number, chosen: number | undefined, answer: number | undefined): MarkName {
  if (chosen === undefined || answer === undefined) return undefined;
  if (index === answer) return 'right';
  return index === chosen ? 'wrong' : undefined;
}

function Mark({ mark, right, wrong }: { readonly mark: MarkName; readonly right: string; readonly wrong: string }) {
  if (mark === 'right') return <Check size={15} aria-label={right} role="img" />;
  return mark === 'wrong' ? <X size={15} aria-label={wrong} role="img" /> : null;
}
