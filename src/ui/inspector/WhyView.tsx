import { useMemo } from 'react';
import type { ObjectName, TraceEntry } from '../../engine/trace';
import { useText } from '../i18n/useText';
import { tellEntry } from '../parts/traceWords';
import { useActions, usePlayground } from '../usePlayground';
import { causesOf } from './causes';
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
        {chain.map((entry) => (
          <Link key={entry.sequence} entry={entry} started={started} />
        ))}
      </ol>
      {chain.at(-1)?.kind !== 'input' && <p className={styles.none}>{t.inspector.noCause}</p>}
    </>
  );
}

function Link({ entry, started }: { readonly entry: TraceEntry; readonly started: number }) {
  const { t } = useText();
  const actions = useActions();
  const object = 'object' in entry ? entry.object : undefined;
  const words = tellEntry(t, entry);
  return (
    <li className={styles.link} data-kind={entry.kind}>
      <time>{clock(entry.time - started)}</time>
      <button
        type="button"
        onClick={() =>
          actions.select(object === undefined ? { kind: 'part', actor: entry.actor } : { kind: 'object', object })
        }
      >
        {entry.kind === 'input' ? <code>{entry.text}</code> : words}
      </button>
    </li>
  );
}

/** `2:41.3` since the learner arrived. */
function clock(milliseconds: number): string {
  const sign = milliseconds < 0 ? '-' : '';
  const tenths = Math.floor(Math.abs(milliseconds) / 100);
  const seconds = Math.floor(tenths / 10);
  return `${sign}${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}.${tenths % 10}`;
}
