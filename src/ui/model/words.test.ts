import { describe, expect, it } from 'vitest';
import { models } from '../../course/models/registry';
import { en } from '../i18n/en';
import { ko } from '../i18n/ko';
import { modelWords } from '../parts/modelWords';
import { pictures } from './pictures/registry';

describe.each(Object.entries(models))('the words for the model %s', (name, model) => {
  it.each([
    ['English', en],
    ['Korean', ko],
  ])('name all its knobs, values, acts, targets and assumptions in %s', (_, dictionary) => {
    const words = modelWords(dictionary, name);
    expect(words.title).not.toBe('');
    expect(Object.keys(words.knobs)).toEqual(Object.keys(model.knobs));
    for (const [knob, { kind, values }] of Object.entries(model.knobs))
      expect(Object.keys(words.knobs[knob]?.values ?? {})).toEqual(kind === 'choice' ? values : []);
    expect(Object.keys(words.acts)).toEqual(Object.keys(model.acts));
    expect(Object.keys(words.targets)).toEqual(Object.values(model.acts).flatMap(({ targets = [] }) => targets));
    expect(Object.keys(words.assumptions)).toEqual(Object.keys(model.assumptions));
    for (const [assumption, numbers] of Object.entries(model.assumptions))
      for (const number of Object.keys(numbers)) expect(words.assumptions[assumption]).toContain(`{${number}}`);
  });

  it('name every number that the table shows, and the picture is there', () => {
    const shown = (pictures[name]?.figures ?? []).map((figure) => figure.name);
    expect(shown.length).toBeGreaterThan(0);
    for (const figure of shown) {
      expect(Object.keys(model.figures)).toContain(figure);
      expect(Object.keys(modelWords(en, name).figures)).toContain(figure);
    }
  });
});
