/** From trace entries to flights: what is worth seeing, along the way that it took. */

import type { TraceEntry } from '../../../engine/trace';
import type { Point } from '../graph/geometry';
import { wayBetween, wayToApiServer } from '../graph/routes';
import type { Scene } from '../graph/scene';
import type { Flight } from './flight';
import type { ExchangeOutcomeWords } from './words';

/** Housekeeping that goes on all the time and would hide everything else. */
const HOUSEKEEPING: ReadonlySet<string> = new Set(['leases.coordination.k8s.io', 'events', 'events.events.k8s.io']);
/** They look at the world; they are no part of it. */
const ONLOOKERS: ReadonlySet<string> = new Set(['diagram', 'lesson']);
const METHODS: Readonly<Record<string, string>> = {
  create: 'POST',
  update: 'PUT',
  patch: 'PATCH',
  delete: 'DELETE',
  deletecollection: 'DELETE',
  get: 'GET',
  list: 'GET',
  watch: 'WATCH',
};

/** The flight of an entry; undefined for what is not drawn. */
export function planFlight(entry: TraceEntry, scene: Scene, outcomes: ExchangeOutcomeWords): Flight | undefined {
  if (ONLOOKERS.has(entry.actor)) return undefined;
  switch (entry.kind) {
    case 'request':
      return planRequest(entry, scene);
    case 'watch':
      return planWatch(entry, scene);
    case 'exchange':
      return planExchange(entry, scene, outcomes);
    default:
      return undefined;
  }
}

function planRequest(entry: Extract<TraceEntry, { kind: 'request' }>, scene: Scene): Flight | undefined {
  const reads = entry.verb === 'get' || entry.verb === 'list' || entry.verb === 'watch';
  if (HOUSEKEEPING.has(entry.object.resource) && entry.actor !== 'kubectl') return undefined;
  if (reads && entry.actor !== 'kubectl') return undefined;
  if (entry.object.resource === 'nodes' && entry.actor.startsWith('kubelet/')) return undefined;
  const way = wayToApiServer(scene, entry.actor);
  if (way === undefined) return undefined;
  const method = METHODS[entry.verb] ?? entry.verb.toUpperCase();
  const resource = entry.object.resource.split('.')[0] ?? '';
  const path = entry.subresource === undefined ? resource : `${resource}/${entry.subresource}`;
  const refused = entry.code >= 400;
  return {
    sequence: entry.sequence,
    cause: entry.cause,
    tone: refused ? 'bad' : reads ? 'quiet' : 'move',
    label: `${method} ${path}${entry.object.name === '' ? '' : ` · ${entry.object.name}`}${refused ? ` · ${entry.code}` : ''}`,
    way,
    from: entry.actor,
    to: 'api-server',
    group: `${entry.actor} ${method} ${path}`,
  };
}

function planWatch(entry: Extract<TraceEntry, { kind: 'watch' }>, scene: Scene): Flight | undefined {
  if (HOUSEKEEPING.has(entry.object.resource) || entry.object.resource === 'nodes') return undefined;
  const way = wayToApiServer(scene, entry.actor);
  if (way === undefined) return undefined;
  return {
    sequence: entry.sequence,
    cause: entry.cause,
    tone: 'quiet',
    label: '',
    way: [...way].reverse(),
    from: 'api-server',
    to: entry.actor,
    group: `watch ${entry.actor} ${entry.object.resource}`,
  };
}

/** An exchange follows its hops as far as it came. */
function planExchange(
  entry: Extract<TraceEntry, { kind: 'exchange' }>,
  scene: Scene,
  outcomes: ExchangeOutcomeWords,
): Flight | undefined {
  const places = entry.hops.map((hop) => hop.at);
  if (places[0] !== entry.actor) places.unshift(entry.actor);
  const way: Point[] = [];
  let at = places[0] ?? '';
  for (const place of places.slice(1)) {
    const leg = wayBetween(scene, at, standing(scene, place, places));
    if (leg === undefined) continue;
    way.push(...leg);
    at = standing(scene, place, places);
  }
  if (way.length < 2) return undefined;
  const ok = entry.outcome === 'ok';
  return {
    sequence: entry.sequence,
    cause: entry.cause,
    tone: ok ? 'ok' : 'bad',
    label: ok ? entry.summary : `${entry.summary} · ${outcomes[entry.outcome] ?? entry.outcome}`,
    way,
    from: entry.actor,
    to: at,
    group: `exchange ${entry.actor} ${places.join(' ')}`,
  };
}

/** A load balancer stands above the service that it belongs to. */
function standing(scene: Scene, place: string, places: readonly string[]): string {
  if (place !== 'load-balancer') return place;
  const service = places.find((one) => one.startsWith('service/'))?.slice('service/'.length);
  return service !== undefined && scene.parts[`load-balancer/${service}`] !== undefined
    ? `load-balancer/${service}`
    : place;
}
