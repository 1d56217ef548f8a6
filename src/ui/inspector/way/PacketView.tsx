import type { Passage } from '../../../engine/trace';
import { useText } from '../../i18n/useText';
import styles from './PacketView.module.css';

/** A packet's addresses as a small envelope; one that travels in another is drawn inside of it. */
export function PacketView({ passage }: { readonly passage: Passage }) {
  const { t } = useText();
  const { source, destination, outer } = passage;
  const inner = <Addresses label={outer === undefined ? t.way.packet : t.way.inner} from={source} to={destination} />;
  if (outer === undefined) return <div className={styles.packet}>{inner}</div>;
  return (
    <div className={styles.outer}>
      <Addresses label={t.way.outer} from={outer.source} to={outer.destination} />
      <span className={styles.tunnel}>{t.way.tunnel}</span>
      <div className={styles.packet}>{inner}</div>
    </div>
  );
}

function Addresses({ label, from, to }: { readonly label: string; readonly from: string; readonly to: string }) {
  return (
    <p className={styles.addresses}>
      <span>{label}</span>
      <code>{from}</code>
      <i aria-hidden="true">→</i>
      <code>{to}</code>
    </p>
  );
}
