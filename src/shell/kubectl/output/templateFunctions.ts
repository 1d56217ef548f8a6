/** The functions that Go templates have in kubectl. */
import { decodeTextBase64 } from '../../../base/base64';
import { builtinFunctions, FunctionError, type TemplateFunctions } from '../../templates/templateFunctions';

export const kubectlFunctions: TemplateFunctions = {
  ...builtinFunctions,
  exists,
  base64decode: (value) => {
    const text = decodeTextBase64(String(value));
    if (text === undefined) throw new FunctionError('base64 decode failed: illegal base64 data at input byte 0');
    return text;
  },
};

/** True when all keys lead to something. */
function exists(value: unknown, ...keys: readonly unknown[]): boolean {
  let held = value;
  for (const key of keys) {
    if (typeof held !== 'object' || held === null) return false;
    held = (held as Record<string, unknown>)[String(key)];
    if (held === undefined) return false;
  }
  return true;
}
