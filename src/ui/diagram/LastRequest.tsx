import { Route } from 'lucide-react';
import type { TraceEntry } from '../../engine/trace';
import { useText } from '../i18n/useText';
import { type ExchangeEntry, isRequest } from '../parts/exchanges';
import { useActions, usePlayground } from '../usePlayground';
import { useThrottled } from '../useThrottled';
import { isSystem } from './graph/scene';
import styles from './LastRequest.module.css';

/** How often it may change, in milliseconds. */
const PAUSE = 300;

/** The newest request that somebody sent, and the way to its way. */
export function LastRequest() {
  const { t } = useText();
  const actions = useActions();
  const request = useThrottled(({ trace }) => newestRequest(trace), PAUSE);
  const selected = usePlayground(
    ({ selection }) => selection?.kind === 'exchange' && selection.sequence === request?.sequence,
  );
  if (request === undefined) return null;
  const { sequence, summary, outcome } = request;
  return (
    <button
      type="button"
      className={styles.request}
      data-tone={outcome === 'ok' ? 'ok' : 'bad'}
      aria-pressed={selected}
      aria-label={`${t.way.last}: ${summary}. ${t.way.show}`}
      onClick={() => actions.select(selected ? undefined : { kind: 'exchange', sequence })}
    >
      <Route size={14} aria-hidden="true" />
      <span className={styles.summary}>{summary}</span>
      <span className={styles.show}>{t.way.show}</span>
    </button>
  );
}

/** Not the cluster's own, such as what the ingress controller passes on. */
function newestRequest(trace: readonly TraceEntry[]): ExchangeEntry | undefined {
  for (let index = trace.length - 1; index >= 0; index--) {
    const entry = trace[index];
    if (entry !== undefined && isRequest(entry) && !isOfSystem(entry.actor)) return entry;
  }
  return undefined;
}

function isOfSystem(actor: string): boolean {
  return actor.startsWith('pod/') && isSystem(actor.split('/')[1] ?? '');
}
