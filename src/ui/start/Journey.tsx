import { useEffect } from 'react';
import { sayDuration } from '../i18n/duration';
import { fill, fillCount } from '../i18n/format';
import { useText } from '../i18n/useText';
import { countDone, lessonsOf, minutesLeft } from '../journey';
import { StandingMark } from '../parts/StandingMark';
import { usePage } from '../usePage';
import { usePlayground } from '../usePlayground';
import { ChapterMap } from './ChapterMap';
import { ChapterStop } from './ChapterStop';
import styles from './Journey.module.css';
import { SearchBox } from './search/SearchBox';

/** The course as a way with stops: how far the learner is, the map, and every chapter with its lessons. */
export function Journey() {
  const { t, language } = useText();
  const chapters = usePlayground((state) => state.chapters);
  const finished = usePlayground((state) => state.finished);
  const visits = usePlayground((state) => state.visits);
  const lessons = lessonsOf(chapters);
  const travelled = { finished, visits };
  const done = countDone(lessons, travelled);
  const left = minutesLeft(lessons, travelled);
  useChapterOfLink();
  if (lessons.length === 0) return <p>{t.start.empty}</p>;
  return (
    <section aria-labelledby="journey-heading" className={styles.journey}>
      <div className={styles.head}>
        <div>
          <h2 id="journey-heading" className={styles.heading}>
            {t.journey.title}
          </h2>
          <p className={styles.sum}>
            {done === 0 && left === minutesLeft(lessons, { finished: {}, visits: {} })
              ? fillCount(language, t.journey.whole, lessons.length, { time: sayDuration(t, left) })
              : fill(t.journey.doneOf, { done, total: lessons.length })}
            {done > 0 && left > 0 && <> · {fill(t.journey.left, { time: sayDuration(t, left) })}</>}
          </p>
        </div>
        <SearchBox />
      </div>
      <ChapterMap />
      <p className={styles.legend} aria-hidden="true">
        {(['done', 'begun', 'ahead'] as const).map((standing) => (
          <span key={standing}>
            <StandingMark standing={standing} size={14} />
            {t.journey.standing[standing]}
          </span>
        ))}
      </p>
      {chapters.map((chapter, index) => (
        <ChapterStop key={chapter.id} chapter={chapter} number={index + 1} />
      ))}
    </section>
  );
}

/** A link to a chapter brings it into sight. */
function useChapterOfLink() {
  const page = usePage();
  const chapter = page?.kind === 'chapter' ? page.chapter : undefined;
  useEffect(() => {
    if (chapter !== undefined) document.getElementById(`chapter-${chapter}`)?.scrollIntoView();
  }, [chapter]);
}
