import type { ModelView } from '../../store';
import { useText } from '../i18n/useText';
import { modelWords } from '../parts/modelWords';
import { Segmented } from '../parts/Segmented';
import { useActions, usePlayground } from '../usePlayground';
import styles from './Knobs.module.css';
import { ScaleKnob } from './ScaleKnob';

/** Everything that can be turned: scales as sliders with a button at each end, choices as buttons in a row. */
export function Knobs({ model }: { readonly model: ModelView }) {
  const { t } = useText();
  const actions = useActions();
  const copy = usePlayground((state) => state.copy);
  const words = modelWords(t, model.name);
  return (
    <section className={styles.knobs} aria-label={t.models.knobs}>
      <h3 className={styles.heading}>{t.models.knobs}</h3>
      {model.knobs.map(({ name, kind, values }) => {
        const { label = name, value = '{n}', values: names = {} } = words.knobs[name] ?? {};
        const set = (to: string | number) => actions.moveModel({ turn: name, to });
        // while a solution plays by itself, the eye is led to what it turns
        const last = model.lastMove;
        const moved = copy && last !== undefined && 'turn' in last && last.turn === name;
        if (kind === 'scale') {
          return (
            <ScaleKnob
              key={name}
              label={label}
              moved={moved}
              unit={value}
              values={values.map(Number)}
              value={Number(model.settings[name])}
              onChange={set}
            />
          );
        }
        return (
          <div key={name} className={styles.choice} data-moved={moved}>
            <span>{label}</span>
            <Segmented
              label={label}
              value={String(model.settings[name])}
              options={values.map((one) => ({ value: String(one), label: names[String(one)] ?? String(one) }))}
              onChange={set}
            />
          </div>
        );
      })}
    </section>
  );
}
