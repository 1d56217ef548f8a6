import type { Tone } from './objectStatus';
import styles from './StatusMark.module.css';

interface StatusMarkProps {
  readonly tone: Tone;
  readonly size?: number;
  /** Does not turn while it waits: for places where there may be hundreds. */
  readonly still?: boolean;
}

/** A state as a shape: ring with a core, turning arc, crossed octagon, cross, square, two bars. The word stands beside it. */
export function StatusMark({ tone, size = 18, still = false }: StatusMarkProps) {
  return (
    <svg
      className={styles[tone]}
      data-still={still || undefined}
      width={size}
      height={size}
      viewBox="0 0 18 18"
      fill="none"
      aria-hidden="true"
    >
      {SHAPES[tone]}
    </svg>
  );
}

const SHAPES: Readonly<Record<Tone, React.ReactNode>> = {
  ok: (
    <>
      <circle cx="9" cy="9" r="7" stroke="currentColor" strokeWidth="2" />
      <circle cx="9" cy="9" r="3.2" fill="currentColor" />
    </>
  ),
  wait: <path d="M9 2a7 7 0 1 1-6.1 3.6" stroke="currentColor" strokeWidth="2" strokeLinecap="round" />,
  bad: (
    <>
      <path d="M6 2h6l4 4v6l-4 4H6l-4-4V6z" stroke="currentColor" strokeWidth="1.8" strokeLinejoin="round" />
      <path d="M6.6 6.600l4.8 4.8m0-4.800l-4.800 4.800" stroke="currentColor" strokeWidth="1.8" strokeLinecap="round" />
    </>
  ),
  going: <path d="M4 4l10 10M14 4L4 14" stroke="currentColor" strokeWidth="2" strokeLinecap="round" />,
  rest: <rect x="3.500" y="3.500" width="11" height="11" rx="3" stroke="currentColor" strokeWidth="2" />,
  paused: <path d="M6 3.500v11M12 3.500v11" stroke="currentColor" strokeWidth="2.6" strokeLinecap="round" />,
};
