/** Filters of `docker ps`. */
import { ok } from '../../../base/result';
import type { Answer, Filters } from '../daemon';
import type { DaemonContext } from '../daemonContext';
import { booleanFilter, checkFilters, matchesExactly, matchesLabels, matchesPattern } from '../filters';
import { badParameter } from '../refusal';
import type { DockerContainer } from './dockerContainer';

const ACCEPTED = [
  'ancestor',
  'before',
  'exited',
  'expose',
  'health',
  'id',
  'is-task',
  'isolation',
  'label',
  'name',
  'network',
  'publish',
  'since',
  'status',
  'volume',
];
const STATES = ['paused', 'restarting', 'removing', 'running', 'dead', 'created', 'exited'];
const HEALTH = ['starting', 'healthy', 'unhealthy', 'none'];

export interface ContainerFilter {
  /** A status was asked for: those that don't run count too. */
  readonly wantsAll: boolean;
  matches(container: DockerContainer): boolean;
}

export function containerFilter(context: DaemonContext, filters: Filters): Answer<ContainerFilter> {
  const known = checkFilters(filters, ACCEPTED);
  if (!known.ok) return known;
  const state = (filters['status'] ?? []).find((value) => !STATES.includes(value));
  if (state !== undefined) return badParameter(`Invalid filter 'status=${state}'`);
  const health = (filters['health'] ?? []).find((value) => !HEALTH.includes(value));
  if (health !== undefined) return badParameter(`Unrecognised filter value for health: ${health}`);
  const codes = filters['exited'] ?? [];
  const wrong = codes.find((code) => !/^[+-]?\d+$/.test(code));
  if (wrong !== undefined) return badParameter(`strconv.Atoi: parsing "${wrong}": invalid syntax`);
  const ports = portProblem(filters);
  if (ports !== undefined) return badParameter(ports);
  const tasks = booleanFilter(filters, 'is-task');
  if (!tasks.ok) return tasks;
  const age = ageFilter(context, filters);
  if (!age.ok) return age;
  const ancestors = ancestorsOf(context, filters);
  return ok({
    wantsAll: filters['status'] !== undefined,
    // Nothing here is a task of a swarm.
    matches: (container) =>
      tasks.value !== true &&
      age.value(container) &&
      matchesWords(container, filters) &&
      (codes.length === 0 ||
        (!container.running &&
          container.container.startedAt !== undefined &&
          codes.some((one) => Number(one) === container.container.exitCode))) &&
      (ancestors === undefined || ancestors.has(container.image.id)) &&
      matchesPorts(container, filters) &&
      matchesNetwork(context, container, filters) &&
      matchesVolume(container, filters),
  });
}

function matchesWords(container: DockerContainer, filters: Filters): boolean {
  return (
    matchesPattern(filters, 'name', [container.name, `/${container.name}`]) &&
    matchesPattern(filters, 'id', [container.id]) &&
    matchesLabels(filters, container.config.labels) &&
    matchesExactly(filters, 'status', container.state) &&
    matchesExactly(filters, 'health', container.health?.status ?? 'none')
  );
}

/** `before` and `since` a container, by creation. */
function ageFilter(context: DaemonContext, filters: Filters): Answer<(container: DockerContainer) => boolean> {
  const order = [...context.containers.all].reverse();
  let [first, last] = [-1, order.length];
  for (const name of filters['since'] ?? []) {
    const found = context.containers.find(name);
    if (!found.ok) return found;
    first = Math.max(first, order.indexOf(found.value));
  }
  for (const name of filters['before'] ?? []) {
    const found = context.containers.find(name);
    if (!found.ok) return found;
    last = Math.min(last, order.indexOf(found.value));
  }
  return ok((container) => order.indexOf(container) > first && order.indexOf(container) < last);
}

/** Images, and those that were built on them here; undefined when not asked for. */
function ancestorsOf(context: DaemonContext, filters: Filters): ReadonlySet<string> | undefined {
  const names = filters['ancestor'];
  if (names === undefined) return undefined;
  const { store } = context.images;
  const found = new Set<string>();
  const add = (id: string) => {
    if (found.has(id)) return;
    found.add(id);
    for (const child of store.children(id)) add(child.image.id);
  };
  for (const name of names) {
    const stored = store.find(name);
    if (stored !== undefined) add(stored.image.id);
  }
  return found;
}

function matchesPorts(container: DockerContainer, filters: Filters): boolean {
  const published = container.sandbox?.ports.map((port) => `${port.port}/${port.protocol}`) ?? [];
  return matchesPort(filters['publish'], published) && matchesPort(filters['expose'], container.config.exposedPorts);
}

/** What is wrong with a wanted port, or a range of them. */
function portProblem(filters: Filters): string | undefined {
  for (const name of ['publish', 'expose']) {
    for (const text of filters[name] ?? []) {
      const bad = (text.split('/')[0] ?? '').split('-').find((number) => !/^\d+$/.test(number));
      const why = `strconv.ParseUint: parsing ${JSON.stringify(bad)}: invalid syntax`;
      if (bad !== undefined) return `error while looking up for ${name} ${text}: ${why}`;
    }
  }
  return undefined;
}

/** `80`, `80/tcp` or `8000-8080/tcp`. */
function matchesPort(wanted: readonly string[] | undefined, ports: readonly string[]): boolean {
  if (wanted === undefined || wanted.length === 0) return true;
  return wanted.some((text) => {
    const [range = '', protocol = 'tcp'] = text.split('/');
    const [first = '', last = first] = range.split('-');
    return ports.some((port) => {
      const [number = '', type = 'tcp'] = port.split('/');
      return type === protocol && Number(number) >= Number(first) && Number(number) <= Number(last);
    });
  });
}

function matchesNetwork(context: DaemonContext, container: DockerContainer, filters: Filters): boolean {
  const wanted = filters['network'];
  if (wanted === undefined) return true;
  return wanted.some((text) => {
    const network = context.networks.find(text);
    return container.networks.has(network.ok ? network.value.name : text);
  });
}

function matchesVolume(container: DockerContainer, filters: Filters): boolean {
  const wanted = filters['volume'];
  if (wanted === undefined) return true;
  return container.parts.mounts.some(
    (mount) => wanted.includes(mount.destination) || wanted.includes(mount.volume || mount.source),
  );
}
