import type { Picture } from '../../store';
import { writeFragment } from '../fragment';
import { useText } from '../i18n/useText';
import { TermPicture } from '../parts/picture/TermPicture';
import { usePlayground } from '../usePlayground';
import styles from './TermCard.module.css';

interface TermCardProps {
  readonly id: string;
  readonly current: boolean;
  readonly picture: Picture | undefined;
}

/** A word of the glossary among the others: its picture, its name in both languages, what it means. */
export function TermCard({ id, current, picture }: TermCardProps) {
  const { language } = useText();
  const words = usePlayground((state) => state.glossary[id]);
  if (words === undefined) return null;
  const other = language === 'ko' ? 'en' : 'ko';
  return (
    <article className={styles.card} data-current={current} data-term={id}>
      <div className={styles.sheet}>{picture !== undefined && <TermPicture picture={picture} />}</div>
      <h2>
        <a href={writeFragment({ glossary: id })} aria-current={current ? 'true' : undefined}>
          {words[language].term}
        </a>
        {words[other].term !== words[language].term && (
          <span lang={other} className={styles.other}>
            {words[other].term}
          </span>
        )}
      </h2>
      <p>{words[language].text}</p>
    </article>
  );
}
