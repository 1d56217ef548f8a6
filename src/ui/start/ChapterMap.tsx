import { Check } from 'lucide-react';
import { writeFragment } from '../fragment';
import { fill } from '../i18n/format';
import { useText } from '../i18n/useText';
import { countDone, findSpot, shareOfAll, whereNext } from '../journey';
import { Ring } from '../parts/Ring';
import { usePlayground } from '../usePlayground';
import styles from './ChapterMap.module.css';

/** All chapters as stops on a line, each with how much of it is done. A click leads to the chapter. */
export function ChapterMap() {
  const { t, language } = useText();
  const chapters = usePlayground((state) => state.chapters);
  const finished = usePlayground((state) => state.finished);
  const visits = usePlayground((state) => state.visits);
  const last = usePlayground((state) => state.lesson);
  const travelled = { finished, visits };
  const here = findSpot(chapters, whereNext(chapters, last, travelled)?.id)?.chapter.id;
  return (
    <nav aria-label={t.journey.map} className={styles.map}>
      <ol className={styles.stops}>
        {chapters.map((chapter, index) => {
          const share = shareOfAll(chapter.lessons, travelled);
          const done = countDone(chapter.lessons, travelled);
          const title = chapter.title[language];
          const whole = done === chapter.lessons.length && done > 0;
          return (
            <li key={chapter.id} data-done={whole}>
              <a
                className={styles.stop}
                href={writeFragment({ chapter: chapter.id })}
                aria-current={chapter.id === here ? 'step' : undefined}
                onClick={() => document.getElementById(`chapter-${chapter.id}`)?.scrollIntoView()}
              >
                <span className={styles.mark} aria-hidden="true">
                  <Ring value={share} size={34}>
                    {whole ? <Check size={15} strokeWidth={2.8} /> : index + 1}
                  </Ring>
                </span>
                <span className={styles.title} aria-hidden="true">
                  {title}
                </span>
                <span className="visually-hidden">
                  {fill(t.journey.chapterStop, { number: index + 1, title, done, total: chapter.lessons.length })}
                </span>
              </a>
            </li>
          );
        })}
      </ol>
    </nav>
  );
}
