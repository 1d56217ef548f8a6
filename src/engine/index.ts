/** The engine's door. What the shell and the course build on besides (processes, files, client/door) has its own paths. */

export { Client } from './client/client';
export { ANONYMOUS, type ApiRequest, type ApiServer, type Caller, type WatchEvent } from './client/door';
export { Clock } from './clock';
export type { ClusterProfile } from './profile';
export { findProfile, profiles } from './profiles/registry';
export type { TraceEntry } from './trace';
export { createWorld, type World, type WorldOptions } from './world';
