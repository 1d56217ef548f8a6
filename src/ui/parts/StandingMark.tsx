import type { Standing } from '../journey';
import styles from './StandingMark.module.css';

/** Done, begun or not yet, as a shape: a disc with a tick, a half-filled ring, an empty ring. The word stands beside it. */
export function StandingMark({ standing, size = 20 }: { readonly standing: Standing; readonly size?: number }) {
  return (
    <svg className={styles[standing]} width={size} height={size} viewBox="0 0 20 20" fill="none" aria-hidden="true">
      {SHAPES[standing]}
    </svg>
  );
}

const SHAPES: Readonly<Record<Standing, React.ReactNode>> = {
  done: (
    <>
      <circle cx="10" cy="10" r="9" fill="currentColor" />
      <path
        className={styles.tick}
        d="M6 10.3l2.8 2.8L14.2 7.6"
        strokeWidth="2.1"
        strokeLinecap="round"
        strokeLinejoin="round"
      />
    </>
  ),
  begun: (
    <>
      <circle cx="10" cy="10" r="8.2" stroke="currentColor" strokeWidth="1.6" />
      <path d="M10 4.6a5.4 5.4 0 0 1 0 10.8z" fill="currentColor" />
    </>
  ),
  ahead: <circle cx="10" cy="10" r="8.2" stroke="currentColor" strokeWidth="1.6" />,
};
