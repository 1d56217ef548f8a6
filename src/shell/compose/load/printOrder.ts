/** The order in which `compose config` prints members: that of the schema where it names them, else of the alphabet. */
import { isPlain } from '../composeValues';
import type { Draft } from './canonicalValues';
import type { Schema } from './schema';

export function inPrintOrder(value: unknown, schema: Schema | undefined): unknown {
  if (Array.isArray(value)) {
    const items = alternative(schema, (one) => one.items !== undefined)?.items;
    return value.map((item) => inPrintOrder(item, items));
  }
  if (!isPlain(value)) return value;
  const own = alternative(schema, (one) => one.properties !== undefined || one.members !== undefined);
  const known = Object.keys(own?.properties ?? {});
  const rest = Object.keys(value)
    .filter((key) => !known.includes(key))
    .sort();
  const out: Draft = {};
  for (const key of [...known, ...rest])
    if (key in value) out[key] = inPrintOrder(value[key], own?.properties?.[key] ?? own?.members?.schema);
  return out;
}

/** The schema itself, or the one of its choices that is meant. */
function alternative(schema: Schema | undefined, meant: (one: Schema) => boolean): Schema | undefined {
  if (schema === undefined || meant(schema)) return schema;
  return schema.oneOf?.find(meant);
}
