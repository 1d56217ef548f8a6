/**
 * What a condition wants of single things, as marks that the picture can show: what is missing, what differs, what is
 * to go, what is well. Each check word makes its own from the very objects that it judges, so the two never disagree.
 */
import { equal } from '../base/equality';
import type { ClusterObject } from '../kinds/object';
import type { CheckView } from './check';
import { agrees, fits, matching, valueAt } from './checks/shared';

type Use = Readonly<Record<string, unknown>>;

/** A wish for a value. `like` is one that is not for human eyes: a pattern. */
export interface Wish {
  readonly word: 'is' | 'min' | 'max' | 'not' | 'in' | 'has' | 'set' | 'unset' | 'like';
  readonly value: string;
}

export interface Difference {
  /** `spec.replicas` */
  readonly path: string;
  /** Empty: there is no value. */
  readonly now: string;
  readonly wanted: Wish;
}

export interface GoalMark {
  /**
   * missing: there should be so many more; differs: it is there and not as wanted; leaves: it is to go away; surplus:
   * one of too many; replace: another one is to take its place; met: it is as wanted.
   */
  readonly state: 'missing' | 'differs' | 'leaves' | 'surplus' | 'replace' | 'met';
  readonly kind: string;
  readonly namespace: string;
  /** Empty where any name will do. */
  readonly name: string;
  /** What it is known by otherwise: `app=web`. */
  readonly labels: string;
  /** Undefined for what is missing. */
  readonly uid?: string;
  /** missing: how many; surplus: how many there should be; otherwise 1. */
  readonly count: number;
  readonly differences: readonly Difference[];
}

/** A mark of the goal, and the condition that it belongs to. */
export interface ConditionMark extends GoalMark {
  readonly condition: string;
}

/** So many things of one condition are marked; a picture with more marks says less. */
const MOST = 24;
/** Longer values are cut. */
const LENGTH = 40;
/** Parts of `where` that say which object is meant rather than how it should be. */
const IDENTITY = /^metadata\.(name|namespace)$/;

/** The marks of things that are there. */
export function marksOf(objects: readonly ClusterObject[], state: GoalMark['state'], count = 1): readonly GoalMark[] {
  return objects.slice(0, MOST).map((object) => markOf(object, state, count));
}

/** What `use` means and is not as it says: the nearest ones, with what differs. At most `room` of them. */
export function nearest(view: CheckView, use: Use, room: number): readonly GoalMark[] {
  const where = whereOf(use);
  const wanted = Object.entries(where).filter(([path]) => !IDENTITY.test(path));
  const told = use['name'] !== undefined || use['labels'] !== undefined;
  return view
    .list(String(use['kind']))
    .filter((object) => fits(object, identityOf(use)) && !fits(object, use))
    .map((object) => ({ object, differences: wanted.flatMap((wish) => differencesAt(object, ...wish)) }))
    .filter(({ differences }) => told || differences.length < wanted.length)
    .sort((a, b) => a.differences.length - b.differences.length)
    .slice(0, room)
    .map(({ object, differences }) => ({ ...markOf(object, 'differs', 1), differences }));
}

/** So many that fit are not there. */
export function missing(use: Use, count: number): GoalMark {
  const labels = Object.entries((use['labels'] as Record<string, string> | undefined) ?? {});
  const namespace = String(use['namespace'] ?? 'default');
  const where = whereOf(use);
  const named = use['name'] ?? (typeof where['metadata.name'] === 'string' ? where['metadata.name'] : undefined);
  return {
    state: 'missing',
    kind: String(use['kind']),
    namespace: namespace === '*' ? '' : namespace,
    name: named === undefined ? '' : String(named),
    labels: (labels.length > 0 ? labels.map(([key, value]) => `${key}=${value}`) : hints(where)).join(', '),
    count,
    differences: [],
  };
}

/** The marks for a number of things that fit: those that are there, the nearest, and what is missing then. */
export function marksOfCount(view: CheckView, use: Use, least: number, most: number): readonly GoalMark[] {
  const found = matching(view, use);
  if (found.length > most) return marksOf(found, most === 0 ? 'leaves' : 'surplus', Math.max(1, most));
  if (found.length >= least) return marksOf(found, 'met');
  const near = nearest(view, use, least - found.length);
  const lacking = least - found.length - near.length;
  return [...marksOf(found, 'met'), ...near, ...(lacking > 0 ? [missing(use, lacking)] : [])];
}

/** The use without what the object is wished to be like. */
function identityOf(use: Use): Use {
  const where = Object.fromEntries(Object.entries(whereOf(use)).filter(([path]) => IDENTITY.test(path)));
  return { ...use, where };
}

function whereOf(use: Use): Readonly<Record<string, unknown>> {
  return (use['where'] as Readonly<Record<string, unknown>> | undefined) ?? {};
}

function markOf(object: ClusterObject, state: GoalMark['state'], count: number): GoalMark {
  const { name, namespace = '', uid } = object.metadata;
  const which = { kind: object.kind, namespace, name, labels: '' };
  return { state, ...which, ...(uid === undefined ? {} : { uid }), count, differences: [] };
}

/** What else tells which one is wanted, where it has neither name nor labels: `image=busybox`. */
function hints(where: Readonly<Record<string, unknown>>): readonly string[] {
  return Object.entries(where).flatMap(([path, value]) =>
    typeof value === 'string' && /^[a-z]+$/.test(path) ? [`${path}=${value}`] : [],
  );
}

function differencesAt(object: ClusterObject, path: string, wanted: unknown): readonly Difference[] {
  const value = valueAt(object, path);
  if (agrees(value, wanted)) return [];
  return [{ path, now: tell(value), wanted: wishOf(wanted) }];
}

function wishOf(wanted: unknown): Wish {
  if (typeof wanted !== 'object' || wanted === null || Array.isArray(wanted))
    return { word: 'is', value: tell(wanted) };
  const entries = Object.entries(wanted);
  const [word, value] = entries.find(([, one]) => !equal(one, undefined)) ?? ['like', ''];
  switch (word) {
    case 'exists':
      return { word: value === true ? 'set' : 'unset', value: '' };
    case 'min':
    case 'max':
    case 'not':
      return isPlain(value) ? { word, value: tell(value) } : { word: 'like', value: '' };
    case 'in':
    case 'has':
      return [value].flat().every(isPlain) ? { word, value: tell(value) } : { word: 'like', value: '' };
    default:
      return { word: 'like', value: '' };
  }
}

function isPlain(value: unknown): boolean {
  return typeof value !== 'object' || value === null;
}

function tell(value: unknown): string {
  if (value === undefined || value === null) return '';
  const text = Array.isArray(value)
    ? value.map((one) => tell(one)).join(', ')
    : typeof value === 'object'
      ? JSON.stringify(value)
      : String(value);
  return text.length > LENGTH ? `${text.slice(0, LENGTH - 1)}…` : text;
}
