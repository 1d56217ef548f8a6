/** Reads the lessons' folder: chapters, lessons, prose in both languages, with every mistake by file and line. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { load } from 'js-yaml';
import {
  type ExampleDefinition,
  type LessonDefinition,
  type LessonError,
  type LessonText,
  parseLesson,
} from '../course';
import { parseProse } from '../course/prose';
import { findProfile, profiles } from '../engine';
import type { ChapterSummary, Glossary, Language, LessonSummary } from '../store/playgroundState';
import { readExamples } from './exampleFiles';
import { checkWords, explainedBy, type Pictures, readGlossary, readPictures } from './glossaryFiles';

export interface LessonFolder {
  readonly folder: string;
  readonly definition: LessonDefinition;
  readonly texts: Readonly<Record<Language, LessonText>>;
}

export interface Lessons {
  readonly chapters: readonly ChapterSummary[];
  readonly lessons: readonly LessonFolder[];
  readonly glossary: Glossary;
  readonly pictures: Pictures;
  /** What the free playground offers. */
  readonly examples: readonly ExampleDefinition[];
  /** The lessons that explain a word of the glossary, by its id. */
  readonly explained: Readonly<Record<string, readonly string[]>>;
  readonly errors: readonly LessonError[];
}

/** The number in front of a name puts chapters and lessons in order. */
const ORDERED = /^\d+-/;
const LANGUAGES: readonly Language[] = ['en', 'ko'];

/** Reads all of `root`. Lessons with errors are left out and told. */
export function readLessons(root: string): Lessons {
  const errors: LessonError[] = [];
  const lessons: LessonFolder[] = [];
  const chapters: ChapterSummary[] = [];
  for (const chapter of folders(root)) {
    const inChapter: LessonSummary[] = [];
    for (const name of withoutOrder(join(root, chapter))) {
      const message = `a lesson's folder begins with a number that puts it in order: 01-${name}`;
      errors.push({ file: `lessons/${chapter}/${name}/lesson.yaml`, line: 1, message });
    }
    for (const name of folders(join(root, chapter))) {
      const lesson = readLesson(root, `${chapter}/${name}`, errors);
      if (lesson === undefined) continue;
      lessons.push(lesson);
      inChapter.push(summarise(lesson, withoutNumber(chapter)));
    }
    const head = readChapter(join(root, chapter, 'chapter.yaml'), `lessons/${chapter}/chapter.yaml`, errors);
    chapters.push({ id: withoutNumber(chapter), ...head, lessons: inChapter });
  }
  const glossary = readGlossary(root, errors);
  for (const lesson of lessons) checkProse(root, lesson, glossary, errors);
  const pictures = readPictures(root, errors);
  const explained = explainedBy(
    lessons.map(({ folder, definition }) => ({
      id: definition.id,
      prose: readFileSync(join(root, folder, 'en.md'), 'utf8'),
    })),
  );
  const examples = readExamples(root, errors);
  return { chapters, lessons, glossary, pictures, explained, examples, errors };
}

/** The prose of a lesson and what is said of it keep to the glossary. */
function checkProse(root: string, { folder }: LessonFolder, glossary: Glossary, errors: LessonError[]): void {
  for (const language of LANGUAGES) {
    const prose = readFileSync(join(root, folder, `${language}.md`), 'utf8');
    checkWords(prose, `lessons/${folder}/${language}.md`, language, glossary, errors);
  }
}

function readLesson(root: string, folder: string, errors: LessonError[]): LessonFolder | undefined {
  const file = `lessons/${folder}/lesson.yaml`;
  const path = join(root, folder, 'lesson.yaml');
  if (!existsSync(path)) {
    errors.push({ file, line: 1, message: 'the file is missing' });
    return undefined;
  }
  const text = readFileSync(path, 'utf8');
  const definition = parseLesson(text, file);
  const texts = LANGUAGES.map((language) => readText(root, folder, language, errors));
  if (!definition.ok) {
    errors.push(...definition.error);
    return undefined;
  }
  const id = withoutNumber(folder.split('/').pop() ?? '');
  if (definition.value.id !== id) errors.push({ file, line: 1, message: `the id must be the folder's name: ${id}` });
  const { profile } = definition.value;
  if (findProfile(profile) === undefined) {
    const message = `there is no cluster profile "${profile}"; known are ${Object.keys(profiles).join(', ')}`;
    errors.push({ file, line: lineOf(text, /^profile:/), message });
    return undefined;
  }
  const [en, ko] = texts;
  if (en === undefined || ko === undefined) return undefined;
  return { folder, definition: definition.value, texts: { en, ko } };
}

function readText(root: string, folder: string, language: Language, errors: LessonError[]): LessonText | undefined {
  const file = `lessons/${folder}/${language}.md`;
  const path = join(root, folder, `${language}.md`);
  if (!existsSync(path)) {
    errors.push({ file, line: 1, message: 'the prose in this language is missing' });
    return undefined;
  }
  const text = parseProse(readFileSync(path, 'utf8'), file);
  if (text.ok) return text.value;
  errors.push(...text.error);
  return undefined;
}

function readChapter(path: string, file: string, errors: LessonError[]): Pick<ChapterSummary, 'title' | 'summary'> {
  if (existsSync(join(path, '..', 'lesson.yaml'))) {
    const lesson = file.replace('chapter.yaml', 'lesson.yaml');
    errors.push({ file: lesson, line: 1, message: 'this is a lesson: its folder belongs into that of a chapter' });
  }
  const data = existsSync(path) ? (load(readFileSync(path, 'utf8')) as Partial<ChapterSummary>) : {};
  for (const field of ['title', 'summary'] as const) {
    for (const language of LANGUAGES) {
      if (typeof data[field]?.[language] !== 'string')
        errors.push({ file, line: 1, message: `${field}.${language} is missing` });
    }
  }
  const nothing = { en: '', ko: '' };
  return { title: data.title ?? nothing, summary: data.summary ?? nothing };
}

function summarise({ definition, texts }: LessonFolder, chapter: string): LessonSummary {
  return {
    id: definition.id,
    chapter,
    title: { en: texts.en.title, ko: texts.ko.title },
    summary: { en: texts.en.summary, ko: texts.ko.summary },
    minutes: definition.minutes,
    steps: definition.steps.length,
    rows: definition.rows,
    profile: definition.profile,
    ...(definition.model === undefined || usesTerminal(definition, texts.en) ? {} : { modelOnly: true }),
  };
}

/** Whether anything in a lesson is done in the terminal. */
function usesTerminal({ steps }: LessonDefinition, text: LessonText): boolean {
  const typed = steps.some(({ solutions }) =>
    solutions.some((moves) => moves.some((move) => typeof move === 'string')),
  );
  return typed || text.steps.some(({ blocks }) => blocks.some(({ kind }) => kind === 'command' || kind === 'file'));
}

function lineOf(text: string, pattern: RegExp): number {
  return text.split('\n').findIndex((line) => pattern.test(line)) + 1;
}

function folders(path: string): string[] {
  return allFolders(path).filter((name) => ORDERED.test(name));
}

function withoutOrder(path: string): string[] {
  return allFolders(path).filter((name) => !ORDERED.test(name));
}

function allFolders(path: string): string[] {
  return readdirSync(path, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map((entry) => entry.name)
    .sort();
}

function withoutNumber(name: string): string {
  return name.replace(/^\d+-/, '');
}
