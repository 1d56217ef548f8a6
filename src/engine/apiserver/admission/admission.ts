/** What an admission plugin is: it may change an object before it is validated and stored, or refuse it. */
import type { Random } from '../../../base/random';
import type { Kind } from '../../../kinds/kind';
import type { ClusterObject } from '../../../kinds/object';
import type { Status } from '../../../kinds/status';
import type { Identity } from '../../client/door';

export interface AdmissionRequest {
  readonly operation: 'CREATE' | 'UPDATE' | 'DELETE';
  readonly kind: Kind;
  readonly namespace: string;
  readonly name: string;
  readonly subresource: string;
  /** A draft that may be changed in place; undefined for a deletion. */
  readonly object: ClusterObject | undefined;
  readonly old: ClusterObject | undefined;
  readonly dryRun: boolean;
  readonly user: Identity;
  /** Tells the client of something that is allowed and yet not as it should be. */
  warn?(text: string): void;
}

/** What a plugin may ask. */
export interface AdmissionContext {
  readonly random: Random;
  /** Milliseconds since 1970. */
  readonly now: number;
  /** Writes another object as it now is: what a quota has to give. */
  save(kind: Kind, object: ClusterObject): void;
  /** The served kind of that name. */
  findKind(apiVersion: string, kind: string): Kind | undefined;
  find(kind: Kind, namespace: string, name: string): ClusterObject | undefined;
  list(kind: Kind, namespace?: string): Iterable<ClusterObject>;
}

export interface AdmissionPlugin {
  /** As in `--enable-admission-plugins`. */
  readonly name: string;
  /** Changes the draft or refuses, before defaults of the strategy and validation. */
  admit?(request: AdmissionRequest, context: AdmissionContext): Status | undefined;
  /** Refuses, after validation. */
  validate?(request: AdmissionRequest, context: AdmissionContext): Status | undefined;
}
