/** What the Docker host does, as flights: requests to the daemon, layers on their way, what happens to containers. */
import type { TraceEntry } from '../../../engine/trace';
import { fill } from '../../i18n/format';
import { CONTAINERS, shortRepository, shortTag } from '../../parts/dockerNames';
import { doerOf, objectOf } from '../../parts/doer';
import type { Flight, Lane } from '../flights/flight';
import { podLane } from '../flights/lanes';
import type { FlightWords } from '../flights/words';
import { center, type Point } from '../graph/geometry';
import type { Scene } from '../graph/scene';
import type { DockerScene } from './dockerScene';
import { wayOnDockerHost, wayToTower } from './ways';

type Act = Extract<TraceEntry, { kind: 'act' }>;

const FAILURES: ReadonlySet<string> = new Set([
  'image-pull-failed',
  'image-push-failed',
  'build-failed',
  'container-oom',
]);
/** What goes between the laptop and the registry, and which way. */
const LAYERS: Readonly<Record<string, 'in' | 'out'>> = {
  'pull-layer': 'in',
  'push-layer': 'out',
  'mount-layer': 'out',
};
const ASKED_OUTSIDE: ReadonlySet<string> = new Set(['pull-image', 'push-image', 'login', 'search-images']);

export function isDockerAct(entry: Act): boolean {
  const doer = doerOf(entry);
  return doer === 'docker' || doer === 'dockerd';
}

/** The flights of an act of the Docker host; none while the host is folded away. */
export function planDockerAct(
  entry: Act,
  scene: Scene,
  words: FlightWords,
  find: (sequence: number) => TraceEntry | undefined,
): readonly Flight[] {
  const { docker } = scene;
  if (docker === undefined) return [];
  const { action, sequence, cause } = entry;
  const base = { sequence, cause, from: 'dockerd', to: 'dockerd', lane: daemonLane(docker), way: [] };
  if (action === 'docker-request') return isPing(entry) ? [] : [request(entry, scene, docker)];
  const direction = LAYERS[action];
  if (direction !== undefined) {
    const way = layerWay(docker, direction, imageOf(find(cause)));
    return [
      { ...base, tone: 'move', label: '', way, to: direction === 'in' ? 'images' : 'registry', group: `${sequence}` },
    ];
  }
  const template = words.acts[action];
  if (template === undefined) return [];
  const tone = FAILURES.has(action) || failedExit(entry) ? 'bad' : 'move';
  // what is built is told step by step in its own place, where there is one
  const told = action === 'build-step' && docker.build !== undefined;
  const label = told ? '' : fill(template, valuesOf(entry));
  const group = `act ${action} ${entry.object?.name ?? ''}`;
  if (ASKED_OUTSIDE.has(action)) {
    const way = between(docker, 'dockerd', 'registry');
    return [{ ...base, tone, label, group, way, to: 'registry' }];
  }
  const name = nameOf(entry);
  const rect = name === undefined ? undefined : docker.parts[`container/${name}`];
  if (name === undefined || rect === undefined) return [{ ...base, tone, label, group }];
  const silent = docker.density === 'chips' || docker.density === 'dots';
  const at = { from: `container/${name}`, to: `container/${name}`, lane: podLane(name, rect) };
  return [{ ...base, ...at, tone, label: silent ? '' : label, group }];
}

/** Before each command the client asks whether somebody is there. */
function isPing({ detail }: Act): boolean {
  return String(detail?.['call'] ?? '').endsWith('/_ping');
}

function request(entry: Act, scene: Scene, docker: DockerScene): Flight {
  const call = String(entry.detail?.['call'] ?? '');
  const client = scene.parts['docker'];
  const daemon = docker.parts['dockerd'];
  const way =
    client === undefined || daemon === undefined
      ? []
      : (wayOnDockerHost(docker, ['docker', client], ['dockerd', daemon]) ?? []);
  return {
    sequence: entry.sequence,
    cause: entry.cause,
    tone: /^(GET|HEAD) /.test(call) ? 'quiet' : 'move',
    label: call,
    lane: clientLane(docker),
    way,
    from: 'docker',
    to: 'dockerd',
    group: `request ${call}`,
  };
}

/** A layer flies between the registry and the image that it belongs to. */
function layerWay(docker: DockerScene, direction: 'in' | 'out', image: string): readonly Point[] {
  const plate = docker.plates.find((one) => one.image.tags.some((tag) => shortTag(tag) === image));
  const way = wayToTower(docker, plate?.rect);
  return direction === 'in' ? way : [...way].reverse();
}

/** The image that a pull or push is of, as it is called here. */
function imageOf(entry: TraceEntry | undefined): string {
  const image = entry?.kind === 'act' ? entry.detail?.['image'] : undefined;
  return shortTag(shortRepository(String(image ?? '')));
}

function between(docker: DockerScene, from: string, to: string): readonly Point[] {
  const a = docker.parts[from];
  const b = docker.parts[to];
  return a === undefined || b === undefined ? [] : (wayOnDockerHost(docker, [from, a], [to, b]) ?? []);
}

/** The container that an act is about. */
function nameOf(entry: Act): string | undefined {
  const object = objectOf(entry);
  return object?.resource === CONTAINERS ? object.name : undefined;
}

function failedExit({ action, detail }: Act): boolean {
  return action === 'container-exited' && Number(detail?.['code'] ?? 0) !== 0;
}

function valuesOf(entry: Act): Readonly<Record<string, string | number>> {
  const { detail = {} } = entry;
  const image = shortTag(shortRepository(String(detail['image'] ?? '')));
  return { ...detail, image, container: nameOf(entry) ?? '' };
}

/** Between the client and the daemon. */
function clientLane({ frame, parts }: DockerScene): Lane {
  const daemon = parts['dockerd'];
  const client = frame.parts['docker'];
  const room = 176;
  if (daemon === undefined) return { name: 'client', at: { x: frame.region.x + 90, y: frame.lane }, room };
  if (frame.size === 'stage' && client !== undefined) {
    return { name: 'client', at: { x: center(daemon).x, y: (client.y + client.height + daemon.y) / 2 }, room };
  }
  return { name: 'client', at: { x: Math.max(center(daemon).x, 120), y: frame.lane - 2 }, room: 220 };
}

/** At the daemon's lower edge. */
function daemonLane({ parts, frame }: DockerScene): Lane {
  const daemon = parts['dockerd'];
  const at = daemon === undefined ? frame.region : { x: center(daemon).x, y: daemon.y + daemon.height };
  return { name: 'daemon', at: { x: Math.max(at.x, 100), y: at.y }, room: 190 };
}

/** Above the containers' networks: for what comes to a published port. */
export function dockerNetworkLane({ frame, groups }: DockerScene): Lane {
  const [first] = groups;
  const x = first === undefined ? frame.groups.x + 140 : first.rect.x + Math.min(170, first.rect.width / 2);
  return { name: 'docker network', at: { x, y: frame.size === 'tall' ? frame.lane : frame.lane + 2 }, room: 320 };
}
