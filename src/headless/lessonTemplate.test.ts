import { cpSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { readLessons } from './lessonFiles';
import { proveLessons } from './prove';

describe('the template of a lesson', () => {
  let root = '';
  beforeEach(() => {
    root = mkdtempSync(join(tmpdir(), 'lessons-'));
    cpSync('lessons/template', join(root, '01-chapter/01-template'), { recursive: true });
    cpSync('lessons/glossary.yaml', join(root, 'glossary.yaml'));
    const both = (word: string) => `{en: ${word}, ko: ${word}}`;
    writeFileSync(join(root, '01-chapter/chapter.yaml'), `title: ${both('Title')}\nsummary: ${both('Summary')}\n`);
  });
  afterEach(() => rmSync(root, { recursive: true }));

  it('is a lesson that keeps its word once it is copied into a chapter', () => {
    const { lessons, proofs } = proveLessons(root, []);
    expect(lessons.errors).toEqual([]);
    expect(proofs.map(({ lesson, problems, accepted }) => ({ lesson, problems, accepted }))).toEqual([
      { lesson: 'template', problems: [], accepted: [] },
    ]);
  }, 60_000);

  it('is not one of the lessons itself', () => {
    expect(readLessons('lessons').lessons.map(({ definition }) => definition.id)).not.toContain('template');
  });
});
