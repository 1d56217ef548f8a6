import type { Tone } from './objectStatus';
import styles from './StatusMark.module.css';

/** A tone as a shape: a full ring, an open arc, a cross, a dashed ring, a plain ring. Its word stands beside it. */
export function StatusMark({ tone, size = 14 }: { readonly tone: Tone; readonly size?: number }) {
  return (
    <svg className={styles.mark} data-tone={tone} width={size} height={size} viewBox="0 0 16 16" aria-hidden="true">
      {tone === 'wait' ? (
        <path d="M8 2.500a5.500 5.500 0 1 1-5.200 3.700" />
      ) : tone === 'bad' ? (
        <path d="M8 2 14.200 13.400H1.800Z M8 6.600v3 M8 11.600v.1" />
      ) : (
        <circle cx="8" cy="8" r="5.5" strokeDasharray={tone === 'going' ? '3 2.700' : undefined} />
      )}
      {tone === 'ok' && <circle cx="8" cy="8" r="2.2" className={styles.core} />}
      {tone === 'going' && <path d="M6.200 6.200l3.600 3.600m0-3.600L6.200 9.800" />}
    </svg>
  );
}
