/** What machines are busy with for a while, read off the trace: images on their way, layer by layer, and builds. */
import type { TraceEntry } from '../../../engine/trace';
import { doerOf } from '../../parts/doer';

export interface Transfer {
  readonly key: string;
  /** The layer's twelve digits, as the terminal shows them: of what travels when pulled, of its content when pushed. */
  readonly layer: string;
  /** As the terminal counts them: packed when pulled, unpacked when pushed. */
  readonly bytes: number;
  /** Milliseconds since 1970. */
  readonly begun: number;
  readonly until: number;
}

export interface Movement {
  readonly kind: 'pull' | 'push';
  /** Whose images these are: `laptop`, or a node's name. */
  readonly machine: string;
  readonly sequence: number;
  readonly image: string;
  /** Of the whole image, and how many of them have to be moved. */
  readonly layers: number;
  readonly missing: number;
  /** Of all that have to be moved, as they travel. */
  readonly bytes: number;
  readonly transfers: readonly Transfer[];
  readonly ended: number | undefined;
}

export interface BuildStepView {
  readonly key: string;
  readonly text: string;
  readonly state: 'cached' | 'running' | 'done' | 'failed';
}

export interface BuildView {
  readonly sequence: number;
  readonly tag: string;
  readonly steps: readonly BuildStepView[];
  readonly ended: number | undefined;
  readonly failed: boolean;
}

export interface Activity {
  readonly movements: readonly Movement[];
  readonly build: BuildView | undefined;
}

type Act = Extract<TraceEntry, { kind: 'act' }>;

/** Longer ago than this nothing that is still going on began, in entries of the trace. */
const LOOK_BACK = 1200;
/** What should have gone on long ago and did not, in milliseconds of the laptop. */
const GIVEN_UP = 5_000;
/** What is over stays to be seen for so long, in milliseconds of the laptop. */
const LINGER = 6_000;

const PULLS: Readonly<Record<string, Movement['kind']>> = { 'pull-image': 'pull', 'push-image': 'push' };
const ENDS: ReadonlySet<string> = new Set(['image-pulled', 'image-pull-failed', 'image-pushed', 'image-push-failed']);

interface OpenMovement extends Omit<Movement, 'transfers' | 'ended'> {
  /** When it ought to be over, as it was reckoned at its beginning. */
  readonly expected: number;
  readonly transfers: Transfer[];
  ended: number | undefined;
}

/** What is going on at `now`, or has ended a moment ago. */
export function activityOf(trace: readonly TraceEntry[], now: number): Activity {
  const acts = trace.slice(-LOOK_BACK).filter((entry): entry is Act => entry.kind === 'act');
  const daemons = acts.filter((entry) => doerOf(entry) === 'dockerd');
  return { movements: movementsOf(acts, now), build: buildOf(daemons, now) };
}

function movementsOf(acts: readonly Act[], now: number): readonly Movement[] {
  const open: OpenMovement[] = [];
  for (const entry of acts) {
    const { action, detail = {} } = entry;
    const machine = machineOf(entry);
    if (machine === undefined) continue;
    const kind = PULLS[action];
    const image = String(detail['image'] ?? '');
    if (kind !== undefined) {
      const layers = Number(detail['layers'] ?? 0);
      const missing = Number(detail['missing'] ?? layers);
      const expected = entry.until ?? entry.time;
      const { sequence } = entry;
      open.push({
        kind,
        machine,
        sequence,
        image,
        layers,
        missing,
        bytes: Number(detail['bytes'] ?? 0),
        transfers: [],
        expected,
        ended: undefined,
      });
      continue;
    }
    if (ENDS.has(action)) {
      const over = open.findLast(
        (one) => one.machine === machine && one.ended === undefined && sameImage(one.image, image),
      );
      if (over !== undefined) over.ended = entry.time;
      continue;
    }
    if (action !== 'pull-layer' && action !== 'push-layer') continue;
    const wanted = action === 'pull-layer' ? 'pull' : 'push';
    const mine =
      open.find((one) => one.sequence === entry.cause) ??
      open.findLast((one) => one.machine === machine && one.kind === wanted);
    mine?.transfers.push({
      key: String(entry.sequence),
      layer: shortDigest(String(detail['content'] ?? detail['layer'] ?? '')),
      bytes: Number(detail['unpacked'] ?? detail['bytes'] ?? 0),
      begun: entry.time,
      until: entry.until ?? entry.time,
    });
  }
  return open
    .map(({ expected, ...one }): Movement => ({ ...one, ended: one.ended ?? endOf(one, expected, now) }))
    .filter(({ ended }) => ended === undefined || now - ended < LINGER);
}

/** Whose daemon or runtime it is; undefined for everybody else. */
function machineOf(entry: Act): string | undefined {
  const [part, node] = doerOf(entry).split('/');
  if (part === 'dockerd') return node ?? 'laptop';
  return part === 'runtime' ? node : undefined;
}

/** What nobody said the end of (a build's own pull, one that was called off) is over when nothing of it moves any more. */
function endOf({ missing, transfers }: Movement, expected: number, now: number): number | undefined {
  const last = Math.max(expected, ...transfers.map(({ until }) => until));
  if (transfers.length >= missing && last <= now) return last;
  return now - last > GIVEN_UP ? last : undefined;
}

function sameImage(one: string, other: string): boolean {
  return one === other || one.includes(other) || other.includes(one);
}

function shortDigest(digest: string): string {
  return digest.replace(/^sha256:/, '').slice(0, 12);
}

/** The newest build: its steps in the order in which they were begun. */
function buildOf(acts: readonly Act[], now: number): BuildView | undefined {
  const at = acts.findLastIndex(({ action }) => action === 'build-image');
  const begin = acts[at];
  if (begin === undefined) return undefined;
  const steps = new Map<string, BuildStepView>();
  let ended: number | undefined;
  let failed = false;
  for (const { action, detail = {}, time } of acts.slice(at + 1)) {
    const text = String(detail['step'] ?? '');
    if (action === 'build-step') steps.set(text, { key: text, text, state: 'running' });
    if (action === 'build-step-cached') steps.set(text, { key: text, text, state: 'cached' });
    const cached = steps.get(text)?.state === 'cached';
    if (action === 'build-step-done' && !cached) steps.set(text, { key: text, text, state: 'done' });
    if (action === 'build-step-failed') steps.set(text, { key: text, text, state: 'failed' });
    if (action !== 'image-built' && action !== 'build-failed') continue;
    ended = time;
    failed = action === 'build-failed';
    break;
  }
  if (ended !== undefined && now - ended > LINGER) return undefined;
  const tag = String(begin.detail?.['image'] ?? '');
  return { sequence: begin.sequence, tag, steps: [...steps.values()], ended, failed };
}
