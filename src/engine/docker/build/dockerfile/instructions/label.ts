import { ok } from '../../../../../base/result';
import { configInstruction, said } from './configInstruction';
import { expandPairs, readPairs } from './pairs';

/** `LABEL NAME=VALUE ...` */
export const label = configInstruction('LABEL', (text) => {
  const pairs = readPairs(text);
  if (!pairs.ok) return pairs;
  return ok((draft) => {
    const expanded = expandPairs(pairs.value, draft);
    if (!expanded.ok) return expanded;
    draft.set({ labels: { ...draft.config.labels, ...Object.fromEntries(expanded.value) } });
    return said(`LABEL ${expanded.value.map(([name, value]) => `${name}=${value}`).join(' ')}`);
  });
});
