import { FilePlus2, LibraryBig } from 'lucide-react';
import { type ReactNode, useEffect, useMemo, useState } from 'react';
import { useText } from '../i18n/useText';
import { Button } from '../parts/Button';
import { IconButton } from '../parts/IconButton';
import { Placeholder } from '../parts/Placeholder';
import { type Tab, Tabs } from '../parts/Tabs';
import { useActions, usePlayground } from '../usePlayground';
import { EditorBody } from './EditorBody';
import styles from './EditorPanel.module.css';
import { ExampleBar } from './ExampleBar';
import { ExampleMenu } from './ExampleMenu';
import { FileActions } from './FileActions';
import { NewFile } from './NewFile';
import { SessionBar } from './SessionBar';
import { useEditorHost } from './useEditorHost';

/** The files of the terminal's home directory and what programs have opened for editing, each with a tab. */
export function EditorPanel({ switcher }: { readonly switcher?: ReactNode }) {
  const { t } = useText();
  const actions = useActions();
  const files = usePlayground((state) => state.files);
  const open = usePlayground((state) => state.openFile);
  const edits = usePlayground((state) => state.edits);
  const free = usePlayground((state) => state.lesson === undefined);
  const [naming, setNaming] = useState(false);
  const [choosing, setChoosing] = useState(false);
  const [chosenEdit, setChosenEdit] = useState<number>();

  const newest = edits.at(-1)?.editor;
  useEffect(() => setChosenEdit(newest), [newest]);
  useEffect(() => {
    if (open !== undefined)
      setChosenEdit((current) => (edits.some(({ editor }) => editor === current) ? current : undefined));
  }, [open, edits]);

  const paths = useMemo(
    () =>
      Object.keys(files)
        .filter((path) => !/(^|\/)\./.test(path) || path === open)
        .sort(),
    [files, open],
  );
  const edit = edits.find(({ editor }) => editor === chosenEdit);
  const path = open !== undefined && files[open] !== undefined ? open : paths[0];
  const host = useEditorHost(edit !== undefined || path !== undefined);
  const tabs: Tab[] = [
    ...edits.map((session) => ({
      id: `edit ${session.editor}`,
      label: <em className={styles.session}>{session.path.split('/').at(-1)}</em>,
      controls: 'editor-view',
    })),
    ...paths.map((one) => ({ id: `file ${one}`, label: one, controls: 'editor-view' })),
  ];

  function select(id: string) {
    const [kind, ...rest] = id.split(' ');
    if (kind === 'edit') setChosenEdit(Number(rest[0]));
    else {
      setChosenEdit(undefined);
      actions.showFile(rest.join(' '));
    }
  }

  return (
    <>
      <Tabs
        label={t.editor.tabs}
        tabs={tabs}
        active={edit === undefined ? `file ${path ?? ''}` : `edit ${edit.editor}`}
        onSelect={select}
        lead={switcher}
      >
        <IconButton label={t.editor.add} aria-pressed={naming} onClick={() => setNaming(!naming)}>
          <FilePlus2 size={15} />
        </IconButton>
        {free && (
          <IconButton label={t.examples.title} aria-pressed={choosing} onClick={() => setChoosing(!choosing)}>
            <LibraryBig size={15} />
          </IconButton>
        )}
        <span className={styles.space} />
        {edit === undefined && path !== undefined && typeof host === 'object' && (
          <FileActions host={host} path={path} />
        )}
      </Tabs>
      {naming && (
        <NewFile
          taken={paths}
          onCancel={() => setNaming(false)}
          onCreate={(name) => {
            setNaming(false);
            setChosenEdit(undefined);
            actions.writeFile(name, '');
            actions.showFile(name);
          }}
        />
      )}
      {choosing && <ExampleMenu onClose={() => setChoosing(false)} />}
      {edit === undefined && <ExampleBar />}
      {edit !== undefined && typeof host === 'object' && <SessionBar host={host} session={edit} />}
      <div className={styles.view} id="editor-view" role="tabpanel" aria-labelledby="editor-view-tab">
        {edit === undefined && path === undefined ? (
          <Placeholder title={t.editor.empty} detail={t.editor.emptyLead}>
            <Button size="small" onClick={() => setNaming(true)}>
              <FilePlus2 size={14} />
              {t.editor.add}
            </Button>
          </Placeholder>
        ) : (
          <EditorBody host={host} path={path} session={edit} />
        )}
      </div>
    </>
  );
}
