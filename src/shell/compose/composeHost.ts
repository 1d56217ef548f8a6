/** What the compose commands work with: the daemon, the clock, and where progress goes. */
import type { Answer, Cancel, DockerDaemon, Done } from '../../engine/docker/daemon';
import type { Process } from '../../engine/processes/process';
import type { Routine } from '../../engine/processes/routine';
import type { DockerClient } from '../docker/client/dockerClient';
import type { Progress } from './progress';

export interface ComposeHost {
  readonly client: DockerClient;
  readonly process: Process;
  readonly progress: Progress;
  /** A warning as compose logs it. */
  warn(message: string): void;
  /** Gets an image from its registry. The error is the daemon's. */
  pull(image: string): Routine<Answer<void>>;
  /** Builds an image; the builder's output goes where `docker build` sends it. Returns the exit status. */
  build(options: {
    readonly context: string;
    readonly dockerfile: string;
    readonly target: string;
    readonly tag: string;
    readonly arguments: Readonly<Record<string, string>>;
    readonly noCache: boolean;
  }): Routine<number>;
  /** Runs the docker client with these words, on the same terminal. Returns the exit status. */
  docker(words: readonly string[]): Routine<number>;
}

/** Ends the command with a message on standard error and an exit status. */
export class ComposeFailure extends Error {
  readonly exit: number;

  constructor(message: string, exit = 1) {
    super(message);
    this.exit = exit;
  }
}

/** Asks the daemon something that it answers at once. */
export function ask<T>(host: ComposeHost, call: string, question: (daemon: DockerDaemon) => Answer<T>): Routine<T> {
  return host.client.ask(call, question);
}

/** Asks the daemon for something that takes its time. */
export function waitForAnswer<T>(
  host: ComposeHost,
  call: string,
  start: (daemon: DockerDaemon, done: Done<T>) => Cancel,
): Routine<T> {
  return host.client.wait(call, start);
}

/** True when the daemon has it. */
export function* exists(
  host: ComposeHost,
  call: string,
  question: (daemon: DockerDaemon) => Answer<unknown>,
): Routine<boolean> {
  return (yield* host.client.answer(call, question)).ok;
}
