/** The cloud's group of worker machines: asks for one more, takes one away. */
import type { ClusterLife } from '../boot/clusterLife';
import type { Clock } from '../clock';
import type { NodeProfile } from '../profile';
import type { Trace } from '../trace';

export interface NodeGroupOptions {
  readonly clock: Clock;
  readonly trace: Trace;
  readonly life: () => ClusterLife;
}

/** How long the cloud takes to start a machine, and to take one away, in milliseconds. */
const STARTING = 20_000;
const REMOVING = 3_000;

export class NodeGroup {
  /** What autoscalers call it. */
  readonly name = 'workers';
  readonly #options: NodeGroupOptions;
  #starting = 0;

  constructor(options: NodeGroupOptions) {
    this.#options = options;
  }

  /** Names of its machines. */
  get machines(): readonly string[] {
    const { nodes } = this.#options.life();
    return nodes.filter(({ profile }) => profile.roles.length === 0).map(({ profile }) => profile.name);
  }

  /** Machines that were asked for and are not there yet. */
  get starting(): number {
    return this.#starting;
  }

  /** What the next machine is like; undefined when there is none to make it like. */
  get next(): NodeProfile | undefined {
    return this.#options.life().nextNode();
  }

  grow(count: number): void {
    const { clock, trace, life } = this.#options;
    for (let each = 0; each < count; each++) {
      this.#starting++;
      const act = trace.record({ kind: 'act', actor: 'cloud', action: 'start-machine', until: clock.now + STARTING });
      clock.withCause(act, () =>
        clock.after(STARTING, () => {
          this.#starting--;
          const node = this.next;
          if (node !== undefined) life().addNode(node);
        }),
      );
    }
  }

  /** Takes a machine away; its Node is deleted by whoever watches over machines. */
  remove(name: string): void {
    const { clock, trace, life } = this.#options;
    const detail = { machine: name };
    const until = clock.now + REMOVING;
    const act = trace.record({ kind: 'act', actor: 'cloud', action: 'remove-machine', detail, until });
    clock.withCause(act, () => clock.after(REMOVING, () => life().removeMachine(name)));
  }
}
