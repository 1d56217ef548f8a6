import type { ClusterObject } from '../../../kinds/object';

/** The object with a finalizer more, or without it. */
export function withFinalizer<T extends ClusterObject>(object: T, name: string, wanted: boolean): T {
  const others = (object.metadata.finalizers ?? []).filter((one) => one !== name);
  const { finalizers: _, ...metadata } = object.metadata;
  const finalizers = wanted ? [...others, name] : others;
  return { ...object, metadata: finalizers.length === 0 ? metadata : { ...metadata, finalizers } };
}

export function hasFinalizer(object: ClusterObject, name: string): boolean {
  return object.metadata.finalizers?.includes(name) === true;
}
