/** Reads what the lessons explain: the glossary, its pictures, and whether the prose keeps to its words. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { load } from 'js-yaml';
import { type LessonError, type Picture, parsePictures } from '../course';
import type { Glossary, Language } from '../store/playgroundState';

const LANGUAGES: readonly Language[] = ['en', 'ko'];
const FILE = 'lessons/glossary.yaml';

/** A word that is not to be used, and the one that is. */
interface Disallowed {
  readonly word: string;
  readonly instead: string;
  readonly pattern: RegExp;
}

export type Pictures = Readonly<Record<string, Picture>>;

export function readGlossary(root: string, errors: LessonError[]): Glossary {
  const path = join(root, 'glossary.yaml');
  if (!existsSync(path)) return {};
  const text = readFileSync(path, 'utf8');
  const glossary = load(text) as Glossary;
  for (const [id, entry] of Object.entries(glossary)) {
    const line = text.split('\n').findIndex((one) => one.startsWith(`${id}:`)) + 1;
    for (const language of LANGUAGES) {
      const words = entry[language];
      for (const field of Object.keys(words ?? {})) {
        // a comma in a sentence without quotes begins another field
        if (!['term', 'text', 'not'].includes(field))
          errors.push({
            file: FILE,
            line,
            message: `${id} has no field "${field}"; a sentence with a comma needs quotes`,
          });
      }
      if (typeof words?.term !== 'string' || typeof words.text !== 'string')
        errors.push({ file: FILE, line, message: `${id} has no term and text in ${language}` });
      const not: unknown = words?.not ?? [];
      if (!Array.isArray(not) || !not.every((one) => typeof one === 'string'))
        errors.push({ file: FILE, line, message: `what stands under "not" of ${id} in ${language} must be words` });
    }
  }
  return glossary;
}

/** Reads every family of pictures. */
export function readPictures(root: string, errors: LessonError[]): Pictures {
  const folder = join(root, 'pictures');
  if (!existsSync(folder)) return {};
  const pictures: Record<string, Picture> = {};
  for (const name of readdirSync(folder).sort()) {
    if (!name.endsWith('.yaml')) continue;
    const family = parsePictures(readFileSync(join(folder, name), 'utf8'), `lessons/pictures/${name}`);
    if (family.ok) Object.assign(pictures, family.value);
    else errors.push(...family.error);
  }
  return pictures;
}

/** Holds a text to the glossary: what it explains must be there, and what the glossary does not want to hear must not. */
export function checkWords(
  text: string,
  file: string,
  language: Language,
  glossary: Glossary,
  errors: LessonError[],
): void {
  const disallowed = disallowedIn(glossary, language);
  let fenced = false;
  for (const [at, line] of text.split('\n').entries()) {
    if (line.startsWith('```')) fenced = !fenced;
    for (const [, term = ''] of line.matchAll(/\]\(term:([^)]*)\)/g)) {
      if (!Object.hasOwn(glossary, term))
        errors.push({ file, line: at + 1, message: `the glossary has no word "${term}"` });
    }
    if (fenced) continue;
    const words = line.replace(/`[^`]*`/g, '').replace(/\]\([^)]*\)/g, ']');
    for (const { word, instead, pattern } of disallowed) {
      if (pattern.test(words))
        errors.push({ file, line: at + 1, message: `the glossary's word is "${instead}", not "${word}"` });
    }
  }
}

/** Which lessons explain a word: those whose prose leads to it, by the word's id. */
export function explainedBy(
  lessons: readonly { readonly id: string; readonly prose: string }[],
): Readonly<Record<string, readonly string[]>> {
  const found: Record<string, string[]> = {};
  for (const { id, prose } of lessons) {
    const terms = new Set([...prose.matchAll(/\]\(term:([^)]*)\)/g)].map(([, term = '']) => term));
    for (const term of terms) {
      found[term] ??= [];
      found[term].push(id);
    }
  }
  return found;
}

/** Latin words are looked for as whole words in any case, Korean ones wherever they stand: particles follow them. */
function disallowedIn(glossary: Glossary, language: Language): readonly Disallowed[] {
  return Object.values(glossary).flatMap(({ [language]: words }) =>
    (words?.not ?? []).map((word) => {
      const literal = word.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
      const pattern = /[가-힣]/.test(word) ? new RegExp(literal) : new RegExp(`\\b${literal}\\b`, 'i');
      return { word, instead: words.term, pattern };
    }),
  );
}
