import { ok } from '../../../../../base/result';
import { configInstruction, said } from './configInstruction';
import { expandPairs, readPairs } from './pairs';

/** `ENV NAME=VALUE ...`: variables of the image and of the steps that follow. */
export const env = configInstruction('ENV', (text) => {
  const pairs = readPairs(text);
  if (!pairs.ok) return pairs;
  return ok((draft) => {
    const expanded = expandPairs(pairs.value, draft);
    if (!expanded.ok) return expanded;
    for (const [name, value] of expanded.value) draft.setVariable(name, value);
    return said(`ENV ${expanded.value.map(([name, value]) => `${name}=${value}`).join(' ')}`);
  });
});
