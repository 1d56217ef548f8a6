import { CornerDownLeft } from 'lucide-react';
import { fill } from '../i18n/format';
import { useText } from '../i18n/useText';
import { Button } from '../parts/Button';
import { CopyButton } from '../parts/CopyButton';
import { useActions } from '../usePlayground';
import { useView } from '../useView';
import styles from './CommandCard.module.css';

/** A command of the lesson: one click types it into the terminal, where it can be seen. */
export function CommandCard({ text }: { readonly text: string }) {
  const { t } = useText();
  const actions = useActions();
  const { show } = useView();
  return (
    <div className={styles.card}>
      <code className={styles.text}>
        {text.split(/( +|\n)/).map((word, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: a name is never broken at its hyphens; words have no other identity.
          <span key={index}>{word}</span>
        ))}
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
