import { describe, expect, it } from 'vitest';
import { readFragment, writeFragment } from './fragment';

describe('a link to a place in the course', () => {
  it('comes back as it was written', () => {
    const place = { lesson: '05-first-app/01-run-a-pod', step: 3 };
    expect(readFragment(writeFragment(place))).toEqual(place);
    expect(readFragment(writeFragment({ world: 'minikube' }))).toEqual({ world: 'minikube' });
    expect(writeFragment({})).toBe('');
  });

  it('may ask for a language', () => {
    expect(readFragment('#lesson=a&language=ko')).toEqual({ lesson: 'a', language: 'ko' });
  });

  it('leaves out what makes no sense', () => {
    expect(readFragment('#lesson=a&step=-1&language=fr')).toEqual({ lesson: 'a' });
    expect(readFragment('#step=2')).toEqual({});
    expect(readFragment('#%%%')).toEqual({});
  });
});
