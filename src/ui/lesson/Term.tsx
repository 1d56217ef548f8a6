import { type ReactNode, useId, useState } from 'react';
import { useText } from '../i18n/useText';
import { usePlayground } from '../usePlayground';
import styles from './Term.module.css';

/** A word of the glossary: pointing at it, or moving the focus to it, says what it means. */
export function Term({ id, children }: { readonly id: string; readonly children: ReactNode }) {
  const { language } = useText();
  const entry = usePlayground((state) => state.glossary[id]);
  const [open, setOpen] = useState(false);
  const tip = useId();
  if (entry === undefined) return children;
  return (
    <span className={styles.holder} onPointerEnter={() => setOpen(true)} onPointerLeave={() => setOpen(false)}>
      <button
        type="button"
        className={styles.term}
        aria-describedby={open ? tip : undefined}
        onFocus={() => setOpen(true)}
        onBlur={() => setOpen(false)}
        onKeyDown={(event) => event.key === 'Escape' && setOpen(false)}
        onClick={() => setOpen(true)}
      >
        {children}
      </button>
      {open && (
        <span role="tooltip" id={tip} className={styles.tip}>
          <b>{entry[language].term}</b>
          {entry[language].text}
        </span>
      )}
    </span>
  );
}
