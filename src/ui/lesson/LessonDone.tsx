import { ArrowRight } from 'lucide-react';
import { useEffect, useRef } from 'react';
import { START_PAGE, writeFragment } from '../fragment';
import { sayDuration } from '../i18n/duration';
import { fill } from '../i18n/format';
import { useText } from '../i18n/useText';
import { findSpot } from '../journey';
import { LinkButton } from '../parts/LinkButton';
import { usePlayground } from '../usePlayground';
import styles from './LessonDone.module.css';

/** A quiet celebration, and where to go from here: the next lesson, be it of another chapter, the one before, the map. */
export function LessonDone() {
  const { t, language } = useText();
  const lesson = usePlayground((state) => state.lesson);
  const chapters = usePlayground((state) => state.chapters);
  const section = useRef<HTMLElement>(null);
  useEffect(() => {
    // what it returns (a promise, in newer browsers) is no way to undo it
    section.current?.scrollIntoView({ block: 'nearest', behavior: 'smooth' });
  }, []);
  const spot = findSpot(chapters, lesson);
  const next = findSpot(chapters, spot?.next?.id);
  const previous = spot?.previous;
  return (
    <section ref={section} className={styles.done}>
      <span className={styles.bubbles} aria-hidden="true">
        <i />
        <i />
        <i />
        <i />
        <i />
        <i />
      </span>
      <h2>{t.lesson.done}</h2>
      <p>{t.lesson.doneLead}</p>
      {next === undefined ? (
        <p>{t.journey.courseDone}</p>
      ) : (
        <a className={styles.next} href={writeFragment({ lesson: next.lesson.id })}>
          <span className={styles.nextWords}>
            <span className={styles.kicker}>
              {next.chapter === spot?.chapter
                ? t.lesson.nextLesson
                : fill(t.journey.newChapter, { title: next.chapter.title[language] })}
            </span>
            <b>{next.lesson.title[language]}</b>
            <span>
              {fill(t.journey.lessonTime, { time: sayDuration(t, next.lesson.minutes) })} ·{' '}
              {next.lesson.summary[language]}
            </span>
          </span>
          <ArrowRight size={18} aria-hidden="true" />
        </a>
      )}
      <div className={styles.actions}>
        {previous !== undefined && (
          <LinkButton
            size="small"
            href={writeFragment({ lesson: previous.id })}
            title={fill(t.journey.previousLesson, { title: previous.title[language] })}
          >
            {t.journey.toPrevious}
          </LinkButton>
        )}
        <LinkButton
          size="small"
          href={writeFragment(spot === undefined ? {} : { chapter: spot.chapter.id }) || START_PAGE}
        >
          {t.journey.toMap}
        </LinkButton>
      </div>
    </section>
  );
}
