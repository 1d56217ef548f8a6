/** Parts of the course that the page fetches when somebody asks for them. */
import type { Language } from './playgroundState';

/** What each lesson's steps are called, in order, by the lesson's id. */
export type Headings = Readonly<Record<string, readonly string[]>>;

/** The headings of all lessons in one language. */
export async function loadHeadings(language: Language): Promise<Headings> {
  const module = await (language === 'ko'
    ? import('virtual:lessons/headings/ko')
    : import('virtual:lessons/headings/en'));
  return module.headings;
}
