/** Reads a body as an object of a kind, whether its schema is built in or comes from a definition in the cluster. */
import { type MergeType, mergeTypeOf } from '../fields/mergeType';
import type { Kind } from '../kind';
import type { ClusterObject } from '../object';
import { type Decoded, decode } from './decode';
import { definitionName } from './structure';

export function decodeKind(kind: Kind, body: unknown): Decoded<ClusterObject> {
  return kind.custom === undefined ? decode<ClusterObject>(kind, body) : kind.custom.decode(body);
}

/** How objects of a kind merge. */
export function mergeTypeOfKind(kind: Kind): MergeType {
  return kind.custom?.mergeType ?? mergeTypeOf(definitionName(kind.schema));
}
