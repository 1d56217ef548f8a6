/** Waits until what a service needs has come to the state that it asks for. */
import { sleep } from '../../engine/processes/kernel';
import type { Routine } from '../../engine/processes/routine';
import { ComposeFailure, type ComposeHost } from './composeHost';
import type { ComposeDependency, ComposeProject, ComposeService } from './project';
import { type ProjectContainer, projectContainers, stateOf } from './projectContainers';

/** Between two looks at what is waited for, in milliseconds of cluster time. */
const LOOK = 500;

export function* waitForDependencies(
  host: ComposeHost,
  project: ComposeProject,
  service: ComposeService,
): Routine<void> {
  for (const [name, dependency] of Object.entries(service.dependsOn)) {
    if (dependency.condition === 'service_started') continue;
    const all = yield* projectContainers(host, project.name, { all: true });
    for (const container of all) if (container.service === name) yield* waitForContainer(host, container, dependency);
  }
}

function* waitForContainer(
  host: ComposeHost,
  container: ProjectContainer,
  { condition, required }: ComposeDependency,
): Routine<void> {
  const told = `Container ${container.name}`;
  host.progress.begin(told, 'Waiting');
  for (;;) {
    const { status, health, exitCode } = yield* stateOf(host, container.id);
    if (condition === 'service_healthy' ? health === 'healthy' : status === 'exited' && exitCode === 0) {
      host.progress.end(told, condition === 'service_healthy' ? 'Healthy' : 'Exited');
      return;
    }
    const problem = hopeless(condition, container.service, container.name, status, health, exitCode);
    if (problem !== undefined) {
      host.progress.fail(told, 'Error');
      if (!required) return;
      throw new ComposeFailure(problem);
    }
    yield* sleep(host.process.clock, LOOK, { background: true });
  }
}

/** Why a condition can't be met any more. */
function hopeless(
  condition: string,
  service: string,
  container: string,
  status: string,
  health: string,
  exitCode: number,
): string | undefined {
  if (condition === 'service_completed_successfully') {
    if (status !== 'exited') return undefined;
    return `service ${JSON.stringify(service)} didn't complete successfully: exit ${exitCode}`;
  }
  if (health === 'unhealthy') return `dependency failed to start: container ${container} is unhealthy`;
  if (status === 'exited') return `dependency failed to start: container ${container} exited (${exitCode})`;
  if (health === '') return `dependency failed to start: container ${container} has no healthcheck configured`;
  return undefined;
}
