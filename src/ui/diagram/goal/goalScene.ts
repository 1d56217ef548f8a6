/**
 * The goal of a step, laid over the picture: ghosts where something is missing, badges on what is there. Nothing in
 * the picture moves for it: a ghost takes a place that is free, or none.
 */
import type { ConditionMark, Difference } from '../../../course/goal';
import type { Rect } from '../graph/geometry';
import type { Scene } from '../graph/scene';
import { edgeFor, freePlaces } from './freePlaces';
import { rectOf } from './rectOf';

export interface Ghost {
  readonly key: string;
  readonly mark: ConditionMark;
  readonly rect: Rect;
  /** How many more there should be than there are ghosts. */
  readonly more: number;
}

export interface Badge {
  readonly key: string;
  readonly mark: ConditionMark;
  readonly rect: Rect;
  readonly differences: readonly Difference[];
}

export interface GoalScene {
  readonly ghosts: readonly Ghost[];
  readonly badges: readonly Badge[];
}

/** What an object shows when several conditions have something to say about it. */
const WEIGHT: Readonly<Record<ConditionMark['state'], number>> = {
  leaves: 5,
  replace: 4,
  differs: 3,
  surplus: 2,
  met: 1,
  missing: 0,
};

export function buildGoalScene(scene: Scene, marks: readonly ConditionMark[]): GoalScene {
  return { ghosts: placeGhosts(scene, marks), badges: placeBadges(scene, marks) };
}

function placeGhosts(scene: Scene, marks: readonly ConditionMark[]): readonly Ghost[] {
  const wanted = once(marks.filter(({ state }) => state === 'missing'));
  const kinds = new Set(wanted.map(({ kind }) => kind));
  return [...kinds].flatMap((kind) => {
    const own = wanted.filter((mark) => mark.kind === kind);
    const places = freePlaces(
      scene,
      kind,
      own.reduce((sum, { count }) => sum + count, 0),
    );
    let at = 0;
    const edge = edgeFor(scene, kind);
    let unplaced = 0;
    const ghosts = own.flatMap((mark): Ghost[] => {
      const taken = places.slice(at, at + mark.count);
      at += taken.length;
      const left = mark.count - taken.length;
      if (taken.length === 0) unplaced += mark.count;
      return taken.map((rect, index) => ({
        key: `${idOf(mark)} ${index}`,
        mark,
        rect,
        more: index === taken.length - 1 ? left : 0,
      }));
    });
    const first = own.find((mark) => !ghosts.some((ghost) => ghost.mark === mark));
    if (first === undefined || edge === undefined) return ghosts;
    return [...ghosts, { key: `${idOf(first)} edge`, mark: first, rect: edge, more: unplaced - 1 }];
  });
}

/** Two conditions may want the same thing: one ghost, for the larger number. */
function once(marks: readonly ConditionMark[]): readonly ConditionMark[] {
  const known = new Map<string, ConditionMark>();
  for (const mark of marks) {
    const before = known.get(idOf(mark));
    if (before === undefined || before.count < mark.count) known.set(idOf(mark), mark);
  }
  return [...known.values()];
}

function idOf({ kind, namespace, name, labels }: ConditionMark): string {
  return [kind, namespace, name === '' ? labels : name].join(' ');
}

function placeBadges(scene: Scene, marks: readonly ConditionMark[]): readonly Badge[] {
  const badges = new Map<string, Badge>();
  for (const mark of marks) {
    const { uid, state, kind } = mark;
    const rect = uid === undefined || state === 'missing' ? undefined : rectOf(scene, kind, uid, mark.name);
    if (uid === undefined || rect === undefined) continue;
    const before = badges.get(uid);
    const paths = new Set(before?.differences.map(({ path }) => path));
    const differences = [...(before?.differences ?? []), ...mark.differences.filter(({ path }) => !paths.has(path))];
    const shown = before === undefined || WEIGHT[before.mark.state] < WEIGHT[state] ? mark : before.mark;
    badges.set(uid, { key: uid, mark: shown, rect, differences });
  }
  return [...badges.values()];
}
