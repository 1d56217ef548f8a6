import type { Dictionary } from '../i18n/en';
import { fill } from '../i18n/format';

interface KnobWords {
  readonly label: string;
  /** With `{n}` for the number or the name of the value. */
  readonly value: string;
  readonly values: Readonly<Record<string, string>>;
}

export interface ModelWords {
  readonly title: string;
  readonly knobs: Readonly<Record<string, KnobWords>>;
  readonly figures: Readonly<Record<string, { readonly label: string; readonly value: string }>>;
  readonly acts: Readonly<Record<string, string>>;
  readonly targets: Readonly<Record<string, string>>;
  readonly assumptions: Readonly<Record<string, string>>;
}

const NOTHING: ModelWords = { title: '', knobs: {}, figures: {}, acts: {}, targets: {}, assumptions: {} };

/** What a model, its knobs and its figures are called. */
export function modelWords(t: Dictionary, model: string): ModelWords {
  const all: Readonly<Record<string, ModelWords>> = t.models.of;
  return all[model] ?? NOTHING;
}

/** A number as the language writes it, in its unit: `1,280 cores`. */
export function inUnit(template: string, value: number, language: 'en' | 'ko'): string {
  return fill(template, { n: value.toLocaleString(language) });
}
