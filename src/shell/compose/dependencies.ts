/** Waits until what a service needs has come to the state that it asks for. */
import { sleep } from '../../engine/processes/kernel';
import type { Routine } from '../../engine/processes/routine';
import { ComposeFailure, type ComposeHost } from './composeHost';
import type { ComposeDependency, ComposeProject, ComposeService } from './project';
import { type ProjectContainer, projectContainers, stateOf } from './projectContainers';

/** Between two looks at what is waited for, in milliseconds of cluster time. */
const LOOK = 500;

/** Waits for all that these services need. */
export function* waitForDependencies(
  host: ComposeHost,
  project: ComposeProject,
  services: readonly ComposeService[],
): Routine<void> {
  const all = yield* projectContainers(host, project.name, { all: true });
  const wanted = services.flatMap((service) =>
    Object.entries(service.dependsOn)
      .filter(([, dependency]) => dependency.condition !== 'service_started')
      .flatMap(([name, dependency]) =>
        all.filter((one) => one.service === name).map((container) => ({ container, dependency })),
      ),
  );
  yield* waitForAll(host, wanted);
}

/** `up --wait`: until each runs, is healthy where it has a check, or has ended well. */
export function* waitForContainers(
  host: ComposeHost,
  containers: readonly ProjectContainer[],
  seconds: number,
): Routine<void> {
  const dependency: ComposeDependency = { condition: 'service_healthy', required: true };
  const wanted = containers.map((container) => ({ container, dependency }));
  yield* waitForAll(host, wanted, { orRunning: true, ...(seconds > 0 ? { seconds } : {}) });
}

interface Wanted {
  readonly container: ProjectContainer;
  readonly dependency: ComposeDependency;
}

function* waitForAll(
  host: ComposeHost,
  wanted: readonly Wanted[],
  { orRunning = false, seconds }: { readonly orRunning?: boolean; readonly seconds?: number } = {},
): Routine<void> {
  const told = ({ container }: Wanted) => `Container ${container.name}`;
  for (const one of wanted) host.progress.begin(told(one), 'Waiting');
  const { clock } = host.process;
  const end = seconds === undefined ? Infinity : clock.now + seconds * 1000;
  for (let pending = [...wanted]; pending.length > 0; ) {
    const left: Wanted[] = [];
    for (const one of pending) if (!(yield* met(host, one, told(one), orRunning))) left.push(one);
    pending = left;
    if (pending.length === 0) return;
    if (clock.now >= end) throw new ComposeFailure('application not healthy after context deadline exceeded');
    yield* sleep(clock, LOOK, { background: true });
  }
}

/** True when nothing more is to be waited for. */
function* met(
  host: ComposeHost,
  { container, dependency }: Wanted,
  told: string,
  orRunning: boolean,
): Routine<boolean> {
  const { condition, required } = dependency;
  const { status, health, exitCode } = yield* stateOf(host, container.id);
  const healthy = health === 'healthy' || (orRunning && health === '' && status === 'running');
  const ended = status === 'exited' && exitCode === 0;
  if (condition === 'service_healthy' ? healthy : ended) {
    host.progress.end(told, condition === 'service_healthy' ? 'Healthy' : 'Exited');
    return true;
  }
  if (orRunning && ended) {
    host.progress.end(told, 'Exited');
    return true;
  }
  const problem = hopeless(condition, container.service, container.name, status, health, exitCode);
  if (problem === undefined) return false;
  host.progress.fail(told, problem);
  if (!required) return true;
  throw new ComposeFailure(problem);
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
