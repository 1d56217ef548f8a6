import { Unlink } from 'lucide-react';
import { START_PAGE, writeFragment } from '../fragment';
import { fill } from '../i18n/format';
import { useText } from '../i18n/useText';
import { LinkButton } from '../parts/LinkButton';
import type { Page } from '../usePage';
import { usePlayground } from '../usePlayground';
import styles from './LostPage.module.css';

/** More of a name than this is no help to anybody. */
const LONGEST = 60;

/** Says what is wrong with a link that leads nowhere, and how to get on. */
export function LostPage({ page }: { readonly page: Extract<Page, { kind: 'lost' }> }) {
  const { t } = useText();
  const playing = usePlayground((state) => state.phase !== 'idle');
  const lesson = usePlayground((state) => state.lesson);
  const step = usePlayground((state) => state.shownStep);
  const world = usePlayground((state) => state.profile);
  const name = page.name.length > LONGEST ? `${page.name.slice(0, LONGEST)}…` : page.name;
  return (
    <main className={styles.page}>
      <Unlink size={34} strokeWidth={1.5} className={styles.icon} aria-hidden="true" />
      <h1>{t.lost.title}</h1>
      <p>{fill(t.lost[page.what], { name })}</p>
      <p className={styles.ways}>
        {playing && (
          <LinkButton
            look="primary"
            href={writeFragment(lesson === undefined ? { world } : { lesson, step: step + 1 })}
          >
            {t.lost.back}
          </LinkButton>
        )}
        {page.what === 'term' && <LinkButton href={writeFragment({ glossary: '' })}>{t.lost.glossary}</LinkButton>}
        <LinkButton look={playing ? 'plain' : 'primary'} href={START_PAGE}>
          {t.lost.home}
        </LinkButton>
      </p>
    </main>
  );
}
