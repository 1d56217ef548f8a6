/** The merge patch that kubectl apply sends for what has no merge keys: changes against what is there, deletions against what was applied last. */
import { mergeDiff } from './mergeDiff';

type Fields = Readonly<Record<string, unknown>>;

/** An empty patch means that nothing has to change. */
export function threeWayJsonMergePatch(original: unknown, modified: unknown, current: unknown): Fields {
  const changes = only(mergeDiff(current, modified), (value) => value !== null);
  const deletions = only(mergeDiff(original, modified), (value) => value === null);
  return mergeNulls(changes, deletions);
}

/** The members (at any depth) that are wanted; what is left empty goes. */
function only(patch: Fields, wanted: (value: unknown) => boolean): Fields {
  const entries = Object.entries(patch).flatMap(([key, value]): [string, unknown][] => {
    if (!isFields(value)) return wanted(value) ? [[key, value]] : [];
    const inner = only(value, wanted);
    return Object.keys(inner).length > 0 ? [[key, inner]] : [];
  });
  return Object.fromEntries(entries);
}

function mergeNulls(changes: Fields, deletions: Fields): Fields {
  const out: Record<string, unknown> = { ...changes };
  for (const [key, value] of Object.entries(deletions)) {
    const there = out[key];
    out[key] = isFields(value) && isFields(there) ? mergeNulls(there, value) : (there ?? value);
  }
  return out;
}

function isFields(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
