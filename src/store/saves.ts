/**
 * Worlds that outlive the tab, one per lesson and one for free play. A world is saved as what makes it: seed, start and
 * the inputs with their moments; opening it replays them. The files are kept beside it, for when the replay is of no
 * use any more because the engine has changed.
 */
import { get, set, update } from 'idb-keyval';
import type { RecordedInput } from './messages';
import type { Visit } from './playgroundState';

export interface SavedWorld {
  readonly version: 1;
  /** The build that made it: another one may replay the same inputs into another history. */
  readonly build: string;
  readonly profile: string;
  readonly seed: number;
  readonly start: number;
  readonly lesson: string | undefined;
  readonly inputs: readonly RecordedInput[];
  readonly files: Readonly<Record<string, string>>;
}

export interface Journey {
  /** Lessons that were finished. */
  readonly finished: Readonly<Record<string, true>>;
  /** The lesson that was on last. */
  readonly last: string | undefined;
  /** How far the learner came in each lesson. */
  readonly visits: Readonly<Record<string, Visit>>;
}

export function slotOf(lesson: string | undefined, profile: string): string {
  return lesson === undefined ? `world:free:${profile}` : `world:lesson:${lesson}`;
}

/** The saved world of a slot; undefined when there is none, `damaged` (and set aside) when it can't be understood. */
export async function loadWorld(slot: string): Promise<SavedWorld | 'damaged' | undefined> {
  let value: unknown;
  try {
    value = await get(slot);
  } catch {
    return undefined;
  }
  if (value === undefined) return undefined;
  if (isSavedWorld(value)) return value;
  await set(`damaged:${slot}`, value).catch(() => undefined);
  return 'damaged';
}

/** False when the browser has no room or no storage. */
export async function saveWorld(slot: string, world: SavedWorld): Promise<boolean> {
  try {
    await set(slot, world);
    return true;
  } catch {
    return false;
  }
}

export async function loadJourney(): Promise<Journey> {
  try {
    const value = (await get('journey')) as Partial<Journey> | undefined;
    const finished = value?.finished;
    return {
      finished: typeof finished === 'object' && finished !== null ? finished : {},
      last: typeof value?.last === 'string' ? value.last : undefined,
      visits: readVisits(value?.visits),
    };
  } catch {
    return { finished: {}, last: undefined, visits: {} };
  }
}

export async function saveJourney(change: Partial<Journey>): Promise<boolean> {
  try {
    await update<Journey>('journey', (old) => ({
      finished: { ...old?.finished, ...change.finished },
      last: 'last' in change ? change.last : old?.last,
      visits: { ...old?.visits, ...change.visits },
    }));
    return true;
  } catch {
    return false;
  }
}

function readVisits(value: unknown): Journey['visits'] {
  if (typeof value !== 'object' || value === null) return {};
  return Object.fromEntries(
    Object.entries(value as Record<string, Partial<Visit> | null>).flatMap(([lesson, visit]) =>
      isCount(visit?.step) && isCount(visit?.done) ? [[lesson, { step: visit.step, done: visit.done }]] : [],
    ),
  );
}

function isCount(value: unknown): value is number {
  return typeof value === 'number' && Number.isInteger(value) && value >= 0;
}

function isSavedWorld(value: unknown): value is SavedWorld {
  if (typeof value !== 'object' || value === null) return false;
  const world = value as Record<string, unknown>;
  return (
    world['version'] === 1 &&
    typeof world['build'] === 'string' &&
    typeof world['profile'] === 'string' &&
    Number.isFinite(world['seed']) &&
    Number.isFinite(world['start']) &&
    Array.isArray(world['inputs']) &&
    world['inputs'].every(isRecordedInput) &&
    typeof world['files'] === 'object' &&
    world['files'] !== null
  );
}

function isRecordedInput(value: unknown): boolean {
  if (typeof value !== 'object' || value === null) return false;
  const recorded = value as Record<string, unknown>;
  const input = recorded['input'] as { kind?: unknown } | undefined;
  return Number.isFinite(recorded['at']) && Number.isFinite(recorded['executed']) && typeof input?.kind === 'string';
}
