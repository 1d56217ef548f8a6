import { type FocusEvent, type ReactNode, useEffect, useId, useLayoutEffect, useRef, useState } from 'react';
import { writeFragment } from '../fragment';
import { useText } from '../i18n/useText';
import { TermPicture } from '../parts/picture/TermPicture';
import { useIllustrations } from '../useIllustrations';
import { usePlayground } from '../usePlayground';
import styles from './Term.module.css';

/** The least distance from the window's edge, in pixels. */
const MARGIN = 12;

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
      {open && <Meaning id={id} place={tip} onScroll={() => setOpen(false)} />}
    </span>
  );
}

interface MeaningProps {
  readonly id: string;
  /** The element's own id. */
  readonly place: string;
  readonly onScroll: () => void;
}

/** Stands above all panes: a narrow one would cut it off. */
function Meaning({ id, place, onScroll }: MeaningProps) {
  const { t, language } = useText();
  const words = usePlayground((state) => state.glossary[id]);
  const picture = useIllustrations()?.pictures[id];
  const tip = useRef<HTMLSpanElement>(null);
  // biome-ignore lint/correctness/useExhaustiveDependencies: with its picture it needs more room.
  useLayoutEffect(() => {
    if (tip.current !== null) standBeside(tip.current);
  }, [picture]);
  useEffect(() => {
    window.addEventListener('scroll', onScroll, { capture: true });
    return () => window.removeEventListener('scroll', onScroll, { capture: true });
  }, [onScroll]);
  if (words === undefined) return null;
  return (
    <span ref={tip} id={place} popover="manual" className={styles.tip}>
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

/** Below the word if there is room, else above it; never beyond the window. */
function standBeside(tip: HTMLElement): void {
  tip.showPopover();
  const word = tip.parentElement?.getClientRects()[0];
  if (word === undefined) return;
  const { width, height } = tip.getBoundingClientRect();
  const below = word.bottom + height + MARGIN < window.innerHeight;
  tip.style.left = `${Math.max(MARGIN, Math.min(word.left, window.innerWidth - width - MARGIN))}px`;
  tip.style.top = `${Math.max(MARGIN, below ? word.bottom : word.top - height)}px`;
}
