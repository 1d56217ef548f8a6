/** The containers of a project as the daemon has them, known by their labels. */
import type { ContainerSummary, JsonObject } from '../../engine/docker/daemon';
import type { Routine } from '../../engine/processes/routine';
import { ask, type ComposeHost } from './composeHost';

export const label = {
  project: 'com.docker.compose.project',
  service: 'com.docker.compose.service',
  number: 'com.docker.compose.container-number',
  oneOff: 'com.docker.compose.oneoff',
  hash: 'com.docker.compose.config-hash',
  files: 'com.docker.compose.project.config_files',
  directory: 'com.docker.compose.project.working_dir',
  network: 'com.docker.compose.network',
  volume: 'com.docker.compose.volume',
  version: 'com.docker.compose.version',
} as const;

export interface ProjectContainer {
  readonly id: string;
  /** Without the slash. */
  readonly name: string;
  readonly service: string;
  readonly number: number;
  readonly hash: string;
  readonly oneOff: boolean;
  readonly summary: ContainerSummary;
}

/** All containers of a project, by service and number. `oneOff` ones are those of `compose run`. */
export function* projectContainers(
  host: ComposeHost,
  project: string,
  options: { readonly all: boolean; readonly oneOff?: boolean },
): Routine<readonly ProjectContainer[]> {
  const filters = { label: [`${label.project}=${project}`] };
  const list = yield* ask(host, 'GET /containers/json', (daemon) =>
    daemon.containers.list({ all: options.all, limit: 0, size: false, filters }),
  );
  return list
    .map(describe)
    .filter((container) => container.oneOff === (options.oneOff ?? false))
    .sort((a, b) => (a.service === b.service ? a.number - b.number : a.service < b.service ? -1 : 1));
}

function describe(summary: ContainerSummary): ProjectContainer {
  const { Labels: labels } = summary;
  return {
    id: summary.Id,
    name: (summary.Names[0] ?? '').replace(/^\//, ''),
    service: labels[label.service] ?? '',
    number: Number(labels[label.number] ?? 0),
    hash: labels[label.hash] ?? '',
    oneOff: labels[label.oneOff] === 'True',
    summary,
  };
}

/** `healthy`, `starting`, `unhealthy`, or '' without a health check; and how it ended. */
export function* stateOf(
  host: ComposeHost,
  id: string,
): Routine<{ readonly status: string; readonly health: string; readonly exitCode: number }> {
  const document = yield* ask(host, `GET /containers/${id.slice(0, 12)}/json`, (daemon) =>
    daemon.containers.inspect(id),
  );
  const state = document['State'] as JsonObject;
  const health = state['Health'] as JsonObject | undefined | null;
  return {
    status: String(state['Status']),
    health: String(health?.['Status'] ?? ''),
    exitCode: Number(state['ExitCode'] ?? 0),
  };
}
