import { cpSync, mkdtempSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { readLessons } from './lessonFiles';
import { problemPlace } from './problemPlace';
import { proveLessons } from './prove';

const FOLDER = '01-chapter/01-template';

describe('a copy of the template with a mistake', () => {
  let root = '';
  beforeEach(() => {
    root = mkdtempSync(join(tmpdir(), 'lessons-'));
    cpSync('lessons/template', join(root, FOLDER), { recursive: true });
    cpSync('lessons/glossary.yaml', join(root, 'glossary.yaml'));
    const both = (word: string) => `{en: ${word}, ko: ${word}}`;
    writeFileSync(join(root, '01-chapter/chapter.yaml'), `title: ${both('Title')}\nsummary: ${both('Summary')}\n`);
  });
  afterEach(() => rmSync(root, { recursive: true }));

  function change(file: string, from: string, to: string): void {
    const path = join(root, FOLDER, file);
    const text = readFileSync(path, 'utf8');
    expect(text).toContain(from);
    writeFileSync(path, text.replace(from, to));
  }
  const errors = () => readLessons(root).errors.map(({ file, line, message }) => `${file}:${line}: ${message}`);
  /** Its problems, each with its place below the folder of the lessons. */
  const problems = () =>
    proveLessons(root, []).proofs.flatMap((proof) =>
      proof.problems.map((problem) => `${problemPlace(problem, root, FOLDER).slice(root.length + 1)}: ${problem}`),
    );

  it.each([
    [
      'a cluster profile that there is not',
      'profile: playground',
      'profile: playgrond',
      '5: there is no cluster profile "playgrond"; known are playground, minikube, reference, docker, control-plane',
    ],
    ['a field that is missing', 'minutes: 5 ', '# ', '1: minutes is missing'],
    [
      "an id that is not the folder's name",
      'id: template',
      'id: other',
      "1: the id must be the folder's name: template",
    ],
  ])('tells of %s', (_, from, to, message) => {
    change('lesson.yaml', from, to);
    expect(errors()).toEqual([`lessons/${FOLDER}/lesson.yaml:${message}`]);
  });

  it('tells of folders that are out of order, and of lessons outside of a chapter', () => {
    renameSync(join(root, FOLDER), join(root, '01-chapter/template'));
    expect(errors()).toEqual([
      "lessons/01-chapter/template/lesson.yaml:1: a lesson's folder begins with a number that puts it in order: 01-template",
    ]);
    renameSync(join(root, '01-chapter/template'), join(root, '02-template'));
    expect(errors()).toContain(
      'lessons/02-template/lesson.yaml:1: this is a lesson: its folder belongs into that of a chapter',
    );
  });

  it('that cannot be solved says where it sticks and what the command said, and nothing that follows from it', () => {
    change('lesson.yaml', 'solution: [kubectl apply -f web.yaml]', 'solution: [kubectl apply -f wbe.yaml]');
    expect(problems()).toEqual([
      `${FOLDER}/lesson.yaml:18: seed 1: the solution of step make does not reach runs ("kubectl apply -f wbe.yaml" failed: error: the path "wbe.yaml" does not exist)`,
    ]);
  }, 60_000);

  it('tells of files and flags in the prose that there are not, at the line', () => {
    for (const file of ['en.md', 'ko.md']) change(file, 'cat web.yaml', 'cat wbe.yaml');
    for (const file of ['en.md', 'ko.md']) change(file, 'kubectl apply -f web.yaml', 'kubectl apply --file web.yaml');
    expect(problems()).toEqual([
      `${FOLDER}/en.md:12: en: step make: "kubectl apply --file web.yaml": kubectl apply has no flag --file`,
      `${FOLDER}/en.md:9: en: step make: "cat wbe.yaml": nothing in the lesson makes a file wbe.yaml`,
      `${FOLDER}/ko.md:12: ko: step make: "kubectl apply --file web.yaml": kubectl apply has no flag --file`,
      `${FOLDER}/ko.md:9: ko: step make: "cat wbe.yaml": nothing in the lesson makes a file wbe.yaml`,
    ]);
  }, 60_000);
});
