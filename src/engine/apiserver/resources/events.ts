import type { Resource } from './resource';

/** Events own nothing and are kept for an hour (`--event-ttl`). */
export const eventResource: Resource = {
  name: 'events',
  createsOnUpdate: true,
  dependents: 'unsupported',
  timeToLive: 3_600_000,
};
