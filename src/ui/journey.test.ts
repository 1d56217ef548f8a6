import { describe, expect, it } from 'vitest';
import { countDone, findSpot, lessonsOf, minutesLeft, shareOfAll, standingOf, whereNext } from './journey';
import { fixtureState } from './testing/fixtureState';

/** Five lessons of 8 minutes and 3 steps. */
const { chapters } = fixtureState('en');
const lessons = lessonsOf(chapters);
const travelled = {
  finished: { 'first-pod': true, gone: true } as const,
  visits: { 'first-pod': { step: 0, done: 0 }, expose: { step: 1, done: 1 }, 'which-node': { step: 0, done: 0 } },
};

describe('the way through the course', () => {
  it('knows what is done, begun and ahead; opening a lesson is not beginning it', () => {
    expect(lessons.map((lesson) => standingOf(lesson, travelled))).toEqual([
      'done',
      'ahead',
      'begun',
      'ahead',
      'ahead',
    ]);
    expect(countDone(lessons, travelled)).toBe(1);
  });

  it('says how long the rest takes, steps that are done left out', () => {
    expect(minutesLeft(lessons, { finished: {}, visits: {} })).toBe(40);
    expect(minutesLeft(lessons, travelled)).toBe(29);
    expect(shareOfAll(lessons, travelled)).toBeCloseTo(4 / 15);
  });

  it('goes on with the last lesson while it is not finished, then with what follows, then with what was left out', () => {
    expect(whereNext(chapters, 'expose', travelled)?.id).toBe('expose');
    expect(whereNext(chapters, 'first-pod', travelled)?.id).toBe('replication-controller');
    expect(whereNext(chapters, undefined, travelled)?.id).toBe('replication-controller');
    const finished = { 'first-pod': true, 'self-healing': true, 'which-node': true, expose: true } as const;
    expect(whereNext(chapters, 'which-node', { finished, visits: {} })?.id).toBe('replication-controller');
    const all = { ...finished, 'replication-controller': true } as const;
    expect(whereNext(chapters, 'which-node', { finished: all, visits: {} })).toBeUndefined();
  });

  it('knows the neighbours of a lesson, of other chapters too', () => {
    const [chapter] = chapters;
    const [first, ...rest] = chapter?.lessons ?? [];
    if (chapter === undefined || first === undefined) throw new Error('the fixture has lessons');
    const two = [
      { ...chapter, lessons: [first] },
      { ...chapter, id: 'second', lessons: rest },
    ];
    const spot = findSpot(two, 'replication-controller');
    expect([spot?.number, spot?.chapter.id, spot?.previous?.id, spot?.next?.id]).toEqual([
      2,
      'second',
      'first-pod',
      'expose',
    ]);
    expect(findSpot(two, 'first-pod')?.previous).toBeUndefined();
    expect(findSpot(two, 'which-node')?.next).toBeUndefined();
    expect(findSpot(two, 'no-such')).toBeUndefined();
  });
});
