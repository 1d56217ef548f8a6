import { describe, expect, it } from 'vitest';
import { areInitials, initialsOf, lettersOf } from './letters';

describe('letters', () => {
  it('forget case and accents', () => {
    expect(lettersOf('Café DÉJÀ')).toBe('cafe deja');
  });

  it.each([
    ['클러스터', '클'],
    ['클러스터', '클러ㅅ'],
    ['클러스터', '클러슽'],
    ['파드', '팓'],
    ['닭고기', '달'],
    ['닭고기', '닭ㄱ'],
  ])('of %s begin with those of %s, as it is typed', (word, typed) => {
    expect(lettersOf(word).startsWith(lettersOf(typed))).toBe(true);
  });

  it('tell syllables apart', () => {
    expect(lettersOf('파드').includes(lettersOf('아'))).toBe(false);
    expect(lettersOf('악아').includes(lettersOf('가'))).toBe(false);
  });
});

describe('first consonants', () => {
  it('stand for the syllables that they begin', () => {
    expect(initialsOf('파드 IP')).toBe(initialsOf('ㅍㄷ ip'));
    expect(initialsOf('레플리카셋').includes(initialsOf('ㅍㄹㅋ'))).toBe(true);
  });

  it('are recognised', () => {
    expect(areInitials('ㅍㄷ')).toBe(true);
    expect(areInitials('ㅍㄷ ㅅㅂㅅ')).toBe(true);
    expect(areInitials('ㅍ')).toBe(false);
    expect(areInitials('파ㄷ')).toBe(false);
    expect(areInitials('pod')).toBe(false);
  });
});
