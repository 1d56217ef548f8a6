import { isRecord } from '../extensions/jsonSchema';

/** JSON without a schema as the language sees it: whole numbers are integers, objects are maps. */
export function plainValue(value: unknown): unknown {
  if (typeof value === 'number' && Number.isInteger(value)) return BigInt(value);
  if (Array.isArray(value)) return value.map(plainValue);
  if (isRecord(value)) return new Map(Object.entries(value).map(([key, one]) => [key, plainValue(one)]));
  return value;
}
