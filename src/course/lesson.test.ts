import { describe, expect, it } from 'vitest';
import { parseLesson } from './lesson';

const GOOD = `id: small
rows: [C2]
minutes: 3
setUp:
  files: {a.txt: hello}
steps:
  - id: first
    answer: 1
    conditions:
      - {id: pod, check: exists, kind: Pod, name: web}
    mistakes:
      - {id: other, check: exists, kind: Pod, name: wbe}
    solution: [kubectl run web --image=nginx]
    also: [[kubectl apply -f web.yaml]]
    wrong:
      - {commands: [kubectl run wbe --image=nginx], mistake: other}
`;

/** The errors of the good lesson with one place changed, as `line: message`. */
function errorsOf(from: string, to: string): string[] {
  expect(GOOD).toContain(from);
  const read = parseLesson(GOOD.replace(from, to), 'lessons/small/lesson.yaml');
  if (read.ok) return [];
  expect(read.error.every(({ file }) => file === 'lessons/small/lesson.yaml')).toBe(true);
  return read.error.map(({ line, message }) => `${line}: ${message}`);
}

describe('parseLesson', () => {
  it('reads a lesson', () => {
    expect(parseLesson(GOOD, 'f')).toEqual({
      ok: true,
      value: {
        id: 'small',
        rows: ['C2'],
        minutes: 3,
        profile: 'playground',
        setUp: { files: { 'a.txt': 'hello' }, commands: [] },
        steps: [
          {
            id: 'first',
            answer: 1,
            conditions: [{ id: 'pod', use: { check: 'exists', kind: 'Pod', name: 'web' } }],
            mistakes: [{ id: 'other', use: { check: 'exists', kind: 'Pod', name: 'wbe' } }],
            solutions: [['kubectl run web --image=nginx'], ['kubectl apply -f web.yaml']],
            wrong: [{ commands: ['kubectl run wbe --image=nginx'], mistake: 'other' }],
          },
        ],
      },
    });
  });

  it.each([
    [
      'an unknown check',
      'check: exists, kind: Pod, name: web',
      'check: exist, kind: Pod, name: web',
      '10: there is no check "exist"; known are exists, absent, count, replaced, answered, asked, askedDocker, happened, file',
    ],
    [
      'an unknown field of a check',
      'kind: Pod, name: web}',
      'kind: Pod, nam: web}',
      '10: check "exists" has no field "nam"; known are kind, namespace, name, labels, where, machine',
    ],
    [
      'a check without what it needs',
      'kind: Pod, name: web}',
      'name: web}',
      '10: check "exists" needs the field "kind"',
    ],
    [
      'a kind that there is not',
      'kind: Pod, name: web}',
      'kind: Pods, name: web}',
      '10: there is no kind "Pods"; known are those of the API, and container, image, layer, repository, volume, network, process, cgroup',
    ],
    [
      'an unknown field of a thing',
      'kind: Pod, name: web}',
      'kind: volume, where: {size: 2}}',
      '10: a volume has no field "size"; known are anonymous, containers, bytes, inspect',
    ],
    [
      'an expression that cannot be read',
      'kind: Pod, name: web}',
      'kind: Pod, where: {metadata.name: {matches: "(web"}}}',
      '10: Invalid regular expression: /(web/m: Unterminated group',
    ],
    [
      'an unknown field of a step',
      '    also:',
      '    alos:',
      '14: step first has no field "alos"; known are id, conditions, mistakes, solution, also, wrong, answer',
    ],
    [
      'an unknown field of a lesson',
      'minutes: 3',
      'minutes: 3\ntitle: x',
      '4: a lesson has no field "title"; known are id, rows, minutes, profile, setUp, steps',
    ],
    ['a missing number', 'minutes: 3', 'minutes: three', '3: minutes must be a number'],
    ['a file that is no text', 'a.txt: hello', 'a.txt: 12', '5: a.txt must be a text'],
    ['a mistake that is not listed', 'mistake: other}', 'mistake: othr}', '16: there is no mistake "othr"'],
    [
      'two conditions of one name',
      '- {id: other,',
      '- {id: pod,',
      '10: there are two of the condition of step first "pod"',
    ],
    ['text that is not YAML', 'rows: [C2]', 'rows: [C2', '3: this is not YAML: '],
    ['text that is no mapping', GOOD, '- a\n', '1: the lesson must be a mapping'],
  ])('tells of %s with its line', (_, from, to, message) => {
    expect(errorsOf(from, to)[0]).toContain(message);
  });

  it('tells of a step without a condition and of one without a solution', () => {
    expect(errorsOf('    conditions:\n      - {id: pod, check: exists, kind: Pod, name: web}\n', '')).toEqual([
      expect.stringMatching(/^\d+: conditions must be a list$/),
      expect.stringMatching(/^\d+: step first has no condition: it could never be done$/),
    ]);
    expect(errorsOf('    solution: [kubectl run web --image=nginx]\n', '')).toEqual([
      expect.stringMatching(/^\d+: solution must be a list$/),
      expect.stringMatching(/^\d+: step first has no solution$/),
    ]);
    expect(errorsOf('[kubectl run web --image=nginx]', '[]')).toEqual(['13: step first has no solution']);
  });

  it('tells of all mistakes at once', () => {
    expect(errorsOf('kind: Pod, name: web}', 'kid: Pod}\n      - {id: more, check: exist}')).toHaveLength(3);
  });
});
