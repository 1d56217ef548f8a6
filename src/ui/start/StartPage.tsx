import { ArrowRight, Check, Clock3, ListChecks } from 'lucide-react';
import type { ChapterSummary, LessonSummary } from '../../store';
import { fill, fillCount } from '../i18n/format';
import { useText } from '../i18n/useText';
import { Button } from '../parts/Button';
import { useActions, usePlayground } from '../usePlayground';
import { Bowl } from './Bowl';
import { FreePlaygrounds } from './FreePlaygrounds';
import styles from './StartPage.module.css';

/** What Kubarium is, where the learner was, every lesson, and clusters to play with freely. */
export function StartPage() {
  const { t } = useText();
  const chapters = usePlayground((state) => state.chapters);
  return (
    <main className={styles.page}>
      <div className={styles.inner}>
        <Hero />
        <section aria-labelledby="lessons-heading">
          <h2 id="lessons-heading" className={styles.heading}>
            {t.start.lessons}
          </h2>
          {chapters.length === 0 && <p className={styles.note}>{t.start.empty}</p>}
          {chapters.map((chapter, index) => (
            <Chapter key={chapter.id} chapter={chapter} number={index + 1} />
          ))}
        </section>
        <FreePlaygrounds />
      </div>
    </main>
  );
}

function Hero() {
  const { t, language } = useText();
  const actions = useActions();
  const chapters = usePlayground((state) => state.chapters);
  const finished = usePlayground((state) => state.finished);
  const last = usePlayground((state) => state.lesson);
  const lessons = chapters.flatMap((chapter) => chapter.lessons);
  const begun = last !== undefined || Object.keys(finished).length > 0;
  const open = lessons.filter((lesson) => finished[lesson.id] !== true);
  const next = open.find((lesson) => lesson.id === last) ?? open[0];

  return (
    <section className={styles.hero}>
      <div>
        <h1 className={styles.title}>{t.start.title}</h1>
        <p className={styles.lead}>{t.start.lead}</p>
        <div className={styles.actions}>
          {next !== undefined && (
            <Button
              look="primary"
              size="large"
              onClick={() => actions.start({ lesson: next.id, profile: next.profile })}
            >
              {begun ? `${t.start.continue}: ${next.title[language]}` : t.start.begin}
              <ArrowRight size={18} />
            </Button>
          )}
          <Button size="large" onClick={() => actions.start({ lesson: undefined, profile: 'playground' })}>
            {t.start.free}
          </Button>
        </div>
        <p className={styles.note}>{t.start.note}</p>
      </div>
      <Bowl label={t.start.artwork} />
    </section>
  );
}

function Chapter({ chapter, number }: { readonly chapter: ChapterSummary; readonly number: number }) {
  const { t, language } = useText();
  const finished = usePlayground((state) => state.finished);
  const done = chapter.lessons.filter((lesson) => finished[lesson.id] === true).length;
  return (
    <section className={styles.chapter} aria-labelledby={`chapter-${chapter.id}`}>
      <div className={styles.chapterHead}>
        <p className={styles.kicker}>{fill(t.start.chapter, { number })}</p>
        <h3 id={`chapter-${chapter.id}`}>{chapter.title[language]}</h3>
        <p>{chapter.summary[language]}</p>
        <p className={styles.count}>
          <span className={styles.meter} aria-hidden="true">
            <i style={{ width: `${(100 * done) / Math.max(1, chapter.lessons.length)}%` }} />
          </span>
          {fill(t.start.chapterProgress, { done, total: chapter.lessons.length })}
        </p>
      </div>
      <ol className={styles.lessons}>
        {chapter.lessons.map((lesson, index) => (
          <li key={lesson.id}>
            <LessonCard lesson={lesson} number={index + 1} done={finished[lesson.id] === true} />
          </li>
        ))}
      </ol>
    </section>
  );
}

interface LessonCardProps {
  readonly lesson: LessonSummary;
  readonly number: number;
  readonly done: boolean;
}

function LessonCard({ lesson, number, done }: LessonCardProps) {
  const { t, language } = useText();
  const actions = useActions();
  return (
    <button
      type="button"
      className={styles.lesson}
      onClick={() => actions.start({ lesson: lesson.id, profile: lesson.profile })}
    >
      <span className={styles.number} data-done={done}>
        {done ? <Check size={15} strokeWidth={2.6} aria-label={t.start.done} role="img" /> : number}
      </span>
      <span className={styles.lessonText}>
        <b>{lesson.title[language]}</b>
        <span>{lesson.summary[language]}</span>
      </span>
      <span className={styles.facts}>
        <span>
          <ListChecks size={14} aria-hidden="true" />
          {fillCount(language, t.start.steps, lesson.steps)}
        </span>
        <span>
          <Clock3 size={14} aria-hidden="true" />
          {fillCount(language, t.start.minutes, lesson.minutes)}
        </span>
      </span>
      <ArrowRight size={17} className={styles.arrow} aria-hidden="true" />
    </button>
  );
}
