import type { Language } from '../../store';

/** A sentence for each plural form that the language has; `other` is the one that all of them have. */
export type Plural = { readonly other: string } & Partial<Readonly<Record<Intl.LDMLPluralRule, string>>>;

/** Made once: making them takes far longer than using them. */
const plurals = { en: new Intl.PluralRules('en'), ko: new Intl.PluralRules('ko') };
const numbers = { en: new Intl.NumberFormat('en'), ko: new Intl.NumberFormat('ko') };

type Values = Readonly<Record<string, string | number>>;

/** Puts values into a sentence: `{name}` becomes `values.name`. A name without a value stays as it is, to be seen. */
export function fill(template: string, values: Values): string {
  return template.replace(/\{(\w+)\}/g, (whole, name: string) => String(values[name] ?? whole));
}

/** The sentence for a count; `{count}` is written as the language writes numbers. */
export function fillCount(language: Language, forms: Plural, count: number, values: Values = {}): string {
  const form = forms[plurals[language].select(count)] ?? forms.other;
  return fill(form, { count: numbers[language].format(count), ...values });
}
