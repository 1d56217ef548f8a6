import { CornerDownLeft } from 'lucide-react';
import { fill } from '../i18n/format';
import { useText } from '../i18n/useText';
import { Button } from '../parts/Button';
import { CopyButton } from '../parts/CopyButton';
import { useActions } from '../usePlayground';
import { useView } from '../useView';
import styles from './CommandCard.module.css';

/** Longer commands get a line of their own above the buttons, in characters. */
const LONG = 70;

/** A command of the lesson: one click types it into the terminal, where it can be seen. */
export function CommandCard({ text }: { readonly text: string }) {
  const { t } = useText();
  const actions = useActions();
  const { show } = useView();
  return (
    <div className={styles.card} data-long={text.length > LONG || text.includes('\n')}>
      <code className={styles.text}>
        {text.split(/(\s+)/).map((word, index) =>
          // A name is never broken at its hyphens, only between words.
          // biome-ignore lint/suspicious/noArrayIndexKey: words have no other identity.
          /^\s*$/.test(word) ? word : <span key={index}>{word}</span>,
        )}
      </code>
      <CopyButton text={text} />
      <Button
        look="primary"
        size="small"
        aria-label={fill(t.lesson.runCommand, { command: text })}
        onClick={(event) => {
          // A mouse user goes on typing in the terminal; a keyboard user stays where they are.
          show('terminal', { focus: event.detail > 0 });
          actions.run(text);
        }}
      >
        {t.lesson.run}
        <CornerDownLeft size={13} strokeWidth={2.4} />
      </Button>
    </div>
  );
}
