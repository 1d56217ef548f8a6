import { useEffect, useRef, useState } from 'react';
import type { EditSession } from '../../store';
import { fill } from '../i18n/format';
import { useText } from '../i18n/useText';
import { Placeholder } from '../parts/Placeholder';
import { useActions, usePlayground } from '../usePlayground';
import { useTheme } from '../useTheme';
import styles from './EditorBody.module.css';
import type { EditorHost, Problem } from './EditorHost';
import { PlainEditor } from './PlainEditor';
import { Problems } from './Problems';
import { sessionPath } from './sessionPath';

interface EditorBodyProps {
  readonly host: EditorHost | 'failed' | undefined;
  readonly path: string | undefined;
  readonly session: EditSession | undefined;
}

/** The text of one file or session, with what is wrong with it listed below. */
export function EditorBody({ host, path, session }: EditorBodyProps) {
  const { t } = useText();
  if (host === undefined) return <Placeholder busy title={t.editor.loading} />;
  if (host === 'failed') return <PlainEditor path={path} session={session} />;
  return <MonacoBody host={host} shown={session === undefined ? path : sessionPath(session)} session={session} />;
}

interface MonacoBodyProps {
  readonly host: EditorHost;
  readonly shown: string | undefined;
  readonly session: EditSession | undefined;
}

function MonacoBody({ host, shown, session }: MonacoBodyProps) {
  const { t } = useText();
  const actions = useActions();
  const theme = useTheme();
  const files = usePlayground((state) => state.files);
  const selected = usePlayground((state) =>
    state.selection?.kind === 'object' ? state.selection.object.name : undefined,
  );
  const place = useRef<HTMLDivElement>(null);
  const before = useRef<Readonly<Record<string, string>>>({});
  const [problems, setProblems] = useState<readonly Problem[]>([]);

  useEffect(() => {
    host.listen({
      save: (path, text) => {
        if (!path.startsWith('.session/')) actions.writeFile(path, text);
      },
      problems: setProblems,
    });
  }, [host, actions]);

  useEffect(() => {
    if (place.current !== null) return host.attach(place.current);
    return undefined;
  }, [host]);

  useEffect(() => {
    for (const path of Object.keys(before.current)) if (files[path] === undefined) host.close(path);
    for (const [path, text] of Object.entries(files)) host.sync(path, text);
    before.current = files;
    if (session !== undefined) host.sync(sessionPath(session), session.text);
    host.show(shown);
  }, [host, files, shown, session]);

  useEffect(() => {
    host.configure(theme, fill(t.editor.label, { path: shown ?? '' }), selected);
  }, [host, theme, shown, selected, t]);

  return (
    <>
      <div ref={place} className={styles.editor} />
      <Problems problems={problems} onChoose={(problem) => host.goTo(problem)} />
    </>
  );
}
