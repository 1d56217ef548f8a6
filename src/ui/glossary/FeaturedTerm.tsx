import { ArrowRight } from 'lucide-react';
import { useEffect, useRef } from 'react';
import type { Illustrations } from '../../store';
import { writeFragment } from '../fragment';
import { sayDuration } from '../i18n/duration';
import { useText } from '../i18n/useText';
import { lessonsOf } from '../journey';
import { TermPicture } from '../parts/picture/TermPicture';
import { usePlayground } from '../usePlayground';
import styles from './FeaturedTerm.module.css';

interface FeaturedTermProps {
  readonly id: string;
  /** Undefined while they are on their way. */
  readonly illustrations: Illustrations | undefined;
}

/** The word that a link asked for: its picture large, its meaning in both languages, the lessons that explain it. */
export function FeaturedTerm({ id, illustrations }: FeaturedTermProps) {
  const { t, language } = useText();
  const words = usePlayground((state) => state.glossary[id]);
  const chapters = usePlayground((state) => state.chapters);
  const heading = useRef<HTMLHeadingElement>(null);
  // biome-ignore lint/correctness/useExhaustiveDependencies: the focus follows to each word that is chosen.
  useEffect(() => heading.current?.focus({ preventScroll: true }), [id]);
  if (words === undefined) return null;
  const other = language === 'ko' ? 'en' : 'ko';
  const picture = illustrations?.pictures[id];
  const lessons = lessonsOf(chapters).filter((lesson) => illustrations?.explained[id]?.includes(lesson.id));
  return (
    <section className={styles.term} aria-labelledby="featured-term" data-featured={id}>
      <figure className={styles.sheet}>
        {picture !== undefined && <TermPicture picture={picture} silent />}
        <figcaption>{picture?.says[language]}</figcaption>
      </figure>
      <div className={styles.words}>
        <h2 ref={heading} id="featured-term" tabIndex={-1}>
          {words[language].term}
        </h2>
        <p className={styles.meaning}>{words[language].text}</p>
        <p lang={other} className={styles.other}>
          <b>{words[other].term}</b> {words[other].text}
        </p>
        {lessons.length > 0 && (
          <>
            <h3>{t.glossary.explainedIn}</h3>
            <ul className={styles.lessons}>
              {lessons.map((lesson) => (
                <li key={lesson.id}>
                  <a href={writeFragment({ lesson: lesson.id })}>
                    <span>{lesson.title[language]}</span>
                    <span className={styles.time}>{sayDuration(t, lesson.minutes)}</span>
                    <ArrowRight size={15} aria-hidden="true" />
                  </a>
                </li>
              ))}
            </ul>
          </>
        )}
      </div>
    </section>
  );
}
