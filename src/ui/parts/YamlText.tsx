import styles from './YamlText.module.css';

/** YAML to read: keys, values and comments in their colours. Editing belongs to the editor. */
export function YamlText({ text }: { readonly text: string }) {
  return (
    <code className={styles.yaml}>
      {text.split('\n').map((line, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: lines have no other identity.
        <Line key={index} text={line} />
      ))}
    </code>
  );
}

function Line({ text }: { readonly text: string }) {
  const match = /^(\s*(?:- )*)([\w./"'-]+)(:)(?=\s|$)(.*)$/.exec(text);
  if (match === null) {
    const look = /^\s*#/.test(text) ? styles.comment : styles.value;
    return <span className={look}>{`${text}\n`}</span>;
  }
  const [, indent = '', key = '', colon = '', rest = ''] = match;
  return (
    <span>
      {indent}
      <span className={styles.key}>{key}</span>
      {colon}
      <span className={styles.value}>{`${rest}\n`}</span>
    </span>
  );
}
