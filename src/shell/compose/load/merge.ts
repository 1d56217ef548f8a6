/** Several compose files as one: later files override scalars, add to lists and merge maps; some places have rules of their own. */
import { ComposeProblem, isPlain, type Plain } from '../composeValues';
import { matches, matchesAny, type Path } from './paths';
import { splitMount } from './shortMount';

/** Replaced as a whole. */
const REPLACED = ['services.*.command', 'services.*.entrypoint', 'services.*.healthcheck.test'];
/** Lists of `name=value` and maps: the later value of a name counts. */
const DICTIONARIES = [
  'services.*.annotations',
  'services.*.build.args',
  'services.*.build.additional_contexts',
  'services.*.build.labels',
  'services.*.deploy.labels',
  'services.*.environment',
  'services.*.labels',
  'services.*.sysctls',
  'networks.*.labels',
  'volumes.*.labels',
];
/** A text stands for a list of one. */
const TEXT_OR_LIST = [
  'services.*.dns',
  'services.*.dns_search',
  'services.*.tmpfs',
  'services.*.env_file',
  'services.*.label_file',
];
/** Lists of texts where each stands once. */
const TEXTS = [
  'services.*.build.tags',
  'services.*.build.platforms',
  'services.*.cap_add',
  'services.*.cap_drop',
  'services.*.dns',
  'services.*.dns_opt',
  'services.*.dns_search',
  'services.*.links',
  'services.*.networks.*.aliases',
  'services.*.networks.*.link_local_ips',
  'services.*.profiles',
  'services.*.tmpfs',
];

/** `over` laid over `base`; `path` is where both stand. */
export function mergeValues(base: unknown, over: unknown, path: Path = []): unknown {
  if (over === undefined || over === null) return base;
  if (base === undefined || base === null || matchesAny(path, REPLACED)) return over;
  if (matchesAny(path, DICTIONARIES) && (Array.isArray(base) || Array.isArray(over)))
    return [...dictionaryLines(base), ...dictionaryLines(over)];
  if (matchesAny(path, TEXT_OR_LIST)) return [...listOf(base), ...listOf(over)];
  if (matches(path, 'services.*.depends_on')) return mergeMaps(dependencies(base), dependencies(over), path);
  if (matches(path, 'services.*.networks')) return mergeMaps(named(base), named(over), path);
  if (matches(path, 'services.*.build')) return mergeMaps(buildOf(base), buildOf(over), path);
  if (matches(path, 'services.*.extra_hosts')) return [...hostLines(base), ...hostLines(over)];
  if (matches(path, 'services.*.logging') && isPlain(base) && isPlain(over)) {
    const sameDriver =
      base['driver'] === undefined || over['driver'] === undefined || base['driver'] === over['driver'];
    return sameDriver ? mergeMaps(base, over, path) : over;
  }
  if (isPlain(base) && isPlain(over)) return mergeMaps(base, over, path);
  if (Array.isArray(base) && Array.isArray(over)) return [...(base as unknown[]), ...(over as unknown[])];
  if (typeof base === 'object' || typeof over === 'object')
    throw new ComposeProblem(`cannot override ${path.join('.')}`);
  return over;
}

function mergeMaps(base: Plain, over: Plain, path: Path): Plain {
  const out: Record<string, unknown> = { ...base };
  for (const [key, value] of Object.entries(over))
    out[key] = key in base ? mergeValues(base[key], value, [...path, key]) : value;
  return out;
}

/** What stands twice in a list stands once: the later one, in the place of the earlier. */
export function withoutRepetition(value: unknown, path: Path = []): unknown {
  if (isPlain(value)) {
    const entries = Object.entries(value).map(([key, member]) => [key, withoutRepetition(member, [...path, key])]);
    return Object.fromEntries(entries);
  }
  if (!Array.isArray(value)) return value;
  const keyOf = keyFor(path);
  if (keyOf === undefined) return value.map((item) => withoutRepetition(item, [...path, '[]']));
  const kept = new Map<string, unknown>();
  for (const [at, item] of (value as readonly unknown[]).entries())
    kept.set(keyOf(item, `${path.join('.')}.[${at}]`), item);
  return [...kept.values()];
}

function keyFor(path: Path): ((item: unknown, place: string) => string) | undefined {
  if (matchesAny(path, DICTIONARIES)) return (item, place) => textAt(item, place).replace(/=.*$/s, '');
  if (matchesAny(path, TEXTS)) return textAt;
  if (matches(path, 'services.*.volumes'))
    return (item) => (isPlain(item) ? String(item['target'] ?? '') : splitMount(String(item)).target);
  if (matches(path, 'services.*.ports')) return portKey;
  if (matches(path, 'services.*.expose')) return (item) => String(item);
  if (matchesAny(path, ['services.*.secrets', 'services.*.configs'])) return grantKey;
  return undefined;
}

function portKey(item: unknown): string {
  if (!isPlain(item)) return String(item);
  const { host_ip: address = '', published = '', target = '', protocol = 'tcp' } = item;
  return `${String(address)}:${String(published)}:${String(target)}/${String(protocol)}`;
}

function grantKey(item: unknown): string {
  if (!isPlain(item)) return `/run/secrets/${String(item)}`;
  return String(item['target'] ?? `/run/secrets/${String(item['source'])}`);
}

function textAt(item: unknown, place: string): string {
  if (typeof item === 'string') return item;
  throw new ComposeProblem(`${place}: unexpected type ${goType(item)}`);
}

/** Go's name for the type of a value of a YAML file. */
export function goType(value: unknown): string {
  if (value === null || value === undefined) return '<nil>';
  if (Array.isArray(value)) return '[]interface {}';
  if (typeof value === 'number') return Number.isInteger(value) ? 'int' : 'float64';
  return typeof value === 'object' ? 'map[string]interface {}' : typeof value === 'boolean' ? 'bool' : 'string';
}

function listOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [value];
}

function dictionaryLines(value: unknown): readonly unknown[] {
  if (!isPlain(value)) return listOf(value);
  return Object.entries(value).map(([key, member]) => (member === null ? key : `${key}=${String(member)}`));
}

function hostLines(value: unknown): readonly unknown[] {
  if (!isPlain(value)) return listOf(value);
  return Object.entries(value).flatMap(([key, member]) => listOf(member).map((address) => `${key}=${String(address)}`));
}

function dependencies(value: unknown): Plain {
  if (isPlain(value)) return value;
  return Object.fromEntries(
    listOf(value).map((name) => [String(name), { condition: 'service_started', required: true }]),
  );
}

function named(value: unknown): Plain {
  return isPlain(value) ? value : Object.fromEntries(listOf(value).map((name) => [String(name), null]));
}

function buildOf(value: unknown): Plain {
  return isPlain(value) ? value : { context: value };
}
