/** The worker that holds the world: takes messages from the page, lets cluster time follow the wall clock in slices. */
import { lessonDefinitions } from 'virtual:lessons/definitions';
import { type Descriptions, textOf } from '../kinds/schema/descriptions';
import { Host } from './host';
import type { PageMessage, StartOptions, WorkerMessage } from './messages';

/** How long the world may run before the next message is looked at, in milliseconds: what a key press may wait. */
const SLICE = 8;
const FRAME = 16;
/** A world that can't keep up falls behind instead of piling up work: this far at most, in milliseconds. */
const LAG = 250;
/** "As fast as it goes" still lets the page breathe: cluster milliseconds per slice. */
const RACE = 5_000;
/** A major step ends after this much cluster time even if work goes on, in milliseconds. */
const MAJOR_STEP = 120_000;
/** A solution on a copy is typed at this pace, in cluster milliseconds. */
const COPY_TERMINAL = 1000;

let host: Host | undefined;
/** The learner's world while a copy is shown. */
let original: Host | undefined;
let options: StartOptions | undefined;
let running = true;
let speed = 1;
let anchor = { wall: 0, cluster: 0 };
let stepLimit: number | undefined;
let lastBatch = 0;
let scheduled = false;
let waiting = false;

/** The texts of `kubectl explain`, once they have come: the world does not wait for them. */
let descriptions: Descriptions | undefined;
void import('../kinds/schema/descriptions.generated.json').then((module) => {
  descriptions = module.default;
});

function wordsFor(definition: string, field: string): string | undefined {
  return textOf(descriptions, definition, field);
}

const channel = new MessageChannel();
channel.port1.onmessage = () => {
  scheduled = false;
  tick();
};

self.onmessage = (event: MessageEvent<PageMessage>) => {
  try {
    take(event.data);
  } catch (error) {
    failed(error);
  }
};

function take(message: PageMessage): void {
  switch (message.kind) {
    case 'start':
      options = message.options;
      original = undefined;
      host = new Host(message.options, lessonDefinitions, post, wordsFor);
      post({ kind: 'ready', start: message.options.start });
      post(host.batch({ running, speed }, true));
      break;
    case 'input':
      host?.input(message.input);
      break;
    case 'time':
      running = message.running;
      speed = message.speed;
      stepLimit = undefined;
      break;
    case 'step':
      running = false;
      if (message.size === 'minor') host?.world.clock.runNext();
      else stepLimit = (host?.world.clock.now ?? 0) + MAJOR_STEP;
      break;
    case 'request':
      if (host === undefined) break;
      post({
        kind: 'response',
        id: message.id,
        response: host.world.api.handle(message.request, {
          user: 'kubernetes-admin',
          groups: ['system:masters'],
          actor: 'diagram',
        }),
      });
      break;
    case 'playSolution':
      playSolution(message.step);
      break;
    case 'leaveCopy':
      if (original === undefined) break;
      host = original;
      original = undefined;
      post({ kind: 'reset', copy: false });
      post(host.batch({ running, speed }, true));
      break;
    default:
      message satisfies never;
  }
  reanchor();
  schedule(0);
}

/** Builds the same world again from its inputs and lets the solution be typed there. */
function playSolution(step: number): void {
  if (host === undefined || options === undefined || original !== undefined) return;
  const mine = host;
  const now = { executed: mine.world.clock.executed, at: mine.world.clock.now };
  // While it replays, the copy speaks before it is there to be compared with.
  let shown: Host | undefined;
  const copy = new Host(
    { ...options, inputs: mine.inputs },
    lessonDefinitions,
    (message) => {
      if (shown !== undefined && host === shown) post(message);
    },
    wordsFor,
  );
  shown = copy;
  copy.world.clock.replayTo(now.executed, now.at);
  original = mine;
  host = copy;
  running = true;
  post({ kind: 'reset', copy: true });
  copy.input({ kind: 'openTerminal', terminal: COPY_TERMINAL, columns: 100, rows: 24 });
  copy.input({
    kind: 'keys',
    terminal: COPY_TERMINAL,
    data: copy
      .solution(step)
      .map((line) => `${line}\r`)
      .join(''),
  });
  post(copy.batch({ running, speed }, true));
}

function tick(): void {
  if (host === undefined) return;
  try {
    const busy = advance(host);
    const now = performance.now();
    if (now - lastBatch >= FRAME) {
      lastBatch = now;
      if (host.stale || running) post(host.batch({ running, speed }));
    }
    if (running || stepLimit !== undefined || host.stale) schedule(busy ? 0 : FRAME);
  } catch (error) {
    failed(error);
  }
}

/** Lets the world catch up with the wall clock for one slice. True when it did not manage. */
function advance(world: Host): boolean {
  const clock = world.world.clock;
  const begin = performance.now();
  if (stepLimit !== undefined) {
    while (!clock.settled && clock.runNext(stepLimit)) if (performance.now() - begin > SLICE) return true;
    stepLimit = undefined;
    return false;
  }
  if (!running) return false;
  const target = speed === Number.POSITIVE_INFINITY ? clock.now + RACE : anchor.cluster + (begin - anchor.wall) * speed;
  for (let count = 0; clock.runNext(target); count++) {
    if (count % 16 === 0 && performance.now() - begin > SLICE) {
      if (target - clock.now > LAG * Math.max(1, speed)) reanchor();
      return true;
    }
  }
  clock.advanceTo(target);
  return speed === Number.POSITIVE_INFINITY;
}

function reanchor(): void {
  anchor = { wall: performance.now(), cluster: host?.world.clock.now ?? 0 };
}

/** Makes sure that `tick` runs: soon (0), which lets waiting messages in first, or after a frame. */
function schedule(delay: number): void {
  if (delay > 0) {
    if (waiting) return;
    waiting = true;
    setTimeout(() => {
      waiting = false;
      tick();
    }, delay);
    return;
  }
  if (scheduled) return;
  scheduled = true;
  channel.port2.postMessage(0);
}

function failed(error: unknown): void {
  const message = error instanceof Error ? `${error.message}\n${error.stack ?? ''}` : String(error);
  running = false;
  post({ kind: 'failed', message });
}

function post(message: WorkerMessage): void {
  self.postMessage(message);
}
