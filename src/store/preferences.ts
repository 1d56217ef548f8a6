/** The learner's settings, kept in localStorage so that theme and language are known before the first paint. */
import type { Language, Preferences } from './playgroundState';

const KEY = 'kubarium.preferences';

/** The stored settings, with sane values for whatever is missing or damaged. */
export function loadPreferences(storage: Storage | undefined, languages: readonly string[]): Preferences {
  const stored = readStored(storage);
  const language: Language = languages
    .find((tag) => /^(ko|en)\b/i.test(tag))
    ?.toLowerCase()
    .startsWith('ko')
    ? 'ko'
    : 'en';
  return {
    language: stored['language'] === 'ko' || stored['language'] === 'en' ? stored['language'] : language,
    theme: stored['theme'] === 'dark' || stored['theme'] === 'light' ? stored['theme'] : 'system',
    screenReader: stored['screenReader'] === true,
    goal: stored['goal'] === true,
    layouts: readLayouts(stored['layouts']),
  };
}

/** False when the browser refuses to store (private mode, full quota). */
export function savePreferences(storage: Storage | undefined, preferences: Preferences): boolean {
  try {
    storage?.setItem(KEY, JSON.stringify(preferences));
    return true;
  } catch {
    return false;
  }
}

function readStored(storage: Storage | undefined): Record<string, unknown> {
  try {
    const value: unknown = JSON.parse(storage?.getItem(KEY) ?? '{}');
    return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {};
  } catch {
    return {};
  }
}

function readLayouts(value: unknown): Record<string, readonly number[]> {
  if (typeof value !== 'object' || value === null) return {};
  return Object.fromEntries(
    Object.entries(value).filter(
      ([, sizes]) => Array.isArray(sizes) && sizes.every((size) => typeof size === 'number' && Number.isFinite(size)),
    ),
  );
}
