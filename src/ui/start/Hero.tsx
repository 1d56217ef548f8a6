import { ArrowRight } from 'lucide-react';
import { writeFragment } from '../fragment';
import { useText } from '../i18n/useText';
import { lessonsOf, whereNext } from '../journey';
import { Button } from '../parts/Button';
import { LinkButton } from '../parts/LinkButton';
import { useActions, usePlayground } from '../usePlayground';
import { Bowl } from './Bowl';
import { GoOn } from './GoOn';
import styles from './Hero.module.css';

/** What this is, and the one thing to do next: to begin, or to go on where the learner was. */
export function Hero() {
  const { t } = useText();
  const actions = useActions();
  const chapters = usePlayground((state) => state.chapters);
  const finished = usePlayground((state) => state.finished);
  const visits = usePlayground((state) => state.visits);
  const last = usePlayground((state) => state.lesson);
  const next = whereNext(chapters, last, { finished, visits });
  const fresh = last === undefined && Object.keys(finished).length === 0;
  const first = lessonsOf(chapters)[0];
  return (
    <section className={styles.hero}>
      <div className={styles.words}>
        <h1 className={styles.title}>{t.start.title}</h1>
        <p className={styles.lead}>{t.start.lead}</p>
        {!fresh && next !== undefined && <GoOn lesson={next} />}
        {!fresh && next === undefined && first !== undefined && <p className={styles.all}>{t.journey.allDone}</p>}
        <div className={styles.actions}>
          {fresh && first !== undefined && (
            <LinkButton look="primary" size="large" href={writeFragment({ lesson: first.id })}>
              {t.start.begin}
              <ArrowRight size={18} aria-hidden="true" />
            </LinkButton>
          )}
          {fresh && (
            <Button size="large" onClick={() => actions.start({ lesson: undefined, profile: 'playground' })}>
              {t.start.free}
            </Button>
          )}
        </div>
        {fresh && <p className={styles.note}>{t.start.note}</p>}
      </div>
      <Bowl label={t.start.artwork} />
    </section>
  );
}
