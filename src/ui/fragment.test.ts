import { describe, expect, it } from 'vitest';
import { type Place, readFragment, writeFragment } from './fragment';

describe('a link to a place in the course', () => {
  it.each<Place>([
    { lesson: '05-first-app/01-run-a-pod', step: 3 },
    { world: 'minikube' },
    { glossary: 'pod' },
    { glossary: '' },
    { chapter: 'docker' },
    {},
  ])('comes back as it was written: %o', (place) => {
    expect(readFragment(writeFragment(place))).toEqual(place);
  });

  it('may ask for a language', () => {
    expect(readFragment('#lesson=a&language=ko')).toEqual({ lesson: 'a', language: 'ko' });
    expect(readFragment('#language=en')).toEqual({ language: 'en' });
  });

  it('leaves out what makes no sense', () => {
    expect(readFragment('#lesson=a&step=-1&language=fr')).toEqual({ lesson: 'a' });
    expect(readFragment('#language=fr')).toEqual({});
  });

  it('tells of what it does not understand', () => {
    expect(readFragment('#step=2')).toEqual({ nonsense: 'step=2' });
    expect(readFragment('#%%%')).toEqual({ nonsense: '%%%' });
    expect(readFragment('#<script>')).toEqual({ nonsense: '<script>' });
    expect(readFragment('#lesson=&world=&chapter=')).toEqual({ nonsense: 'lesson=&world=&chapter=' });
  });
});
