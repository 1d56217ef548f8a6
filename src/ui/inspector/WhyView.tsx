import { useMemo } from 'react';
import type { ObjectName, TraceEntry } from '../../engine/trace';
import { useText } from '../i18n/useText';
import { doerOf, objectOf } from '../parts/doer';
import { tellEntry } from '../parts/traceWords';
import { useActions, usePlayground } from '../usePlayground';
import { causesOf, groupAlike } from './causes';
import styles from './WhyView.module.css';

/** Why an object is as it is: each step back to the learner's own command, each a link to what it is about. */
export function WhyView({ name }: { readonly name: ObjectName }) {
  const { t } = useText();
  const trace = usePlayground((state) => state.trace);
  const started = usePlayground((state) => state.started);
  const chain = useMemo(() => causesOf(trace, name), [trace, name]);
  if (chain.length === 0) return <p className={styles.none}>{t.inspector.nothing}</p>;
  return (
    <>
      <p className={styles.none}>{t.inspector.whyLead}</p>
      <ol className={styles.chain}>
        {groupAlike(chain, (entry) => tellEntry(t, entry)).map(({ entry, words, times }) => (
          <Link key={entry.sequence} entry={entry} words={words} times={times} started={started} />
        ))}
      </ol>
      {chain.at(-1)?.kind !== 'input' && <p className={styles.none}>{t.inspector.noCause}</p>}
    </>
  );
}

interface LinkProps {
  readonly entry: TraceEntry;
  readonly words: string;
  readonly times: number;
  readonly started: number;
}

function Link({ entry, words, times, started }: LinkProps) {
  const actions = useActions();
  const object = objectOf(entry);
  return (
    <li className={styles.link} data-kind={entry.kind}>
      <time>{clock(entry.time - started)}</time>
      <button
        type="button"
        onClick={() =>
          actions.select(object === undefined ? { kind: 'part', actor: doerOf(entry) } : { kind: 'object', object })
        }
      >
        {entry.kind === 'input' ? <code>{entry.text}</code> : words}
        {times > 1 && ` ×${times}`}
      </button>
      {entry.kind === 'act' && <Weighed detail={entry.detail ?? {}} />}
    </li>
  );
}

/** What the scheduler made of each node: its score, or why it would not do. */
function Weighed({ detail }: { readonly detail: Readonly<Record<string, string | number>> }) {
  const nodes = Object.entries(detail).filter(([key]) => key.startsWith('node/'));
  if (nodes.length === 0) return null;
  return (
    <dl className={styles.weighed}>
      {nodes.map(([key, value]) => (
        <div key={key} data-chosen={key === `node/${detail['chosen']}`}>
          <dt>{key.slice('node/'.length)}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  );
}

/** `2:41.3` since the learner arrived. */
function clock(milliseconds: number): string {
  const sign = milliseconds < 0 ? '-' : '';
  const tenths = Math.floor(Math.abs(milliseconds) / 100);
  const seconds = Math.floor(tenths / 10);
  return `${sign}${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}.${tenths % 10}`;
}
