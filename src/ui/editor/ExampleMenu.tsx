import { type KeyboardEvent, useEffect, useRef } from 'react';
import { useText } from '../i18n/useText';
import { useBringExample, useExamples } from '../useExamples';
import { usePlayground } from '../usePlayground';
import styles from './ExampleMenu.module.css';

/** The examples of this world, to be brought into the home directory. */
export function ExampleMenu({ onClose }: { readonly onClose: () => void }) {
  const { t, language } = useText();
  const profile = usePlayground((state) => state.profile);
  const examples = useExamples(profile);
  const bring = useBringExample();
  const list = useRef<HTMLDivElement>(null);
  const known = examples.length > 0;
  useEffect(() => {
    if (known) list.current?.querySelector('button')?.focus();
  }, [known]);

  function move(event: KeyboardEvent) {
    if (event.key === 'Escape') onClose();
    const step = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0;
    if (step === 0) return;
    const buttons = [...(list.current?.querySelectorAll('button') ?? [])];
    const at = buttons.indexOf(document.activeElement as HTMLButtonElement);
    buttons[(at + step + buttons.length) % buttons.length]?.focus();
    event.preventDefault();
  }
  return (
    <div ref={list} role="menu" aria-label={t.examples.title} className={styles.menu} onKeyDown={move} tabIndex={-1}>
      {examples.map((example) => (
        <button
          key={example.id}
          type="button"
          role="menuitem"
          className={styles.item}
          onClick={() => {
            bring(example);
            onClose();
          }}
        >
          <b>{example.title[language]}</b>
          <code>{example.open}</code>
        </button>
      ))}
    </div>
  );
}
