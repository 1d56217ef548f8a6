import { type FormEvent, useEffect, useRef, useState } from 'react';
import { useText } from '../i18n/useText';
import { Button } from '../parts/Button';
import styles from './NewFile.module.css';

interface NewFileProps {
  readonly taken: readonly string[];
  readonly onCreate: (name: string) => void;
  readonly onCancel: () => void;
}

/** Asks for the name of a new file in the home directory. */
export function NewFile({ taken, onCreate, onCancel }: NewFileProps) {
  const { t } = useText();
  const [name, setName] = useState('');
  const input = useRef<HTMLInputElement>(null);
  useEffect(() => input.current?.focus(), []);
  const wrong = wrongWith(name, taken);

  function submit(event: FormEvent) {
    event.preventDefault();
    if (name !== '' && wrong === undefined) onCreate(name);
  }
  return (
    <form className={styles.form} onSubmit={submit} onKeyDown={(event) => event.key === 'Escape' && onCancel()}>
      <input
        ref={input}
        value={name}
        placeholder={t.editor.newPlaceholder}
        aria-label={t.editor.newName}
        aria-invalid={wrong !== undefined}
        spellCheck={false}
        onChange={(event) => setName(event.target.value.trim())}
      />
      <span role="alert">{wrong === undefined ? '' : t.editor[wrong]}</span>
      <Button type="submit" look="primary" size="small" disabled={name === '' || wrong !== undefined}>
        {t.editor.create}
      </Button>
      <Button size="small" onClick={onCancel}>
        {t.editor.cancel}
      </Button>
    </form>
  );
}

function wrongWith(name: string, taken: readonly string[]): 'badName' | 'exists' | undefined {
  if (taken.includes(name)) return 'exists';
  return name === '' || /^[\w][\w.-]*$/.test(name) ? undefined : 'badName';
}
