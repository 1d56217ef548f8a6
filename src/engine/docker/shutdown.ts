/**
 * What becomes of containers when their daemon goes and comes back (without live-restore): they are stopped, and those
 * with a policy for it are started again.
 */

import type { DockerContainer } from './containers/dockerContainer';
import { runContainer } from './containers/startContainer';
import { endContainer, settle, stopSignalOf } from './containers/stopContainer';
import type { DaemonContext } from './daemonContext';

/** How long they have, in seconds. */
const GRACE = 10;

/** Those that ran when their daemon went. */
const interrupted = new WeakSet<DockerContainer>();

export function shutDownContainers(context: DaemonContext): void {
  context.shuttingDown = true;
  for (const container of context.containers.all) {
    // The kubelet's go on: simplified, as if they were another daemon's.
    if (!container.running || container.parts.kubelet !== undefined) continue;
    const stopped = container.manuallyStopped;
    interrupted.add(container);
    if (container.restarting) settle(container);
    else {
      endContainer(context, container, stopSignalOf(container), GRACE, () => {
        container.manuallyStopped = stopped;
      });
    }
  }
}

/** `always` in any case, `unless-stopped` unless somebody stopped it, `on-failure` when it ended badly with the daemon. */
export function restartContainers(context: DaemonContext): void {
  context.shuttingDown = false;
  for (const container of [...context.containers.all].reverse()) {
    if (container.parts.kubelet !== undefined) continue;
    const { Name: policy } = container.hostConfig.RestartPolicy;
    const was = interrupted.delete(container);
    const again =
      policy === 'always' ||
      (policy === 'unless-stopped' && !container.manuallyStopped) ||
      (policy === 'on-failure' && was && container.container.exitCode !== 0);
    if (!again || container.running || container.container.startedAt === undefined) continue;
    container.whenIdle(() => {
      if (!container.running) runContainer(context, container, () => {});
    });
  }
}
