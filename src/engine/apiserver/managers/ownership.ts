/** Who owns which fields of an object, and how a change moves them: the bookkeeping of structured-merge-diff's Updater. */
import {
  difference,
  type FieldSet,
  intersection,
  isEmpty,
  LEAF,
  recursiveDifference,
  union,
} from '../../../kinds/fields/fieldSet';
import type { Comparison } from '../../../kinds/fields/typedValue';

export interface Manager {
  readonly name: string;
  readonly operation: 'Apply' | 'Update';
  readonly apiVersion: string;
  /** '' for the object itself. */
  readonly subresource: string;
}

/** One manager's fields, since when. */
export interface Ownership extends Manager {
  readonly time: string | undefined;
  readonly fields: FieldSet;
}

export interface Conflict {
  readonly owner: Ownership;
  readonly fields: FieldSet;
}

/** More managers by update than this are put together, oldest first. */
const MOST_UPDATERS = 10;
const ANCIENT = 'ancient-changes';

/** Fields that belong to the server and to nobody else. */
const SERVERS: FieldSet = {
  'f:apiVersion': LEAF,
  'f:kind': LEAF,
  'f:metadata': Object.fromEntries(
    ['.', ...'name namespace creationTimestamp selfLink uid generation managedFields resourceVersion'.split(' ')].map(
      (name) => [name === '.' ? name : `f:${name}`, LEAF],
    ),
  ),
};

/** The same manager as far as its entry goes: who applies keeps one over all versions. */
export function isSameManager(a: Manager, b: Manager): boolean {
  return (
    a.name === b.name &&
    a.operation === b.operation &&
    a.subresource === b.subresource &&
    (a.operation === 'Apply' || a.apiVersion === b.apiVersion)
  );
}

/** Without what nobody owns and, recursively, without what a request cannot change. */
export function ownable(set: FieldSet | undefined, reset: FieldSet): FieldSet {
  if (set === undefined) return LEAF;
  return recursiveDifference(difference(set, SERVERS), reset);
}

/** After a manager wrote something: what it changed is its own, what is gone is nobody's. */
export function afterUpdate(
  owners: readonly Ownership[],
  comparison: Comparison,
  reset: FieldSet,
  manager: Manager,
  time: string,
): readonly Ownership[] {
  const changed = ownable(comparison.changed, reset);
  const removed = ownable(comparison.removed, reset);
  if (isEmpty(changed) && isEmpty(removed)) return owners;
  const gone = union(changed, removed);
  const own = owners.find((owner) => isSameManager(owner, manager));
  const others = owners
    .map((owner) => withFields(owner, difference(owner.fields, gone)))
    .filter((owner) => !isEmpty(owner.fields));
  if (isEmpty(changed)) return others;
  const before = others.find((owner) => isSameManager(owner, manager));
  const fields = union(before?.fields ?? LEAF, changed);
  const entry: Ownership = {
    ...manager,
    time,
    fields: own !== undefined && isSame(own.fields, fields) ? own.fields : fields,
  };
  return capped([...others.filter((owner) => owner !== before), entry]);
}

/** What others own of the fields that somebody wants to change by applying. */
export function conflictsOf(owners: readonly Ownership[], changed: FieldSet, manager: Manager): readonly Conflict[] {
  return owners
    .filter((owner) => !isSameManager(owner, manager))
    .map((owner) => ({ owner, fields: intersection(owner.fields, changed) }))
    .filter(({ fields }) => !isEmpty(fields));
}

/** After a manager applied `config`: these are its fields, and what it changed is nobody else's. */
export function afterApply(
  owners: readonly Ownership[],
  comparison: Comparison,
  config: FieldSet,
  manager: Manager,
  time: string | undefined,
): readonly Ownership[] {
  const gone = union(comparison.changed ?? LEAF, comparison.removed ?? LEAF);
  const others = owners
    .filter((owner) => !isSameManager(owner, manager))
    .map((owner) => withFields(owner, difference(owner.fields, gone)))
    .filter((owner) => !isEmpty(owner.fields));
  return isEmpty(config) ? others : [...others, { ...manager, time, fields: config }];
}

/** True when the same managers own the same, whenever they wrote it. */
export function isSameOwnership(a: readonly Ownership[], b: readonly Ownership[]): boolean {
  if (a === b) return true;
  return (
    a.length === b.length &&
    a.every((owner) => b.some((other) => isSameManager(owner, other) && isSame(owner.fields, other.fields)))
  );
}

function isSame(a: FieldSet, b: FieldSet): boolean {
  return a === b || (isEmpty(difference(a, b)) && isEmpty(difference(b, a)));
}

function withFields(owner: Ownership, fields: FieldSet): Ownership {
  return fields === owner.fields ? owner : { ...owner, fields };
}

function capped(owners: readonly Ownership[]): readonly Ownership[] {
  const updaters = owners.filter((owner) => owner.operation === 'Update');
  const surplus = updaters.length - MOST_UPDATERS;
  if (surplus <= 0) return owners;
  const oldest = [...updaters].sort((a, b) => ((a.time ?? '') < (b.time ?? '') ? -1 : 1)).slice(0, surplus + 1);
  const merged: Ownership = {
    name: ANCIENT,
    operation: 'Update',
    apiVersion: oldest[0]?.apiVersion ?? '',
    subresource: '',
    time: oldest.at(-1)?.time,
    fields: oldest.reduce((all, owner) => union(all, owner.fields), LEAF),
  };
  return [...owners.filter((owner) => !oldest.includes(owner)), merged];
}
