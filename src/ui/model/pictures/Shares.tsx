import styles from './Shares.module.css';

interface Share {
  readonly look: 'good' | 'doubtful' | 'bad' | 'quiet' | 'free';
  readonly amount: number;
  readonly label: string;
}

/** A bar of what a whole is made of; shares that are none are neither drawn nor named. */
export function Shares({ total, shares }: { readonly total: number; readonly shares: readonly Share[] }) {
  const some = shares.filter(({ amount }) => amount > 0);
  return (
    <div className={styles.shares}>
      <div className={styles.bar} aria-hidden="true">
        {shares.map(({ look, amount }) => (
          <i key={look} data-look={look} style={{ width: `${total === 0 ? 0 : (amount / total) * 100}%` }} />
        ))}
      </div>
      <ul className={styles.legend}>
        {some.map(({ look, label }) => (
          <li key={look} data-look={look}>
            <i aria-hidden="true" data-look={look} />
            {label}
          </li>
        ))}
      </ul>
    </div>
  );
}
