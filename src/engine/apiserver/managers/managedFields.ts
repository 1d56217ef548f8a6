/**
 * Keeps who owns what beside the stored objects, and writes it into `metadata.managedFields` for those who read it.
 * Components of the cluster, which never look, are spared the weight; and what nobody has looked at is not worked out.
 */
import { clone } from '../../../base/clone';
import { formatTime } from '../../../base/time';
import { type FieldSet, fieldSetOf, inOrder, LEAF } from '../../../kinds/fields/fieldSet';
import { compare } from '../../../kinds/fields/typedValue';
import type { Kind } from '../../../kinds/kind';
import { apiVersionOf } from '../../../kinds/kind';
import type { ClusterObject } from '../../../kinds/object';
import { decodeKind, mergeTypeOfKind } from '../../../kinds/schema/decodeKind';
import type { Clock } from '../../clock';
import type { Call } from '../call';
import { draftMeta } from '../draft';
import { managerName } from './managerName';
import { afterUpdate, type Manager, type Ownership } from './ownership';
import { type Owners, type OwnersOrPending, PendingOwners, settled } from './pendingOwners';

const NOBODY: Owners = [];
/** What a write to the object itself cannot change where status is a subresource, and the reverse. */
const STATUS: FieldSet = { 'f:status': LEAF };
const ALL_BUT_STATUS: FieldSet = { 'f:spec': LEAF, 'f:metadata': { 'f:labels': LEAF } };

export class ManagedFields {
  readonly #clock: Clock;
  readonly #owners = new WeakMap<ClusterObject, OwnersOrPending>();

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  of(object: ClusterObject): Owners {
    return settled(this.pending(object));
  }

  /** The same, perhaps not worked out yet. */
  pending(object: ClusterObject): OwnersOrPending {
    return this.#owners.get(object) ?? NOBODY;
  }

  keep(object: ClusterObject, owners: OwnersOrPending): void {
    if (owners !== NOBODY) this.#owners.set(object, owners);
  }

  /** A copy of an object belongs to the same owners. */
  carry(from: ClusterObject, to: ClusterObject): void {
    this.keep(to, this.pending(from));
  }

  /** The owners of an object that is about to be made; the draft's own managedFields count as history. */
  created(call: Call, draft: ClusterObject): OwnersOrPending {
    const before = takeGiven(draft) ?? NOBODY;
    const { kind } = call.resource;
    const manager = this.manager(call, 'Update');
    const { now } = this.#clock;
    // the draft goes on to be changed
    const asGiven = clone(draft);
    return new PendingOwners(before, (owners) => {
      const comparison = compare(emptyObject(kind), asGiven, mergeTypeOfKind(kind));
      return afterUpdate(owners, comparison, resetFields(kind, ''), manager, formatTime(now));
    });
  }

  /** The owners after a change to a stored object. `given` are managedFields that came with the change. */
  updated(
    call: Call,
    existing: ClusterObject,
    draft: ClusterObject,
    subresource: string,
    given: Owners | undefined,
  ): OwnersOrPending {
    const { kind } = call.resource;
    const manager = { ...this.manager(call, 'Update'), subresource };
    const { now } = this.#clock;
    return new PendingOwners(given ?? this.pending(existing), (owners) =>
      afterUpdate(owners, compare(existing, draft, mergeTypeOfKind(kind)), LEAF, manager, formatTime(now)),
    );
  }

  manager(call: Call, operation: Manager['operation']): Manager {
    const { kind, subresource } = call.resource;
    return { name: managerName(call), operation, apiVersion: apiVersionOf(kind), subresource };
  }

  get time(): string {
    return formatTime(this.#clock.now);
  }

  /** The object as readers see it, with its managed fields. */
  shown<T extends ClusterObject>(object: T): T {
    const owners = this.of(object);
    if (owners.length === 0) return object;
    return { ...object, metadata: { ...object.metadata, managedFields: [...owners].sort(inWireOrder).map(entryOf) } };
  }
}

/** What a write to the object or to a subresource leaves as it is, whatever it says. */
export function resetFields(kind: Kind, subresource: string): FieldSet {
  if (subresource === 'status') return ALL_BUT_STATUS;
  return kind.hasStatus ? STATUS : LEAF;
}

/** Takes managedFields out of a draft; undefined when it has none or they cannot be read. */
export function takeGiven(draft: ClusterObject): Owners | undefined {
  const metadata = draftMeta(draft);
  const given = metadata.managedFields as readonly Readonly<Record<string, unknown>>[] | undefined;
  if (given === undefined) return undefined;
  delete metadata.managedFields;
  // One empty entry asks to forget everything.
  if (given.length === 1 && Object.keys(given[0] ?? {}).length === 0) return NOBODY;
  const owners: Ownership[] = [];
  for (const entry of given) {
    const { manager = '', operation, apiVersion = '', subresource = '', time, fieldsV1, fieldsType } = entry;
    const fields = fieldSetOf(fieldsV1 ?? {});
    if (fields === undefined || fieldsType !== 'FieldsV1' || (operation !== 'Apply' && operation !== 'Update')) {
      return undefined;
    }
    owners.push({
      name: String(manager),
      operation,
      apiVersion: String(apiVersion),
      subresource: String(subresource),
      time: time === undefined || time === null ? undefined : String(time),
      fields,
    });
  }
  return owners;
}

const NOTHING = {} as ClusterObject;
const empties = new Map<string, ClusterObject>();

/** What Go has before anything is written: structs that are no pointers are there. */
function emptyObject(kind: Kind): ClusterObject {
  // Custom resources are maps through and through.
  if (kind.custom !== undefined) return NOTHING;
  let empty = empties.get(kind.schema);
  if (empty === undefined) {
    empty = decodeKind(kind, { metadata: {} }).object;
    empties.set(kind.schema, empty);
  }
  return empty;
}

function inWireOrder(a: Ownership, b: Ownership): number {
  for (const key of ['operation', 'time', 'name', 'apiVersion', 'subresource'] as const) {
    const [left = '', right = ''] = [a[key], b[key]];
    if (left !== right) return left < right ? -1 : 1;
  }
  return 0;
}

function entryOf({ name, operation, apiVersion, time, subresource, fields }: Ownership): object {
  return {
    manager: name,
    operation,
    apiVersion,
    ...(time === undefined ? {} : { time }),
    fieldsType: 'FieldsV1',
    fieldsV1: inOrder(fields),
    ...(subresource === '' ? {} : { subresource }),
  };
}
