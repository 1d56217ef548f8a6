import { describe, expect, it } from 'vitest';
import type { LessonDefinition } from '../course';
import { readLessons } from './lessonFiles';
import { openLesson } from './prove';

/** Commands that are there to show what is refused. */
const TO_FAIL = /exec stranger/;

const { examples } = readLessons('lessons');

/** An example as a lesson of one step, on one of its worlds. */
function lessonOf({ example, expect: conditions }: (typeof examples)[number], profile: string): LessonDefinition {
  const step = { id: 'try', conditions, mistakes: [], solutions: [example.commands], wrong: [] };
  const setUp = { files: example.files, commands: [], knobs: {} };
  return { id: example.id, rows: [], minutes: 0, profile, setUp, steps: [step] };
}

const cases = examples.flatMap((one) => one.example.worlds.map((world) => ({ one, world, id: one.example.id })));

describe('the ready-made examples', () => {
  it('are there for every world', () => {
    const worlds = new Set(cases.map(({ world }) => world));
    expect([...worlds].sort()).toEqual(['docker', 'minikube', 'playground', 'reference']);
  });

  it.each(cases)(
    'lead to what they say: $id on $world',
    ({ one, world }) => {
      const lesson = openLesson(lessonOf(one, world), 1);
      expect(lesson.run.progress.done).toBe(false);
      const failed = one.example.commands
        .map((command) => ({ command, ...lesson.command(command) }))
        .filter(({ command, exit }) => exit !== 0 && !TO_FAIL.test(command));
      expect(failed).toEqual([]);
      const missed = lesson.run.progress.steps[0]?.conditions.filter(({ reached }) => !reached).map(({ id }) => id);
      expect(missed).toEqual([]);
    },
    60_000,
  );
});
