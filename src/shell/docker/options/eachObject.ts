/** Commands that do the same with each of their arguments: names of what went well, and what went wrong at the end. */
import type { Answer, Cancel, DockerDaemon, Done } from '../../../engine/docker/daemon';
import type { Routine } from '../../../engine/processes/routine';
import { emptyNameProblem } from '../client/emptyName';
import type { Invocation } from '../dockerCommand';
import { CliFailure, ConnectionFailure, DaemonFailure } from '../failure';

/** HTTP's status for what is so already. */
const UNCHANGED = 304;

/** One after the other. `work` returns what is printed, undefined for nothing. @throws CliFailure with all that failed */
export function* eachObject(
  { print }: Pick<Invocation, 'print'>,
  names: readonly string[],
  work: (name: string) => Routine<string | undefined>,
): Routine<number> {
  const problems: string[] = [];
  let code = 1;
  for (const name of names) {
    try {
      const text = yield* work(name);
      if (text !== undefined) print(`${text}\n`);
    } catch (problem) {
      if (!(problem instanceof CliFailure)) throw problem;
      problems.push(problem.message);
      code = problem.code;
    }
  }
  if (problems.length > 0) throw new CliFailure(problems.join('\n'), code);
  return 0;
}

/**
 * All at once. `shown` is what is printed of one that went well; a `pardon`ed refusal is only told; `unasked` says why the
 * daemon isn't even asked about one.
 */
export function* allAtOnce<T>(
  { client, print, printError }: Pick<Invocation, 'client' | 'print' | 'printError'>,
  names: readonly string[],
  call: (name: string) => string,
  start: (name: string, daemon: DockerDaemon, done: Done<T>) => Cancel,
  options: {
    readonly shown?: (name: string, value: T) => string;
    readonly pardon?: (status: number) => boolean;
    readonly unasked?: (name: string) => string | undefined;
  } = {},
): Routine<number> {
  const unasked = options.unasked ?? ((name) => emptyNameProblem(call(name)));
  const asked = names.filter((name) => unasked(name) === undefined);
  const answers: readonly Answer<T>[] = yield* answersOf(client, asked, call, start);
  const problems: string[] = [];
  let next = 0;
  for (const name of names) {
    const problem = unasked(name);
    if (problem !== undefined) problems.push(problem);
    const answer = problem === undefined ? answers[next++] : undefined;
    if (answer === undefined) continue;
    if (answer.ok) print(`${options.shown?.(name, answer.value) ?? name}\n`);
    else if (answer.error.status === UNCHANGED) print(`${name}\n`);
    else {
      const { message } = new DaemonFailure(answer.error.status, answer.error.message);
      if (options.pardon?.(answer.error.status) === true) printError(`${message}\n`);
      else problems.push(message);
    }
  }
  if (problems.length > 0) throw new CliFailure(problems.join('\n'));
  return 0;
}

/** @throws CliFailure where nobody listens: as many times as there are questions */
function* answersOf<T>(
  client: Invocation['client'],
  names: readonly string[],
  call: (name: string) => string,
  start: (name: string, daemon: DockerDaemon, done: Done<T>) => Cancel,
): Routine<readonly Answer<T>[]> {
  try {
    return yield* client.waitAll<T>(
      names.map((name) => ({ call: call(name), start: (daemon, done) => start(name, daemon, done) })),
    );
  } catch (problem) {
    if (!(problem instanceof ConnectionFailure)) throw problem;
    throw new CliFailure(names.map(() => problem.message).join('\n'));
  }
}
