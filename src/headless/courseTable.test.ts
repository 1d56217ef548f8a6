import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { courseTable, readRows, uncoveredRows, unknownRows, withCourseTable } from './courseTable';
import { readLessons } from './lessonFiles';

const lessons = readLessons('lessons');
const rows = readRows('lessons');

describe('the rows of the course', () => {
  it('are each covered by a lesson', () => {
    expect(uncoveredRows(lessons, rows)).toEqual([]);
  });

  it('are the only ones that lessons name', () => {
    expect(unknownRows(lessons, rows)).toEqual([]);
    const [first] = lessons.lessons;
    if (first === undefined) throw new Error('there are no lessons');
    const strange = { ...first, definition: { ...first.definition, rows: ['Z9'] } };
    expect(unknownRows({ ...lessons, lessons: [strange] }, rows)).toEqual([
      {
        file: `lessons/${first.folder}/lesson.yaml`,
        line: 1,
        message: expect.stringMatching(/^the course has no row Z9; rows\.yaml has A1 A2 .* F1$/),
      },
    ]);
  });

  it('stand in the README as the lessons have them today', () => {
    const readme = readFileSync('lessons/README.md', 'utf8');
    expect(withCourseTable(readme, courseTable(lessons, rows))).toBe(readme);
  });
});
