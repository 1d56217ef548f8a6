import { describe, expect, it } from 'vitest';
import { readLessons } from '../headless/lessonFiles';
import { proveLessons } from '../headless/prove';

const { lessons, errors } = readLessons('lessons');

describe('the lessons', () => {
  it('can be read', () => {
    expect(errors).toEqual([]);
    expect(lessons.length).toBeGreaterThan(0);
  });

  it.each(lessons.map(({ definition }) => definition.id))(
    'keeps its word: %s',
    (id) => {
      const [proof] = proveLessons('lessons', [id]).proofs;
      expect(proof?.problems).toEqual([]);
      expect(proof?.accepted).toEqual([]);
    },
    60_000,
  );
});
