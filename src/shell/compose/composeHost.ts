/** What the compose commands work with: the daemon, the clock, and where progress goes. */
import type { Answer, Cancel, DockerDaemon, Done } from '../../engine/docker/daemon';
import { sleep } from '../../engine/processes/kernel';
import type { Process } from '../../engine/processes/process';
import { callback, type Routine } from '../../engine/processes/routine';
import type { Progress } from './progress';

export interface ComposeHost {
  readonly daemon: DockerDaemon;
  readonly process: Process;
  readonly progress: Progress;
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
}

/** What the daemon refused; its message is what compose prints. */
export class ComposeFailure extends Error {
  readonly exit: number;

  constructor(message: string, exit = 1) {
    super(message);
    this.exit = exit;
  }
}

/** A request takes a moment on its way, in milliseconds of cluster time. */
const REQUEST = 3;

/** Asks the daemon something that it answers at once. */
export function* ask<T>(host: ComposeHost, question: () => Answer<T>): Routine<T> {
  yield* sleep(host.process.clock, REQUEST);
  return answered(question());
}

/** Asks the daemon for something that takes its time. */
export function* waitForAnswer<T>(host: ComposeHost, start: (done: Done<T>) => Cancel): Routine<T> {
  yield* sleep(host.process.clock, REQUEST);
  return answered(yield* callback<Answer<T>>((done) => start(done)));
}

function answered<T>(answer: Answer<T>): T {
  if (answer.ok) return answer.value;
  throw new ComposeFailure(`Error response from daemon: ${answer.error.message}`);
}
