/** Parts of the course that the page fetches when somebody asks for them. */
import type { Example } from '../course/example';
import type { Picture, Shape } from '../course/picture';
import type { Language } from './playgroundState';

export type { Example, Picture, Shape };

/** What the glossary shows beside its words. */
export interface Illustrations {
  readonly pictures: Readonly<Record<string, Picture>>;
  /** The lessons that explain a word, by the word's id. */
  readonly explained: Readonly<Record<string, readonly string[]>>;
}

export async function loadIllustrations(): Promise<Illustrations> {
  const { pictures, explained } = await import('virtual:lessons/pictures');
  return { pictures, explained };
}

/** Files to play with, each with a sentence about it. */
export async function loadExamples(): Promise<readonly Example[]> {
  return (await import('virtual:lessons/examples')).examples;
}

/** What each lesson's steps are called, in order, by the lesson's id. */
export type Headings = Readonly<Record<string, readonly string[]>>;

/** The headings of all lessons in one language. */
export async function loadHeadings(language: Language): Promise<Headings> {
  const module = await (language === 'ko'
    ? import('virtual:lessons/headings/ko')
    : import('virtual:lessons/headings/en'));
  return module.headings;
}
