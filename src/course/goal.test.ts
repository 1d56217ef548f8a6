import { describe, expect, it } from 'vitest';
import { openLesson } from '../headless/prove';
import type { ConditionMark, Difference } from './goal';
import { parseLesson } from './lesson';

/** Opens a lesson of one step after another, each with its conditions. */
function open(steps: readonly (readonly string[])[], profile = 'playground') {
  const listed = steps.map((conditions, step) => {
    const lines = conditions.map((condition, at) => `      - {id: c${at}, ${condition}}`);
    return `  - id: s${step}\n    conditions:\n${lines.join('\n')}\n    solution: [nothing]\n`;
  });
  const read = parseLesson(`id: small\nminutes: 1\nprofile: ${profile}\nsteps:\n${listed.join('')}`, 'small.yaml');
  if (!read.ok) throw new Error(JSON.stringify(read.error));
  const { run, command } = openLesson(read.value, 1);
  return { goal: () => run.progress.goal.map(tell), command };
}

function tell({ condition, state, kind, name, labels, count, differences }: ConditionMark): string {
  const changes = differences.map(
    ({ path, now, wanted }: Difference) => `${path} ${now} → ${wanted.word} ${wanted.value}`,
  );
  return [condition, state, kind, name || labels, count > 1 ? `x${count}` : '', ...changes].filter(Boolean).join(' ');
}

describe('the goal of a step', () => {
  it('is what is missing, then what differs, then what is well', () => {
    const { goal, command } = open([
      [
        'check: exists, kind: Deployment, name: web, where: {spec.replicas: 3}',
        'check: absent, kind: Deployment, name: never',
      ],
      ['check: absent, kind: Deployment'],
    ]);
    expect(goal()).toEqual(['c0 missing Deployment web']);
    command('kubectl create deployment web --image=nginx');
    expect(goal()).toEqual(['c0 differs Deployment web spec.replicas 1 → is 3']);
    command('kubectl scale deployment web --replicas=3');
    // the next step's goal follows at once
    expect(goal()).toEqual(['c0 leaves Deployment web']);
  });

  it('asks for the number that lacks, and marks what is too much', () => {
    const { goal, command } = open([
      ['check: count, kind: Pod, labels: {app: web}, where: {status.phase: Running}, is: 2'],
      ['check: count, kind: Pod, labels: {app: web}, is: 1', 'check: exists, kind: Service, name: web'],
      ['check: count, kind: Pod, labels: {app: web}, is: 0'],
    ]);
    expect(goal()).toEqual(['c0 missing Pod app=web x2']);
    command('kubectl run web-1 --image=nginx -l app=web');
    expect(goal()).toEqual(['c0 met Pod web-1', 'c0 missing Pod app=web']);
    command('kubectl run web-2 --image=nginx -l app=web');
    expect(goal()).toEqual(['c0 surplus Pod web-1', 'c0 surplus Pod web-2', 'c1 missing Service web']);
    command('kubectl delete pod web-2');
    command('kubectl create service clusterip web --tcp=80');
    expect(goal()).toEqual(['c0 leaves Pod web-1']);
  });

  it('names a value that is wished for without naming what cannot be read', () => {
    const { goal, command } = open([
      [
        'check: exists, kind: Pod, name: web, where: {status.podIP: {exists: true}, metadata.labels.tier: {in: [a, b]}, "spec.containers[0].image": {matches: "^httpd:\\\\d"}}',
      ],
    ]);
    command('kubectl run web --image=nginx');
    expect(goal()).toEqual([
      'c0 differs Pod web metadata.labels.tier  → in a, b spec.containers[0].image nginx → like ',
    ]);
  });

  it('says which ones another is to replace, and which one did', () => {
    const { goal, command } = open([
      ['check: exists, kind: ReplicaSet, where: {status.readyReplicas: 1}'],
      ['check: replaced, kind: Pod, labels: {app: web}', 'check: absent, kind: Deployment'],
    ]);
    command('kubectl create deployment web --image=nginx');
    expect(goal()).toEqual([expect.stringMatching(/^c0 replace Pod web-/), 'c1 leaves Deployment web']);
    command('kubectl delete pod --all');
    expect(goal()).toEqual([expect.stringMatching(/^c0 met Pod web-/), 'c1 leaves Deployment web']);
  });

  it('takes for the nearest only what has something in common with what is meant', () => {
    const { goal, command } = open(
      [
        [
          'check: exists, kind: container, where: {image: busybox, state: exited}',
          'check: exists, kind: image, name: kubia',
        ],
      ],
      'docker',
    );
    expect(goal()).toEqual(['c0 missing container image=busybox, state=exited', 'c1 missing image kubia']);
    command('docker run -d --name web nginx');
    expect(goal()[0]).toBe('c0 missing container image=busybox, state=exited');
    command('docker run -d --name box busybox sleep 1000');
    expect(goal()[0]).toBe('c0 differs container box state running → is exited');
  });

  it('asks no more for what was reached once, even when it drifts', () => {
    const { goal, command } = open([
      ['check: exists, kind: Pod, name: web', 'check: exists, kind: Service, name: web'],
    ]);
    command('kubectl run web --image=nginx');
    expect(goal()).toEqual(['c0 met Pod web', 'c1 missing Service web']);
    command('kubectl delete pod web');
    expect(goal()).toEqual(['c1 missing Service web']);
  });
});
