import { type FieldError, forbidden, notSupported, required } from '../fieldError';
import { accessModes } from './accessModes';

const ONE_POD = 'ReadWriteOncePod';

/** What is wrong with the access modes of a claim or volume; `missing` is said when there are none. */
export function validateAccessModes(
  field: string,
  modes: readonly string[] | undefined,
  missing: string,
): FieldError[] {
  const list = modes ?? [];
  const others = list.some((mode) => mode !== ONE_POD && accessModes.includes(mode));
  return [
    ...(list.length === 0 ? [required(field, missing)] : []),
    ...list.filter((mode) => !accessModes.includes(mode)).map((mode) => notSupported(field, mode, accessModes)),
    ...(list.includes(ONE_POD) && others ? [forbidden(field, `may not use ${ONE_POD} with other access modes`)] : []),
  ];
}
