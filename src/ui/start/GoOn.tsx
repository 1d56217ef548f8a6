import { ArrowRight } from 'lucide-react';
import type { LessonSummary } from '../../store';
import { writeFragment } from '../fragment';
import { sayDuration } from '../i18n/duration';
import { fill } from '../i18n/format';
import { useText } from '../i18n/useText';
import { findSpot, minutesLeft, shareDone, standingOf } from '../journey';
import { Ring } from '../parts/Ring';
import { usePlayground } from '../usePlayground';
import styles from './GoOn.module.css';

/** The card that takes the learner back to where they were, down to the step, or on to the next lesson. */
export function GoOn({ lesson }: { readonly lesson: LessonSummary }) {
  const { t, language } = useText();
  const chapters = usePlayground((state) => state.chapters);
  const finished = usePlayground((state) => state.finished);
  const visits = usePlayground((state) => state.visits);
  const travelled = { finished, visits };
  const spot = findSpot(chapters, lesson.id);
  const begun = standingOf(lesson, travelled) === 'begun';
  const step = Math.min(visits[lesson.id]?.step ?? 0, lesson.steps - 1) + 1;
  const share = shareDone(lesson, travelled);
  const time = sayDuration(t, minutesLeft([lesson], travelled));
  return (
    <a className={styles.card} href={writeFragment({ lesson: lesson.id, ...(begun ? { step } : {}) })}>
      <Ring value={share} size={52}>
        <span className={styles.percent}>{begun ? `${Math.round(share * 100)}%` : (spot?.number ?? '')}</span>
      </Ring>
      <span className={styles.words}>
        <span className={styles.kicker}>{begun ? t.journey.where : t.journey.next}</span>
        <b>{lesson.title[language]}</b>
        <span className={styles.facts}>
          {spot !== undefined && <span>{fill(t.start.chapter, { number: spot.number })}</span>}
          {begun && <span>{fill(t.journey.whereStep, { step, total: lesson.steps })}</span>}
          <span>{fill(begun ? t.journey.left : t.journey.lessonTime, { time })}</span>
        </span>
      </span>
      <span className={styles.go}>
        {begun ? t.journey.goOn : t.journey.begin}
        <ArrowRight size={17} aria-hidden="true" />
      </span>
    </a>
  );
}
