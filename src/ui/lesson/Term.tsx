import { type FocusEvent, type ReactNode, useId, useState } from 'react';
import { writeFragment } from '../fragment';
import { useText } from '../i18n/useText';
import { TermPicture } from '../parts/picture/TermPicture';
import { useIllustrations } from '../useIllustrations';
import { usePlayground } from '../usePlayground';
import styles from './Term.module.css';

/** A word of the glossary: pointing at it, or moving the focus to it, says what it means and leads to its page. */
export function Term({ id, children }: { readonly id: string; readonly children: ReactNode }) {
  const known = usePlayground((state) => Object.hasOwn(state.glossary, id));
  const [open, setOpen] = useState(false);
  const tip = useId();
  if (!known) return children;
  function leave(event: FocusEvent) {
    if (!event.currentTarget.contains(event.relatedTarget)) setOpen(false);
  }
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: it only notices when pointer and focus have left both its parts.
    <span
      className={styles.holder}
      onPointerEnter={() => setOpen(true)}
      onPointerLeave={() => setOpen(false)}
      onBlur={leave}
    >
      <button
        type="button"
        className={styles.term}
        aria-expanded={open}
        aria-controls={open ? tip : undefined}
        aria-describedby={open ? tip : undefined}
        onFocus={() => setOpen(true)}
        onKeyDown={(event) => event.key === 'Escape' && setOpen(false)}
        onClick={() => setOpen(true)}
      >
        {children}
      </button>
      {open && <Meaning id={id} place={tip} />}
    </span>
  );
}

function Meaning({ id, place }: { readonly id: string; readonly place: string }) {
  const { t, language } = useText();
  const words = usePlayground((state) => state.glossary[id]);
  const picture = useIllustrations()?.pictures[id];
  if (words === undefined) return null;
  return (
    <span id={place} className={styles.tip}>
      {picture !== undefined && (
        <span className={styles.sheet}>
          <TermPicture picture={picture} silent />
        </span>
      )}
      <b>{words[language].term}</b>
      {words[language].text}
      <a className={styles.more} href={writeFragment({ glossary: id })}>
        {t.glossary.more}
      </a>
    </span>
  );
}
