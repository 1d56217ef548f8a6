import type { ConditionProgress } from '../../course/progress';
import type { Dictionary } from '../i18n/en';

/**
 * What the world shows for a condition, in a few words: `2 / 3 · kubia-x8wq2`. Nothing when it would only repeat what
 * the condition's sentence or its tick says already.
 */
export function conditionDetail(
  t: Dictionary,
  detail: ConditionProgress['detail'],
  sentence = '',
  names: Readonly<Record<string, string>> = t.details,
): string {
  const { found, times, wanted, name, ...others } = detail;
  const have = found ?? times;
  const counted = have !== undefined && typeof wanted === 'number' && wanted > 1 ? [`${have} / ${wanted}`] : [];
  const named = name === undefined || name === '' || sentence.includes(String(name)) ? [] : [String(name)];
  const rest = Object.entries(others)
    .filter(([key, value]) => value !== '' && !(key === 'pods' && value === 0))
    .map(([key, value]) => `${names[key] ?? key} ${value}`);
  return [...counted, ...named, ...rest].join(' · ');
}
