import { describe, expect, it } from 'vitest';
import { openLesson } from '../headless/prove';
import { parseLesson } from './lesson';

const read = parseLesson(
  `id: small
minutes: 1
setUp:
  commands: [kubectl create deployment old --image=nginx]
steps:
  - id: deploy
    conditions:
      - {id: there, check: exists, kind: Deployment, name: web}
      - {id: three, check: count, kind: Pod, labels: {app: web}, min: 3}
    mistakes:
      - {id: typo, check: exists, kind: Deployment, name: wbe}
    solution: [kubectl create deployment web --image=nginx --replicas=3]
  - id: look
    answer: 1
    conditions:
      - {id: asked, check: asked, verb: list, resource: pods}
      - {id: noted, check: file, path: notes.txt, contains: web}
    solution: [kubectl get pods > notes.txt]
  - id: tidy
    conditions: [{id: gone, check: absent, kind: Deployment, name: web}]
    solution: [kubectl delete deployment web]
`,
  'small.yaml',
);
if (!read.ok) throw new Error(JSON.stringify(read.error));
const lesson = read.value;

/** What is reached of each step, and what is no longer so. */
function stateOf(run: ReturnType<typeof openLesson>['run']) {
  return run.progress.steps.map(({ conditions }) =>
    conditions.map(({ met, reached }) => (reached ? (met ? 'tick' : 'drift') : 'open')).join(' '),
  );
}

describe('LessonRun', () => {
  it('ticks what is reached and keeps the tick when the world drifts away again', () => {
    const { run, command } = openLesson(lesson, 1);
    expect(stateOf(run)).toEqual(['open open', 'open open', 'open']);
    command('kubectl create deployment web --image=nginx');
    expect(stateOf(run)).toEqual(['tick open', 'open open', 'open']);
    command('kubectl delete deployment web');
    expect(stateOf(run)).toEqual(['drift open', 'open open', 'open']);
    command('kubectl create deployment web --image=nginx --replicas=3');
    expect(stateOf(run)).toEqual(['tick tick', 'open open', 'open']);
    expect(run.progress).toMatchObject({ current: 1, done: false });
    command('kubectl scale deployment web --replicas=1');
    expect(stateOf(run)[0]).toBe('tick drift');
    expect(run.progress.current).toBe(1);
  });

  it('takes nothing for a step that was done before the step began', () => {
    const { run, command } = openLesson(lesson, 1);
    command('kubectl get pods; echo web > notes.txt');
    expect(stateOf(run)[1]).toBe('open open');
    command('kubectl create deployment web --image=nginx --replicas=3');
    // the file is there, the question was asked too early
    expect(stateOf(run)[1]).toBe('open tick');
    command('kubectl get pods');
    expect(run.progress).toMatchObject({ current: 2 });
  });

  it('names the mistakes of the current step while the world shows them', () => {
    const { run, command } = openLesson(lesson, 1);
    command('kubectl create deployment wbe --image=nginx');
    expect(run.progress.steps[0]?.mistakes).toEqual(['typo']);
    command('kubectl delete deployment wbe');
    expect(run.progress.steps[0]?.mistakes).toEqual([]);
  });

  it('remembers predictions and hints, and tells the answer only then', () => {
    const { run } = openLesson(lesson, 1);
    expect(run.progress.steps[1]).not.toHaveProperty('answer');
    run.predict(1, 0);
    run.predict(1, 1);
    run.hint(1);
    run.hint(7);
    expect(run.progress.steps[1]).toMatchObject({ predicted: 0, answer: 1, hints: 1 });
  });

  it('ends after the last step and keeps its progress the same object while nothing changes', () => {
    const { run, command } = openLesson(lesson, 1);
    for (const step of lesson.steps) for (const line of step.solutions[0] ?? []) command(String(line));
    expect(run.progress).toMatchObject({ current: 3, done: true });
    const { progress } = run;
    command('kubectl get nodes');
    expect(run.progress).toBe(progress);
    run.stop();
    command('kubectl create deployment web --image=nginx');
    expect(run.progress).toBe(progress);
  });
});
