/** What follows the end of a container: its place is taken down, then its restart policy has its say. */
import { endShim } from '../../containers/shim';
import type { DaemonContext } from '../daemonContext';
import { recordContainer, traceContainer } from './containerEvents';
import { closeSandbox } from './containerNetworking';
import type { DockerContainer } from './dockerContainer';
import { stopHealthChecks } from './healthChecks';
import { removeNow } from './removeContainer';
import { runContainer } from './startContainer';

/** Milliseconds: the first wait, the longest, and how long a run has to last for the waits to begin anew. */
const FIRST_WAIT = 100;
const LONGEST_WAIT = 60_000;
const GOOD_RUN = 10_000;

export function containerExited(context: DaemonContext, container: DockerContainer): void {
  const { exitCode, oomKilled, startedAt = 0 } = container.container;
  const sequence = traceContainer(context, container, 'container-exited', { code: exitCode });
  context.clock.withCause(sequence, () => {
    if (oomKilled) recordContainer(context, container, 'oom');
    stopHealthChecks(container);
    container.execs.clear();
    closeSandbox(context, container);
    if (container.shim !== undefined) endShim(context.machine, container.shim);
    container.shim = undefined;
    recordUnmounts(context, container);
    const duration = String(Math.floor((context.clock.now - startedAt) / 1000));
    recordContainer(context, container, 'die', { execDuration: duration, exitCode: String(exitCode) });
    if (mustRestart(context, container)) restartLater(context, container);
    else {
      container.stopped();
      if (container.hostConfig.AutoRemove && !context.shuttingDown) removeNow(context, container, true);
    }
  });
}

/** The policy's decision; the wait grows with each restart that follows a short run. */
function mustRestart(context: DaemonContext, container: DockerContainer): boolean {
  const { Name: policy, MaximumRetryCount: most } = container.hostConfig.RestartPolicy;
  const { exitCode, startedAt = 0 } = container.container;
  if (context.shuttingDown || container.manuallyStopped || container.removing) return false;
  if (context.clock.now - startedAt >= GOOD_RUN) container.restartDelay = 0;
  const { restartDelay } = container;
  container.restartDelay = restartDelay === 0 ? FIRST_WAIT : Math.min(LONGEST_WAIT, restartDelay * 2);
  if (policy === 'always' || policy === 'unless-stopped') return true;
  return policy === 'on-failure' && exitCode !== 0 && (most === 0 || container.restartCount < most);
}

function restartLater(context: DaemonContext, container: DockerContainer): void {
  container.restartCount++;
  container.restarting = true;
  const timer = context.clock.after(
    container.restartDelay,
    () => {
      container.cancelRestart = () => {};
      runContainer(context, container, (answer) => {
        if (!answer.ok) container.stopped();
      });
    },
    { background: true },
  );
  container.cancelRestart = () => {
    timer.cancel();
    container.cancelRestart = () => {};
  };
}

function recordUnmounts(context: DaemonContext, container: DockerContainer): void {
  for (const { volume } of container.parts.mounts) {
    if (volume === '') continue;
    context.events.record('volume', 'unmount', volume, { container: container.id, driver: 'local' });
  }
}
