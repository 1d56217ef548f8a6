/** `docker rm`. */
import { ok } from '../../../base/result';
import type { Done } from '../daemon';
import type { DaemonContext } from '../daemonContext';
import { conflict } from '../refusal';
import { recordContainer, traceContainer } from './containerEvents';
import { configurationOf } from './containerNetworking';
import type { DockerContainer } from './dockerContainer';

export interface RemoveOptions {
  readonly force: boolean;
  /** Anonymous volumes go with it. */
  readonly volumes: boolean;
}

/** Between the end of what ran in it and its being gone, in milliseconds. */
const TEARDOWN = 60;

export function removeContainer(
  context: DaemonContext,
  container: DockerContainer,
  options: RemoveOptions,
  done: Done<void>,
): void {
  container.whenIdle(() => {
    if (container.removing) {
      done(conflict(`removal of container ${container.name} is already in progress`));
      return;
    }
    if (!container.running) {
      removeNow(context, container, options.volumes);
      done(ok(undefined));
      return;
    }
    if (!options.force) {
      done(conflict(runningText(container)));
      return;
    }
    if (container.parts.kubelet !== undefined) {
      removeNow(context, container, options.volumes);
      done(ok(undefined));
      return;
    }
    container.removing = true;
    container.manuallyStopped = true;
    const finish = () => {
      removeNow(context, container, options.volumes);
      done(ok(undefined));
    };
    if (container.restarting) {
      container.cancelRestart();
      container.restarting = false;
      finish();
      return;
    }
    recordContainer(context, container, 'kill', { signal: '9' });
    container.container.onEnd(() => context.clock.after(TEARDOWN, finish));
    container.container.setPaused(false);
    container.container.signal('SIGKILL');
  });
}

/** Takes away a container that does not run, with its files. */
export function removeNow(context: DaemonContext, container: DockerContainer, volumes: boolean): void {
  if (context.containers.byId(container.id) !== container) return;
  context.containers.delete(container);
  const { parts } = container;
  if (parts.kubelet === undefined) {
    configurationOf(context, container).remove();
    freeFiles(container);
    parts.hold.release();
  } else parts.kubelet.remove();
  if (volumes) {
    for (const mount of parts.mounts) {
      const volume = mount.anonymous ? context.volumes.find(mount.volume) : undefined;
      if (volume === undefined || context.containers.ofVolume(volume.name).length > 0) continue;
      context.volumes.remove(volume);
      context.events.record('volume', 'destroy', volume.name, { driver: 'local' });
    }
  }
  recordContainer(context, container, 'destroy');
  traceContainer(context, container, 'remove-container');
  container.removed();
}

/** Gives the disk back what its writable layer took. */
function freeFiles(container: DockerContainer): void {
  const { files } = container.parts;
  const names = files.list('/');
  for (const name of names.ok ? names.value : []) files.remove(`/${name}`, { recursive: true });
}

function runningText(container: DockerContainer): string {
  const procedure = 'top the container before attempting removal or force remove';
  const how = container.state === 'paused' ? `Unpause and then s${procedure}` : `S${procedure}`;
  return `You cannot remove a ${container.state} container ${container.id}. ${how}`;
}
