/** The tables in the lessons' README: which lesson covers which row of the course, and what each chapter holds. */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { load } from 'js-yaml';
import type { LessonError } from '../course';
import { type Lessons, readLessons } from './lessonFiles';

const BEGIN = '<!-- begin: made by `npm run -s headless -- prove --table` -->';
const END = '<!-- end -->';

/** The course's rows with what each is about, in the order of the course. */
export function readRows(root: string): Readonly<Record<string, string>> {
  return load(readFileSync(join(root, 'rows.yaml'), 'utf8')) as Record<string, string>;
}

/** Rows that lessons name and the course does not have. */
export function unknownRows({ lessons }: Lessons, rows: Readonly<Record<string, string>>): readonly LessonError[] {
  return lessons.flatMap(({ folder, definition }) =>
    definition.rows
      .filter((row) => !Object.hasOwn(rows, row))
      .map((row) => ({
        file: `lessons/${folder}/lesson.yaml`,
        line: 1,
        message: `the course has no row ${row}; rows.yaml has ${Object.keys(rows).join(' ')}`,
      })),
  );
}

/** Rows that no lesson covers. */
export function uncoveredRows({ lessons }: Lessons, rows: Readonly<Record<string, string>>): readonly string[] {
  return Object.keys(rows).filter((row) => !lessons.some(({ definition }) => definition.rows.includes(row)));
}

/** Both tables as Markdown. */
export function courseTable({ chapters, lessons }: Lessons, rows: Readonly<Record<string, string>>): string {
  const link = (id: string, folder: string) => `[${id}](${folder})`;
  const covering = (row: string) =>
    lessons
      .filter(({ definition }) => definition.rows.includes(row))
      .map(({ definition, folder }) => link(definition.id, folder));
  const sum = (numbers: readonly number[]) => numbers.reduce((total, number) => total + number, 0);
  const line = (cells: readonly (string | number)[]) => `| ${cells.join(' | ')} |`;
  return [
    line(['row', 'what it is about', 'lessons']),
    line(['---', '---', '---']),
    ...Object.entries(rows).map(([row, what]) => line([row, what, covering(row).join(', ') || 'none yet'])),
    '',
    line(['chapter', 'lessons', 'steps', 'minutes']),
    line(['---', '---:', '---:', '---:']),
    ...chapters.map(({ title, lessons: inside }) =>
      line([title.en, inside.length, sum(inside.map(({ steps }) => steps)), sum(inside.map(({ minutes }) => minutes))]),
    ),
  ].join('\n');
}

/** The README with the tables of today between its two marks. */
export function withCourseTable(readme: string, table: string): string {
  const begin = readme.indexOf(BEGIN);
  const end = readme.indexOf(END, begin);
  if (begin < 0 || end < 0) throw new Error(`the README has no place for the table: a line ${BEGIN} and a line ${END}`);
  return `${readme.slice(0, begin)}${BEGIN}\n${table}\n${readme.slice(end)}`;
}

/** Writes the tables into the README of a lessons' folder. */
export function writeCourseTable(root: string): void {
  const path = join(root, 'README.md');
  writeFileSync(path, withCourseTable(readFileSync(path, 'utf8'), courseTable(readLessons(root), readRows(root))));
}
