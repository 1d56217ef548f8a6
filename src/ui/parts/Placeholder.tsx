import type { ReactNode } from 'react';
import styles from './Placeholder.module.css';

interface PlaceholderProps {
  readonly title: string;
  readonly detail?: string;
  /** Shows that something is on its way. */
  readonly busy?: boolean;
  readonly children?: ReactNode;
}

/** What a panel shows while it has nothing else to show: loading, empty, broken. */
export function Placeholder({ title, detail, busy = false, children }: PlaceholderProps) {
  return (
    <div className={styles.placeholder} role={busy ? 'status' : undefined}>
      {busy && (
        <span className={styles.motes} aria-hidden="true">
          <i />
          <i />
          <i />
        </span>
      )}
      <p className={styles.title}>{title}</p>
      {detail !== undefined && <p className={styles.detail}>{detail}</p>}
      {children}
    </div>
  );
}
