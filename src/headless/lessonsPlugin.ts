/** Compiles the lessons into the page at build time; a mistake in one is an error with file and line, not a blank page. */
import { resolve } from 'node:path';
import type { Plugin } from 'vite';
import { type Lessons, readLessons } from './lessonFiles';

const CHAPTERS = 'virtual:lessons/chapters';
const DEFINITIONS = 'virtual:lessons/definitions';
/** One lesson's; its id follows. */
const DEFINITION = 'virtual:lessons/definition/';
const GLOSSARY = 'virtual:lessons/glossary';
/** What the lessons' steps are called, by lesson: for searching, without the whole prose. */
const HEADINGS = /^virtual:lessons\/headings\/(en|ko)$/;
/** The pictures of the glossary, and which lessons explain its words. */
const PICTURES = 'virtual:lessons/pictures';
/** What the free playground offers. */
const EXAMPLES = 'virtual:lessons/examples';
const TEXT = /^virtual:lessons\/text\/([^/]+)\/(en|ko)$/;
const INDEX = 'virtual:lessons/texts';

/** `root` is the lessons' folder. */
export function lessonsPlugin(root: string): Plugin {
  let lessons: Lessons | undefined;
  /** All of them, read once until one changes. */
  const read = (): Lessons => {
    lessons ??= readLessons(resolve(root));
    if (lessons.errors.length > 0) {
      const told = lessons.errors.map(({ file, line, message }) => `${file}:${line}: ${message}`).join('\n');
      // where in this plugin it was found out helps no author
      throw Object.assign(new Error(told), { stack: told });
    }
    return lessons;
  };
  return {
    name: 'lessons',
    buildStart() {
      lessons = undefined;
    },
    // the filters keep the bundler from asking about each of some thousand other modules
    resolveId: { filter: { id: /^virtual:lessons\// }, handler: (id) => `\0${id}` },
    load: {
      filter: { id: /^\0virtual:lessons\// },
      handler(resolved) {
        const id = resolved.slice(1);
        const [, name, language] = TEXT.exec(id) ?? [];
        const all = read();
        this.addWatchFile(resolve(root, 'glossary.yaml'));
        for (const { folder, definition } of all.lessons) {
          if (name !== undefined && name !== definition.id) continue;
          for (const file of ['lesson.yaml', 'en.md', 'ko.md']) this.addWatchFile(resolve(root, folder, file));
        }
        return name === undefined ? moduleOf(id, all) : textModule(name, language as 'en' | 'ko', all);
      },
    },
    // also for files that come and go
    hotUpdate({ file }) {
      if (!file.startsWith(resolve(root))) return undefined;
      lessons = undefined;
      const { moduleGraph, hot } = this.environment;
      for (const module of moduleGraph.idToModuleMap.values()) {
        if (module.id?.startsWith('\0virtual:lessons/')) moduleGraph.invalidateModule(module);
      }
      hot.send({ type: 'full-reload' });
      return [];
    },
  };
}

function moduleOf(
  id: string,
  { chapters, lessons, glossary, pictures, explained, examples }: Lessons,
): string | undefined {
  if (id === CHAPTERS) return `export const chapters = ${JSON.stringify(chapters)};`;
  if (id === GLOSSARY) return `export const glossary = ${JSON.stringify(glossary)};`;
  if (id === EXAMPLES) return `export const examples = ${JSON.stringify(examples.map(({ example }) => example))};`;
  if (id === PICTURES) {
    return `export const pictures = ${JSON.stringify(pictures)};export const explained = ${JSON.stringify(explained)};`;
  }
  if (id === DEFINITIONS) {
    const loaders = lessons.map(
      ({ definition }) => `'${definition.id}': () => import('${DEFINITION}${definition.id}')`,
    );
    return `export const lessonDefinitions = {${loaders.join(',')}};`;
  }
  if (id.startsWith(DEFINITION)) {
    const found = lessons.find(({ definition }) => definition.id === id.slice(DEFINITION.length));
    return found && `export const definition = ${JSON.stringify(found.definition)};`;
  }
  const [, spoken] = HEADINGS.exec(id) ?? [];
  if (spoken !== undefined) {
    const titles = lessons.map(({ definition, texts }) => [
      definition.id,
      texts[spoken as 'en' | 'ko'].steps.map(({ title }) => title),
    ]);
    return `export const headings = ${JSON.stringify(Object.fromEntries(titles))};`;
  }
  if (id !== INDEX) return undefined;
  const loaders = lessons.flatMap(({ definition }) =>
    ['en', 'ko'].map(
      (language) => `'${definition.id}/${language}': () => import('virtual:lessons/text/${definition.id}/${language}')`,
    ),
  );
  return `export const lessonTexts = {${loaders.join(',')}};`;
}

function textModule(name: string, language: 'en' | 'ko', { lessons }: Lessons): string | undefined {
  const lesson = lessons.find(({ definition }) => definition.id === name);
  return lesson === undefined ? undefined : `export const text = ${JSON.stringify(lesson.texts[language])};`;
}
