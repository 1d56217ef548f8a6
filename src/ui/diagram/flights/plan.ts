/** From trace entries to flights: what is worth seeing, along the way that it took. */
import type { TraceEntry } from '../../../engine/trace';
import { fill } from '../../i18n/format';
import { dockerNetworkLane, isDockerAct, planDockerAct } from '../docker/planDocker';
import { center, lengthOf, type Point } from '../graph/geometry';
import { placeOf, wayBetween, wayFromRegistry, wayToApiServer } from '../graph/routes';
import type { Scene } from '../graph/scene';
import type { Flight } from './flight';
import { laneFor, networkLane, podLane } from './lanes';
import type { FlightWords } from './words';

/** Housekeeping that goes on all the time and would hide everything else. */
const HOUSEKEEPING: ReadonlySet<string> = new Set(['leases.coordination.k8s.io', 'events', 'events.events.k8s.io']);
/** They look at the world; they are no part of it. */
const ONLOOKERS: ReadonlySet<string> = new Set(['diagram', 'lesson']);
/** Whose watches are drawn, and of what: those that make somebody act. */
const HEEDED: Readonly<Record<string, readonly string[]>> = {
  scheduler: ['pods'],
  cloud: ['services'],
  kubelet: ['pods'],
  'kube-proxy': ['endpointslices.discovery.k8s.io'],
  'controller-manager': ['pods', 'replicationcontrollers', 'replicasets.apps', 'deployments.apps', 'services'],
};
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

/** The flights of an entry, one after the other; none for what is not drawn. `find` looks up an earlier entry. */
export function planFlights(
  entry: TraceEntry,
  scene: Scene,
  words: FlightWords,
  find: (sequence: number) => TraceEntry | undefined,
): readonly Flight[] {
  if (ONLOOKERS.has(entry.actor)) return [];
  switch (entry.kind) {
    case 'request':
      return planRequest(entry, scene);
    case 'watch':
      return planWatch(entry, scene);
    case 'exchange':
      return planExchange(entry, scene, words);
    case 'act':
      if (isDockerAct(entry)) return planDockerAct(entry, scene, words, find);
      return planAct(entry, scene, words, find);
    default:
      return [];
  }
}

/** A request goes to the API server; what it writes goes on to etcd. */
function planRequest(entry: Extract<TraceEntry, { kind: 'request' }>, scene: Scene): readonly Flight[] {
  const reads = entry.verb === 'get' || entry.verb === 'list' || entry.verb === 'watch';
  if (HOUSEKEEPING.has(entry.object.resource) && entry.actor !== 'kubectl') return [];
  if (reads && entry.actor !== 'kubectl') return [];
  if (entry.object.resource === 'nodes' && entry.actor.startsWith('kubelet/')) return [];
  const way = wayToApiServer(scene, entry.actor);
  if (way === undefined) return [];
  const method = METHODS[entry.verb] ?? entry.verb.toUpperCase();
  const resource = entry.object.resource.split('.')[0] ?? '';
  const path = entry.subresource === undefined ? resource : `${resource}/${entry.subresource}`;
  const refused = entry.code >= 400;
  // two controllers wrote at once: the one that was refused reads and tries again, all the time
  if (entry.code === 409 && entry.actor !== 'kubectl') return [];
  const request: Flight = {
    sequence: entry.sequence,
    cause: entry.cause,
    tone: refused ? 'bad' : reads ? 'quiet' : 'move',
    label: `${method} ${path}${entry.object.name === '' ? '' : ` · ${entry.object.name}`}${refused ? ` · ${entry.code}` : ''}`,
    lane: laneFor(scene, entry.actor),
    way,
    from: entry.actor,
    to: 'api-server',
    group: `${entry.actor} ${method} ${path} ${refused}`,
  };
  const store = wayToApiServer(scene, 'etcd');
  if (entry.revision === undefined || store === undefined) return [request];
  const write: Flight = {
    ...request,
    cause: entry.sequence,
    label: '',
    way: [...store].reverse(),
    from: 'api-server',
    to: 'etcd',
    group: 'etcd',
  };
  return [request, write];
}

function planWatch(entry: Extract<TraceEntry, { kind: 'watch' }>, scene: Scene): readonly Flight[] {
  const part = entry.actor.split('/')[0] ?? '';
  if (HEEDED[part]?.includes(entry.object.resource) !== true) return [];
  if (part === 'scheduler' && entry.type !== 'ADDED') return [];
  const way = wayToApiServer(scene, entry.actor);
  if (way === undefined) return [];
  return [
    {
      sequence: entry.sequence,
      cause: entry.cause,
      tone: 'quiet',
      label: '',
      lane: laneFor(scene, entry.actor),
      way: [...way].reverse(),
      from: 'api-server',
      to: entry.actor,
      group: `watch ${entry.actor} ${entry.object.resource}`,
    },
  ];
}

/** An exchange follows its hops as far as it came. */
function planExchange(
  entry: Extract<TraceEntry, { kind: 'exchange' }>,
  scene: Scene,
  words: FlightWords,
): readonly Flight[] {
  const places = entry.hops.map((hop) => hop.at);
  if (places[0] !== entry.actor) places.unshift(entry.actor);
  const tunnel = tunnelOf(entry);
  const out = entry.way?.find((passage) => passage.at.startsWith('node/'))?.at;
  // a packet to another node leaves through its own
  if (out !== undefined && places[0]?.startsWith('pod/') && isOtherNode(places[1], out)) places.splice(1, 0, out);
  const way: Point[] = [];
  let at = places[0] ?? '';
  let wrapped: { from: number; to: number } | undefined;
  for (const place of places.slice(1)) {
    const stop = standing(scene, place, entry);
    const leg = wayBetween(scene, at, stop);
    if (leg === undefined) continue;
    const from = lengthOf(way);
    way.push(...leg);
    at = stop;
    if (tunnel === stop) wrapped = { from, to: lengthOf(way) };
  }
  const start = placeOf(scene, at);
  // nothing on the way took it: it fails where it began
  if (way.length === 0 && start !== undefined) way.push(center(start));
  if (way.length === 0) return [];
  const ok = entry.outcome === 'ok';
  return [
    {
      sequence: entry.sequence,
      cause: entry.cause,
      tone: ok ? 'ok' : 'bad',
      label: ok ? entry.summary : `${entry.summary} · ${words.outcomes[entry.outcome] ?? entry.outcome}`,
      ...(wrapped === undefined ? {} : { wrapped }),
      lane: scene.docker !== undefined && touchesDocker(places) ? dockerNetworkLane(scene.docker) : networkLane(scene),
      way,
      from: entry.actor,
      to: at,
      group: `exchange ${entry.actor} ${places.join(' ')}`,
    },
  ];
}

/** The node at which a packet that was wrapped comes out again. */
function tunnelOf({ way = [] }: Extract<TraceEntry, { kind: 'exchange' }>): string | undefined {
  return way.find(({ does }) => does === 'unwrap')?.at;
}

function isOtherNode(place: string | undefined, node: string): boolean {
  return place?.startsWith('node/') === true && place !== node;
}

function touchesDocker(places: readonly string[]): boolean {
  return places.some((place) => /^(docker-proxy|bridge|container)\//.test(place));
}

/** A load balancer stands above its service, a published port has its own socket: which one is in the hop's note. */
function standing(scene: Scene, place: string, { hops }: Extract<TraceEntry, { kind: 'exchange' }>): string {
  const note = hops.find((hop) => hop.at === place)?.note ?? '';
  if (place.startsWith('docker-proxy/')) {
    const socket = `${place}:${/:(\d+) ->/.exec(note)?.[1] ?? ''}`;
    return scene.parts[socket] === undefined ? place : socket;
  }
  if (place !== 'load-balancer') return place;
  const balancer = scene.balancers.find(({ address }) => address !== '' && note.startsWith(`${address}:`));
  return `load-balancer/${balancer?.key ?? ''}`;
}

/** What is done outside the API lights up where it happens; what is done to a pod says so at the pod. */
function planAct(
  entry: Extract<TraceEntry, { kind: 'act' }>,
  scene: Scene,
  words: FlightWords,
  find: (sequence: number) => TraceEntry | undefined,
): readonly Flight[] {
  if (entry.action === 'pull-layer') return planNodePull(entry, scene);
  const none = entry.action === 'schedule' && entry.detail?.['chosen'] === '';
  const template = words.acts[none ? 'schedule-failed' : entry.action];
  if (template === undefined || placeOf(scene, entry.actor) === undefined) return [];
  const key = podOf(entry, find);
  const rect = key === undefined ? undefined : placeOf(scene, `pod/${key}`);
  const onNode = entry.actor.startsWith('runtime/') || entry.actor.startsWith('kubelet/');
  const inPod = key !== undefined && rect !== undefined && onNode;
  if (!inPod && entry.actor.startsWith('runtime/')) return [];
  const controller = String(entry.detail?.['controller'] ?? '').replace(/-controller$/, '');
  const silent = (entry.action === 'reconcile' && !KEEPERS.has(controller)) || (inPod && scene.density !== 'cards');
  const image = shortImage(String(entry.detail?.['image'] ?? ''));
  const far = entry.until === undefined ? 0 : entry.until - entry.time;
  return [
    {
      sequence: entry.sequence,
      cause: entry.cause,
      tone: none || FAILURES.has(entry.action) ? 'bad' : 'move',
      label: silent ? '' : fill(template, { ...entry.detail, image, controller }),
      lane: inPod ? podLane(key, rect) : laneFor(scene, entry.actor),
      way: [],
      from: entry.actor,
      to: entry.actor,
      group: `act ${entry.actor} ${entry.action} ${inPod ? key : ''}`,
      ...(inPod && far > 600 && PROGRESS.has(entry.action) ? { takes: { milliseconds: far, on: rect } } : {}),
    },
  ];
}

/** A layer comes from the registry to a node, where both are to be seen. */
function planNodePull(entry: Extract<TraceEntry, { kind: 'act' }>, scene: Scene): readonly Flight[] {
  const { sequence, cause, actor } = entry;
  const way = wayFromRegistry(scene, actor.split('/')[1] ?? '');
  if (way === undefined) return [];
  const lane = laneFor(scene, actor);
  return [{ sequence, cause, tone: 'move', label: '', lane, way, from: 'registry', to: actor, group: `${sequence}` }];
}

/** Controllers whose comparing is worth a word: the others follow them all the time. */
const KEEPERS: ReadonlySet<string> = new Set(['replicationcontroller', 'replicaset', 'deployment']);
const FAILURES: ReadonlySet<string> = new Set(['image-pull-failed', 'probe-failed']);
const PROGRESS: ReadonlySet<string> = new Set(['pull-image']);

/** The pod that an act is about: its own object, or that of what it follows from (a pull belongs to a sandbox). */
function podOf(entry: TraceEntry, find: (sequence: number) => TraceEntry | undefined): string | undefined {
  let at: TraceEntry | undefined = entry;
  for (let steps = 0; at !== undefined && steps < 6; steps++) {
    if (at.kind !== 'input' && at.kind !== 'exchange' && at.object?.resource === 'pods') {
      return `${at.object.namespace}/${at.object.name}`;
    }
    at = find(at.cause);
  }
  return undefined;
}

/** `docker.io/luksa/kubia:latest` is `luksa/kubia`. */
function shortImage(image: string): string {
  return image.replace(/^docker\.io\/(library\/)?/, '').replace(/:latest$/, '');
}
