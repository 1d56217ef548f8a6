/** Whom an entry of the trace is about, where that does not stand in it in so many words. */
import type { ObjectName, TraceEntry } from '../../engine/trace';
import { CONTAINERS } from './dockerNames';

/** What the client does; all else that `docker` does in the trace is the daemon's doing. */
const CLIENTS_WORK = 'docker-request';

/** The part that did it, by the name of its place in the picture: `dockerd` is Docker's daemon, `docker` its client. */
export function doerOf(entry: TraceEntry): string {
  if (entry.kind !== 'act' || entry.action === CLIENTS_WORK) return entry.actor;
  const [part, ...rest] = entry.actor.split('/');
  return part === 'docker' ? ['dockerd', ...rest].join('/') : entry.actor;
}

/** The object that an entry is about: a container of the laptop's Docker host also by its name. */
export function objectOf(entry: TraceEntry): ObjectName | undefined {
  if ('object' in entry && entry.object !== undefined) return entry.object;
  if (entry.kind !== 'act' || doerOf(entry) !== 'dockerd') return undefined;
  const { container, id } = entry.detail ?? {};
  if (container === undefined) return undefined;
  const uid = id === undefined ? {} : { uid: String(id) };
  return { resource: CONTAINERS, namespace: '', name: String(container), ...uid };
}
