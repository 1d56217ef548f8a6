import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import type { LessonError } from '../course';
import type { Glossary } from '../store/playgroundState';
import { checkWords } from './glossaryFiles';
import { readLessons } from './lessonFiles';

const lessons = readLessons('lessons');

describe('the glossary', () => {
  it('has a picture for each of its words, and no picture for anything else', () => {
    expect(Object.keys(lessons.pictures).sort()).toEqual(Object.keys(lessons.glossary).sort());
  });

  it('has no word that no lesson explains', () => {
    const idle = Object.keys(lessons.glossary).filter((id) => lessons.explained[id] === undefined);
    expect(idle).toEqual([]);
  });
});

describe('the page', () => {
  it.each(['en', 'ko'] as const)('keeps to the words of the glossary: %s', (language) => {
    const errors: LessonError[] = [];
    for (const name of readdirSync('src/ui/i18n')) {
      if (!name.startsWith(language)) continue;
      checkWords(readFileSync(`src/ui/i18n/${name}`, 'utf8'), name, language, lessons.glossary, errors);
    }
    expect(errors).toEqual([]);
  });
});

const glossary: Glossary = {
  label: {
    en: { term: 'label', text: 'A name and a value.', not: ['sticker'] },
    ko: { term: '레이블', text: '이름과 값입니다.', not: ['라벨'] },
  },
};

function told(prose: string, language: 'en' | 'ko'): readonly LessonError[] {
  const errors: LessonError[] = [];
  checkWords(prose, 'lessons/a/b.md', language, glossary, errors);
  return errors;
}

describe('the prose', () => {
  it('uses the words of the glossary, or is told where it does not', () => {
    expect(told('One.\n\nA Sticker on it.', 'en')).toEqual([
      { file: 'lessons/a/b.md', line: 3, message: 'the glossary\'s word is "label", not "sticker"' },
    ]);
    expect(told('라벨을 붙입니다.', 'ko')).toEqual([
      { file: 'lessons/a/b.md', line: 1, message: 'the glossary\'s word is "레이블", not "라벨"' },
    ]);
  });

  it('may have any word as part of another one, in code, and in the other language', () => {
    expect(told('Stickers, `sticker`\n```\nsticker\n```\n라벨', 'en')).toEqual([]);
  });

  it('explains only what is in the glossary', () => {
    expect(told('A [label](term:label) and a [thing](term:thing).', 'en')).toEqual([
      { file: 'lessons/a/b.md', line: 1, message: 'the glossary has no word "thing"' },
    ]);
  });
});
