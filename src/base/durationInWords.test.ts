import { expect, it } from 'vitest';
import { durationInWords } from './durationInWords';

it('says durations as Docker does', () => {
  const [second, minute, hour, day] = [1000, 60_000, 3_600_000, 86_400_000];
  const spoken = [
    999,
    second,
    1999,
    2 * second,
    59_999,
    minute,
    119_999,
    2 * minute,
    59 * minute,
    hour,
    89 * minute,
    90 * minute,
    47 * hour,
    48 * hour,
    13 * day,
    14 * day,
    59 * day,
    60 * day,
    729 * day,
    730 * day,
  ];
  expect(spoken.map(durationInWords)).toEqual([
    'Less than a second',
    '1 second',
    '1 second',
    '2 seconds',
    '59 seconds',
    'About a minute',
    'About a minute',
    '2 minutes',
    '59 minutes',
    'About an hour',
    'About an hour',
    '2 hours',
    '47 hours',
    '2 days',
    '13 days',
    '2 weeks',
    '8 weeks',
    '2 months',
    '24 months',
    '2 years',
  ]);
});
