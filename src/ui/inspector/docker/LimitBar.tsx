import type { LimitDetail } from '../../../store/docker/containerDetail';
import { fill } from '../../i18n/format';
import { useText } from '../../i18n/useText';
import styles from './LimitBar.module.css';

interface LimitBarProps {
  readonly label: string;
  readonly amount: LimitDetail;
  readonly tell: (amount: number) => string;
  readonly notes: readonly string[];
}

/** How much of a limit is used: in words, and as a bar where there is a limit. */
export function LimitBar({ label, amount, tell, notes }: LimitBarProps) {
  const { t } = useText();
  const { used, limit } = amount;
  const words = t.docker.inspect;
  const share = limit === undefined || limit === 0 ? undefined : Math.min(1, used / limit);
  const text =
    limit === undefined
      ? fill(words.without, { used: tell(used) })
      : fill(words.of, { used: tell(used), limit: tell(limit) });
  return (
    <div className={styles.limit}>
      <p>
        <b>{label}</b>
        <span>{text}</span>
      </p>
      {share !== undefined && (
        <span className={styles.meter} data-full={share > 0.9 || undefined} aria-hidden="true">
          <i style={{ width: `${100 * share}%` }} />
        </span>
      )}
      {notes.map((note) => (
        <small key={note}>{note}</small>
      ))}
    </div>
  );
}
