/** `--filter name=value`, given any number of times. */
import type { Filters } from '../../../engine/docker/daemon';

/** Names in lower case and without blanks, as the client sends them. */
export function readFilters(texts: readonly string[]): Filters {
  const filters: Record<string, string[]> = {};
  for (const text of texts) {
    const at = text.indexOf('=');
    if (at < 0) continue;
    const name = text.slice(0, at).trim().toLowerCase();
    filters[name] = [...(filters[name] ?? []), text.slice(at + 1).trim()];
  }
  return filters;
}
