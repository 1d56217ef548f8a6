import { Users } from 'lucide-react';
import styles from './Visitors.module.css';

/** Who comes to the site, and how many a second. */
export function Visitors({ label, rate }: { readonly label: string; readonly rate: string }) {
  return (
    <p className={styles.visitors}>
      <Users size={15} />
      {label}
      <b>{rate}</b>
    </p>
  );
}
