import { useEffect, useRef } from 'react';
import { fill } from '../i18n/format';
import { useText } from '../i18n/useText';
import { Placeholder } from '../parts/Placeholder';
import { useActions, usePlayground } from '../usePlayground';
import { Blocks } from './Blocks';
import { FreePlay } from './FreePlay';
import { Goals } from './Goals';
import { Hints } from './Hints';
import { LessonBar } from './LessonBar';
import { LessonDone } from './LessonDone';
import styles from './LessonPanel.module.css';
import { Prediction } from './Prediction';
import { StepNav } from './StepNav';

/** The lesson: one step at a time, with what to do, what is reached, and help when it is wanted. */
export function LessonPanel() {
  const { t } = useText();
  const lesson = usePlayground((state) => state.lesson);
  const text = usePlayground((state) => state.lessonText);
  if (lesson === undefined) return <FreePlay />;
  if (text === undefined) return <Placeholder busy title={t.lesson.loading} />;
  return <Steps />;
}

function Steps() {
  const { t } = useText();
  const actions = useActions();
  const text = usePlayground((state) => state.lessonText);
  const progress = usePlayground((state) => state.progress);
  const shown = usePlayground((state) => state.shownStep);
  const scroller = useRef<HTMLDivElement>(null);
  const heading = useRef<HTMLHeadingElement>(null);
  const first = useRef(true);

  // biome-ignore lint/correctness/useExhaustiveDependencies: a new step begins at its top, with the focus on its title.
  useEffect(() => {
    scroller.current?.scrollTo({ top: 0 });
    if (!first.current) heading.current?.focus({ preventScroll: true });
    first.current = false;
  }, [shown]);

  const step = text?.steps[shown];
  const state = progress?.steps[shown];
  if (text === undefined || step === undefined) return null;
  return (
    <>
      <LessonBar />
      <div ref={scroller} className={styles.scroller}>
        <article className={styles.step} key={step.id}>
          <p className={styles.kicker}>
            {fill(t.lesson.step, { number: shown + 1 })} · {text.title}
          </p>
          <h1 ref={heading} tabIndex={-1} className={styles.title}>
            {step.title}
          </h1>
          {step.prediction !== undefined && (
            <Prediction
              text={step.prediction}
              chosen={state?.predicted}
              answer={state?.answer}
              onChoose={(option) => actions.predict(shown, option)}
            />
          )}
          <Blocks blocks={step.blocks} />
          {state !== undefined && <Hints text={step} state={state} />}
          {progress?.done === true && shown === text.steps.length - 1 && <LessonDone />}
        </article>
      </div>
      {state !== undefined && state.conditions.length > 0 && (
        <Goals key={step.id} index={shown} text={step} state={state} />
      )}
      <StepNav />
    </>
  );
}
