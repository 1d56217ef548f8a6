import { ArrowLeft, ArrowRight, Check } from 'lucide-react';
import { fill } from '../i18n/format';
import { useText } from '../i18n/useText';
import { Button } from '../parts/Button';
import { IconButton } from '../parts/IconButton';
import { useActions, usePlayground } from '../usePlayground';
import styles from './StepNav.module.css';

/** Back, the steps, and on. A step that is not done can be passed over; a done one invites to go on. */
export function StepNav() {
  const { t } = useText();
  const actions = useActions();
  const text = usePlayground((state) => state.lessonText);
  const progress = usePlayground((state) => state.progress);
  const shown = usePlayground((state) => state.shownStep);
  const steps = text?.steps ?? [];
  const next = steps[shown + 1];
  const done = progress?.steps[shown]?.done === true;

  return (
    <nav className={styles.nav} aria-label={t.lesson.steps}>
      <IconButton label={t.lesson.previous} disabled={shown === 0} onClick={() => actions.showStep(shown - 1)}>
        <ArrowLeft size={17} />
      </IconButton>
      <ol className={styles.steps}>
        {steps.map((step, index) => {
          const reached = progress?.steps[index]?.done === true;
          const title = fill(t.lesson.stepTitle, { number: index + 1, title: step.title });
          return (
            <li key={step.id}>
              <button
                type="button"
                className={styles.dot}
                title={title}
                aria-label={reached ? `${title} (${t.lesson.stepDone})` : title}
                aria-current={index === shown ? 'step' : undefined}
                data-done={reached}
                onClick={() => actions.showStep(index)}
              >
                {reached ? <Check size={11} strokeWidth={3} /> : index + 1}
              </button>
            </li>
          );
        })}
      </ol>
      {next !== undefined && (
        <Button
          look={done ? 'primary' : 'quiet'}
          size="small"
          className={styles.next}
          title={fill(t.lesson.nextStep, { title: next.title })}
          onClick={() => actions.showStep(shown + 1)}
        >
          {t.lesson.next}
          <ArrowRight size={15} />
        </Button>
      )}
    </nav>
  );
}
