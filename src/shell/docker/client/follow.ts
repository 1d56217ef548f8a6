/** Takes what a listener is told within the command's own routine, so that whatever goes wrong with it ends the command. */
import type { Routine } from '../../../engine/processes/routine';

/**
 * Hands each thing that `listen` hears to `take`, until `whenOver` says that no more comes. Both give back how to stop
 * them. What `take` throws (nobody reads any more, a template that fails) is thrown here.
 */
export function* follow<T>(
  listen: (hear: (thing: T) => void) => () => void,
  whenOver: (over: () => void) => () => void,
  take: (thing: T) => void,
): Routine<void> {
  const heard: T[] = [];
  let ended = false;
  let wake: (() => void) | undefined;
  const stops = [
    listen((thing) => {
      heard.push(thing);
      wake?.();
    }),
    whenOver(() => {
      ended = true;
      wake?.();
    }),
  ];
  try {
    for (;;) {
      for (let thing = heard.shift(); thing !== undefined; thing = heard.shift()) take(thing);
      if (ended) return;
      yield (resume) => {
        wake = resume;
        return () => {
          wake = undefined;
        };
      };
    }
  } finally {
    for (const stop of stops) stop();
  }
}
