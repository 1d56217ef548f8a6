import { Minus, Plus } from 'lucide-react';
import { useEffect, useId, useState } from 'react';
import { fill } from '../i18n/format';
import { useText } from '../i18n/useText';
import { IconButton } from '../parts/IconButton';
import { inUnit } from '../parts/modelWords';
import styles from './Knobs.module.css';

interface ScaleKnobProps {
  readonly label: string;
  readonly unit: string;
  readonly values: readonly number[];
  readonly value: number;
  /** It was turned last, by a solution that plays. */
  readonly moved: boolean;
  readonly onChange: (value: number) => void;
}

/** A slider over the values of a knob, with a button for one step down and one for one step up. */
export function ScaleKnob({ label, unit, values, value, moved, onChange }: ScaleKnobProps) {
  const { t, language } = useText();
  const id = useId();
  // what the learner just set, until the model has answered
  const [wish, setWish] = useState<number>();
  // biome-ignore lint/correctness/useExhaustiveDependencies: the model's answer ends the wish.
  useEffect(() => setWish(undefined), [value]);
  const shown = wish ?? value;
  const at = Math.max(0, values.indexOf(shown));
  const told = inUnit(unit, shown, language);
  const turn = (index: number) => {
    const next = values[index];
    if (next === undefined || next === shown) return;
    setWish(next);
    onChange(next);
  };
  return (
    <div className={styles.scale} data-moved={moved}>
      <div className={styles.head}>
        <label htmlFor={id}>{label}</label>
        <b key={told}>{told}</b>
      </div>
      <IconButton framed label={fill(t.models.less, { knob: label })} disabled={at === 0} onClick={() => turn(at - 1)}>
        <Minus size={14} />
      </IconButton>
      <input
        id={id}
        type="range"
        className={styles.slider}
        min={0}
        max={values.length - 1}
        step={1}
        value={at}
        aria-valuetext={told}
        onChange={(event) => turn(Number(event.target.value))}
      />
      <IconButton
        framed
        label={fill(t.models.more, { knob: label })}
        disabled={at === values.length - 1}
        onClick={() => turn(at + 1)}
      >
        <Plus size={14} />
      </IconButton>
    </div>
  );
}
