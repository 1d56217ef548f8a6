import { Check, RotateCcw } from 'lucide-react';
import type { ConditionProgress } from '../../course/progress';
import { fill } from '../i18n/format';
import { useText } from '../i18n/useText';
import styles from './Conditions.module.css';
import { conditionDetail } from './conditionDetail';
import { useDetailNames } from './useDetailNames';
import { Words } from './Words';

interface ConditionsProps {
  /** A sentence for each condition, by id. */
  readonly text: Readonly<Record<string, string>>;
  readonly states: readonly ConditionProgress[];
}

/** What is to be reached, each with its tick. A tick stays; when the world moves on, that shows as drift. */
export function Conditions({ text, states }: ConditionsProps) {
  const next = states.findIndex((condition) => !condition.reached);
  return (
    <ul className={styles.conditions}>
      {states.map((condition, index) => (
        <Condition
          key={condition.id}
          sentence={text[condition.id] ?? condition.id}
          state={condition}
          current={index === next}
        />
      ))}
    </ul>
  );
}

interface ConditionProps {
  readonly sentence: string;
  readonly state: ConditionProgress;
  readonly current: boolean;
}

function Condition({ sentence, state, current }: ConditionProps) {
  const { t } = useText();
  const drift = state.reached && !state.met;
  const look = drift ? 'drift' : state.reached ? 'met' : current ? 'now' : 'ahead';
  const names = useDetailNames();
  const detail = conditionDetail(t, state.detail, sentence, names);
  return (
    <li className={styles.condition} data-look={look}>
      <span className={styles.tick} aria-hidden="true">
        {drift ? <RotateCcw size={11} strokeWidth={2.6} /> : state.reached && <Check size={12} strokeWidth={3} />}
      </span>
      <div>
        <span className="visually-hidden">{state.reached ? t.lesson.met : t.lesson.notMet}: </span>
        <p>
          <Words text={sentence} />
        </p>
        {drift && <small>{t.lesson.drift}</small>}
        {detail !== '' && <small>{state.met ? detail : fill(t.lesson.now, { detail })}</small>}
      </div>
    </li>
  );
}
