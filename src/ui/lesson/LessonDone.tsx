import { ArrowRight } from 'lucide-react';
import { useEffect, useRef } from 'react';
import { useText } from '../i18n/useText';
import { Button } from '../parts/Button';
import { useActions, usePlayground } from '../usePlayground';
import styles from './LessonDone.module.css';

/** A quiet celebration, and where to go from here. */
export function LessonDone() {
  const { t, language } = useText();
  const actions = useActions();
  const lesson = usePlayground((state) => state.lesson);
  const chapters = usePlayground((state) => state.chapters);
  const lessons = chapters.flatMap((chapter) => chapter.lessons);
  const section = useRef<HTMLElement>(null);
  useEffect(() => section.current?.scrollIntoView({ block: 'nearest', behavior: 'smooth' }), []);
  const next = lessons[lessons.findIndex((one) => one.id === lesson) + 1];
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
      <div className={styles.actions}>
        {next !== undefined && (
          <Button look="primary" onClick={() => actions.start({ lesson: next.id, profile: next.profile })}>
            {t.lesson.nextLesson}: {next.title[language]}
            <ArrowRight size={15} />
          </Button>
        )}
        <Button onClick={() => actions.leave()}>{t.lesson.allLessons}</Button>
      </div>
    </section>
  );
}
