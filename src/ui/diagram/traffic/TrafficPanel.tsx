import { X } from 'lucide-react';
import { useEffect, useState } from 'react';
import { fill } from '../../i18n/format';
import { useText } from '../../i18n/useText';
import { IconButton } from '../../parts/IconButton';
import { useActions, usePlayground } from '../../usePlayground';
import { useThrottled } from '../../useThrottled';
import { isSystem } from '../graph/scene';
import { outcomeOf } from './outcome';
import styles from './TrafficPanel.module.css';
import { type Target, targetsOf } from './targets';

const MOST = 40;
const PAUSE = 500;

/** Requests from outside, as many as wanted: where to, how many a second, and how they fare. */
export function TrafficPanel({ onClose }: { readonly onClose: () => void }) {
  const { t } = useText();
  const actions = useActions();
  const objects = useThrottled((state) => state.objects, PAUSE);
  const traffic = usePlayground((state) => state.traffic);
  const targets = targetsOf(objects, isSystem);
  const [wanted, setWanted] = useState('');
  const current = targets.find(({ id }) => id === wanted) ?? targets.find((one) => isMeant(one, traffic)) ?? targets[0];
  const [rate, setRate] = useState(traffic?.rate ?? 0);
  useEffect(() => setRate(traffic?.rate ?? 0), [traffic]);
  const send = (target: Target | undefined, perSecond: number) =>
    actions.setTraffic(target === undefined || perSecond === 0 ? undefined : { ...target.address, rate: perSecond });
  return (
    <section className={styles.panel} aria-label={t.traffic.open}>
      <header className={styles.head}>
        <h3>{t.traffic.title}</h3>
        <IconButton label={t.traffic.close} onClick={onClose}>
          <X size={14} />
        </IconButton>
      </header>
      {current === undefined ? (
        <p className={styles.none}>{t.traffic.none}</p>
      ) : (
        <>
          <label className={styles.field}>
            <span>{t.traffic.target}</span>
            <select
              value={current.id}
              onChange={(event) => {
                setWanted(event.target.value);
                send(
                  targets.find(({ id }) => id === event.target.value),
                  rate,
                );
              }}
            >
              {targets.map(({ id, label }) => (
                <option key={id} value={id}>
                  {label}
                </option>
              ))}
            </select>
          </label>
          <label className={styles.field}>
            <span>{t.traffic.rate}</span>
            <input
              type="range"
              min={0}
              max={MOST}
              value={rate}
              aria-valuetext={rate === 0 ? t.traffic.off : fill(t.traffic.value, { rate })}
              onChange={(event) => {
                setRate(Number(event.target.value));
                send(current, Number(event.target.value));
              }}
            />
            <output>{rate === 0 ? t.traffic.off : rate}</output>
          </label>
          {traffic !== undefined && <OutcomeLine />}
        </>
      )}
    </section>
  );
}

function OutcomeLine() {
  const { t } = useText();
  const { answered, failed, median } = useThrottled(({ trace, time }) => outcomeOf(trace, time.now), PAUSE);
  return (
    <p className={styles.outcome}>
      <span>{t.traffic.last}</span>
      <b data-tone="ok">{fill(t.traffic.answered, { count: answered })}</b>
      {failed > 0 && <b data-tone="bad">{fill(t.traffic.failed, { count: failed })}</b>}
      {answered > 0 && (
        <span>{fill(t.traffic.took, { time: median < 10 ? median.toFixed(1) : median.toFixed(0) })}</span>
      )}
    </p>
  );
}

function isMeant(
  { address }: Target,
  traffic: { host: string; port: number; path: string; name?: string | undefined } | undefined,
) {
  return (
    traffic !== undefined &&
    address.host === traffic.host &&
    address.port === traffic.port &&
    address.path === traffic.path &&
    (address.name ?? address.host) === (traffic.name ?? traffic.host)
  );
}
