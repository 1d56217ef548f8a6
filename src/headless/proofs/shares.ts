/** The lessons' proofs in shares of much the same work: each share is a test file, and test files run side by side. */
import { readdirSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { type LessonFolder, readLessons } from '../lessonFiles';
import { lessonProver } from '../prove';

const SHARES = readdirSync(import.meta.dirname).filter((name) => /^share\d+\.test\.ts$/.test(name)).length;

/** Every lesson is in one share: the one that has the fewest steps when its turn comes. */
export function sharesOf(lessons: readonly LessonFolder[]): readonly (readonly LessonFolder[])[] {
  const shares = Array.from({ length: SHARES }, () => ({ steps: 0, lessons: [] as LessonFolder[] }));
  for (const lesson of lessons) {
    const share = shares.reduce((least, one) => (one.steps < least.steps ? one : least));
    share.lessons.push(lesson);
    share.steps += lesson.definition.steps.length;
  }
  return shares.map((share) => share.lessons);
}

/** Proves the share of that number, counted from 1. */
export function proveShare(number: number): void {
  const prove = lessonProver();
  describe(`the lessons, share ${number} of ${SHARES}`, () => {
    const lessons = sharesOf(readLessons('lessons').lessons)[number - 1] ?? [];
    it.each(lessons.map((lesson) => [lesson.folder, lesson] as const))(
      'keeps its word: %s',
      (_, lesson) => {
        const { problems, accepted } = prove(lesson);
        expect({ problems, accepted }).toEqual({ problems: [], accepted: [] });
      },
      60_000,
    );
  });
}
