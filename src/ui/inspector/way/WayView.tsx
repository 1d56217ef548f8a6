import { useRef } from 'react';
import type { TraceEntry } from '../../../engine/trace';
import type { Dictionary } from '../../i18n/en';
import { fill } from '../../i18n/format';
import { useText } from '../../i18n/useText';
import type { ExchangeEntry } from '../../parts/exchanges';
import { StatusMark } from '../../parts/StatusMark';
import { tellActor } from '../../parts/traceWords';
import { usePlayground } from '../../usePlayground';
import inspector from '../Inspector.module.css';
import { PacketView } from './PacketView';
import { type Station, type Stop, stationsOf } from './stations';
import styles from './WayView.module.css';

/** A request with its way: station by station, device by device, with the packet's addresses where they change. */
export function WayView({ sequence }: { readonly sequence: number }) {
  const { t } = useText();
  const entry = usePlayground(({ trace }) => findExchange(trace, sequence));
  // Older entries are let go; what is looked at stays.
  const kept = useRef<ExchangeEntry>(undefined);
  if (entry !== undefined) kept.current = entry;
  const exchange = kept.current?.sequence === sequence ? kept.current : undefined;
  if (exchange === undefined) return <p className={styles.note}>{t.way.older}</p>;
  return (
    <>
      <Head exchange={exchange} />
      <section
        className={inspector.view}
        aria-label={t.way.kind}
        // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard.
        tabIndex={0}
      >
        <ol className={styles.way}>
          {stationsOf(exchange).map((station, index) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: the way of a request does not change any more.
            <StationView key={index} station={station} />
          ))}
        </ol>
        {exchange.outcome === 'ok' && <p className={styles.note}>{t.way.answer}</p>}
      </section>
    </>
  );
}

function Head({ exchange }: { readonly exchange: ExchangeEntry }) {
  const { t } = useText();
  const { outcome, answer, summary } = exchange;
  const ok = outcome === 'ok';
  const last = stationsOf(exchange).at(-1)?.stops.at(-1);
  const arrived = ok && last !== undefined ? fill(t.way.total, { time: milliseconds(last.after) }) : undefined;
  const told = answer === undefined ? undefined : fill(t.way.answered, { status: answer.status });
  const words = ok ? [arrived, told] : [t.history.outcomes[outcome] ?? outcome];
  return (
    <div className={inspector.head}>
      <p className={inspector.kind}>{t.way.kind}</p>
      <h2 className={inspector.name}>{summary}</h2>
      <p className={inspector.status}>
        <StatusMark tone={ok ? 'ok' : 'bad'} size={15} />
        {words.filter((one) => one !== undefined).join(' · ')}
      </p>
    </div>
  );
}

function StationView({ station }: { readonly station: Station }) {
  const { t } = useText();
  const { at, stops, wrapped } = station;
  return (
    <li className={styles.station} data-wrapped={wrapped || undefined}>
      <h3 className={styles.place}>{placeName(t, at)}</h3>
      <ol>
        {stops.map((stop, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: the way of a request does not change any more.
          <StopView key={index} stop={stop} />
        ))}
      </ol>
    </li>
  );
}

function StopView({ stop }: { readonly stop: Stop }) {
  const { t } = useText();
  const { passage, after, addressed } = stop;
  const { device, does, detail } = passage;
  const reason = does === 'drop' && detail !== undefined ? (t.way.reasons[detail] ?? detail) : detail;
  return (
    <li className={styles.stop} data-does={does}>
      <p className={styles.line}>
        {device !== undefined && <code className={styles.device}>{device}</code>}
        <span className={styles.does}>{t.way.does[does]}</span>
        <time>{`+${milliseconds(after)} ms`}</time>
      </p>
      {reason !== undefined && (does === 'drop' ? <p>{reason}</p> : <code className={styles.detail}>{reason}</code>)}
      {addressed && <PacketView passage={passage} />}
    </li>
  );
}

/** `Pod caller`, `worker-1`. */
function placeName(t: Dictionary, at: string): string {
  const [part = '', ...rest] = at.split('/');
  if (part === 'pod') return `${t.kinds['pods'] ?? 'Pod'} ${rest.at(-1)}`;
  if (part === 'node' || part === 'container') return rest.at(-1) ?? at;
  return part === 'network' ? t.way.network : tellActor(t, at);
}

function milliseconds(time: number): string {
  return time < 10 ? time.toFixed(2) : time.toFixed(0);
}

function findExchange(trace: readonly TraceEntry[], sequence: number): ExchangeEntry | undefined {
  const found = trace.find((entry) => entry.sequence === sequence);
  return found?.kind === 'exchange' ? found : undefined;
}
