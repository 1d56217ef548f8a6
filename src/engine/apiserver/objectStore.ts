/**
 * The generic registry: what every resource does on the way into and out of etcd (names, metadata, strategy of the
 * kind, validation, admission, optimistic concurrency), as apiserver's `registry/generic` and `registry/rest` do it.
 */
import { equal } from '../../base/equality';
import { deepFreeze } from '../../base/freeze';
import type { Random } from '../../base/random';
import { fail, ok, type Result } from '../../base/result';
import { formatTime } from '../../base/time';
import type { FieldError } from '../../kinds/fieldError';
import type { Kind } from '../../kinds/kind';
import { apiVersionOf, resourceName } from '../../kinds/kind';
import { validateMetadata, validateMetadataUpdate } from '../../kinds/metadata/validateMetadata';
import type { ClusterObject } from '../../kinds/object';
import type { Status } from '../../kinds/status';
import type { Identity } from '../client/door';
import type { Clock } from '../clock';
import type { Etcd } from '../etcd/etcd';
import { Authorizer } from './access/authorizer';
import type { AdmissionContext, AdmissionPlugin, AdmissionRequest } from './admission/admission';
import type { Call } from './call';
import { draftMeta } from './draft';
import { ManagedFields, takeGiven } from './managers/managedFields';
import { isSameOwnership } from './managers/ownership';
import { type Owners, type OwnersOrPending, PendingOwners, settled } from './managers/pendingOwners';
import type { Resource } from './resources/resource';
import * as statusError from './statusError';
import { storageKey, storagePrefix } from './storageKey';

export interface UpdateOptions {
  readonly subresource?: string;
  /** Keeps what this subresource may not change; without it the kind's own strategy does. */
  readonly prepare?: (draft: ClusterObject, old: ClusterObject) => void;
  /** False when the draft is not a whole object, or is one that was stored before. */
  readonly withDefaults?: boolean;
  /** Validates instead of the kind's own rules. */
  readonly validate?: (object: ClusterObject, old: ClusterObject) => readonly FieldError[];
  /** The code of success. */
  readonly code?: number;
  /** Who owns the fields afterwards; left out, the request's manager owns what it changed. */
  readonly owners?: Owners;
  /** True for changes that no manager is recorded for. */
  readonly untracked?: boolean;
}

export interface ObjectStoreOptions {
  readonly clock: Clock;
  readonly random: Random;
  readonly etcd: Etcd<ClusterObject>;
  readonly plugins: readonly AdmissionPlugin[];
  readonly resources: readonly Resource[];
  /** What is served at this moment. */
  kinds(): readonly Kind[];
  /** Bearer tokens that are known beforehand, and who they stand for. */
  readonly tokens?: ReadonlyMap<string, Identity>;
  /** True when nobody's rights are looked at. */
  readonly allowsAll?: boolean;
}

/** generateName is cut so that five characters fit behind it. */
const LONGEST_PREFIX = 58;
/** How often another random name is tried when one is taken. */
const NAME_ATTEMPTS = 8;

export class ObjectStore implements AdmissionContext {
  readonly clock: Clock;
  readonly random: Random;
  readonly etcd: Etcd<ClusterObject>;
  /** Who owns which fields of the stored objects. */
  readonly managed: ManagedFields;
  readonly authorizer: Authorizer;
  readonly tokens: ReadonlyMap<string, Identity>;
  readonly #plugins: readonly AdmissionPlugin[];
  readonly #kinds: () => readonly Kind[];
  /** `byKind`: those that were asked for, since each request asks several times. */
  readonly #resources: {
    readonly all: ReadonlyMap<string, Resource>;
    readonly byKind: WeakMap<Kind, Resource | undefined>;
  };

  constructor(options: ObjectStoreOptions) {
    this.clock = options.clock;
    this.random = options.random;
    this.etcd = options.etcd;
    this.managed = new ManagedFields(options.clock);
    this.authorizer = new Authorizer(this, options.allowsAll);
    this.tokens = options.tokens ?? new Map();
    this.#plugins = options.plugins;
    this.#kinds = options.kinds;
    this.#resources = {
      all: new Map(options.resources.map((resource) => [resource.name, resource])),
      byKind: new WeakMap(),
    };
  }

  /** What the kind does beyond its declaration, if anything. */
  resourceOf(kind: Kind): Resource | undefined {
    const { all, byKind } = this.#resources;
    if (!byKind.has(kind)) byKind.set(kind, all.get(resourceName(kind)));
    return byKind.get(kind);
  }

  get now(): number {
    return this.clock.now;
  }

  save(kind: Kind, object: ClusterObject): void {
    const { name, namespace = '' } = object.metadata;
    const draft = { ...object, metadata: { ...object.metadata, resourceVersion: String(this.etcd.revision + 1) } };
    this.etcd.put(storageKey(kind, namespace, name), deepFreeze(draft), {});
  }

  findKind(apiVersion: string, kind: string): Kind | undefined {
    return this.#kinds().find((one) => one.kind === kind && apiVersionOf(one) === apiVersion);
  }

  find(kind: Kind, namespace: string, name: string): ClusterObject | undefined {
    return this.etcd.get(storageKey(kind, namespace, name))?.value;
  }

  *list(kind: Kind, namespace = ''): Generator<ClusterObject, void, void> {
    for (const entry of this.etcd.range(storagePrefix(kind, namespace))) yield entry.value;
  }

  get(call: Call): Result<ClusterObject, Status> {
    const { kind, namespace, name } = call.resource;
    const found = this.find(kind, namespace, name);
    return found === undefined ? fail(statusError.notFound(kind, name)) : ok(found);
  }

  /** Stores a new object. The draft is changed in place and becomes the stored object. */
  create(call: Call, draft: ClusterObject, owners?: Owners): Result<ClusterObject, Status> {
    const { kind, namespace } = call.resource;
    const metadata = draftMeta(draft);
    if (metadata.resourceVersion !== undefined && metadata.resourceVersion !== '') {
      return fail(statusError.unknownError('resourceVersion should not be set on objects to be created'));
    }
    kind.setDefaults(draft);
    const withheld = this.resourceOf(kind)?.refusal?.(call, draft, undefined, this);
    if (withheld !== undefined) return fail(withheld);
    // What admission and allocation add belongs to nobody.
    const managers = owners ?? this.managed.created(call, draft);
    delete metadata.managedFields;
    metadata.name ??= '';
    // What the server makes for itself may bring its UID with it and then needs no chance.
    if (call.caller.actor !== 'api-server' || metadata.uid === undefined) metadata.uid = this.random.uuid();
    metadata.creationTimestamp = formatTime(this.clock.now);
    for (const field of SERVER_FIELDS) delete metadata[field];
    call.name = metadata.name;
    call.uid = metadata.uid;
    const request: AdmissionRequest = {
      operation: 'CREATE',
      kind,
      namespace,
      name: metadata.name,
      subresource: '',
      object: draft,
      old: undefined,
      dryRun: call.dryRun,
      user: call.caller,
      warn: (text) => call.warn(text),
    };
    const refused = this.#admit(request);
    if (refused !== undefined) return fail(refused);
    // Before the kind looks at it: what it derives from the name is of the name that it will have.
    this.#generateName(kind, draft);
    kind.prepareForCreate(draft);
    const { name } = draft.metadata;
    call.name = name;
    const unavailable = this.resourceOf(kind)?.beginCreate?.(draft, this) ?? [];
    if (unavailable.length > 0) return fail(statusError.invalid(kind, name, unavailable));
    const errors = [...validateMetadata(kind, draft), ...kind.validate(draft), ...(kind.validateCreate?.(draft) ?? [])];
    if (errors.length > 0) return fail(statusError.invalid(kind, name, errors));
    for (const text of kind.warnings?.(draft) ?? []) call.warn(text);
    const vetoed = this.#validate(request);
    if (vetoed !== undefined) return fail(vetoed);
    if (this.find(kind, namespace, name) !== undefined) return fail(statusError.alreadyExists(kind, name));
    return ok(this.#write(call, draft, 201, managers));
  }

  /**
   * Replaces an object by what `change` makes of the stored one. An outdated resourceVersion or another UID in the
   * result is a conflict. What comes out unchanged is not written.
   */
  update(
    call: Call,
    change: (existing: ClusterObject) => Result<ClusterObject, Status>,
    options: UpdateOptions = {},
  ): Result<ClusterObject, Status> {
    const { kind, namespace, name } = call.resource;
    const existing = this.find(kind, namespace, name);
    if (existing === undefined) return fail(statusError.notFound(kind, name));
    call.uid = existing.metadata.uid;
    const changed = change(existing);
    if (!changed.ok) return changed;
    const draft = changed.value;
    const given = takeGiven(draft);
    if (options.withDefaults !== false) kind.setDefaults(draft);
    const withheld = this.resourceOf(kind)?.refusal?.(call, draft, existing, this);
    if (withheld !== undefined) return fail(withheld);
    const request: AdmissionRequest = {
      operation: 'UPDATE',
      kind,
      namespace,
      name,
      subresource: options.subresource ?? '',
      object: draft,
      old: existing,
      dryRun: call.dryRun,
      user: call.caller,
      warn: (text) => call.warn(text),
    };
    const stale = this.#staleness(kind, draft, existing);
    if (stale !== undefined) return fail(stale);
    const refused = this.#admit(request);
    if (refused !== undefined) return fail(refused);
    keepSystemFields(draft, existing);
    if (options.prepare === undefined) {
      kind.prepareForUpdate(draft, existing);
      const unavailable = this.resourceOf(kind)?.beginUpdate?.(draft, existing, this) ?? [];
      if (unavailable.length > 0) return fail(statusError.invalid(kind, name, unavailable));
    } else {
      options.prepare(draft, existing);
    }
    const errors =
      options.validate === undefined
        ? [
            ...validateMetadataUpdate(kind, draft, existing),
            ...kind.validate(draft),
            ...kind.validateUpdate(draft, existing),
          ]
        : options.validate(draft, existing);
    if (errors.length > 0) return fail(statusError.invalid(kind, name, errors));
    if (options.validate === undefined) {
      for (const text of kind.warnings?.(draft, existing) ?? []) call.warn(text);
    }
    const vetoed = this.#validate(request);
    if (vetoed !== undefined) return fail(vetoed);
    const code = options.code ?? 200;
    if (this.#nothingHolds(kind, draft, existing)) {
      this.managed.carry(existing, draft);
      return ok(this.remove(call, draft, code));
    }
    return ok(this.replace(call, existing, draft, code, this.#ownersAfter(call, existing, draft, options, given)));
  }

  #ownersAfter(
    call: Call,
    existing: ClusterObject,
    draft: ClusterObject,
    options: UpdateOptions,
    given: Owners | undefined,
  ): OwnersOrPending {
    if (options.owners !== undefined) return options.owners;
    if (options.untracked === true) return this.managed.pending(existing);
    return this.managed.updated(call, existing, draft, options.subresource ?? '', given);
  }

  /** Writes the new state of an object, unless it is the same and belongs to the same managers. */
  replace(
    call: Call,
    existing: ClusterObject,
    draft: ClusterObject,
    code: number,
    owners: OwnersOrPending = this.managed.pending(existing),
  ): ClusterObject {
    const metadata = draftMeta(draft);
    if (existing.metadata.resourceVersion !== undefined) {
      metadata.resourceVersion = existing.metadata.resourceVersion;
    }
    if (equal(existing, draft) && this.#ownedAsBefore(existing, owners)) return existing;
    return this.#write(call, draft, code, owners);
  }

  /** Of an object that is the same as before: then a change moves no fields. */
  #ownedAsBefore(existing: ClusterObject, owners: OwnersOrPending): boolean {
    const before = this.managed.pending(existing);
    if (owners === before || (owners instanceof PendingOwners && owners.follows(before))) return true;
    return isSameOwnership(settled(before), settled(owners));
  }

  /** Takes an object out of etcd and returns its last state. */
  remove(call: Call, object: ClusterObject, code: number): ClusterObject {
    if (call.dryRun) return object;
    const kind = call.resource.kind;
    const key = storageKey(kind, object.metadata.namespace ?? '', object.metadata.name);
    const revision = this.etcd.revision + 1;
    call.write(code, revision, () => this.etcd.delete(key));
    const removed = deepFreeze({ ...object, metadata: { ...object.metadata, resourceVersion: String(revision) } });
    this.managed.carry(object, removed);
    return removed;
  }

  /** True when an object that is being deleted has lost its last finalizer. */
  #nothingHolds(kind: Kind, draft: ClusterObject, existing: ClusterObject): boolean {
    return (
      existing.metadata.deletionTimestamp !== undefined &&
      (draft.metadata.finalizers?.length ?? 0) === 0 &&
      (existing.metadata.deletionGracePeriodSeconds ?? 0) === 0 &&
      this.resourceOf(kind)?.holdsDeletion?.(draft) !== true
    );
  }

  /** Runs admission for what is neither created nor updated. */
  review(request: AdmissionRequest): Status | undefined {
    return this.#admit(request) ?? this.#validate(request);
  }

  #generateName(kind: Kind, draft: ClusterObject): void {
    const { name, generateName = '', namespace = '' } = draft.metadata;
    if (name !== '' || generateName === '') return;
    for (let attempt = 0; attempt < NAME_ATTEMPTS; attempt++) {
      draft.metadata.name = `${generateName.slice(0, LONGEST_PREFIX)}${this.random.nameSuffix()}`;
      if (this.find(kind, namespace, draft.metadata.name) === undefined) return;
    }
  }

  #admit(request: AdmissionRequest): Status | undefined {
    for (const plugin of this.#plugins) {
      const refused = plugin.admit?.(request, this);
      if (refused !== undefined) return refused;
    }
    return undefined;
  }

  #validate(request: AdmissionRequest): Status | undefined {
    for (const plugin of this.#plugins) {
      const refused = plugin.validate?.(request, this);
      if (refused !== undefined) return refused;
    }
    return undefined;
  }

  #write(call: Call, draft: ClusterObject, code: number, owners: OwnersOrPending): ClusterObject {
    const kind = call.resource.kind;
    const key = storageKey(kind, draft.metadata.namespace ?? '', draft.metadata.name);
    if (call.dryRun) {
      this.managed.keep(draft, owners);
      return deepFreeze(draft);
    }
    const revision = this.etcd.revision + 1;
    const object = inOrder(kind, draft);
    draftMeta(object).resourceVersion = String(revision);
    deepFreeze(object);
    this.managed.keep(object, owners);
    const ttl = this.resourceOf(kind)?.timeToLive;
    const options = ttl === undefined ? {} : { ttl };
    call.write(code, revision, () => this.etcd.put(key, object, options));
    return object;
  }

  #staleness(kind: Kind, draft: ClusterObject, existing: ClusterObject): Status | undefined {
    const { name, uid, resourceVersion } = draft.metadata;
    if (uid !== undefined && uid !== '' && uid !== existing.metadata.uid) {
      const key = storageKey(kind, existing.metadata.namespace ?? '', existing.metadata.name);
      const why =
        `StorageError: invalid object, Code: 4, Key: ${key}, ResourceVersion: 0, AdditionalErrorMsg: ` +
        `Precondition failed: UID in precondition: ${uid}, UID in object meta: ${existing.metadata.uid}`;
      return statusError.conflict(kind, name, why);
    }
    const asked = resourceVersion ?? '';
    if (asked === '' || asked === '0' || asked === existing.metadata.resourceVersion) return undefined;
    return statusError.conflict(kind, name, statusError.OPTIMISTIC_LOCK);
  }
}

const SERVER_FIELDS = ['deletionTimestamp', 'deletionGracePeriodSeconds', 'selfLink'] as const;

/** What no author may change: they are the server's. */
function keepSystemFields(draft: ClusterObject, existing: ClusterObject): void {
  const metadata = draftMeta(draft);
  const old = existing.metadata;
  for (const field of ['uid', 'creationTimestamp', 'generation', 'selfLink'] as const) {
    if (old[field] === undefined) delete metadata[field];
    else Object.assign(metadata, { [field]: old[field] });
  }
  // A deletion, once begun, cannot be taken back or changed by an update.
  for (const field of ['deletionTimestamp', 'deletionGracePeriodSeconds'] as const) {
    if (old[field] === undefined) delete metadata[field];
    else Object.assign(metadata, { [field]: old[field] });
  }
}

/** The object with kind, apiVersion and metadata first, as the server writes JSON. */
function inOrder(kind: Kind, draft: ClusterObject): ClusterObject {
  const { kind: _kind, apiVersion: _apiVersion, metadata, ...rest } = draft;
  return { kind: kind.kind, apiVersion: apiVersionOf(kind), metadata: { ...metadata }, ...rest } as ClusterObject;
}
