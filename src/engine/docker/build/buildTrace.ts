/** What a build leaves in the trace, for the picture: where it begins, each step, how it ends. */
import type { BuildHost } from './host';
import type { BuildRequest } from './request';

type Place = Pick<BuildHost, 'trace' | 'actor'>;

/** A build begins; `image` is its first tag, or empty. Returns the entry that all of it follows from. */
export function recordBuild({ trace, actor }: Place, { tags }: BuildRequest): number {
  return trace.record({ kind: 'act', actor, action: 'build-image', detail: { image: tags[0] ?? '' } });
}

/** A step begins, was in the cache, is done or failed. Returns the entry. */
export function recordStep(
  { trace, actor }: Place,
  step: string,
  state: 'begins' | 'cached' | 'done' | 'failed',
): number {
  const action = state === 'begins' ? 'build-step' : `build-step-${state}`;
  return trace.record({ kind: 'act', actor, action, detail: { step } });
}

export function recordBuilt({ trace, actor }: Place, image: string): void {
  trace.record({ kind: 'act', actor, action: 'image-built', detail: { image } });
}

export function recordFailed({ trace, actor }: Place): void {
  trace.record({ kind: 'act', actor, action: 'build-failed' });
}
