/**
 * The client's way to the daemon. A request costs a few milliseconds of cluster time and is in the trace; what the
 * daemon does about it has it as its cause.
 */
import type { Answer, Cancel, DockerDaemon, Done } from '../../../engine/docker/daemon';
import { sleep } from '../../../engine/processes/kernel';
import type { Process } from '../../../engine/processes/process';
import { callback, type Routine } from '../../../engine/processes/routine';
import type { ShellServices } from '../../command';
import { CliFailure, ConnectionFailure, DaemonFailure } from '../failure';
import { emptyNameProblem } from './emptyName';

/** Milliseconds from the client to the daemon and back. */
const ROUND_TRIP = 3;
const API_VERSION = '1.50';

export class DockerClient {
  readonly host: string;
  readonly #process: Process;
  readonly #services: ShellServices;

  constructor(process: Process, services: ShellServices, host: string) {
    this.#process = process;
    this.#services = services;
    this.host = host;
  }

  /**
   * Asks for something that is answered at once.
   * @param call the request as the API names it: `GET /containers/json`
   * @throws DaemonFailure when it is refused, ConnectionFailure when nobody listens
   */
  *ask<T>(call: string, question: (daemon: DockerDaemon) => Answer<T>): Routine<T> {
    return taken(yield* this.answer(call, question));
  }

  /** As `ask`, with what was refused as a value. */
  *answer<T>(call: string, question: (daemon: DockerDaemon) => Answer<T>): Routine<Answer<T>> {
    yield* sleep(this.#process.clock, ROUND_TRIP / 2);
    const answer = this.#caused(call, () => question(this.#daemon(call)));
    yield* sleep(this.#process.clock, ROUND_TRIP / 2);
    return answer;
  }

  /** Asks for something that takes its time. When the client ends before, it is called off. */
  *wait<T>(call: string, start: (daemon: DockerDaemon, done: Done<T>) => Cancel): Routine<T> {
    return taken(yield* this.waitAnswer(call, start));
  }

  /** As `wait`, with what was refused as a value. */
  *waitAnswer<T>(call: string, start: (daemon: DockerDaemon, done: Done<T>) => Cancel): Routine<Answer<T>> {
    yield* sleep(this.#process.clock, ROUND_TRIP);
    return yield* callback<Answer<T>>((done) => this.#caused(call, () => start(this.#daemon(call), done)));
  }

  /** Begins something that takes its time; what it gives waits for the answer. */
  begin<T>(call: string, start: (daemon: DockerDaemon, done: Done<T>) => Cancel): () => Routine<Answer<T>> {
    let answer: Answer<T> | undefined;
    let wake: (() => void) | undefined;
    this.#caused(call, () =>
      start(this.#daemon(call), (given) => {
        answer = given;
        wake?.();
      }),
    );
    return function* () {
      while (answer === undefined) {
        yield (waken) => {
          wake = waken;
          return () => {
            wake = undefined;
          };
        };
      }
      return answer;
    };
  }

  /** Hears of what happens at the daemon; returns how to stop. */
  listen(begin: (daemon: DockerDaemon) => () => void): () => void {
    return begin(this.#daemon('GET /events'));
  }

  /** Sends something and does not wait for an answer. */
  tell(call: string, send: (daemon: DockerDaemon) => void): void {
    const daemon = this.#services.docker?.(this.host);
    if (daemon !== undefined) this.#caused(call, () => send(daemon));
  }

  /** As `waitAnswer`, for several at once; the answers are in the order of the questions. */
  *waitAll<T>(
    questions: readonly { call: string; start: (daemon: DockerDaemon, done: Done<T>) => Cancel }[],
  ): Routine<readonly Answer<T>[]> {
    yield* sleep(this.#process.clock, ROUND_TRIP);
    const answers = new Map<number, Answer<T>>();
    if (questions.length === 0) return [];
    yield* callback<true>((done) => {
      const cancels = questions.map(({ call, start }, i) =>
        this.#caused(call, () =>
          start(this.#daemon(call), (answer) => {
            answers.set(i, answer);
            if (answers.size === questions.length) done(true);
          }),
        ),
      );
      return () => {
        for (const cancel of cancels) cancel();
      };
    });
    return questions.flatMap((_, i) => answers.get(i) ?? []);
  }

  /** Runs something with a request as its cause. */
  #caused<T>(call: string, run: () => T): T {
    const { trace } = this.#services;
    if (trace === undefined) return run();
    const cause = trace.record({ kind: 'act', actor: 'docker', action: 'docker-request', detail: { call } });
    return this.#process.clock.withCause(cause, run);
  }

  #daemon(call: string): DockerDaemon {
    const problem = emptyNameProblem(call);
    if (problem !== undefined) throw new CliFailure(problem);
    const daemon = this.#services.docker?.(this.host);
    if (daemon === undefined) throw this.#unreachable(call);
    return daemon;
  }

  #unreachable(call: string): ConnectionFailure {
    const name = /^tcp:\/\/([^:]+):\d+$/.exec(this.host)?.[1];
    if (name !== undefined && !/^[\d.]+$/.test(name) && name !== 'localhost' && !this.#resolves(name)) {
      const [method = 'GET', path = ''] = call.split(' ');
      const verb = method.charAt(0) + method.slice(1).toLowerCase();
      const url = `${this.host.replace('tcp:', 'http:')}/v${API_VERSION}${path}`;
      const server = this.#nameServer();
      return new ConnectionFailure(
        `error during connect: ${verb} "${url}": dial tcp: lookup ${name} on ${server}:53: no such host`,
      );
    }
    return new ConnectionFailure(`Cannot connect to the Docker daemon at ${this.host}. Is the docker daemon running?`);
  }

  #resolves(name: string): boolean {
    const hosts = this.#process.files.read('/etc/hosts');
    return hosts.ok && hosts.value.split('\n').some((line) => line.split('#')[0]?.split(/\s+/).slice(1).includes(name));
  }

  #nameServer(): string {
    const text = this.#process.files.read('/etc/resolv.conf');
    return (text.ok ? /^nameserver\s+(\S+)/m.exec(text.value)?.[1] : undefined) ?? '127.0.0.1';
  }
}

function taken<T>(answer: Answer<T>): T {
  if (answer.ok) return answer.value;
  // There was nothing to do: for the client that is as good.
  if (answer.error.status === 304) return undefined as T;
  throw new DaemonFailure(answer.error.status, answer.error.message);
}
