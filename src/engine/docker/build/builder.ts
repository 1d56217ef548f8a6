/** A daemon's builder: both builders behind one door, and the cache that they leave behind. */
import { fail, ok } from '../../../base/result';
import type { Routine } from '../../processes/routine';
import type { Answer, DiskUsage } from '../daemon';
import { type BuildkitState, buildWithBuildkit } from './buildkit';
import { recordBuild, recordFailed } from './buildTrace';
import { BuildCache } from './cache';
import { buildClassically } from './classicBuild';
import { Transfers } from './contextFiles';
import { drive } from './drive';
import type { BuildHost, Cancel } from './host';
import type { BuildAnswer, BuildProgress, BuildRequest } from './request';
import type { Tell } from './vertexReport';

export interface Builder {
  /** Builds an image, or the files that were asked for; the error's message is what the client prints after its own words (see BuildProgress). */
  build(
    request: BuildRequest,
    progress: (event: BuildProgress) => void,
    done: (answer: Answer<BuildAnswer>) => void,
  ): Cancel;
  /** What `docker system df -v` shows of the cache, oldest first. */
  readonly cache: DiskUsage['buildCache'];
  /** Empties the cache: all of it, or what no image uses; of that what was made until a moment. */
  prune(options: { readonly all: boolean; readonly until?: number }): {
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
      const routine = request.buildkit
        ? withBuildkit(state, request, progress, done)
        : classically(host, request, progress, done);
      return clock.withCause(recordBuild(host, request), () => drive(clock, routine));
    },
    get cache() {
      return cache.usage;
    },
    prune: (options) => cache.prune(options),
  };
}

type Done = (answer: Answer<BuildAnswer>) => void;

function* withBuildkit(state: BuildkitState, request: BuildRequest, tell: Tell, done: Done): Routine<void> {
  const built = yield* buildWithBuildkit(state, request, tell);
  if (!built.ok) recordFailed(state.host);
  done(built.ok ? built : fail({ status: 500, message: built.error }));
}

function* classically(host: BuildHost, request: BuildRequest, tell: Tell, done: Done): Routine<void> {
  const image = yield* buildClassically(host, request, tell);
  if (!image.ok) recordFailed(host);
  if (image.ok) done(ok({ Id: image.value.id }));
  else done(fail({ status: image.error.early ? 400 : 500, message: image.error.message }));
}
