/** Runs what needs no waiting as a routine, as commands are. */
import { callback, type Routine } from '../../../engine/processes/routine';

export function* atOnce<T>(work: () => T): Routine<T> {
  return yield* callback<T>((done) => {
    done(work());
    return undefined;
  });
}
