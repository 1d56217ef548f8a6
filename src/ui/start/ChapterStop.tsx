import type { ChapterSummary } from '../../store';
import { sayDuration } from '../i18n/duration';
import { fill, fillCount } from '../i18n/format';
import { useText } from '../i18n/useText';
import { countDone, minutesLeft, shareOfAll } from '../journey';
import { usePlayground } from '../usePlayground';
import styles from './ChapterStop.module.css';
import { LessonRow } from './LessonRow';

/** One chapter: what it is about, how far the learner is in it, and its lessons. */
export function ChapterStop({ chapter, number }: { readonly chapter: ChapterSummary; readonly number: number }) {
  const { t, language } = useText();
  const finished = usePlayground((state) => state.finished);
  const visits = usePlayground((state) => state.visits);
  const travelled = { finished, visits };
  const done = countDone(chapter.lessons, travelled);
  const share = shareOfAll(chapter.lessons, travelled);
  const left = minutesLeft(chapter.lessons, travelled);
  return (
    <section className={styles.chapter} id={`chapter-${chapter.id}`} aria-labelledby={`chapter-title-${chapter.id}`}>
      <div className={styles.head}>
        <p className={styles.kicker}>{fill(t.start.chapter, { number })}</p>
        <h3 id={`chapter-title-${chapter.id}`}>{chapter.title[language]}</h3>
        <p>{chapter.summary[language]}</p>
        <p className={styles.count}>
          <span className={styles.meter} aria-hidden="true">
            <i style={{ width: `${100 * share}%` }} />
          </span>
          {share === 0 ? (
            <span>{fillCount(language, t.journey.whole, chapter.lessons.length, { time: sayDuration(t, left) })}</span>
          ) : (
            <span>{fill(t.journey.doneOf, { done, total: chapter.lessons.length })}</span>
          )}
          {share > 0 && left > 0 && <span>{fill(t.journey.left, { time: sayDuration(t, left) })}</span>}
        </p>
      </div>
      <ol className={styles.lessons}>
        {chapter.lessons.map((lesson) => (
          <li key={lesson.id}>
            <LessonRow lesson={lesson} />
          </li>
        ))}
      </ol>
    </section>
  );
}
