import { beforeEach, describe, expect, it, vi } from 'vitest';
import { loadJourney, loadWorld, type SavedWorld, saveJourney, saveWorld, slotOf } from './saves';

/** The browser's database, which Node has not. */
const kept = vi.hoisted(() => ({ values: new Map<string, unknown>(), full: false }));
vi.mock('idb-keyval', () => {
  const set = async (key: string, value: unknown) => {
    if (kept.full) throw new Error('QuotaExceededError');
    kept.values.set(key, structuredClone(value));
  };
  return {
    get: async (key: string) => kept.values.get(key),
    set,
    update: async (key: string, change: (old: unknown) => unknown) => set(key, change(kept.values.get(key))),
  };
});

const world: SavedWorld = {
  version: 1,
  build: 'b1',
  profile: 'playground',
  seed: 7,
  start: 1000,
  lesson: 'run-a-pod',
  inputs: [{ at: 1200, executed: 44, input: { kind: 'keys', terminal: 1, data: 'k get po\r' } }],
  files: { 'a.yaml': 'x' },
};

beforeEach(() => {
  kept.values.clear();
  kept.full = false;
});

describe('saved worlds', () => {
  it('have a slot for each lesson and each free cluster', () => {
    expect(slotOf('run-a-pod', 'playground')).toBe('world:lesson:run-a-pod');
    expect(slotOf(undefined, 'minikube')).toBe('world:free:minikube');
  });

  it('come back as they were saved', async () => {
    expect(await loadWorld('slot')).toBeUndefined();
    expect(await saveWorld('slot', world)).toBe(true);
    expect(await loadWorld('slot')).toEqual(world);
  });

  it.each([
    ['no object', 'text'],
    ['another version', { ...world, version: 2 }],
    ['no inputs', { ...world, inputs: undefined }],
    ['an input without a moment', { ...world, inputs: [{ input: { kind: 'keys' } }] }],
    ['an input that is none', { ...world, inputs: [{ at: 1, executed: 1, input: null }] }],
    ['a seed that is no number', { ...world, seed: Number.NaN }],
    ['files that are none', { ...world, files: null }],
  ])('are set aside when they are damaged: %s', async (_, damaged) => {
    kept.values.set('slot', damaged);
    expect(await loadWorld('slot')).toBe('damaged');
    expect(kept.values.get('damaged:slot')).toEqual(damaged);
  });

  it('say when the browser has no room', async () => {
    kept.full = true;
    expect(await saveWorld('slot', world)).toBe(false);
    expect(await saveJourney({ last: 'run-a-pod' })).toBe(false);
  });
});

describe('the journey', () => {
  it('gathers finished lessons and remembers the last one', async () => {
    expect(await loadJourney()).toEqual({ finished: {}, last: undefined, visits: {} });
    await saveJourney({ last: 'one' });
    await saveJourney({ finished: { one: true } });
    await saveJourney({ finished: { two: true } });
    expect(await loadJourney()).toEqual({ finished: { one: true, two: true }, last: 'one', visits: {} });
    await saveJourney({ last: undefined });
    expect((await loadJourney()).last).toBeUndefined();
  });

  it('remembers how far the learner came in each lesson', async () => {
    await saveJourney({ visits: { one: { step: 2, done: 1 } } });
    await saveJourney({ visits: { two: { step: 0, done: 0 } } });
    await saveJourney({ visits: { one: { step: 3, done: 3 } } });
    expect((await loadJourney()).visits).toEqual({ one: { step: 3, done: 3 }, two: { step: 0, done: 0 } });
    kept.values.set('journey', { visits: { one: { step: 1, done: 1 }, two: null, three: { step: -1, done: 'all' } } });
    expect((await loadJourney()).visits).toEqual({ one: { step: 1, done: 1 } });
  });

  it('begins anew when it is damaged', async () => {
    kept.values.set('journey', { finished: 'all', last: 3 });
    expect(await loadJourney()).toEqual({ finished: {}, last: undefined, visits: {} });
  });
});
