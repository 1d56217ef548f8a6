import { describe, expect, it } from 'vitest';
import { Random } from '../base/random';
import { parseLesson } from '../course';
import { Host } from './host';
import type { Input, RecordedInput, WorkerMessage } from './messages';
import '../shell/late/all';

const START = Date.UTC(2026, 0, 5, 9, 0, 0);
const TIME = { running: true, speed: 1 };

const POD = `apiVersion: v1
kind: Pod
metadata:
  name: web
spec:
  containers:
  - name: web
    image: nginx
`;

const lesson = parseLesson(
  `id: small
minutes: 1
setUp:
  files: {notes.txt: hello}
  commands: [kubectl create namespace prepared]
steps:
  - id: first
    conditions: [{id: pod, check: exists, kind: Pod, name: web}]
    solution: [kubectl run web --image=nginx]
`,
  'small.yaml',
);
if (!lesson.ok) throw new Error('the lesson cannot be read');
const knobs = parseLesson(
  `id: knobs
minutes: 1
model: monolith-or-services
setUp: {knobs: {load: 200}}
steps:
  - id: first
    conditions: [{id: released, check: model, where: {lastPart: cart, lastRefused: 12000}}]
    solution: [{act: release, of: cart}]
  - id: second
    conditions: [{id: cut, check: model, where: {shape: services}}]
    solution: [{turn: shape, to: services}]
`,
  'knobs.yaml',
);
if (!knobs.ok) throw new Error('the lesson cannot be read');
const lessons = { small: lesson.value, knobs: knobs.value };

/** A host with everything it said. */
function open(seed: number, inputs: readonly RecordedInput[] = []) {
  const messages: WorkerMessage[] = [];
  const host = new Host({ profile: 'playground', seed, start: START, inputs }, lessons, (message) =>
    messages.push(message),
  );
  const shown = (terminal = 1) =>
    messages.flatMap((message) => (message.kind === 'terminal' && message.terminal === terminal ? [message.data] : []));
  const type = (data: string) => {
    host.input({ kind: 'keys', terminal: 1, data });
    host.world.clock.settle();
  };
  return { host, messages, type, text: (terminal?: number) => shown(terminal).join('') };
}

/** What a hurried learner might do: some of it in the middle of something else. */
function randomInput(random: Random): Input {
  const choices: readonly (() => Input)[] = [
    () => ({ kind: 'keys', terminal: 1, data: 'kubectl create deployment web --image=nginx --replicas=3\r' }),
    () => ({ kind: 'keys', terminal: 1, data: `kubectl scale deployment web --replicas=${random.integer(5)}\r` }),
    () => ({ kind: 'keys', terminal: 1, data: 'kubectl delete pods --all --wait=false; kubectl get po' }),
    () => ({ kind: 'keys', terminal: 1, data: '\r' }),
    () => ({ kind: 'keys', terminal: 1, data: '\x03' }),
    () => ({ kind: 'keys', terminal: 2, data: 'kubectl get pods --watch\r' }),
    () => ({ kind: 'keys', terminal: 2, data: 'kubectl apply -f pod.yaml; echo $RANDOM > chance.txt\r' }),
    () => ({ kind: 'writeFile', path: 'pod.yaml', text: POD }),
    () => ({ kind: 'resize', terminal: 1, columns: 40 + random.integer(60), rows: 24 }),
    () => ({ kind: 'fault', part: 'kubelet/worker-1', state: random.integer(2) === 0 ? 'stopped' : 'running' }),
    () => ({ kind: 'closeTerminal', terminal: 2 }),
    () => ({ kind: 'openTerminal', terminal: 2, columns: 80, rows: 24 }),
  ];
  return (choices[random.integer(choices.length)] as () => Input)();
}

describe('a host', () => {
  it('takes keys, shows what the terminal prints and remembers what came in', () => {
    const { host, type, text } = open(1);
    host.input({ kind: 'openTerminal', terminal: 1, columns: 80, rows: 24 });
    type('echo hi > hi.txt; cat hi.txt\r');
    expect(text()).toContain('cat hi.txt\r\n\x1b[?2004l\rhi\r\n');
    expect(host.readFile('hi.txt')).toBe('hi\n');
    expect(host.inputs.map(({ input }) => input.kind)).toEqual(['openTerminal', 'keys']);
  });

  it('tells what nodes have of images, and only when it changed', () => {
    const { host, type } = open(1);
    host.input({ kind: 'openTerminal', terminal: 1, columns: 80, rows: 24 });
    const taken = (whole: boolean) => {
      const batch = host.batch(TIME, whole);
      if (batch.kind !== 'batch' || batch.nodeImages === undefined) return undefined;
      return batch.nodeImages.flatMap(({ node, images }) =>
        images.flatMap(({ tags, layers }) => (tags.includes('nginx:latest') ? [`${node} ${layers.length}`] : [])),
      );
    };
    expect(taken(true)).toEqual([]);
    expect(taken(false)).toBeUndefined();
    type('kubectl run web --image=nginx\r');
    expect(taken(false)).toEqual([expect.stringMatching(/^worker-\d 7$/)]);
    expect(taken(false)).toBeUndefined();
  });

  it('echoes keys while time stands still', () => {
    const { host, type, text } = open(1);
    host.input({ kind: 'openTerminal', terminal: 1, columns: 80, rows: 24 });
    host.world.clock.settle();
    type('');
    const before = text().length;
    const { now } = host.world.clock;
    for (const key of 'echo 나') {
      host.input({ kind: 'keys', terminal: 1, data: key });
      host.runDue();
    }
    expect(text().slice(before)).toBe('echo 나');
    expect(host.world.clock.now).toBe(now);
    const again = open(1, host.inputs);
    again.host.world.clock.replayTo(host.world.clock.executed, now);
    expect(again.host.world.hash()).toBe(host.world.hash());
  });

  it.each([11, 12, 13, 14])('makes the same world again from its seed and its inputs (seed %i)', (seed) => {
    const random = new Random(seed);
    const { host } = open(seed);
    host.input({ kind: 'openTerminal', terminal: 1, columns: 80, rows: 24 });
    host.input({ kind: 'openTerminal', terminal: 2, columns: 80, rows: 24 });
    const { clock } = host.world;
    for (let count = 0; count < 25; count++) {
      host.input(randomInput(random));
      if (random.integer(2) === 0) host.runDue();
      // a slice that ends anywhere, as the worker's do
      const limit = clock.now + random.integer(900);
      for (let events = random.integer(400); events > 0 && clock.runNext(limit); events--);
      if (random.integer(3) === 0) clock.advanceTo(limit);
    }
    const again = open(seed, host.inputs).host;
    again.world.clock.replayTo(clock.executed, clock.now);
    expect(again.inputs).toEqual(host.inputs);
    expect(again.world.hash()).toBe(host.world.hash());
    clock.advance(5000);
    again.world.clock.advance(5000);
    expect(again.world.hash()).toBe(host.world.hash());
  });

  it('says after a replay what open terminals show, which ones ended, and which files wait to be edited', () => {
    const first = open(1);
    for (const terminal of [1, 2]) first.host.input({ kind: 'openTerminal', terminal, columns: 80, rows: 24 });
    first.host.input({ kind: 'writeFile', path: 'notes.txt', text: 'one\n' });
    first.host.input({ kind: 'keys', terminal: 2, data: 'exit\r' });
    first.host.world.clock.settle();
    first.type('vi notes.txt\r');
    const again = open(1, [
      ...first.host.inputs,
      { at: first.host.world.clock.now, executed: first.host.world.clock.executed, input: { kind: 'hint', step: 0 } },
    ]);
    expect(again.messages.map((message) => message.kind)).toEqual(['terminal', 'terminalClosed', 'openEditor']);
    expect(again.text()).toBe(first.text());
    const opened = again.messages.find((message) => message.kind === 'openEditor');
    expect(opened).toEqual({ kind: 'openEditor', editor: 1, path: '/home/learner/notes.txt', text: 'one\n' });
    again.host.input({ kind: 'editorClosed', editor: 1, saved: true, text: 'two\n' });
    again.host.world.clock.settle();
    expect(again.host.readFile('notes.txt')).toBe('two\n');
  });

  it('prepares a lesson, follows it and gives its solution', () => {
    const { host, type } = open(1);
    host.input({ kind: 'lesson', lesson: 'small', fresh: true });
    host.input({ kind: 'openTerminal', terminal: 1, columns: 80, rows: 24 });
    expect(host.readFile('notes.txt')).toBe('hello');
    expect(host.solution(0)).toEqual(['kubectl run web --image=nginx']);
    host.batch(TIME, true);
    for (const line of host.solution(0)) type(`${line}\r`);
    const batch = host.batch(TIME);
    expect(batch).toMatchObject({ kind: 'batch', whole: false, progress: { lesson: 'small', current: 1, done: true } });
    const names = host.world.api.handle(
      { method: 'GET', path: '/api/v1/namespaces/prepared' },
      { user: 'test', groups: ['system:masters'], actor: 'test' },
    );
    expect(names.code).toBe(200);
  });

  it('moves the lesson’s model, tells of it, and makes the same model again from its inputs', () => {
    const { host } = open(1);
    host.input({ kind: 'lesson', lesson: 'knobs', fresh: true });
    expect(host.batch(TIME, true)).toMatchObject({ model: { settings: { shape: 'monolith', load: 200 }, acted: 0 } });
    expect(host.stale).toBe(false);
    host.input({ kind: 'model', move: { act: 'release', of: 'cart' } });
    host.input({ kind: 'model', move: { turn: 'load', to: 7 } });
    host.input({ kind: 'model', move: { act: 'fly' } });
    expect(host.stale).toBe(true);
    const batch = host.batch(TIME);
    expect(batch).toMatchObject({
      model: { settings: { load: 200 }, figures: { lastPart: 'cart', refused: 12_000 }, acted: 1, begins: [{}, {}] },
      progress: { current: 1 },
    });
    expect(host.batch(TIME)).not.toHaveProperty('model');
    const again = open(1, host.inputs).host.batch(TIME, true);
    expect(again.kind === 'batch' && again.model).toEqual(batch.kind === 'batch' && batch.model);
  });

  it('sends every input once, also in a batch for a page that has to see everything', () => {
    const { host } = open(1);
    const inputsOf = (message: WorkerMessage) => (message.kind === 'batch' ? message.inputs.length : -1);
    host.input({ kind: 'openTerminal', terminal: 1, columns: 80, rows: 24 });
    expect(inputsOf(host.batch(TIME, true))).toBe(1);
    host.input({ kind: 'writeFile', path: 'a/b.txt', text: 'x' });
    const whole = host.batch(TIME, true);
    expect(inputsOf(whole)).toBe(1);
    expect(whole).toMatchObject({ files: { 'a/b.txt': 'x' } });
    expect(host.stale).toBe(false);
  });

  it('tells of files that were removed, and of whole folders', () => {
    const { host, type } = open(1);
    host.input({ kind: 'openTerminal', terminal: 1, columns: 80, rows: 24 });
    type('mkdir d; echo 1 > d/one; echo 2 > two\r');
    host.batch(TIME);
    type('rm -r d; mv two three\r');
    const batch = host.batch(TIME);
    expect(batch).toMatchObject({ files: { d: null, two: null, three: '2\n' } });
  });
});
