/** Places in a compose file, and patterns of them: `services.*.ports.[]`. */

export type Path = readonly string[];

/** True when a place is meant by the pattern: `*` stands for any one member. */
export function matches(path: Path, pattern: string): boolean {
  const parts = pattern.split('.');
  return parts.length === path.length && parts.every((part, at) => part === '*' || part === path[at]);
}

export function matchesAny(path: Path, patterns: readonly string[]): boolean {
  return patterns.some((pattern) => matches(path, pattern));
}
