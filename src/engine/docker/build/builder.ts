/** A daemon's builder: both builders behind one door, and the cache that they leave behind. */
import { fail } from '../../../base/result';
import type { Answer, DiskUsage } from '../daemon';
import type { BuildHost, Cancel } from './host';
import type { BuildProgress, BuildRequest } from './request';

export interface Builder {
  /** Builds an image; the error's message is what the client prints after its own words (see BuildRequest). */
  build(
    request: BuildRequest,
    progress: (event: BuildProgress) => void,
    done: (answer: Answer<{ readonly Id: string }>) => void,
  ): Cancel;
  /** What `docker system df -v` shows of the cache, oldest first. */
  readonly cache: DiskUsage['buildCache'];
  /** Empties the cache: all of it, or what no image uses. */
  prune(options: { readonly all: boolean }): {
    readonly CachesDeleted: readonly string[];
    readonly SpaceReclaimed: number;
  };
}

/** Makes the builder of a daemon. */
export function createBuilder(host: BuildHost): Builder {
  return {
    build(_request, _progress, done) {
      const timer = host.clock.after(0, () => done(fail({ status: 500, message: 'building is not simulated yet' })));
      return () => timer.cancel();
    },
    cache: [],
    prune: () => ({ CachesDeleted: [], SpaceReclaimed: 0 }),
  };
}
