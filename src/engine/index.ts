/** The engine's door. */

export { Client } from './client/client';
export type {
  ApiRequest,
  ApiResponse,
  ApiServer,
  Caller,
  Stream,
  WatchEvent,
  WatchHandle,
  WatchSink,
} from './client/door';
export type { ForwardedAnswer, ForwardedRequest } from './client/nodeDoor';
export { Clock } from './clock';
export type { FileError, FileStat, FileSystem } from './files/fileSystem';
export type { Machine } from './machine';
export type { ExchangeOutcome, HttpRequest, HttpResponse, NetworkNamespace } from './network/namespace';
export type { ClusterProfile, NodeProfile } from './profile';
export { findProfile, profiles } from './profiles/registry';
export { type Actor, type ObjectName, Trace, type TraceEntry, type TraceEvent } from './trace';
export { createWorld, type World, type WorldOptions } from './world';
