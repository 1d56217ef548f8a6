import { ArrowRight } from 'lucide-react';
import type { LessonSummary } from '../../store';
import { writeFragment } from '../fragment';
import { sayDuration } from '../i18n/duration';
import { fill } from '../i18n/format';
import { useText } from '../i18n/useText';
import { standingOf } from '../journey';
import { StandingMark } from '../parts/StandingMark';
import { usePlayground } from '../usePlayground';
import styles from './LessonRow.module.css';

/** A lesson in its chapter: what it is, whether it is done, how long it takes. */
export function LessonRow({ lesson }: { readonly lesson: LessonSummary }) {
  const { t, language } = useText();
  const finished = usePlayground((state) => state.finished);
  const visits = usePlayground((state) => state.visits);
  const standing = standingOf(lesson, { finished, visits });
  const visit = visits[lesson.id];
  const step = standing === 'begun' && visit !== undefined ? { step: Math.min(visit.step, lesson.steps - 1) + 1 } : {};
  return (
    <a
      className={styles.lesson}
      href={writeFragment({ lesson: lesson.id, ...step })}
      data-lesson={lesson.id}
      data-standing={standing}
    >
      <StandingMark standing={standing} />
      <span className={styles.words}>
        <b>{lesson.title[language]}</b>
        <span>{lesson.summary[language]}</span>
      </span>
      <span className={styles.facts}>
        <span className={standing === 'ahead' ? 'visually-hidden' : styles.standing}>
          {t.journey.standing[standing]}
          {standing === 'begun' && visit !== undefined && (
            <> · {fill(t.journey.stepsDone, { done: visit.done, total: lesson.steps })}</>
          )}
        </span>
        <span className={styles.time}>{sayDuration(t, lesson.minutes)}</span>
      </span>
      <ArrowRight size={16} className={styles.arrow} aria-hidden="true" />
    </a>
  );
}
