/** The JSON merge patch (RFC 7386) that turns one object into another. */
import { clone } from '../../base/clone';
import { equal } from '../../base/equality';

type Fields = Record<string, unknown>;

/** Empty when there is no difference. */
export function mergeDiff(from: unknown, to: unknown): Fields {
  const before = isFields(from) ? from : {};
  const after = isFields(to) ? to : {};
  const patch: Fields = {};
  for (const [key, value] of Object.entries(after)) {
    const old = before[key];
    if (value === undefined || equal(old, value)) continue;
    if (isFields(old) && isFields(value)) patch[key] = mergeDiff(old, value);
    else patch[key] = clone(value);
  }
  for (const [key, value] of Object.entries(before)) {
    if (value !== undefined && after[key] === undefined) patch[key] = null;
  }
  return patch;
}

function isFields(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
