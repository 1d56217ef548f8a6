import { readdirSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { readLessons } from '../lessonFiles';
import { sharesOf } from './shares';

describe('the lessons', () => {
  const { lessons, chapters, errors } = readLessons('lessons');

  it('can be read', () => {
    expect(errors).toEqual([]);
  });

  it('are proved, every folder of every chapter, each in one share', () => {
    const folders = readdirSync('lessons', { withFileTypes: true, recursive: true })
      .filter(({ name }) => name === 'lesson.yaml')
      .map(({ parentPath }) => parentPath.replace(/^lessons./, ''))
      .filter((folder) => folder !== 'template');
    const proved = sharesOf(lessons).flatMap((share) => share.map(({ folder }) => folder));
    expect(proved.sort()).toEqual(folders.sort());
    expect(chapters.filter((chapter) => chapter.lessons.length === 0)).toEqual([]);
  });
});
