/** Freezes plain data all the way down and returns it, so that a stray mutation fails where it happens. */
export function deepFreeze<T>(value: T): T {
  if (typeof value !== 'object' || value === null || Object.isFrozen(value)) return value;
  // plain data inherits nothing: for-in makes no list of the members
  for (const key in value) deepFreeze(value[key]);
  return Object.freeze(value);
}
