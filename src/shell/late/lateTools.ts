/**
 * Tools of the laptop that come when they are needed: a page begins without those that its world rarely uses. Who hands
 * them in (the store's worker, or headless programs all at once) is told which one is wanted; until it is there the
 * clock stands still, so that a world has the same history as one whose tools were there from the beginning.
 */
import type { Clock } from '../../engine/clock';
import type { Routine } from '../../engine/processes/routine';
import type { Command, ShellServices } from '../command';

export type ToolName = 'kubectl' | 'docker' | 'minikube' | 'ssh' | 'k9s' | 'cloud';

type Maker = (services: ShellServices) => Command;
export type Tools = Partial<Readonly<Record<ToolName, Maker>>>;

export class LateTools {
  readonly #makers = new Map<ToolName, Maker>();
  /** The clocks that stand still for a tool. */
  readonly #held = new Map<ToolName, Set<Clock>>();
  #onWanted: ((name: ToolName) => void) | undefined;

  /** Hands tools in; who waited for one goes on. */
  provide(tools: Tools): void {
    for (const [name, maker] of Object.entries(tools) as [ToolName, Maker][]) {
      this.#makers.set(name, maker);
      this.#goOn(name);
    }
  }

  /** A tool will not come: who waits for it is told so. */
  miss(name: ToolName): void {
    this.#goOn(name);
  }

  /** Who fetches tools: called each time that one is run and not there. */
  onWanted(listener: (name: ToolName) => void): void {
    this.#onWanted = listener;
  }

  /** A command that may still have to come. */
  command(name: ToolName, summary: string, services: ShellServices): Command {
    const shelf = this;
    let made: Command | undefined;
    function* tool(clock: Clock): Routine<Command | undefined> {
      if (made === undefined) {
        yield* shelf.#arrival(name, clock);
        made = shelf.#makers.get(name)?.(services);
      }
      return made;
    }
    return {
      name,
      summary,
      *run(process) {
        const command = yield* tool(process.clock);
        if (command !== undefined) return yield* command.run(process);
        process.stderr.write(`${name}: this part of the page could not be loaded\n`);
        return 126;
      },
      *complete(request) {
        const command = yield* tool(request.process.clock);
        return command?.complete === undefined ? { items: [], files: 'files' } : yield* command.complete(request);
      },
    };
  }

  /** One event of the clock, whether the tool is there or not: it only comes when the tool has come. */
  *#arrival(name: ToolName, clock: Clock): Routine<void> {
    yield (wake) => {
      wake();
      if (!this.#makers.has(name) && this.#onWanted !== undefined) {
        clock.hold();
        this.#held.set(name, (this.#held.get(name) ?? new Set()).add(clock));
        this.#onWanted(name);
      }
      return () => {};
    };
  }

  #goOn(name: ToolName): void {
    const clocks = this.#held.get(name) ?? [];
    this.#held.delete(name);
    for (const clock of clocks) if (![...this.#held.values()].some((others) => others.has(clock))) clock.release();
  }
}

/** Those of this thread: all its worlds have the same. */
export const lateTools = new LateTools();
