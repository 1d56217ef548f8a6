import { describe, expect, it } from 'vitest';
import { en } from '../i18n/en';
import { ko } from '../i18n/ko';
import { conditionDetail } from './conditionDetail';

describe('the detail of a condition', () => {
  it('counts towards what is wanted, and names what is there', () => {
    expect(conditionDetail(en, { found: 2, wanted: 3 })).toBe('2 / 3');
    expect(conditionDetail(en, { found: 1, name: 'kubia' })).toBe('kubia');
    expect(conditionDetail(ko, { times: 4, wanted: 10, pods: 2 })).toBe('4 / 10 · 파드 2');
  });

  it('says nothing when the tick says it all', () => {
    expect(conditionDetail(en, { times: 0, wanted: 1 })).toBe('');
    expect(conditionDetail(en, { found: 0, name: '' })).toBe('');
    expect(conditionDetail(en, { found: 1, name: 'kubia' }, 'The pod kubia is gone')).toBe('');
  });
});
