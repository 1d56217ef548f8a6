import { ChevronLeft, ChevronRight, Map as MapIcon } from 'lucide-react';
import type { LessonSummary } from '../../store';
import { writeFragment } from '../fragment';
import { sayDuration } from '../i18n/duration';
import { fill } from '../i18n/format';
import { useText } from '../i18n/useText';
import { findSpot, minutesLeft } from '../journey';
import { usePlayground } from '../usePlayground';
import styles from './LessonBar.module.css';

/** Where the lesson stands in its chapter, how long the rest of it takes, and the lessons before and after it. */
export function LessonBar() {
  const { t } = useText();
  const chapters = usePlayground((state) => state.chapters);
  const lesson = usePlayground((state) => state.lesson);
  const finished = usePlayground((state) => state.finished);
  const visits = usePlayground((state) => state.visits);
  const spot = findSpot(chapters, lesson);
  if (spot === undefined) return null;
  const { chapter, number, previous, next } = spot;
  const place = { number, at: chapter.lessons.indexOf(spot.lesson) + 1, total: chapter.lessons.length };
  const left = minutesLeft([spot.lesson], { finished, visits });
  return (
    <nav className={styles.bar} aria-label={t.journey.around}>
      <Neighbour lesson={previous} words={t.journey.previousLesson}>
        <ChevronLeft size={18} />
      </Neighbour>
      <a className={styles.map} href={writeFragment({ chapter: chapter.id })} title={t.journey.toMap}>
        <MapIcon size={14} aria-hidden="true" />
        {fill(t.journey.place, place)}
      </a>
      <span className={styles.time}>
        {left === 0 ? t.journey.standing.done : fill(t.journey.left, { time: sayDuration(t, left) })}
      </span>
      <Neighbour lesson={next} words={t.journey.nextLesson}>
        <ChevronRight size={18} />
      </Neighbour>
    </nav>
  );
}

interface NeighbourProps {
  readonly lesson: LessonSummary | undefined;
  readonly words: string;
  readonly children: React.ReactNode;
}

function Neighbour({ lesson, words, children }: NeighbourProps) {
  const { language } = useText();
  if (lesson === undefined) return <span className={styles.none}>{children}</span>;
  const label = fill(words, { title: lesson.title[language] });
  return (
    <a className={styles.neighbour} href={writeFragment({ lesson: lesson.id })} aria-label={label} title={label}>
      {children}
    </a>
  );
}
