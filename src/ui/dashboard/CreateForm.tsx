import { loadAll } from 'js-yaml';
import { type FormEvent, useId, useState } from 'react';
import type { ClusterObject } from '../../kinds/object';
import { fill } from '../i18n/format';
import { useText } from '../i18n/useText';
import { Button } from '../parts/Button';
import { useActions } from '../usePlayground';
import styles from './Dashboard.module.css';
import { type DashboardKind, dashboardKinds, pathIn } from './kinds';
import type { Go } from './place';
import { failureOf } from './useAnswer';

const EXAMPLE = `apiVersion: v1
kind: Pod
metadata:
  name: web
spec:
  containers:
  - name: web
    image: nginx
`;

interface Wanted {
  readonly kind: DashboardKind;
  readonly object: ClusterObject;
}

/** Makes objects out of YAML, one document after the other. */
export function CreateForm({ namespace, go }: { readonly namespace: string; readonly go: Go }) {
  const { t } = useText();
  const actions = useActions();
  const [text, setText] = useState('');
  const [problem, setProblem] = useState<string>();
  const label = useId();
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    const read = readDocuments(text, (kind) => fill(t.dashboard.unknownKind, { kind }));
    if (typeof read === 'string') {
      setProblem(read);
      return;
    }
    for (const { kind, object } of read) {
      const path = pathIn(kind, object.metadata.namespace ?? namespace);
      const failure = failureOf(await actions.askDashboard({ method: 'POST', path, body: object }));
      if (failure === undefined) continue;
      setProblem(failure);
      return;
    }
    const last = read.at(-1);
    if (last !== undefined) go({ view: 'list', resource: last.kind.resource });
  };
  return (
    <form className={styles.create} onSubmit={(event) => void submit(event)}>
      <h3 className={styles.heading} id={label}>
        {t.dashboard.createTitle}
      </h3>
      <textarea
        value={text}
        aria-labelledby={label}
        placeholder={EXAMPLE}
        spellCheck={false}
        rows={10}
        required
        onChange={(event) => setText(event.target.value)}
      />
      {problem !== undefined && (
        <p role="alert" className={styles.failure}>
          {problem}
        </p>
      )}
      <div className={styles.actions}>
        <Button onClick={() => go({ view: 'overview' })}>{t.dashboard.cancel}</Button>
        <Button type="submit" look="primary">
          {t.dashboard.upload}
        </Button>
      </div>
    </form>
  );
}

/** The documents with their kinds, or what is wrong with them. */
function readDocuments(text: string, unknown: (kind: string) => string): readonly Wanted[] | string {
  try {
    const wanted: Wanted[] = [];
    for (const object of loadAll(text) as ClusterObject[]) {
      if (object === null || object === undefined) continue;
      const kind = dashboardKinds.find((one) => one.kind === object.kind && one.apiVersion === object.apiVersion);
      if (kind === undefined || object.metadata === undefined) return unknown(`${object.apiVersion} ${object.kind}`);
      wanted.push({ kind, object });
    }
    return wanted;
  } catch (error) {
    return (error as Error).message.split('\n')[0] ?? '';
  }
}
