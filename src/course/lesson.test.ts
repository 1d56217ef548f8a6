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

const MODEL = `id: small
minutes: 3
model: scale-up-or-out
setUp: {knobs: {load: 200}}
steps:
  - id: first
    conditions:
      - {id: served, check: model, where: {refused: 0}}
    solution: [{turn: machines, to: 4}]
    also: [[{turn: size, to: 8}, docker ps]]
    wrong: [{commands: [{turn: machines, to: 3}]}]
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
        setUp: { files: { 'a.txt': 'hello' }, commands: [], knobs: {} },
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
      '10: there is no check "exist"; known are exists, absent, count, replaced, answered, asked, askedDocker, happened, file, model',
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
      '4: a lesson has no field "title"; known are id, rows, minutes, profile, model, setUp, steps',
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
      '7: step first has no condition: it could never be done',
    ]);
    expect(errorsOf('    solution: [kubectl run web --image=nginx]\n', '')).toEqual(['7: step first has no solution']);
    expect(errorsOf('[kubectl run web --image=nginx]', '[]')).toEqual(['7: step first has no solution']);
    expect(errorsOf('minutes: 3\n', '')).toEqual(['1: minutes is missing']);
  });

  it('reads moves of the model that the lesson names', () => {
    const read = parseLesson(MODEL, 'f');
    expect(read).toMatchObject({
      ok: true,
      value: {
        model: 'scale-up-or-out',
        setUp: { knobs: { load: 200 } },
        steps: [
          {
            solutions: [[{ turn: 'machines', to: 4 }], [{ turn: 'size', to: 8 }, 'docker ps']],
            wrong: [{ commands: [{ turn: 'machines', to: 3 }] }],
          },
        ],
      },
    });
  });

  it.each([
    ['a model that there is not', 'model: scale-up-or-out', 'model: scale', '3: there is no model "scale"; known are'],
    [
      'a knob that there is not',
      'turn: machines, to: 4',
      'turn: machine, to: 4',
      '9: there is no knob "machine"; known',
    ],
    [
      'a value that a knob has not',
      'turn: size, to: 8',
      'turn: size, to: 9',
      '10: knob "size" has no value 9; it has 2, 4, 8, 16, 32, 64',
    ],
    [
      'an act that there is not',
      '{turn: machines, to: 3}',
      '{act: jump}',
      '11: there is no act "jump"; known are none',
    ],
    ['a move of neither sort', '{turn: machines, to: 3}', '{push: 3}', 'a move of the model has no field "push"'],
    ['a set-up that cannot be', 'load: 200', 'load: 201', '4: knob "load" has no value 201'],
    ['a figure that there is not', 'refused: 0', 'refusd: 0', '8: the model has no "refusd"; known are load, size'],
    ['a move without a model', 'model: scale-up-or-out\n', '', 'the lesson has no model'],
  ])('tells of %s with its line', (_, from, to, message) => {
    expect(MODEL).toContain(from);
    const read = parseLesson(MODEL.replace(from, to), 'f');
    const told = read.ok ? [] : read.error.map((error) => `${error.line}: ${error.message}`);
    expect(told[0]).toContain(message);
  });

  it('tells of all mistakes at once', () => {
    expect(errorsOf('kind: Pod, name: web}', 'kid: Pod}\n      - {id: more, check: exist}')).toHaveLength(3);
  });
});
