import { CirclePlay, Lightbulb } from 'lucide-react';
import type { StepText } from '../../course/lessonText';
import type { StepProgress } from '../../course/progress';
import { useText } from '../i18n/useText';
import { Button } from '../parts/Button';
import { useActions } from '../usePlayground';
import { Conditions } from './Conditions';
import styles from './Goals.module.css';
import { useStuck } from './useStuck';

interface GoalsProps {
  readonly index: number;
  readonly text: StepText;
  readonly state: StepProgress;
}

/** What the step wants, always in sight below the text, and the next rung of help. */
export function Goals({ index, text, state }: GoalsProps) {
  const { t } = useText();
  const stuck = useStuck(state);
  const reached = state.conditions.filter((condition) => condition.reached).length;
  return (
    <section className={styles.goals} aria-labelledby="goals-heading">
      <div className={styles.head}>
        <h2 id="goals-heading">{t.lesson.goals}</h2>
        <span className={styles.count}>
          {reached} / {state.conditions.length}
        </span>
        <span role="status" className={styles.offer}>
          {stuck && !state.done ? t.lesson.hintOffer : ''}
        </span>
        {!state.done && <Help index={index} text={text} state={state} stuck={stuck} />}
      </div>
      <Conditions text={text.conditions} states={state.conditions} />
    </section>
  );
}

function Help({ index, text, state, stuck }: GoalsProps & { readonly stuck: boolean }) {
  const { t } = useText();
  const actions = useActions();
  if (state.hints >= text.hints.length) {
    return (
      <Button size="small" look="quiet" title={t.lesson.solutionNote} onClick={() => actions.playSolution(index)}>
        <CirclePlay size={15} />
        {t.lesson.solution}
      </Button>
    );
  }
  return (
    <Button size="small" look="quiet" className={stuck ? styles.stuck : undefined} onClick={() => actions.hint(index)}>
      <Lightbulb size={15} />
      {state.hints === 0 ? t.lesson.hintFirst : t.lesson.hintNext}
    </Button>
  );
}
