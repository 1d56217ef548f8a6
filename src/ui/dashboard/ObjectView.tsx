import { dump } from 'js-yaml';
import { Trash2 } from 'lucide-react';
import { useState } from 'react';
import type { ClusterObject } from '../../kinds/object';
import type { ApiRequest } from '../../store/playgroundState';
import { fill } from '../i18n/format';
import { useText } from '../i18n/useText';
import { Button } from '../parts/Button';
import { Dialog } from '../parts/Dialog';
import { objectStatus } from '../parts/objectStatus';
import { StatusMark } from '../parts/StatusMark';
import { Tabs } from '../parts/Tabs';
import { YamlText } from '../parts/YamlText';
import { useActions } from '../usePlayground';
import styles from './Dashboard.module.css';
import { EventList } from './EventList';
import { type DashboardKind, pathIn } from './kinds';
import { LogText } from './LogText';
import type { Go } from './place';
import { ScaleForm } from './ScaleForm';
import { failureOf, useAnswer } from './useAnswer';

interface ObjectViewProps {
  readonly kind: DashboardKind;
  readonly namespace: string;
  readonly name: string;
  readonly go: Go;
}

type Part = 'summary' | 'events' | 'logs' | 'yaml';

/** One object: what it is, what happened to it, what it logged, and what can be done with it. */
export function ObjectView({ kind, namespace, name, go }: ObjectViewProps) {
  const { t } = useText();
  const actions = useActions();
  const [part, setPart] = useState<Part>('summary');
  const [asking, setAsking] = useState(false);
  const [refusal, setRefusal] = useState<string>();
  const path = pathIn(kind, namespace, name);
  const { body: object, failure } = useAnswer<ClusterObject>(path, '', kind.resource);
  const change = async (request: ApiRequest): Promise<boolean> => {
    const why = failureOf(await actions.askDashboard(request));
    setRefusal(why);
    return why === undefined;
  };
  const remove = async () => {
    setAsking(false);
    const deleted = await change({ method: 'DELETE', path, body: { propagationPolicy: 'Background' } });
    if (deleted) go({ view: 'list', resource: kind.resource });
  };
  const parts: readonly Part[] =
    kind.plural === 'pods' ? ['summary', 'events', 'logs', 'yaml'] : ['summary', 'events', 'yaml'];
  const kindWord = t.kinds[kind.resource] ?? kind.kind;
  return (
    <>
      <div className={styles.head}>
        <h3 className={styles.heading}>
          <button type="button" className={styles.link} onClick={() => go({ view: 'list', resource: kind.resource })}>
            {kindWord}
          </button>
          <span>{name}</span>
        </h3>
        {object !== undefined && <State kind={kind} object={object} />}
        {object !== undefined && kind.scalable === true && (
          <ScaleForm
            object={object}
            onScale={(replicas) =>
              change({
                method: 'PATCH',
                path: `${path}/scale`,
                headers: { 'content-type': 'application/merge-patch+json' },
                body: { spec: { replicas } },
              })
            }
          />
        )}
        {object !== undefined && (
          <Button size="small" look="danger" onClick={() => setAsking(true)}>
            <Trash2 size={14} />
            {t.dashboard.delete}
          </Button>
        )}
      </div>
      {(refusal ?? failure) !== undefined && (
        <p role="alert" className={styles.failure}>
          {refusal ?? failure}
        </p>
      )}
      {object !== undefined && (
        <>
          <Tabs
            label={name}
            active={part}
            tabs={parts.map((id) => ({ id, label: t.dashboard.parts[id], controls: 'dashboard-part' }))}
            onSelect={(id) => setPart(id as Part)}
          />
          <div id="dashboard-part" role="tabpanel" aria-labelledby="dashboard-part-tab" className={styles.part}>
            {part === 'summary' && <Summary object={object} />}
            {part === 'events' && <EventList object={object} />}
            {part === 'logs' && <LogText object={object} />}
            {part === 'yaml' && (
              <pre className={styles.yaml}>
                <YamlText text={toYaml(object)} />
              </pre>
            )}
          </div>
        </>
      )}
      {asking && (
        <Dialog title={fill(t.dashboard.deleteTitle, { name })} onClose={() => setAsking(false)}>
          <p className={styles.ask}>{fill(t.dashboard.deleteText, { kind: kindWord, name })}</p>
          <div className={styles.actions}>
            <Button onClick={() => setAsking(false)}>{t.dashboard.cancel}</Button>
            <Button look="danger" onClick={() => void remove()}>
              {t.dashboard.delete}
            </Button>
          </div>
        </Dialog>
      )}
    </>
  );
}

function State({ kind, object }: { readonly kind: DashboardKind; readonly object: ClusterObject }) {
  const { tone, word } = objectStatus(kind.resource, object);
  if (word === '') return null;
  return (
    <span className={styles.tone}>
      <StatusMark tone={tone} size={15} />
      {word}
    </span>
  );
}

function Summary({ object }: { readonly object: ClusterObject }) {
  const { t } = useText();
  const { labels = {}, annotations = {}, namespace, creationTimestamp, uid, ownerReferences = [] } = object.metadata;
  const rows: readonly (readonly [string, readonly string[]])[] = [
    [t.dashboard.namespace, namespace === undefined ? [] : [namespace]],
    [t.dashboard.created, [String(creationTimestamp ?? '')]],
    ['UID', uid === undefined ? [] : [uid]],
    [t.dashboard.owner, ownerReferences.map(({ kind, name }) => `${kind}/${name}`)],
    [t.dashboard.labels, Object.entries(labels).map(([key, value]) => `${key}=${value}`)],
    [t.dashboard.annotations, Object.entries(annotations).map(([key, value]) => `${key}=${value}`)],
  ];
  return (
    <dl className={styles.facts}>
      {rows
        .filter(([, values]) => values.length > 0)
        .map(([title, values]) => (
          <div key={title}>
            <dt>{title}</dt>
            <dd>
              {values.map((value) => (
                <code key={value}>{value}</code>
              ))}
            </dd>
          </div>
        ))}
    </dl>
  );
}

function toYaml(object: ClusterObject): string {
  const { managedFields: _, ...metadata } = object.metadata;
  return dump(
    { ...object, metadata },
    { seqNoIndent: true, quoteStyle: 'double', lineWidth: -1, noRefs: true, sortKeys: true },
  );
}
