import { type FormEvent, useState } from 'react';
import type { ClusterObject } from '../../kinds/object';
import { useText } from '../i18n/useText';
import { Button } from '../parts/Button';
import styles from './Dashboard.module.css';

interface ScaleFormProps {
  readonly object: ClusterObject & { readonly spec?: { readonly replicas?: number } };
  readonly onScale: (replicas: number) => Promise<boolean>;
}

/** How many pods there should be. */
export function ScaleForm({ object, onScale }: ScaleFormProps) {
  const { t } = useText();
  const current = object.spec?.replicas ?? 1;
  const [wish, setWish] = useState<string>();
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    const replicas = Number(wish ?? current);
    if (Number.isInteger(replicas) && replicas >= 0 && (await onScale(replicas))) setWish(undefined);
  };
  return (
    <form className={styles.scale} onSubmit={(event) => void submit(event)}>
      <label>
        <span>{t.dashboard.replicas}</span>
        <input
          type="number"
          min={0}
          max={100}
          required
          value={wish ?? String(current)}
          onChange={(event) => setWish(event.target.value)}
        />
      </label>
      <Button type="submit" size="small">
        {t.dashboard.scale}
      </Button>
    </form>
  );
}
