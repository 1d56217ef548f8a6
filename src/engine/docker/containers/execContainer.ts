/** `docker exec`. */
import { ok } from '../../../base/result';
import type { Stream } from '../../client/door';
import type { ExecCommand } from '../../containers/container';
import { ExecSession } from '../../containers/execSession';
import type { LaunchError } from '../../containers/launch';
import type { ExecCreate } from '../containerRequests';
import type { Answer, Done } from '../daemon';
import { type DaemonContext, newId } from '../daemonContext';
import { badParameter, conflict } from '../refusal';
import { recordContainer } from './containerEvents';
import type { DockerContainer } from './dockerContainer';

/** Until the command runs, in milliseconds. */
const LAUNCH = 38;
const VARIATION = 8;

export interface Exec {
  readonly Id: string;
  start(): Answer<Stream>;
  /** Without streams: the answer comes once the command runs, or says why it can't. */
  startDetached(done: Done<void>): () => void;
}

/** Prepares a command; `name` is what the client called the container. */
export function execContainer(
  context: DaemonContext,
  container: DockerContainer,
  name: string,
  options: ExecCreate,
): Answer<Exec> {
  if (options.Cmd.length === 0) return badParameter('No exec command specified');
  const refusal = execProblem(container, name);
  if (refusal !== undefined) return refusal;
  const id = newId(context);
  recordContainer(context, container, `exec_create: ${options.Cmd.join(' ')}`, { execID: id });
  return ok({
    Id: id,
    start: () => startExec(context, container, name, id, options),
    startDetached: (done) => {
      const started = startExec(context, container, name, id, options, (error) =>
        done(error === undefined ? ok(undefined) : badParameter(execText(error))),
      );
      if (!started.ok) done(started);
      return () => {};
    },
  });
}

function execProblem(container: DockerContainer, name: string): ReturnType<typeof conflict> | undefined {
  if (!container.running) return conflict(`Container ${container.id} is not running`);
  if (container.paused) return conflict(`Container ${name} is paused, unpause the container before exec`);
  if (container.restarting) {
    return conflict(`Container ${container.id} is restarting, wait until the container is running`);
  }
  return undefined;
}

function startExec(
  context: DaemonContext,
  container: DockerContainer,
  name: string,
  id: string,
  options: ExecCreate,
  settled?: (error: LaunchError | undefined) => void,
): Answer<Stream> {
  const refusal = execProblem(container, name);
  if (refusal !== undefined) return refusal;
  const { clock, random } = context;
  recordContainer(context, container, `exec_start: ${options.Cmd.join(' ')}`, { execID: id });
  const command = execCommand(options);
  const session = new ExecSession(clock, command);
  const ended = (exitCode: number) => {
    container.execs.delete(id);
    recordContainer(context, container, 'exec_die', { execID: id, exitCode: String(exitCode) });
  };
  clock.after(LAUNCH + VARIATION * random.next(), () => {
    const started = container.container.startExec(command, session);
    if (!started.ok) {
      session.refuse(`${execText(started.error)}\r\n`, started.error.code);
      ended(started.error.code);
      settled?.(started.error);
      return;
    }
    container.execs.set(id, { id, process: started.value });
    started.value.onExit((exit) => ended(exit.code));
    settled?.(undefined);
  });
  return ok(session.stream);
}

function execCommand(options: ExecCreate): ExecCommand {
  const { Cmd, Env, User, WorkingDir, AttachStdin, Tty, Privileged, columns, rows } = options;
  return {
    argv: Cmd,
    tty: Tty,
    stdin: AttachStdin,
    // A name without a value was not there at the client: nothing is set.
    env: Env.filter((variable) => variable.includes('=')).map((variable) => {
      const [name = '', ...value] = variable.split('=');
      return [name, value.join('=')] as const;
    }),
    user: User,
    workingDirectory: WorkingDir,
    privileged: Privileged,
    ...(columns === undefined ? {} : { columns }),
    ...(rows === undefined ? {} : { rows }),
  };
}

function execText(error: LaunchError): string {
  if (error.early === true) return error.reason;
  const before = error.unstarted === true ? '' : 'unable to start container process: ';
  return `OCI runtime exec failed: exec failed: ${before}${error.reason}: unknown`;
}
