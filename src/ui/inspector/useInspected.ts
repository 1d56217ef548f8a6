import { useRef } from 'react';
import type { ObjectName } from '../../engine/trace';
import type { ClusterObject } from '../../kinds/object';
import { usePlayground } from '../usePlayground';

export interface Inspected {
  readonly name: ObjectName;
  /** As it is now, or as it was last when it is gone. */
  readonly object: ClusterObject | undefined;
  readonly gone: boolean;
}

/** The selected object, live; one that was deleted stays in view as it was last. */
export function useInspected(): Inspected | undefined {
  const selection = usePlayground((state) => state.selection);
  const name = selection?.kind === 'object' ? selection.object : undefined;
  const key = name === undefined ? '' : name.namespace === '' ? name.name : `${name.namespace}/${name.name}`;
  const live = usePlayground((state) => (name === undefined ? undefined : state.objects[name.resource]?.[key]));
  const last = useRef<{ readonly key: string; readonly object: ClusterObject }>(undefined);
  if (name === undefined) return undefined;

  // The same name may come again as another object (another uid): the one that was selected is then gone.
  const same = live !== undefined && (name.uid === undefined || live.metadata.uid === name.uid);
  const identity = `${name.resource} ${key} ${name.uid ?? ''}`;
  if (same) last.current = { key: identity, object: live };
  const object = last.current?.key === identity ? last.current.object : undefined;
  return { name, object, gone: !same };
}
