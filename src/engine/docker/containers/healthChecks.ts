/** HEALTHCHECK: runs the check again and again while the container runs, and remembers how it went. */
import { ExecSession } from '../../containers/execSession';
import type { Process } from '../../processes/process';
import type { HealthConfig } from '../containerRequests';
import { type DaemonContext, newId } from '../daemonContext';
import { recordContainer, traceContainer } from './containerEvents';
import type { DockerContainer } from './dockerContainer';
import type { HealthResult, HealthState } from './healthState';

const NANOSECONDS = 1_000_000;
/** Docker's defaults, in milliseconds. */
const INTERVAL = 30_000;
const EARLY_INTERVAL = 5000;
const TIMEOUT = 30_000;
const RETRIES = 3;
/** How long a command takes to be started in a container, in milliseconds. */
const EXEC = 40;
/** How many results are kept, and how much of their output. */
const KEPT = 5;
const OUTPUT = 4096;

/** What ends the checks of each container that has some. */
const stops = new WeakMap<DockerContainer, () => void>();

/** True when there is something to run. */
function hasHealthcheck(check: HealthConfig | undefined): check is HealthConfig {
  return check !== undefined && check.Test.length > 0 && check.Test[0] !== 'NONE';
}

/** Begins to check a container that was just started. */
export function startHealthChecks(context: DaemonContext, container: DockerContainer): void {
  const { healthcheck } = container.config;
  if (!hasHealthcheck(healthcheck)) {
    container.health = undefined;
    return;
  }
  container.health = { status: 'starting', failingStreak: 0, log: container.health?.log ?? [] };
  new HealthMonitor(context, container, healthcheck).plan();
}

/** What nobody checks any more counts as unhealthy, as moby has it. */
export function stopHealthChecks(container: DockerContainer): void {
  const stop = stops.get(container);
  if (stop === undefined) return;
  stop();
  stops.delete(container);
  if (container.health !== undefined) container.health = { ...container.health, status: 'unhealthy' };
}

/** Goes on with the checks of a container that was paused. */
export function resumeHealthChecks(context: DaemonContext, container: DockerContainer): void {
  const { healthcheck } = container.config;
  if (hasHealthcheck(healthcheck)) new HealthMonitor(context, container, healthcheck).plan();
}

class HealthMonitor {
  readonly #context: DaemonContext;
  readonly #container: DockerContainer;
  readonly #check: HealthConfig;
  #over = false;

  constructor(context: DaemonContext, container: DockerContainer, check: HealthConfig) {
    this.#context = context;
    this.#container = container;
    this.#check = check;
  }

  /** The next check comes an interval after the end of the last one. */
  plan(): void {
    const timer = this.#context.clock.after(this.#interval(), () => this.#begin(), { background: true });
    stops.set(this.#container, () => {
      this.#over = true;
      timer.cancel();
    });
  }

  /** Until the next check, in milliseconds: while it starts it may be another one. */
  #interval(): number {
    const { Interval: usual, StartInterval: early = 0, StartPeriod: start } = this.#check;
    const { startedAt = 0 } = this.#container.container;
    const age = this.#context.clock.now - startedAt;
    const starts = this.#container.health?.status === 'starting' && age < start / NANOSECONDS;
    if (starts) return early / NANOSECONDS || EARLY_INTERVAL;
    return usual / NANOSECONDS || INTERVAL;
  }

  #begin(): void {
    const { clock } = this.#context;
    const start = clock.now;
    const id = newId(this.#context);
    const argv = this.#argv();
    const detail = { execID: id };
    recordContainer(this.#context, this.#container, `exec_create: ${argv.join(' ')}`, detail);
    recordContainer(this.#context, this.#container, `exec_start: ${argv.join(' ')}`, detail);
    clock.after(EXEC, () => this.#over || this.#run(argv, id, start), { background: true });
  }

  #run(argv: readonly string[], id: string, start: number): void {
    const { clock } = this.#context;
    const session = new ExecSession(clock, { tty: false, stdin: false });
    const started = this.#container.container.startExec({ argv, tty: false, stdin: false }, session);
    if (!started.ok) {
      const output = `OCI runtime exec failed: exec failed: unable to start container process: ${started.error.reason}: unknown`;
      this.#finish({ start, end: clock.now, exitCode: -1, output });
      return;
    }
    const process = started.value;
    const timeout = this.#check.Timeout / NANOSECONDS || TIMEOUT;
    const timer = clock.after(timeout, () => this.#tooLong(process, start, timeout), { background: true });
    process.onExit((exit) => {
      timer.cancel();
      const exitCode = String(exit.code);
      recordContainer(this.#context, this.#container, 'exec_die', { execID: id, exitCode });
      const output = `${session.stream.stdout.take() ?? ''}${session.stream.stderr.take() ?? ''}`;
      this.#finish({ start, end: clock.now, exitCode: exit.code, output: output.slice(0, OUTPUT) });
    });
  }

  #tooLong(process: Process, start: number, timeout: number): void {
    const seconds = timeout % 1000 === 0 ? `${timeout / 1000}s` : `${timeout}ms`;
    const output = `Health check exceeded timeout (${seconds})`;
    this.#finish({ start, end: this.#context.clock.now, exitCode: -1, output });
    const pid = process.kernel.root.pidOf(process);
    if (pid !== undefined) process.kernel.root.signal(pid, 'SIGKILL');
  }

  /** Only the first end of a check counts: it may have been too slow. */
  #finish(result: HealthResult): void {
    const before = this.#container.health;
    if (this.#over || before === undefined || before.log.some((one) => one.start === result.start)) return;
    const after = this.#judge(before, result);
    this.#container.health = after;
    if (after.status !== before.status) {
      recordContainer(this.#context, this.#container, `health_status: ${after.status}`);
      traceContainer(this.#context, this.#container, 'health-changed', { status: after.status });
    }
    this.plan();
  }

  #judge(before: HealthState, result: HealthResult): HealthState {
    const log = [...before.log, result].slice(-KEPT);
    if (result.exitCode === 0) return { status: 'healthy', failingStreak: 0, log };
    const { startedAt = 0 } = this.#container.container;
    const forgiving = before.status === 'starting' && result.start - startedAt < this.#check.StartPeriod / NANOSECONDS;
    if (forgiving) return { ...before, log };
    const failingStreak = before.failingStreak + 1;
    const many = failingStreak >= (this.#check.Retries || RETRIES);
    return { status: many ? 'unhealthy' : before.status, failingStreak, log };
  }

  #argv(): readonly string[] {
    const [form = '', ...rest] = this.#check.Test;
    return form === 'CMD-SHELL' ? ['/bin/sh', '-c', ...rest] : rest;
  }
}
