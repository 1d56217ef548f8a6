/** Compiles the lessons into the page at build time; a mistake in one is an error with file and line, not a blank page. */
import { resolve } from 'node:path';
import type { Plugin } from 'vite';
import { type Lessons, readLessons } from './lessonFiles';

const CHAPTERS = 'virtual:lessons/chapters';
const DEFINITIONS = 'virtual:lessons/definitions';
const GLOSSARY = 'virtual:lessons/glossary';
/** What the lessons' steps are called, by lesson: for searching, without the whole prose. */
const HEADINGS = /^virtual:lessons\/headings\/(en|ko)$/;
/** The pictures of the glossary, and which lessons explain its words. */
const PICTURES = 'virtual:lessons/pictures';
const TEXT = /^virtual:lessons\/text\/([^/]+)\/(en|ko)$/;
const INDEX = 'virtual:lessons/texts';

/** `root` is the lessons' folder. */
export function lessonsPlugin(root: string): Plugin {
  const read = (): Lessons => {
    const lessons = readLessons(resolve(root));
    if (lessons.errors.length > 0) {
      throw new Error(lessons.errors.map(({ file, line, message }) => `${file}:${line}: ${message}`).join('\n'));
    }
    return lessons;
  };
  return {
    name: 'lessons',
    resolveId: (id) => (id.startsWith('virtual:lessons/') ? `\0${id}` : undefined),
    load(resolved) {
      if (!resolved.startsWith('\0virtual:lessons/')) return undefined;
      const id = resolved.slice(1);
      const { chapters, lessons, glossary, pictures, explained } = read();
      this.addWatchFile(resolve(root, 'glossary.yaml'));
      for (const { folder } of lessons) {
        for (const file of ['lesson.yaml', 'en.md', 'ko.md']) this.addWatchFile(resolve(root, folder, file));
      }
      if (id === CHAPTERS) return `export const chapters = ${JSON.stringify(chapters)};`;
      if (id === GLOSSARY) return `export const glossary = ${JSON.stringify(glossary)};`;
      if (id === PICTURES) {
        return `export const pictures = ${JSON.stringify(pictures)};export const explained = ${JSON.stringify(explained)};`;
      }
      if (id === DEFINITIONS) {
        const definitions = Object.fromEntries(lessons.map(({ definition }) => [definition.id, definition]));
        return `export const lessonDefinitions = ${JSON.stringify(definitions)};`;
      }
      if (id === INDEX) {
        const loaders = lessons.flatMap(({ definition }) =>
          ['en', 'ko'].map(
            (language) =>
              `'${definition.id}/${language}': () => import('virtual:lessons/text/${definition.id}/${language}')`,
          ),
        );
        return `export const lessonTexts = {${loaders.join(',')}};`;
      }
      const [, spoken] = HEADINGS.exec(id) ?? [];
      if (spoken !== undefined) {
        const headings = Object.fromEntries(
          lessons.map(({ definition, texts }) => [
            definition.id,
            texts[spoken as 'en' | 'ko'].steps.map(({ title }) => title),
          ]),
        );
        return `export const headings = ${JSON.stringify(headings)};`;
      }
      const [, name, language] = TEXT.exec(id) ?? [];
      const lesson = lessons.find(({ definition }) => definition.id === name);
      return lesson === undefined
        ? undefined
        : `export const text = ${JSON.stringify(lesson.texts[language as 'en' | 'ko'])};`;
    },
    handleHotUpdate({ file, server }) {
      if (!file.startsWith(resolve(root))) return;
      for (const module of server.moduleGraph.idToModuleMap.values()) {
        if (module.id?.startsWith('\0virtual:lessons/')) server.moduleGraph.invalidateModule(module);
      }
      server.ws.send({ type: 'full-reload' });
    },
  };
}
