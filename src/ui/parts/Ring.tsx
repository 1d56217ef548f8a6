import type { ReactNode } from 'react';
import styles from './Ring.module.css';

interface RingProps {
  /** From 0 to 1. */
  readonly value: number;
  readonly size: number;
  readonly children?: ReactNode;
}

/** How much is done, as a ring around what stands in it. Decoration: a word beside it says the same. */
export function Ring({ value, size, children }: RingProps) {
  const width = size > 40 ? 3.5 : 2.5;
  const radius = (size - width) / 2;
  const round = 2 * Math.PI * radius;
  return (
    <span className={styles.ring} style={{ width: size, height: size }}>
      <svg width={size} height={size} fill="none" strokeWidth={width} aria-hidden="true">
        <circle className={styles.track} cx={size / 2} cy={size / 2} r={radius} />
        {value > 0 && (
          <circle
            className={styles.value}
            cx={size / 2}
            cy={size / 2}
            r={radius}
            strokeLinecap="round"
            strokeDasharray={`${round * Math.min(1, value)} ${round}`}
            transform={`rotate(-90 ${size / 2} ${size / 2})`}
          />
        )}
      </svg>
      <span className={styles.middle}>{children}</span>
    </span>
  );
}
