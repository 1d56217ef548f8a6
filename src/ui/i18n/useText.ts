import type { Language } from '../../store';
import { usePlayground } from '../usePlayground';
import { type Dictionary, en } from './en';
import { ko } from './ko';

export interface Text {
  readonly t: Dictionary;
  readonly language: Language;
}

const texts: Readonly<Record<Language, Text>> = { en: { t: en, language: 'en' }, ko: { t: ko, language: 'ko' } };

/** The page's words in the language that is on; a component that uses it follows a switch at once. */
export function useText(): Text {
  return texts[usePlayground((state) => state.preferences.language)];
}
