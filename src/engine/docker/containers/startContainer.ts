/** `docker start`: network, files, shim, then the command. */
import { ok } from '../../../base/result';
import type { LaunchError } from '../../containers/launch';
import { endShim, startShim } from '../../containers/shim';
import type { Answer, DaemonError, Done } from '../daemon';
import type { DaemonContext } from '../daemonContext';
import { failed } from '../refusal';
import { recordContainer, traceContainer } from './containerEvents';
import { closeSandbox, openSandbox } from './containerNetworking';
import { commandOf, placeOf } from './containerPlaces';
import type { DockerContainer } from './dockerContainer';
import { startHealthChecks } from './healthChecks';
import { logStartProblem } from './logDrivers';
import { removeNow } from './removeContainer';

/** How long a start takes, in milliseconds: until the network is there, and until the command runs. */
const NETWORK = 30;
const LAUNCH = 120;
const VARIATION = 40;

/** Starts a container on somebody's behalf: counting restarts begins anew. */
export function startContainer(context: DaemonContext, container: DockerContainer, done: Done<void>): void {
  container.whenIdle(() => {
    const refusal = startProblem(container);
    if (refusal !== undefined) {
      done({ ok: false, error: refusal });
      return;
    }
    container.cancelRestart();
    container.restarting = false;
    container.restartCount = 0;
    container.restartDelay = 0;
    container.manuallyStopped = false;
    runContainer(context, container, done);
  });
}

function startProblem(container: DockerContainer): DaemonError | undefined {
  if (container.paused) {
    return { status: 409, message: 'cannot start a paused container, try unpause instead' };
  }
  if (container.container.state === 'running') return { status: 304, message: 'Container is already started' };
  if (container.removing) {
    return { status: 409, message: 'container is marked for removal and cannot be started' };
  }
  return undefined;
}

/** Starts it, whoever wants that. It counts as starting until `done` is called. */
export function runContainer(context: DaemonContext, container: DockerContainer, done: Done<void>): void {
  const { clock, random } = context;
  container.starting = true;
  const launch = LAUNCH + VARIATION * random.next();
  const until = clock.now + NETWORK + launch;
  const sequence = traceContainer(context, container, 'start-container', { image: container.config.image }, until);
  const finish = (answer: Answer<void>) => {
    container.starting = false;
    done(answer);
  };
  clock.withCause(sequence, () =>
    clock.after(NETWORK, () => {
      const sandbox = openSandbox(context, container);
      if (!sandbox.ok) {
        finish(notStarted(context, container, sandbox.error, 128));
        return;
      }
      clock.after(launch, () => finish(launchContainer(context, container)));
    }),
  );
}

function launchContainer(context: DaemonContext, container: DockerContainer): Answer<void> {
  const { sandbox } = container;
  if (sandbox === undefined) return failed('the daemon is going down');
  const problem = hostProblem(context, container) ?? logStartProblem(container.hostConfig);
  if (problem !== undefined) return notStarted(context, container, { status: 500, message: problem }, 128);
  const place = placeOf(context, container, sandbox);
  if (!place.ok) return notStarted(context, container, place.error, 128);
  const shim = startShim(context.machine, 'moby', container.id);
  container.shim = shim;
  const started = container.container.start(commandOf(container), { ...place.value, parent: shim });
  if (!started.ok) {
    place.value.cgroup.remove();
    const { error } = started;
    container.refused = error;
    const status = error.early === true ? 400 : 500;
    return notStarted(context, container, { status, message: launchText(error) }, exitCodeOf(error));
  }
  container.error = '';
  container.restarting = false;
  for (const mount of container.parts.mounts) {
    if (mount.volume === '') continue;
    const { destination, readOnly } = mount;
    context.events.record('volume', 'mount', mount.volume, {
      container: container.id,
      destination,
      driver: 'local',
      propagation: '',
      'read/write': String(!readOnly),
    });
  }
  recordContainer(context, container, 'start');
  startHealthChecks(context, container);
  return ok(undefined);
}

const NETWORK_SYSCTL = /^net\./;
const LONGEST_HOST_NAME = 64;

/** What runc refuses before it looks at the command. */
function hostProblem(context: DaemonContext, { hostConfig, config }: DockerContainer): string | undefined {
  const { files } = context.machine;
  const device = hostConfig.Devices?.find(({ PathOnHost: path }) => !files.stat(path).ok);
  if (device !== undefined) {
    const which = JSON.stringify(device.PathOnHost);
    return `error gathering device information while adding custom device ${which}: no such file or directory`;
  }
  const other = hostConfig.Devices?.find(({ PathOnHost, PathInContainer }) => PathOnHost !== PathInContainer);
  if (other !== undefined) return `a device under another name (${other.PathInContainer}) is not simulated here`;
  if (hostConfig.GpuDriver !== undefined) {
    return `could not select device driver ${JSON.stringify(hostConfig.GpuDriver)} with capabilities: [[gpu]]`;
  }
  const names = Object.keys(hostConfig.Sysctls ?? {});
  const refused = (why: string) =>
    `failed to create shim task: OCI runtime create failed: runc create failed: ${why}: unknown`;
  const network = names.find((name) => NETWORK_SYSCTL.test(name));
  if (hostConfig.NetworkMode === 'host' && network !== undefined) {
    return refused(`sysctl "${network}" not allowed in host network namespace`);
  }
  const ipc = names.find((name) => !NETWORK_SYSCTL.test(name));
  if (hostConfig.IpcMode === 'host' && ipc !== undefined) {
    return refused(`sysctl "${ipc}" is not allowed in the hosts ipc namespace`);
  }
  if (config.hostname.length <= LONGEST_HOST_NAME) return undefined;
  const where = 'unable to start container process: error during container init';
  return refused(`${where}: sethostname: invalid argument`);
}

/** As dockerd hands on what runc says. */
function launchText(error: LaunchError): string {
  if (error.early === true) return error.reason;
  return `failed to create shim task: OCI runtime create failed: runc create failed: unable to start container process: ${error.reason}: unknown`;
}

function exitCodeOf(error: LaunchError): number {
  return error.early === true ? 128 : error.code;
}

function notStarted(
  context: DaemonContext,
  container: DockerContainer,
  error: DaemonError,
  exitCode: number,
): Answer<void> {
  closeSandbox(context, container);
  if (container.shim !== undefined) endShim(context.machine, container.shim);
  container.shim = undefined;
  container.error = error.message;
  container.restarting = false;
  container.container.failed(exitCode);
  container.stopped();
  if (container.hostConfig.AutoRemove) removeNow(context, container, true);
  return { ok: false, error };
}
