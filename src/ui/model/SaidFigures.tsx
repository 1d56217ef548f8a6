import { useEffect, useState } from 'react';
import type { ModelView } from '../../store';
import { useText } from '../i18n/useText';
import { inUnit, modelWords } from '../parts/modelWords';
import { pictures } from './pictures/registry';

/** A slider on its way says nothing: only where it comes to rest, in milliseconds. */
const PAUSE = 600;

/** Tells those who do not see the picture what came of a turn. */
export function SaidFigures({ model }: { readonly model: ModelView }) {
  const { t, language } = useText();
  const words = modelWords(t, model.name).figures;
  const figures = (pictures[model.name]?.said ?? []).map((name) => {
    const { label = name, value = '{n}' } = words[name] ?? {};
    return `${label} ${inUnit(value, Number(model.figures[name]), language)}`;
  });
  const now = figures.join(', ');
  const [said, setSaid] = useState(now);
  useEffect(() => {
    const timer = setTimeout(() => setSaid(now), PAUSE);
    return () => clearTimeout(timer);
  }, [now]);
  if (now === '') return null;
  return (
    <p className="visually-hidden" role="status">
      {said}
    </p>
  );
}
