/** A whole lesson of each chapter, played as a learner does who follows the solution and sometimes slips. */
import { readFileSync } from 'node:fs';
import { expect, test } from '@playwright/test';
import { load } from 'js-yaml';
import { type Language, Learner } from './pages/learner';

interface Step {
  readonly id: string;
  readonly answer?: number;
  readonly conditions: readonly unknown[];
  readonly solution: readonly string[];
}

/** Chapters that have a test file of their own (why, first-app, network, failures) are played there. */
const LESSONS = [
  '02-containers/04-layers',
  '03-docker/01-hello-world',
  '04-parts/02-from-wish-to-process',
  '06-objects/01-one-record',
  '07-controllers/01-who-owns-whom',
  '08-labels/02-labels-and-selectors',
  '09-pods/01-a-shared-directory',
];
const LANGUAGES: readonly Language[] = ['ko', 'en'];

for (const folder of LESSONS) {
  const { id, steps } = load(readFileSync(`lessons/${folder}/lesson.yaml`, 'utf8')) as {
    readonly id: string;
    readonly steps: readonly Step[];
  };
  for (const language of LANGUAGES) {
    test(`a learner does the whole lesson ${id} (${language})`, async ({ page }) => {
      const learner = new Learner(page, language);
      await learner.open(id);
      for (const [at, step] of steps.entries()) {
        if (at > 0) await learner.next();
        if (step.answer !== undefined) await predict(learner, step.answer, at % 2 === 1);
        if (at === 0) await slip(learner, step);
        for (const command of step.solution) {
          await learner.type(command);
          await learner.seesRest();
        }
        await learner.sees(step.conditions.length);
      }
      await learner.finishes();
    });
  }
}

/** Every other prediction is a wrong one: that must not stop anybody. */
async function predict(learner: Learner, answer: number, wrongly: boolean): Promise<void> {
  if (wrongly) await learner.predict(answer === 0 ? 1 : 0, 'wrong');
  else await learner.predict(answer, 'right');
}

/** A letter too many is told as bash tells it. */
async function slip(learner: Learner, step: Step): Promise<void> {
  const [first = ''] = step.solution;
  expect(await learner.type(first.replace(/^\w+/, (word) => `${word}x`))).toMatch(/^bash: \w+x: command not found$/);
}
