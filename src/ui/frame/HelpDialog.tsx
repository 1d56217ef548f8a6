import { useText } from '../i18n/useText';
import { Dialog } from '../parts/Dialog';
import styles from './HelpDialog.module.css';

export function HelpDialog({ onClose }: { readonly onClose: () => void }) {
  const { t } = useText();
  const keys: readonly (readonly [string, string])[] = [
    ['Space', t.help.keys.play],
    ['.', t.help.keys.minor],
    ['Shift .', t.help.keys.major],
    ['Ctrl Shift F', t.help.keys.search],
    ['Ctrl C', t.help.keys.copy],
    ['F6', t.help.keys.pane],
    ['Ctrl M', t.help.keys.editorTab],
    ['← → ↑ ↓', t.help.keys.resize],
  ];
  return (
    <Dialog title={t.help.title} onClose={onClose}>
      <p className={styles.text}>{t.help.intro}</p>
      <h3 className={styles.heading}>{t.help.shortcuts}</h3>
      <dl className={styles.keys}>
        {keys.map(([key, what]) => (
          <div key={key}>
            <dt>
              {key.split(' ').map((part) => (
                <kbd key={part}>{part}</kbd>
              ))}
            </dt>
            <dd>{what}</dd>
          </div>
        ))}
      </dl>
      <h3 className={styles.heading}>{t.help.simulated}</h3>
      <p className={styles.text}>{t.help.simulatedText}</p>
    </Dialog>
  );
}
