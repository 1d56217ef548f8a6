// @vitest-environment happy-dom
import { act } from 'react';
import { describe, expect, it } from 'vitest';
import type { PlaygroundState } from '../../../store';
import { type FakePlayground, fakePlayground } from '../../testing/fakePlayground';
import { testPage } from '../../testing/testPage';
import { type Goal, useGoal } from './useGoal';

const page = testPage();
let goal: Goal;

function Probe() {
  goal = useGoal();
  return null;
}

/** The second step of the fixture's lesson, which wants something of a pod. */
function open(change: Partial<PlaygroundState> = {}): FakePlayground {
  const { progress, lessonText } = fakePlayground().getState();
  if (progress === undefined || lessonText === undefined) throw new Error('the fixture has no lesson');
  const mark = { state: 'missing', kind: 'Pod', namespace: 'default', name: 'web', labels: '', count: 1 } as const;
  const playground = fakePlayground({
    progress: { ...progress, goal: [{ ...mark, condition: 'c', differences: [] }] },
    lessonText: { ...lessonText, steps: lessonText.steps.map(({ prediction: _, ...step }) => step) },
    ...change,
  });
  page.show(playground, <Probe />);
  return playground;
}

describe('the goal in the picture', () => {
  it('comes by itself with the hint that tells where to look', () => {
    const playground = open();
    expect([goal.possible, goal.shown]).toEqual([true, false]);
    act(() => playground.hint(1));
    expect(goal.shown).toBe(false);
    act(() => playground.hint(1));
    expect(goal.shown).toBe(true);
    // and goes when it is not wanted
    act(() => goal.onShown(false));
    expect(goal.shown).toBe(false);
  });

  it('is remembered: who wants it has it in the next step too', () => {
    const playground = open();
    act(() => goal.onShown(true));
    expect([goal.shown, playground.getState().preferences.goal]).toEqual([true, true]);
    const { progress } = playground.getState();
    act(() => playground.change({ progress: progress && { ...progress, current: 2 } }));
    expect(goal.shown).toBe(true);
  });

  it('waits for the prediction, which it could give away', () => {
    const { lessonText, preferences } = fakePlayground().getState();
    const prediction = { question: 'What?', options: ['a', 'b'], explanation: 'b' };
    const steps = lessonText?.steps.map((step) => ({ ...step, prediction })) ?? [];
    const playground = open({
      preferences: { ...preferences, goal: true },
      ...(lessonText === undefined ? {} : { lessonText: { ...lessonText, steps } }),
    });
    expect(goal.shown).toBe(false);
    act(() => playground.predict(1, 0));
    expect(goal.shown).toBe(true);
  });

  it('is not offered where there is nothing to point at', () => {
    const { progress } = fakePlayground().getState();
    open({ progress });
    expect([goal.possible, goal.shown]).toEqual([false, false]);
  });
});
