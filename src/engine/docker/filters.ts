/** Filters of the API's lists: names that are accepted, and how their values are matched. */
import { ok } from '../../base/result';
import type { Answer, Filters } from './daemon';
import { badParameter } from './refusal';

/** Refuses names that a list doesn't know, as Docker does. */
export function checkFilters(filters: Filters, accepted: readonly string[]): Answer<void> {
  for (const name of Object.keys(filters))
    if (!accepted.includes(name)) return badParameter(`Invalid filter '${name}'`);
  return ok(undefined);
}

/** One of the values is the text itself; true when nothing was asked for. */
export function matchesExactly(filters: Filters, name: string, text: string): boolean {
  const values = filters[name] ?? [];
  return values.length === 0 || values.includes(text);
}

/** One of the values, as a regular expression, is found in one of the texts; true when nothing was asked for. */
export function matchesPattern(filters: Filters, name: string, texts: readonly string[]): boolean {
  const values = filters[name] ?? [];
  return values.length === 0 || values.some((value) => texts.some((text) => text === value || finds(value, text)));
}

/** One of the values is the beginning of the text. */
export function matchesBeginning(filters: Filters, name: string, text: string): boolean {
  const values = filters[name] ?? [];
  return values.length === 0 || values.some((value) => text.startsWith(value));
}

/** Every value (`name` or `name=value`) is among the labels, none of `label!`'s is. */
export function matchesLabels(filters: Filters, labels: Readonly<Record<string, string>>): boolean {
  const has = (wanted: string) => {
    const [name = '', ...rest] = wanted.split('=');
    return Object.hasOwn(labels, name) && (rest.length === 0 || labels[name] === rest.join('='));
  };
  return (filters['label'] ?? []).every(has) && !(filters['label!'] ?? []).some(has);
}

/** A filter that is true or false (`dangling=1`); undefined when it wasn't given. */
export function booleanFilter(filters: Filters, name: string): Answer<boolean | undefined> {
  const values = filters[name] ?? [];
  if (values.length === 0) return ok(undefined);
  if (values.every((value) => value === 'true' || value === '1')) return ok(true);
  if (values.every((value) => value === 'false' || value === '0')) return ok(false);
  return badParameter(`Invalid filter '${name}=[${values.join(' ')}]'`);
}

function finds(pattern: string, text: string): boolean {
  try {
    return new RegExp(pattern).test(text);
  } catch {
    return false;
  }
}
