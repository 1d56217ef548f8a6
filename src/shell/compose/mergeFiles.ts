/** Several compose files as one: later files override scalars, add to lists and merge maps. */
import { isPlain, type Plain } from './composeValues';

export function mergeFiles(files: readonly Plain[]): Plain {
  return files.reduce((merged, file) => mergeMaps(merged, file));
}

/** Lists that a later file replaces instead of adding to. */
const REPLACED = new Set(['command', 'entrypoint', 'test']);

function mergeMaps(base: Plain, over: Plain): Plain {
  const out: Record<string, unknown> = { ...base };
  for (const [key, value] of Object.entries(over)) out[key] = key in base ? mergeValues(key, base[key], value) : value;
  return out;
}

function mergeValues(key: string, base: unknown, over: unknown): unknown {
  if (isPlain(base) && isPlain(over)) return mergeMaps(base, over);
  const mapLike = ['environment', 'labels', 'args', 'depends_on', 'networks'].includes(key);
  if (mapLike && base !== null && over !== null && typeof base === 'object' && typeof over === 'object')
    return mergeMaps(asMap(key, base), asMap(key, over));
  if (Array.isArray(base) && Array.isArray(over) && !REPLACED.has(key)) {
    return [...base, ...over.filter((item) => !base.some((one) => JSON.stringify(one) === JSON.stringify(item)))];
  }
  return over;
}

function asMap(key: string, value: object): Plain {
  if (!Array.isArray(value)) return value as Plain;
  const named = key === 'depends_on' || key === 'networks';
  return Object.fromEntries(
    value.map((item) => {
      const text = String(item);
      const equals = text.indexOf('=');
      if (named) return [text, key === 'depends_on' ? { condition: 'service_started' } : null];
      return equals < 0 ? [text, null] : [text.slice(0, equals), text.slice(equals + 1)];
    }),
  );
}
