/** Waits for something to happen to an object, by watching it as kubectl does. */
import { sleep } from '../../../engine/processes/kernel';
import type { Routine } from '../../../engine/processes/routine';
import type { ClusterWatch } from '../../command';
import type { Invocation } from '../verb';
import { type ApiResource, resourcePath } from './discovery';
import type { PlainObject } from './documents';

export interface Waited {
  readonly resource: ApiResource;
  readonly namespace: string;
  readonly name: string;
  /** '' for whichever object has the name. */
  readonly uid: string;
}

/** True when the object is gone (or another one has its name) before the moment `end`; without it there is no limit. */
export function* waitUntilGone(invocation: Invocation, waited: Waited, end: number | undefined): Routine<boolean> {
  const outcome = yield* waitForObject(invocation, waited, end, (object) => {
    if (object === undefined) return true;
    return waited.uid !== '' && object.metadata?.['uid'] !== waited.uid;
  });
  return outcome;
}

/**
 * True once `met` says so of the object as it is now (undefined: it is not there) or becomes; false when the moment
 * `end` comes first.
 */
export function* waitForObject(
  invocation: Invocation,
  { resource, namespace, name }: Waited,
  end: number | undefined,
  met: (object: PlainObject | undefined) => boolean,
): Routine<boolean> {
  const { access, process } = invocation;
  const query = { fieldSelector: `metadata.name=${name}` };
  for (;;) {
    const path = resourcePath(resource, namespace);
    const list = yield* access.call<{ items: PlainObject[]; metadata: { resourceVersion: string } }>({
      method: 'GET',
      path,
      query,
    });
    if (met(list.items[0])) return true;
    if (end !== undefined && process.clock.now >= end) return false;
    const watch = yield* access.watch({
      method: 'GET',
      path,
      query: { ...query, resourceVersion: list.metadata.resourceVersion },
    });
    try {
      const outcome = yield* follow(watch, process.clock, end, met);
      if (outcome !== undefined) return outcome;
    } finally {
      watch.stop();
    }
    yield* sleep(process.clock, 1000);
  }
}

/** Undefined when the server ended the watch. */
function* follow(
  watch: ClusterWatch,
  clock: Invocation['process']['clock'],
  end: number | undefined,
  met: (object: PlainObject | undefined) => boolean,
): Routine<boolean | undefined> {
  const timer = end === undefined ? undefined : clock.at(end, () => watch.stop());
  try {
    for (;;) {
      const event = yield* watch.next();
      if (event === undefined) return end !== undefined && clock.now >= end ? false : undefined;
      if (event.type === 'ERROR') return undefined;
      if (met(event.type === 'DELETED' ? undefined : (event.object as PlainObject))) return true;
    }
  } finally {
    timer?.cancel();
  }
}
