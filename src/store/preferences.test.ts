import { describe, expect, it } from 'vitest';
import { loadPreferences, savePreferences } from './preferences';

/** A browser's storage with one entry. */
function storage(text?: string): Storage {
  const kept = new Map(text === undefined ? [] : [['kubarium.preferences', text]]);
  return {
    getItem: (key: string) => kept.get(key) ?? null,
    setItem: (key: string, value: string) => kept.set(key, value),
  } as unknown as Storage;
}

const DEFAULTS = { language: 'en', theme: 'system', screenReader: false, goal: false, layouts: {} };

describe('preferences', () => {
  it('begin with the first language of the browser that there are lessons in', () => {
    expect(loadPreferences(undefined, [])).toEqual(DEFAULTS);
    expect(loadPreferences(storage(), ['fr-FR', 'ko-KR', 'en-US'])).toEqual({ ...DEFAULTS, language: 'ko' });
    expect(loadPreferences(storage(), ['fr', 'kok', 'EN-us', 'ko'])).toEqual(DEFAULTS);
  });

  it('come back as they were saved', () => {
    const box = storage();
    const saved = {
      language: 'ko',
      theme: 'dark',
      screenReader: true,
      goal: true,
      layouts: { wide: [30, 70] },
    } as const;
    expect(savePreferences(box, saved)).toBe(true);
    expect(loadPreferences(box, ['en'])).toEqual(saved);
  });

  it.each([
    '',
    'null',
    '[1]',
    '{"language":"fr","theme":4,"screenReader":"yes","goal":1,"layouts":{"wide":["a"]}}',
    '{',
  ])('survive damage: %s', (text) => {
    expect(loadPreferences(storage(text), [])).toEqual(DEFAULTS);
  });

  it('say when the browser refuses to store them', () => {
    const full = {
      setItem() {
        throw new Error('QuotaExceededError');
      },
    } as unknown as Storage;
    expect(savePreferences(full, { ...DEFAULTS, language: 'en', theme: 'system' })).toBe(false);
  });
});
