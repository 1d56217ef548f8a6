import type { Playground, PlaygroundActions } from '../../store';
import { TerminalHost } from './TerminalHost';

/** The terminals that were shown so far; they stay while their world does, whether or not the panel is in sight. */
export class Hosts {
  readonly #actions: PlaygroundActions;
  readonly #hosts = new Map<number, TerminalHost>();

  constructor(actions: PlaygroundActions & Pick<Playground, 'subscribe'>) {
    this.#actions = actions;
    actions.subscribe((state, previous) => {
      if (state.terminals === previous.terminals) return;
      const open = new Set(state.terminals.map(({ id }) => id));
      for (const id of [...this.#hosts.keys()]) if (!open.has(id)) this.#drop(id);
    });
  }

  get(id: number): TerminalHost {
    const existing = this.#hosts.get(id);
    if (existing !== undefined) return existing;
    const made = new TerminalHost(id, this.#actions);
    this.#hosts.set(id, made);
    return made;
  }

  #drop(id: number) {
    this.#hosts.get(id)?.dispose();
    this.#hosts.delete(id);
  }
}
