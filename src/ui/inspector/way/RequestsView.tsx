import { useText } from '../../i18n/useText';
import { StatusMark } from '../../parts/StatusMark';
import { useActions, usePlayground } from '../../usePlayground';
import { useThrottled } from '../../useThrottled';
import styles from './RequestsView.module.css';
import { requestsOf } from './stations';

const SHOWN = 25;
/** With much traffic the list need not change with every request, in milliseconds. */
const PAUSE = 400;

/** The newest requests from, to and through a place, each a way to its way. */
export function RequestsView({ place }: { readonly place: string }) {
  const { t } = useText();
  const actions = useActions();
  const trace = useThrottled((state) => state.trace, PAUSE);
  const started = usePlayground((state) => state.started);
  const requests = requestsOf(trace, place, SHOWN);
  if (requests.length === 0) return <p className={styles.note}>{t.way.none}</p>;
  return (
    <>
      <p className={styles.note}>{t.way.lead}</p>
      <ul className={styles.requests}>
        {requests.map(({ sequence, summary, outcome, time }) => (
          <li key={sequence}>
            <button type="button" onClick={() => actions.select({ kind: 'exchange', sequence })}>
              <StatusMark tone={outcome === 'ok' ? 'ok' : 'bad'} size={14} />
              <span>{summary}</span>
              <time>{((time - started) / 1000).toFixed(1)}</time>
            </button>
          </li>
        ))}
      </ul>
    </>
  );
}
