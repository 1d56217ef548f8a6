/**
 * What else than API objects a check may ask about: containers, images, processes. Each looks like an object of the API
 * (kind, name, labels), so that the same check words serve for both.
 */
import type { World } from '../engine';
import type { ClusterObject } from '../kinds/object';

export interface ThingObject extends ClusterObject {
  /** Other names that it answers to: `kubia` for the image `kubia:latest`. */
  readonly otherNames?: readonly string[];
  readonly [field: string]: unknown;
}

export interface Thing {
  /** What it is, in a sentence. */
  readonly about: string;
  /** What `where` and `field` may begin with, and what each means. */
  readonly fields: Readonly<Record<string, string>>;
  /** All there are on a machine: `laptop`, or a node's name. */
  list(world: World, machine: string): readonly ThingObject[];
}

/** The object's head: its kind, its name, and what tells it from another of that name. */
export function headOf(kind: string, name: string, uid: string, labels: Readonly<Record<string, string>> = {}) {
  return { apiVersion: '', kind, metadata: { name, uid, labels: { ...labels } } };
}
