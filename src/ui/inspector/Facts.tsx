import type { ReactNode } from 'react';
import styles from './Facts.module.css';

export interface Fact {
  readonly label: string;
  readonly value: ReactNode;
}

/** Names and values in two columns; facts without a value are left out. */
export function Facts({ title, facts }: { readonly title?: string; readonly facts: readonly Fact[] }) {
  const known = facts.filter(({ value }) => value !== undefined && value !== '' && value !== null);
  if (known.length === 0) return null;
  return (
    <section className={styles.section}>
      {title !== undefined && <h3 className={styles.title}>{title}</h3>}
      <dl className={styles.facts}>
        {known.map(({ label, value }) => (
          <div key={label}>
            <dt>{label}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
    </section>
  );
}

/** Small labels in a row: `app=kubia`. */
export function Chips({ values }: { readonly values: readonly string[] }) {
  return (
    <span className={styles.chips}>
      {values.map((value) => (
        <code key={value}>{value}</code>
      ))}
    </span>
  );
}
