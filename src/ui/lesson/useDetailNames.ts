import { useText } from '../i18n/useText';
import { modelWords } from '../parts/modelWords';
import { usePlayground } from '../usePlayground';

/** What the numbers are called that conditions tell: in a lesson with a model also its knobs and figures. */
export function useDetailNames(): Readonly<Record<string, string>> {
  const { t } = useText();
  const model = usePlayground((state) => state.model?.name);
  if (model === undefined) return t.details;
  const { knobs, figures } = modelWords(t, model);
  const labels = Object.entries({ ...figures, ...knobs }).map(([name, { label }]) => [name, label]);
  return { ...t.details, ...Object.fromEntries(labels) };
}
