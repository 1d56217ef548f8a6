import styles from './Words.module.css';

/** One sentence of a lesson, in which backticks mark code. */
export function Words({ text }: { readonly text: string }) {
  return text.split(/(`[^`]+`)/).map((part, index) =>
    part.startsWith('`') && part.length > 2 ? (
      // biome-ignore lint/suspicious/noArrayIndexKey: the parts of a sentence have no other identity.
      <code key={index} className={styles.code}>
        {part.slice(1, -1)}
      </code>
    ) : (
      part
    ),
  );
}
