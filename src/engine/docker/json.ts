/** Pieces of the API's documents. */

import type { HealthConfig } from './containerRequests';
import type { Json, JsonObject } from './daemon';

/** Go writes an empty list that nobody made as null. */
export function listOrNull(items: readonly string[]): Json {
  return items.length === 0 ? null : items;
}

/** A set: `{"80/tcp": {}}`. */
export function setOf(items: readonly string[]): JsonObject {
  return Object.fromEntries([...items].sort().map((item) => [item, {}]));
}

export function healthJson(check: HealthConfig): JsonObject {
  const number = (name: string, value: number) => (value === 0 ? {} : { [name]: value });
  return {
    ...(check.Test.length === 0 ? {} : { Test: check.Test }),
    ...number('Interval', check.Interval),
    ...number('Timeout', check.Timeout),
    ...number('StartPeriod', check.StartPeriod),
    ...number('StartInterval', check.StartInterval ?? 0),
    ...number('Retries', check.Retries),
  };
}
