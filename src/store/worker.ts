/** The worker that holds the world: takes messages from the page, lets cluster time follow the wall clock in slices. */

import type { Move } from '../course';
import wasmUrl from '../engine/javascript/quickJs.wasm?url';
import { type Descriptions, textOf } from '../kinds/schema/descriptions';
import { Host } from './host';
import { fetchedLessons, fetchWantedTools, neededFor } from './lateParts';
import { COPY_TERMINALS, type Input, type PageMessage, type StartOptions, type WorkerMessage } from './messages';

/** How long the world may run before the next message is looked at, in milliseconds: what a key press may wait. */
const SLICE = 8;
const FRAME = 16;
/** A world that can't keep up falls behind instead of piling up work: this far at most, in milliseconds. */
const LAG = 250;
/** "As fast as it goes" still lets the page breathe: cluster milliseconds per slice, and per frame with nothing to do. */
const RACE = 5_000;
const IDLE_RACE = 1_000;
/** How long a new terminal takes until it asks for a command, in cluster milliseconds: enough. */
const PROMPT = 500;
/** Between two moves of a model that are shown, in cluster milliseconds. */
const MOVE = 1_200;
/** A major step ends after this much cluster time even if work goes on, in milliseconds. */
const MAJOR_STEP = 120_000;

let host: Host | undefined;
/** The learner's world while a copy is shown, and whether its time was running. */
let original: { readonly host: Host; readonly running: boolean } | undefined;
let options: StartOptions | undefined;
let running = true;
let speed = 1;
let anchor = { wall: 0, cluster: 0 };
let stepLimit: number | undefined;
let lastBatch = 0;
let scheduled = false;
let waiting = false;

/** The texts of `kubectl explain`, once they have come: a new world does not wait for them, a replayed one does. */
let descriptions: Descriptions | undefined;
const described = import('../kinds/schema/descriptions.generated.json').then(
  (module) => {
    descriptions = module.default;
  },
  () => undefined,
);
/** The engine that containers' JavaScript runs on. A world can't be begun without knowing whether it is there. */
let javascript: WebAssembly.Module | undefined;
const compiled = fetch(wasmUrl)
  .then((response) => response.arrayBuffer())
  .then((bytes) => WebAssembly.compile(bytes))
  .then(
    (module) => {
      javascript = module;
    },
    () => undefined,
  );
/** Messages of the page, in order: one may have to wait for what it needs. */
const messages: { readonly message: PageMessage; readonly needed: Promise<unknown> | undefined }[] = [];
let taking = false;

function wordsFor(definition: string, field: string): string | undefined {
  return textOf(descriptions, definition, field);
}

const channel = new MessageChannel();
channel.port1.onmessage = () => {
  scheduled = false;
  tick();
};

self.onmessage = ({ data }: MessageEvent<PageMessage>) => {
  messages.push({ message: data, needed: needs(data) });
  if (!taking) void takeAll();
};

function needs(message: PageMessage): Promise<unknown> | undefined {
  if (message.kind !== 'start') return neededFor(message);
  const replayed = message.options.inputs.length > 0;
  return Promise.all([compiled, neededFor(message), ...(replayed ? [described] : [])]);
}

async function takeAll(): Promise<void> {
  taking = true;
  for (let next = messages.shift(); next !== undefined; next = messages.shift()) {
    if (next.needed !== undefined) await next.needed;
    receive(next.message);
  }
  taking = false;
}

// a world that stood still for a tool does not run after the wall clock
fetchWantedTools(() => {
  reanchor();
  schedule(0);
});

function receive(message: PageMessage): void {
  try {
    take(message);
  } catch (error) {
    failed(error);
  }
}

function take(message: PageMessage): void {
  switch (message.kind) {
    case 'start':
      options = message.options;
      original = undefined;
      host = new Host(message.options, fetchedLessons, post, { wordsFor, javascript });
      post({ kind: 'ready', start: message.options.start });
      post(host.batch({ running, speed }, true));
      reanchor();
      break;
    case 'input':
      takeInput(message.input);
      break;
    case 'time':
      running = message.running;
      speed = message.speed;
      stepLimit = undefined;
      reanchor();
      // a batch that was on its way still says the old; a world that stands still would never correct it
      if (host !== undefined) post(host.batch({ running, speed }));
      break;
    case 'step':
      running = false;
      stepLimit = undefined;
      if (message.size === 'minor') host?.world.clock.runNext();
      else stepLimit = (host?.world.clock.now ?? 0) + MAJOR_STEP;
      break;
    case 'request':
      if (host === undefined) break;
      post({ kind: 'response', id: message.id, response: answer(host, message) });
      break;
    case 'inspect':
      post({ kind: 'inspected', id: message.id, detail: host?.inspect(message.container) });
      break;
    case 'playSolution':
      playSolution(message.step);
      break;
    case 'leaveCopy':
      if (original === undefined) break;
      ({ host, running } = original);
      original = undefined;
      stepLimit = undefined;
      show(host, false);
      break;
    default:
      message satisfies never;
  }
  schedule(0);
}

function answer(of: Host, { request, through }: Extract<PageMessage, { kind: 'request' }>) {
  if (through === 'dashboard') return of.dashboard(request);
  return of.world.api.handle(request, { user: 'kubernetes-admin', groups: ['system:masters'], actor: 'diagram' });
}

/** While a copy is shown, what concerns the learner's own terminals is not the copy's; nobody types in them then. */
function takeInput(input: Input): void {
  const own = 'terminal' in input && input.terminal < COPY_TERMINALS;
  if (original !== undefined && own) {
    if (input.kind !== 'keys') original.host.input(input);
    return;
  }
  if (host === undefined) return;
  const { clock } = host.world;
  const before = clock.now;
  host.input(input);
  host.runDue();
  // a lesson's set-up takes cluster time of its own
  if (clock.now !== before) reanchor();
}

/** Lets the page see another world. */
function show(world: Host, copy: boolean): void {
  post({ kind: 'reset', copy });
  post(world.batch({ running, speed }, true));
  world.announceEditors();
  reanchor();
}

/** Builds the same world again from its inputs and lets the solution be typed there, in a terminal of its own. */
function playSolution(step: number): void {
  if (host === undefined || options === undefined || original !== undefined) return;
  const mine = host;
  const { executed, now } = mine.world.clock;
  // what the page does not know yet of the world that it leaves
  post(mine.batch({ running, speed }));
  let shown = false;
  const copy: Host = new Host(
    { ...options, inputs: mine.inputs },
    fetchedLessons,
    (message) => {
      // the learner's own terminals keep what they show
      const own = 'terminal' in message && message.terminal < COPY_TERMINALS;
      if (shown && host === copy && !own) post(message);
    },
    { wordsFor, javascript },
  );
  copy.world.clock.replayTo(executed, now);
  shown = true;
  original = { host: mine, running };
  host = copy;
  running = true;
  stepLimit = undefined;
  show(copy, true);
  copy.input({ kind: 'openTerminal', terminal: COPY_TERMINALS, columns: 100, rows: 24 });
  copy.world.clock.advance(PROMPT);
  playMoves(copy, copy.solution(step));
}

/** Commands are typed at once and wait for each other; a move of the model is made when one could have seen the last. */
function playMoves(copy: Host, moves: readonly Move[]): void {
  moves.forEach((move, at) => {
    const play = () =>
      copy.input(
        typeof move === 'string'
          ? { kind: 'keys', terminal: COPY_TERMINALS, data: `${move}\r` }
          : { kind: 'model', move },
      );
    const before = moves.slice(0, at + 1).filter((one) => typeof one !== 'string').length;
    if (before === 0) play();
    else copy.world.clock.after(before * MOVE, play);
  });
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
  const fastest = speed === Number.POSITIVE_INFINITY;
  const racing = fastest && !clock.settled;
  const target = fastest
    ? clock.now + (racing ? RACE : IDLE_RACE)
    : Math.floor(anchor.cluster + (begin - anchor.wall) * speed);
  for (let count = 0; clock.runNext(target); count++) {
    if (count % 16 === 0 && performance.now() - begin > SLICE) {
      if (target - clock.now > LAG * Math.max(1, speed)) reanchor();
      return true;
    }
  }
  clock.advanceTo(target);
  return racing;
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
