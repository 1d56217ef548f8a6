/** Ending containers: stop, kill and restart. */
import { ok } from '../../../base/result';
import type { Signal } from '../../processes/process';
import { signalNumbers } from '../../processes/process';
import type { Answer, Done } from '../daemon';
import type { DaemonContext } from '../daemonContext';
import { badParameter, conflict, failed } from '../refusal';
import { recordContainer, traceContainer } from './containerEvents';
import { parseSignal } from './createChecks';
import type { DockerContainer } from './dockerContainer';
import { runContainer } from './startContainer';

export interface StopOptions {
  /** Seconds; negative: for ever. */
  readonly timeout?: number;
  readonly signal?: string;
}

const DEFAULT_TIMEOUT = 10;
/** After the last process is gone, until everything is taken down, in milliseconds. */
const TEARDOWN = 60;

/** Asks it to end, and kills it when it hasn't after the grace period. 304 when it does not run. */
export function stopContainer(
  context: DaemonContext,
  container: DockerContainer,
  name: string,
  options: StopOptions,
  done: Done<void>,
): void {
  container.whenIdle(() => {
    if (!container.running) {
      done({ ok: false, error: { status: 304, message: 'Container is already stopped' } });
      return;
    }
    const signal = signalOf(container, options.signal);
    if (!signal.ok) {
      const { status, message } = signal.error;
      done({ ok: false, error: { status, message: `cannot stop container: ${name}: ${message}` } });
      return;
    }
    endContainer(context, container, signal.value, timeoutOf(container, options), () => {
      recordContainer(context, container, 'stop');
      done(ok(undefined));
    });
  });
}

/** Sends a signal; for SIGKILL it waits until the container has ended. */
export function killContainer(
  context: DaemonContext,
  container: DockerContainer,
  name: string,
  text: string,
  done: Done<void>,
): void {
  const signal = text === '' ? 'SIGKILL' : parseSignal(text);
  if (signal === undefined) {
    done(badParameter(`Cannot kill container: ${name}: The linux daemon does not support signal ${text}`));
    return;
  }
  container.whenIdle(() => {
    if (!container.running) {
      done(conflict(`Cannot kill container: ${name}: Container ${container.id} is not running`));
      return;
    }
    const stays = container.config.stopSignal !== '' && signal !== 'SIGKILL' && signal !== stopSignalOf(container);
    if (!stays) container.manuallyStopped = true;
    if (container.restarting) {
      settle(container);
      recordKill(context, container, signal);
      done(ok(undefined));
      return;
    }
    recordKill(context, container, signal);
    if (!stays && container.paused && signal !== 'SIGKILL') container.container.setPaused(false);
    if (signal !== 'SIGKILL') {
      container.container.signal(signal);
      done(ok(undefined));
      return;
    }
    container.container.onEnd(() => context.clock.after(TEARDOWN, () => done(ok(undefined))));
    kill(container);
  });
}

/** Stops it when it runs, and starts it. */
export function restartContainer(
  context: DaemonContext,
  container: DockerContainer,
  options: StopOptions,
  done: Done<void>,
): void {
  const start = () =>
    runContainer(context, container, (answer) => {
      if (answer.ok) recordContainer(context, container, 'restart');
      done(answer.ok ? answer : failed(`Cannot restart container ${container.name}: ${answer.error.message}`));
    });
  container.whenIdle(() => {
    const signal = signalOf(container, options.signal);
    if (!signal.ok) {
      done(signal);
      return;
    }
    const begin = () => {
      container.manuallyStopped = false;
      container.restartCount = 0;
      container.restartDelay = 0;
      start();
    };
    if (!container.running) {
      begin();
      return;
    }
    // --rm is for the end that comes by itself.
    const { hostConfig } = container;
    container.hostConfig = { ...hostConfig, AutoRemove: false };
    endContainer(context, container, signal.value, timeoutOf(container, options), () => {
      container.hostConfig = { ...container.hostConfig, AutoRemove: hostConfig.AutoRemove };
      begin();
    });
  });
}

/** Ends a running container; `done` when it has ended and is taken down. */
export function endContainer(
  context: DaemonContext,
  container: DockerContainer,
  signal: Signal,
  timeout: number,
  done: () => void,
): void {
  const { clock } = context;
  container.manuallyStopped = true;
  if (container.restarting) {
    settle(container);
    done();
    return;
  }
  const until = timeout < 0 ? {} : { until: clock.now + timeout * 1000 };
  const sequence = traceContainer(context, container, 'stop-container', { signal }, until.until);
  clock.withCause(sequence, () => {
    if (container.paused) container.container.setPaused(false);
    const timer =
      timeout < 0
        ? undefined
        : clock.after(timeout * 1000, () => {
            recordKill(context, container, 'SIGKILL');
            kill(container);
          });
    container.container.onEnd(() => {
      timer?.cancel();
      clock.after(TEARDOWN, done);
    });
    recordKill(context, container, signal);
    container.container.signal(signal);
  });
}

/** Ends it at once. */
function kill(container: DockerContainer): void {
  container.container.setPaused(false);
  container.container.signal('SIGKILL');
}

/** A restart that was planned is off: it has ended for good. */
export function settle(container: DockerContainer): void {
  container.cancelRestart();
  container.restarting = false;
  container.stopped();
}

export function stopSignalOf(container: DockerContainer): Signal {
  return parseSignal(container.config.stopSignal) ?? 'SIGTERM';
}

function signalOf(container: DockerContainer, text: string | undefined): Answer<Signal> {
  if (text === undefined || text === '') return ok(stopSignalOf(container));
  const signal = parseSignal(text);
  return signal === undefined ? badParameter(`invalid signal: ${text}`) : ok(signal);
}

function timeoutOf(container: DockerContainer, { timeout }: StopOptions): number {
  return timeout ?? container.config.stopTimeout ?? DEFAULT_TIMEOUT;
}

function recordKill(context: DaemonContext, container: DockerContainer, signal: Signal): void {
  recordContainer(context, container, 'kill', { signal: String(signalNumbers[signal]) });
}

/** Ends it at once when it runs. */
export function killIfRunning(container: DockerContainer): void {
  container.manuallyStopped = true;
  if (container.restarting) settle(container);
  else if (container.running) kill(container);
}
