/** Runs lines on the laptop without a terminal: sessions, lessons' solutions, proofs. */
import { HOME, laptopEnvironment } from './home';
import type { ShellWorld } from './laptop';
import { installLaptop, loginOptions } from './laptop';
import type { LineResult } from './session';
import { ShellSession } from './session';

/** After so much cluster time a line that has not ended is given up, in milliseconds. */
const LONGEST = 900_000;
/** After being interrupted a line has this long to end. */
const GRACE = 60_000;

/** A shell on the laptop that keeps its variables, directory and jobs from line to line. */
export class LaptopShell {
  readonly #world: ShellWorld;
  readonly #session: ShellSession;

  constructor(world: ShellWorld, environment: Readonly<Record<string, string>> = {}) {
    this.#world = world;
    installLaptop(world);
    const { laptop } = world;
    this.#session = new ShellSession((program) =>
      laptop.kernel.spawn({
        argv: ['bash'],
        program,
        env: new Map([...laptopEnvironment(world.profile), ...Object.entries(environment)]),
        workingDirectory: HOME,
        ...loginOptions(world),
        tty: undefined,
      }),
    );
    world.clock.advance(0);
  }

  /**
   * Runs a line while the clock goes on, and gives what it printed. With `timeout` (milliseconds of cluster time) it is
   * interrupted then, with exit status 124. The line is recorded in the trace and is the cause of what follows.
   */
  run(line: string, options: { readonly timeout?: number; readonly silent?: boolean } = {}): LineResult {
    const { clock, trace } = this.#world;
    const cause = options.silent === true ? clock.cause : trace.record({ kind: 'input', actor: 'laptop', text: line });
    let result: LineResult | undefined;
    const interrupt = clock.withCause(cause, () =>
      this.#session.run(line, (ended) => {
        result = ended;
      }),
    );
    const end = clock.now + (options.timeout ?? LONGEST);
    while (result === undefined && clock.runNext(end));
    if (result !== undefined) return result;
    clock.advanceTo(end);
    interrupt();
    while (result === undefined && clock.runNext(end + GRACE));
    const printed: LineResult = result ?? { stdout: '', stderr: '', exit: 124 };
    return { ...printed, exit: 124 };
  }
}
