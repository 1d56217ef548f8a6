import { useText } from '../i18n/useText';
import { Button } from '../parts/Button';
import { useOpenExample } from '../useExamples';
import { useActions, usePlayground } from '../usePlayground';
import styles from './ExampleBar.module.css';

/** What the open file of an example is about, and the way back to how it was. */
export function ExampleBar() {
  const { t, language } = useText();
  const actions = useActions();
  const files = usePlayground((state) => state.files);
  const example = useOpenExample();
  if (example === undefined) return null;
  const own = Object.entries(example.files);
  const changed = own.some(([path, text]) => files[path] !== text);
  return (
    <div className={styles.bar}>
      <span>{example.text[language]}</span>
      {changed && (
        <Button
          size="small"
          onClick={() => {
            for (const [path, text] of own) actions.writeFile(path, text);
          }}
        >
          {t.examples.restore}
        </Button>
      )}
    </div>
  );
}
