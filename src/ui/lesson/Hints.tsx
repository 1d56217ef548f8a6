import { CirclePlay, Lightbulb, TriangleAlert } from 'lucide-react';
import type { StepText } from '../../course/lessonText';
import type { StepProgress } from '../../course/progress';
import { fill } from '../i18n/format';
import { useText } from '../i18n/useText';
import { Button } from '../parts/Button';
import { useActions } from '../usePlayground';
import styles from './Hints.module.css';
import { useStuck } from './useStuck';
import { Words } from './Words';

interface HintsProps {
  readonly index: number;
  readonly text: StepText;
  readonly state: StepProgress;
}

/** The ladder: mistakes that the world shows are named at once; hints open one by one; last comes the solution. */
export function Hints({ index, text, state }: HintsProps) {
  const { t } = useText();
  const actions = useActions();
  const stuck = useStuck(state);
  if (state.done) return null;
  const open = text.hints.slice(0, state.hints);
  const more = state.hints < text.hints.length;
  return (
    <section className={styles.hints} aria-label={t.lesson.hints}>
      <div aria-live="polite" className={styles.open}>
        {state.mistakes.map((id) =>
          text.mistakes[id] === undefined ? null : (
            <p key={id} className={styles.mistake}>
              <TriangleAlert size={15} />
              <span>
                <b>{t.lesson.mistake}</b> <Words text={text.mistakes[id]} />
              </span>
            </p>
          ),
        )}
        {open.map((hint, at) => (
          <p key={hint} className={styles.hint}>
            <b>{fill(t.lesson.hintNumber, { number: at + 1 })}</b> <Words text={hint} />
          </p>
        ))}
      </div>
      <div className={styles.offer} data-stuck={stuck}>
        {more ? (
          <Button look="quiet" size="small" onClick={() => actions.hint(index)}>
            <Lightbulb size={15} />
            {state.hints === 0 ? t.lesson.hintFirst : t.lesson.hintNext}
          </Button>
        ) : (
          <Button size="small" title={t.lesson.solutionNote} onClick={() => actions.playSolution(index)}>
            <CirclePlay size={15} />
            {t.lesson.solution}
          </Button>
        )}
        <span role="status">{stuck && more ? t.lesson.hintOffer : more ? '' : t.lesson.solutionNote}</span>
      </div>
    </section>
  );
}
