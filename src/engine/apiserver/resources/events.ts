import type { Resource } from './resource';

/** Events own nothing and are kept for an hour (`--event-ttl`). */
export const eventResource: Resource = {
  name: 'events',
  dependents: 'unsupported',
  timeToLive: 3_600_000,
};
