/** Lists of resources with their amounts, as flags have them. */
import { canonicalQuantity, parseQuantity } from '../../../kinds/quantity';
import { CommandError } from '../errors';

/** `cpu=100m,memory=1Gi`; undefined for nothing. @throws CommandError in kubectl's words for what is not right */
export function readQuantities(text: string): Readonly<Record<string, string>> | undefined {
  if (text === '') return undefined;
  return Object.fromEntries(
    text.split(',').map((part) => {
      const [name = '', value, ...more] = part.split('=');
      if (value === undefined || more.length > 0)
        throw new CommandError(`Invalid argument syntax ${part}, expected <resource>=<value>`);
      const quantity = parseQuantity(value);
      if (!quantity.ok) throw new CommandError(quantity.error);
      return [name, canonicalQuantity(value)];
    }),
  );
}
