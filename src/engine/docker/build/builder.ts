/** A daemon's builder: both builders behind one door, and the cache that they leave behind. */
import { fail, ok, type Result } from '../../../base/result';
import type { Image } from '../../containers/images/image';
import type { Routine } from '../../processes/routine';
import type { Answer, DiskUsage } from '../daemon';
import { type BuildkitState, buildWithBuildkit } from './buildkit';
import { BuildCache } from './cache';
import { Transfers } from './contextFiles';
import { drive } from './drive';
import type { BuildHost, Cancel } from './host';
import type { BuildProgress, BuildRequest } from './request';

export interface Builder {
  /** Builds an image; the error's message is what the client prints after its own words (see BuildProgress). */
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
  const { clock, random, images } = host;
  const cache = new BuildCache({ clock, random, store: images.store });
  const state: BuildkitState = { host, cache, transfers: new Transfers(), caches: new Map() };
  return {
    build(request, progress, done) {
      const work = buildWithBuildkit(state, request, progress);
      return drive(clock, finished(work, done));
    },
    get cache() {
      return cache.usage;
    },
    prune: (options) => cache.prune(options),
  };
}

function* finished(
  work: Routine<Result<Image, string>>,
  done: (answer: Answer<{ readonly Id: string }>) => void,
): Routine<void> {
  const image = yield* work;
  done(image.ok ? ok({ Id: image.value.id }) : fail({ status: 500, message: image.error }));
}
