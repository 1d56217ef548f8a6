import type { ModelView } from '../../store';
import { fill } from '../i18n/format';
import { useText } from '../i18n/useText';
import { modelWords } from '../parts/modelWords';
import styles from './Assumptions.module.css';

/** Every number that the model takes for granted, in words. */
export function Assumptions({ model }: { readonly model: ModelView }) {
  const { t, language } = useText();
  const sentences = modelWords(t, model.name).assumptions;
  return (
    <section className={styles.assumptions} aria-label={t.models.assumptions}>
      <h3>{t.models.assumptions}</h3>
      <ul>
        {Object.entries(model.assumptions).map(([name, numbers]) => (
          <li key={name}>{fill(sentences[name] ?? name, written(numbers, language))}</li>
        ))}
      </ul>
      <p>{t.models.assumptionsNote}</p>
    </section>
  );
}

function written(numbers: Readonly<Record<string, number>>, language: 'en' | 'ko'): Readonly<Record<string, string>> {
  return Object.fromEntries(Object.entries(numbers).map(([name, value]) => [name, value.toLocaleString(language)]));
}
