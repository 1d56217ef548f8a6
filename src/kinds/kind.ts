/**
 * What a resource kind declares of itself. Shared code asks the declaration and never branches on a kind's name.
 * A new kind is one file with such a declaration and one line in `registry.ts`.
 */
import type { FieldError } from './fieldError';
import type { MergeType } from './fields/mergeType';
import type { QuotaRules } from './limits/quotaRules';
import type { ClusterObject } from './object';
import type { Decoded } from './schema/decode';

/** A column of the server's Table output. Priority 0 is always shown, 1 with `-o wide`. */
export interface PrinterColumn<T> {
  readonly name: string;
  readonly type: 'string' | 'integer' | 'number' | 'boolean' | 'date';
  readonly format?: 'name';
  readonly description: string;
  readonly priority?: 0 | 1;
  /** The cell; `now` is the moment of the request in milliseconds. */
  value(object: T, now: number): string | number;
}

/** Where the scale subresource finds its numbers. */
export interface ScalePaths<T> {
  replicas(object: T): number;
  withReplicas(object: T, replicas: number): T;
  statusReplicas(object: T): number;
  /** The selector as text, as autoscalers read it. */
  selector(object: T): string;
}

/** The kind whose objects are kept, where another version of it is only a view of them. */
export interface KeptAs {
  readonly kind: Kind;
  toKept(object: ClusterObject): ClusterObject;
  fromKept(object: ClusterObject): ClusterObject;
}

/** How objects are read, merged and explained whose schema is not built in. */
export interface CustomShape {
  decode(body: unknown): Decoded<ClusterObject>;
  readonly mergeType: MergeType;
  /** The schema as OpenAPI shows it. */
  readonly openApi: object;
}

export interface Kind<T extends ClusterObject = ClusterObject> {
  /** '' for the core group. */
  readonly group: string;
  readonly version: string;
  readonly kind: string;
  readonly plural: string;
  readonly singular: string;
  readonly shortNames: readonly string[];
  /** `all` and the like. */
  readonly categories: readonly string[];
  readonly namespaced: boolean;
  /** Its definition in the OpenAPI schema: `io.k8s.api.core.v1.Pod`. */
  readonly schema: string;
  readonly verbs: readonly string[];
  /** True when status is a subresource of its own: the main resource then ignores changes to it and the reverse. */
  readonly hasStatus: boolean;
  readonly scale?: ScalePaths<T>;
  /** For custom resources: their shape, and the name of the definition that they come from. */
  readonly custom?: CustomShape & { readonly definition: string };
  /** Told to whoever asks for anything of it: that this version of it goes away, and what to use. */
  readonly deprecation?: string;
  /** For a version that is served beside the one in which its objects are kept. */
  readonly keptAs?: KeptAs;
  /** Further subresources (`log`, `exec`, `binding`, ...), for discovery. */
  readonly subresources?: readonly {
    readonly name: string;
    readonly kind: string;
    readonly group?: string;
    readonly version?: string;
    readonly verbs: readonly string[];
  }[];
  /** Fills in what the author left out, as the real API server does. Changes the draft in place. */
  setDefaults(draft: T): void;
  /** Drops what an author may not set (status, generation) before an object is created. Changes the draft in place. */
  prepareForCreate(draft: T): void;
  /** Keeps what a normal update may not change (status) and raises metadata.generation when spec changed. */
  prepareForUpdate(draft: T, old: T): void;
  /** All that is wrong with a new object; metadata is checked elsewhere (`validateMetadata`). */
  validate(object: T): readonly FieldError[];
  /** What is wrong with it only when it is new. */
  validateCreate?(object: T): readonly FieldError[];
  /** What is wrong with a change, beyond `validate` (immutable fields). */
  validateUpdate(object: T, old: T): readonly FieldError[];
  /** What is wrong with a change of the status alone; only some kinds look. */
  validateStatus?(object: T, old: T): readonly FieldError[];
  /** What is accepted but probably not meant; `old` is absent for a new object. Shown after `Warning: `. */
  warnings?(object: T, old?: T): readonly string[];
  /** What its objects take of quotas beside being counted. */
  readonly quota?: QuotaRules<T>;
  /** How this kind's names are checked. */
  readonly nameRule: 'dns-subdomain' | 'dns-label' | 'dns-1035-label' | 'path-segment';
  readonly columns: readonly PrinterColumn<T>[];
  /** Fields that `--field-selector` knows beyond metadata.name and metadata.namespace. */
  readonly selectableFields?: Readonly<Record<string, FieldReader<T>>>;
}

/** Reads a field as text. Declared as a method so that a `Kind<Pod>` is a `Kind` as well. */
type FieldReader<T> = { read(object: T): string }['read'];

const allVerbs = ['create', 'delete', 'deletecollection', 'get', 'list', 'patch', 'update', 'watch'] as const;

type Essentials = 'group' | 'version' | 'kind' | 'plural' | 'namespaced' | 'schema' | 'columns';

/** A kind from what is special about it; what it leaves out is as most kinds have it. */
export function defineKind<T extends ClusterObject>(
  declaration: Pick<Kind<T>, Essentials> & Partial<Omit<Kind<T>, Essentials>>,
): Kind<T> {
  return {
    singular: declaration.kind.toLowerCase(),
    shortNames: [],
    categories: [],
    verbs: allVerbs,
    hasStatus: false,
    setDefaults() {},
    prepareForCreate() {},
    prepareForUpdate() {},
    validate: () => [],
    validateUpdate: () => [],
    nameRule: 'dns-subdomain',
    ...declaration,
  };
}

/** `pods`, `deployments.apps`: how messages and traces name a resource. */
export function resourceName(kind: Pick<Kind, 'group' | 'plural'>): string {
  return kind.group === '' ? kind.plural : `${kind.plural}.${kind.group}`;
}

/** `v1`, `apps/v1`. */
export function apiVersionOf(kind: Pick<Kind, 'group' | 'version'>): string {
  return kind.group === '' ? kind.version : `${kind.group}/${kind.version}`;
}

/** The REST path of a collection or of one object in it. */
export function pathOf(
  kind: Pick<Kind, 'group' | 'version' | 'plural' | 'namespaced'>,
  namespace?: string,
  name?: string,
  subresource?: string,
): string {
  let path = kind.group === '' ? `/api/${kind.version}` : `/apis/${kind.group}/${kind.version}`;
  if (kind.namespaced && namespace !== undefined && namespace !== '') path += `/namespaces/${namespace}`;
  path += `/${kind.plural}`;
  if (name !== undefined) path += `/${encodeURIComponent(name)}`;
  if (subresource !== undefined) path += `/${subresource}`;
  return path;
}
