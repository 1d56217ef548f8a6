import { FilePlus2, FileText, PencilLine } from 'lucide-react';
import { fill } from '../i18n/format';
import { useText } from '../i18n/useText';
import { Button } from '../parts/Button';
import { CopyButton } from '../parts/CopyButton';
import { YamlText } from '../parts/YamlText';
import { useActions, usePlayground } from '../usePlayground';
import { useView } from '../useView';
import styles from './FileCard.module.css';

interface FileCardProps {
  readonly path: string;
  readonly text: string;
}

/** A file of the lesson: one click writes it into the terminal's home directory and opens it in the editor. */
export function FileCard({ path, text }: FileCardProps) {
  const { t } = useText();
  const actions = useActions();
  const { show } = useView();
  const existing = usePlayground((state) => state.files[path]);
  const open = () => {
    actions.showFile(path);
    show('editor');
  };
  const write = () => {
    actions.writeFile(path, text);
    open();
  };
  return (
    <figure className={styles.card}>
      <figcaption className={styles.head}>
        <FileText size={15} />
        <span className={styles.path}>{path}</span>
        <CopyButton text={text} label={fill(t.lesson.copyText, { text: path })} />
        {existing === undefined ? (
          <Button look="primary" size="small" aria-label={fill(t.lesson.writeFile, { path })} onClick={write}>
            <FilePlus2 size={14} />
            {t.lesson.write}
          </Button>
        ) : (
          <>
            {existing !== text && (
              <Button look="quiet" size="small" onClick={write}>
                {t.lesson.rewrite}
              </Button>
            )}
            <Button size="small" onClick={open}>
              <PencilLine size={13} />
              {t.lesson.openFile}
            </Button>
          </>
        )}
      </figcaption>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a long file must be scrollable with the arrow keys. */}
      <pre className={styles.text} tabIndex={0}>
        <YamlText text={text} />
      </pre>
    </figure>
  );
}
