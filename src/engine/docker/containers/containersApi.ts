/** Containers as clients ask for them: finds what they mean, and hands on. */
import { ok } from '../../../base/result';
import type { Answer, Cancel, ContainerStats, DaemonContainers, Done } from '../daemon';
import type { DaemonContext } from '../daemonContext';
import { badParameter, conflict, failed } from '../refusal';
import { attachContainer } from './attachContainer';
import { commitContainer } from './commitContainer';
import { exportFiles, readFiles, statFile, writeFiles } from './containerArchive';
import { containerChanges } from './containerChanges';
import { recordContainer, traceContainer } from './containerEvents';
import { containerLogs } from './containerLogs';
import { StatsReader } from './containerStats';
import { isSignal } from './createChecks';
import { createContainer } from './createContainer';
import type { DockerContainer } from './dockerContainer';
import { execContainer } from './execContainer';
import { resumeHealthChecks, stopHealthChecks } from './healthChecks';
import { inspectContainer } from './inspectContainer';
import { listContainers } from './listContainers';
import { pruneContainers } from './pruneContainers';
import { removeContainer } from './removeContainer';
import { renameContainer } from './renameContainer';
import { startContainer } from './startContainer';
import { killContainer, restartContainer, stopContainer } from './stopContainer';
import { topContainer } from './topContainer';
import { updateContainer } from './updateContainer';
import { waitForContainer } from './waitContainer';

export function containersApi(context: DaemonContext): DaemonContainers {
  const stats = new StatsReader(context);
  const find = (name: string) => context.containers.find(name);
  /** An answer at once. */
  const on = <T>(name: string, run: (container: DockerContainer) => Answer<T>): Answer<T> => {
    const found = find(name);
    return found.ok ? run(found.value) : found;
  };
  /** What only Docker's own containers can have done to them. */
  const onOwn = <T>(name: string, run: (container: DockerContainer) => Answer<T>): Answer<T> =>
    on(name, (container) => kubeletProblem(container) ?? run(container));
  /** An answer later. What was begun goes on when the client hangs up; only nobody is told. */
  const later = <T>(name: string, done: Done<T>, run: (container: DockerContainer, done: Done<T>) => void): Cancel => {
    let listening = true;
    const tell: Done<T> = (answer) => listening && done(answer);
    const found = find(name);
    if (found.ok) run(found.value, tell);
    else context.clock.after(0, () => tell(found));
    return () => {
      listening = false;
    };
  };
  return {
    list: (options) => listContainers(context, options),
    create: (name, options) => {
      const made = createContainer(context, name, options);
      if (!made.ok) return made;
      const { container, warnings } = made.value;
      traceContainer(context, container, 'create-container', { image: container.config.image });
      return ok({ Id: container.id, Warnings: warnings });
    },
    inspect: (name, options) =>
      on(name, (container) => ok(inspectContainer(context, container, options?.size === true))),
    start: (name, done) =>
      later(name, done, (container, tell) => {
        const problem = kubeletProblem(container);
        if (problem === undefined) startContainer(context, container, tell);
        else tell(problem);
      }),
    stop: (name, options, done) =>
      later(name, done, (container, tell) => stopContainer(context, container, name, options, tell)),
    restart: (name, options, done) =>
      later(name, done, (container, tell) => {
        const problem = kubeletProblem(container);
        if (problem === undefined) restartContainer(context, container, options, tell);
        else tell(problem);
      }),
    kill: (name, text, done) => {
      const found = find(name);
      // A word that is no signal is refused before anybody looks for the container.
      if (text !== '' && !isSignal(text)) {
        context.clock.after(0, () => done(badParameter(`Invalid signal: ${text}`)));
        return () => {};
      }
      const missing: Done<void> = (answer) =>
        done(
          answer.ok || found.ok
            ? answer
            : {
                ok: false,
                error: {
                  status: answer.error.status,
                  message: `Cannot kill container: ${name}: ${answer.error.message}`,
                },
              },
        );
      return later(name, missing, (container, tell) => killContainer(context, container, name, text, tell));
    },
    pause: (name) => on(name, (container) => pause(context, container)),
    unpause: (name) => on(name, (container) => unpause(context, container)),
    wait: (name, condition, done) => {
      const found = find(name);
      if (found.ok) return waitForContainer(context, found.value, condition, done);
      return later(name, done, () => {});
    },
    remove: (name, options, done) =>
      later(name, done, (container, tell) => {
        if (options.link) tell(failed('removing links is not simulated in this playground'));
        else removeContainer(context, container, options, tell);
      }),
    rename: (name, newName) => onOwn(name, (container) => renameContainer(context, container, newName)),
    update: (name, options) => onOwn(name, (container) => updateContainer(context, container, options)),
    attach: (name, options) => on(name, (container) => attachContainer(context, container, options)),
    resize: (name, columns, rows) => {
      on(name, (container) => ok(container.container.resize(columns, rows)));
    },
    logs: (name) => on(name, containerLogs),
    top: (name, psArguments, done) => {
      const found = find(name);
      if (found.ok) return topContainer(context, found.value, psArguments, done);
      return later(name, done, () => {});
    },
    stats: (names, all) => readStats(context, stats, names, all === true),
    changes: (name) => on(name, (container) => ok(containerChanges(container))),
    readFiles: (name, path) => on(name, (container) => readFiles(context, container, path)),
    writeFiles: (name, directory, tree) => on(name, (container) => writeFiles(context, container, directory, tree)),
    stat: (name, path) => on(name, (container) => statFile(context, container, path)),
    exec: (name, options) => on(name, (container) => execContainer(context, container, name, options)),
    commit: (name, options, done) => {
      const found = find(name);
      if (found.ok) return commitContainer(context, found.value, options, done);
      return later(name, done, () => {});
    },
    export: (name) => on(name, (container) => ok(exportFiles(container))),
    prune: (filters) => pruneContainers(context, filters),
  };
}

function kubeletProblem(container: DockerContainer): ReturnType<typeof failed> | undefined {
  if (container.parts.kubelet === undefined) return undefined;
  return failed('the kubelet starts and changes its containers itself: doing that by hand is not simulated here');
}

function pause(context: DaemonContext, container: DockerContainer): Answer<void> {
  if (!container.running) return conflict(`Container ${container.id} is not running`);
  if (container.paused) return conflict(`Container ${container.id} is already paused`);
  if (container.restarting) {
    return conflict(`Container ${container.id} is restarting, wait until the container is running`);
  }
  container.container.setPaused(true);
  stopHealthChecks(container);
  recordContainer(context, container, 'pause');
  traceContainer(context, container, 'pause-container');
  return ok(undefined);
}

function unpause(context: DaemonContext, container: DockerContainer): Answer<void> {
  if (!container.paused) return failed(`Container ${container.id} is not paused`);
  container.container.setPaused(false);
  resumeHealthChecks(context, container);
  recordContainer(context, container, 'unpause');
  traceContainer(context, container, 'unpause-container');
  return ok(undefined);
}

/** Of those that run (or all), or of those that are named. */
function readStats(
  context: DaemonContext,
  stats: StatsReader,
  names: readonly string[],
  every: boolean,
): Answer<readonly ContainerStats[]> {
  if (names.length === 0) {
    const running = context.containers.all.filter((container) => every || container.running);
    return ok(running.map((container) => stats.read(container)));
  }
  const read: ContainerStats[] = [];
  for (const name of names) {
    const found = context.containers.find(name);
    if (!found.ok) return found;
    read.push(stats.read(found.value));
  }
  return ok(read);
}
