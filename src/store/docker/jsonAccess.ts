/** Reads what `docker inspect` answers: every member may be missing or be something else. */
import type { Json } from '../../engine/docker/daemon';

/** The value at a path of member names; undefined when there is none. */
export function memberOf(json: Json | undefined, ...path: readonly string[]): Json | undefined {
  let at: Json | undefined = json;
  for (const name of path) {
    if (typeof at !== 'object' || at === null || Array.isArray(at)) return undefined;
    at = (at as { readonly [name: string]: Json })[name];
  }
  return at;
}

export function textOf(json: Json | undefined, ...path: readonly string[]): string {
  const value = memberOf(json, ...path);
  return typeof value === 'string' ? value : '';
}

export function numberOf(json: Json | undefined, ...path: readonly string[]): number {
  const value = memberOf(json, ...path);
  return typeof value === 'number' ? value : 0;
}

export function listOf(json: Json | undefined, ...path: readonly string[]): readonly Json[] {
  const value = memberOf(json, ...path);
  return Array.isArray(value) ? (value as readonly Json[]) : [];
}

/** Name and value of each member. */
export function membersOf(json: Json | undefined, ...path: readonly string[]): readonly (readonly [string, Json])[] {
  const value = memberOf(json, ...path);
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return [];
  return Object.entries(value);
}
