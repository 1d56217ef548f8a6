/** What a resource does in the API server beyond its kind's declaration: allocation, deletion, subresources. */
import type { Result } from '../../../base/result';
import type { FieldError } from '../../../kinds/fieldError';
import type { ClusterObject } from '../../../kinds/object';
import type { Status } from '../../../kinds/status';
import type { Stream } from '../../client/door';
import type { Call } from '../call';
import type { DeleteOptions } from '../deleteOptions';
import type { ObjectStore } from '../objectStore';
import type { Destination } from '../passage';

export interface Subresource {
  /** Answers a request to it; the object may be missing. */
  handle(call: Call, store: ObjectStore): Result<unknown, Status>;
  /** Opens a stream, for what is more than a question and an answer. */
  connect?(call: Call, store: ObjectStore): Result<Stream, Status>;
  /** Where requests to it are passed on; the path may go on behind its name. */
  pass?(call: Call, store: ObjectStore): Result<Destination, Status>;
}

/** Objects that are kept nowhere. */
export interface Observed {
  /** As they are now; of all namespaces for ''. */
  list(namespace: string): readonly ClusterObject[];
  notFound(namespace: string, name: string): Status;
  /** Why nobody can write such objects, where the resource has verbs for that. */
  readonly refusal?: string;
}

export interface Resource {
  /** Group and plural: `pods`, `deployments.apps`. */
  readonly name: string;
  /** Answers a POST to the collection by itself; nothing is stored then. */
  create?(call: Call, store: ObjectStore): Result<unknown, Status>;
  /** Why this caller may not write such an object; `old` is absent for a new one. */
  refusal?(call: Call, draft: ClusterObject, old: ClusterObject | undefined, store: ObjectStore): Status | undefined;
  /** Allocates what a new object needs (addresses, ports) in the draft; the errors refuse it. */
  beginCreate?(draft: ClusterObject, store: ObjectStore): readonly FieldError[];
  beginUpdate?(draft: ClusterObject, old: ClusterObject, store: ObjectStore): readonly FieldError[];
  /** Seconds until the object may be gone; without this hook objects go at once. */
  gracePeriod?(object: ClusterObject, asked: number | undefined): number;
  /** Marks the object as being deleted in a way of its own; returns it when that is all that can be done now. */
  beginDelete?(
    call: Call,
    object: ClusterObject,
    options: DeleteOptions,
    store: ObjectStore,
  ): ClusterObject | undefined;
  /** True when something beside metadata.finalizers keeps an object that is being deleted. */
  holdsDeletion?(object: ClusterObject): boolean;
  /** True when a PUT of what isn't there makes it. */
  readonly createsOnUpdate?: boolean;
  /** True when DELETE answers with the object and not with a Status. */
  readonly returnsDeleted?: boolean;
  /** What becomes of dependents when nobody says: most are deleted in the background. */
  readonly dependents?: 'orphan' | 'unsupported';
  /** Milliseconds after its last write at which an object goes by itself. */
  readonly timeToLive?: number;
  readonly subresources?: Readonly<Record<string, Subresource>>;
  /** For what is observed and not kept; such resources are only read. */
  readonly observed?: Observed;
}
