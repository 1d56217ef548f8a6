import type { Random } from '../../base/random';
import type { Kind } from '../../kinds/kind';
import type { ClusterObject } from '../../kinds/object';
import { Client } from '../client/client';
import type { ApiServer, Caller } from '../client/door';
import { EventRecorder } from '../client/eventRecorder';
import type { Informer } from '../client/informer';
import { LeaderLease } from '../client/leaderLease';
import { WorkQueue } from '../client/workQueue';
import type { Clock, Timer, TimerOptions } from '../clock';
import type { Trace } from '../trace';
import type { Controller, ControllerContext, ControllerDefinition, ControllerOptions } from './controller';
import { controllerDoor } from './controllerDoor';
import { controllers } from './registry';
import { SharedInformers } from './sharedInformers';

export interface ControllerManagerOptions {
  readonly clock: Clock;
  readonly trace: Trace;
  readonly random: Random;
  readonly server: ApiServer;
  readonly options: ControllerOptions;
  /** The control plane machine that it runs on; when given, it holds a lease in kube-system as the leader. */
  readonly host?: string;
  /** All of the registry, unless a test wants only some. */
  readonly controllers?: readonly ControllerDefinition[];
}

/** How long a controller waits before it looks again whether the informers have their first lists. */
const SYNC_POLL = 1500;
/**
 * A request takes its time, and until a reconcile is through with all of its own, the same key is not looked at again.
 * In milliseconds for each write, and at most. (The writes themselves happen at once; events are told on the side.)
 */
const WRITE_TIME = 4;
const MAX_BUSY_TIME = 40;
/** How many objects are gone through in a millisecond; and what takes less time than this is done at once. */
const OBJECTS_IN_A_MILLISECOND = 50;
const NOTICEABLE = 4;

/**
 * kube-controller-manager: one process that runs all controllers over one set of informers. Stopping it forgets
 * everything, as the end of a process does; starting it lists everything anew.
 */
export class ControllerManager {
  readonly #options: ControllerManagerOptions;
  readonly #lease: LeaderLease | undefined;
  #run: Run | undefined;

  constructor(options: ControllerManagerOptions) {
    this.#options = options;
    const { clock, random, host } = options;
    if (host === undefined) return;
    this.#lease = new LeaderLease(ownClient(options), { name: 'kube-controller-manager', host, clock, random });
  }

  get running(): boolean {
    return this.#run !== undefined;
  }

  start(): void {
    this.#lease?.start();
    this.#run ??= new Run(this.#options);
  }

  stop(): void {
    this.#lease?.stop();
    this.#run?.stop();
    this.#run = undefined;
  }
}

/** One life of the process. */
class Run {
  readonly #options: ControllerManagerOptions;
  readonly #informers: SharedInformers;
  readonly #queues: WorkQueue[] = [];
  readonly #timers = new Set<Timer>();
  #stopped = false;

  constructor(options: ControllerManagerOptions) {
    this.#options = options;
    this.#informers = new SharedInformers(ownClient(options), options.clock);
    for (const definition of options.controllers ?? controllers) this.#begin(definition);
    this.#informers.start();
  }

  stop(): void {
    this.#stopped = true;
    this.#informers.stop();
    for (const queue of this.#queues) queue.stop();
    for (const timer of this.#timers) timer.cancel();
    this.#timers.clear();
  }

  #begin(definition: ControllerDefinition): void {
    const { clock, trace, random, server, options } = this.#options;
    let told = false;
    let key = '';
    let writes = 0;
    const busyUntil = new Map<string, number>();
    const gathering = new Set<string>();
    const door = controllerDoor(server, (request) => {
      if (!request.path.endsWith('/events')) writes++;
      if (told) return;
      told = true;
      const detail = { controller: definition.name, key };
      clock.cause = trace.record({ kind: 'act', actor: 'controller-manager', action: 'reconcile', detail });
    });
    const own = definition.account === undefined;
    const client = new Client(door, own ? ownCaller : callerOf(definition.account));
    const queue = new WorkQueue(clock, {
      name: definition.name,
      process: (next) => {
        if (!this.#informers.synced) return { after: SYNC_POLL };
        const busy = (busyUntil.get(next) ?? 0) - clock.now;
        if (busy > 0) return { after: busy };
        busyUntil.delete(next);
        told = false;
        key = next;
        writes = 0;
        const outcome = controller.reconcile(next);
        if (writes > 0) busyUntil.set(next, clock.now + Math.min(MAX_BUSY_TIME, writes * WRITE_TIME));
        return outcome;
      },
    });
    this.#queues.push(queue);
    const context: ControllerContext = {
      clock,
      trace,
      random,
      options,
      client,
      informer: <T extends ClusterObject>(kind: Kind<T>): Informer<T> => this.#informers.get(kind),
      watch: (kind, handlers) => void this.#informers.get(kind).handle(handlers),
      recorder: (component) => new EventRecorder(client, { name: component }),
      enqueue: (next, size = 0) => {
        const delay = Math.trunc(size / OBJECTS_IN_A_MILLISECOND);
        if (delay < NOTICEABLE) queue.add(next);
        else if (!gathering.has(next)) {
          gathering.add(next);
          const add = () => {
            gathering.delete(next);
            queue.add(next);
          };
          this.#after(delay, add);
        }
      },
      enqueueAfter: (next, milliseconds, options = {}) => {
        if (options.background === true) queue.addAfter(next, Math.max(milliseconds, 1001));
        else this.#after(milliseconds, () => queue.add(next), options);
      },
      every: (milliseconds, run) => {
        const tick = () => {
          told = false;
          key = '';
          run();
          this.#after(milliseconds, tick, { background: true });
        };
        this.#after(milliseconds, tick, { background: true });
      },
    };
    const controller: Controller = definition.create(context);
  }

  #after(milliseconds: number, run: () => void, options: TimerOptions = {}): void {
    if (this.#stopped) return;
    const { clock } = this.#options;
    const timer = clock.after(
      milliseconds,
      () => {
        this.#timers.delete(timer);
        run();
      },
      options,
    );
    this.#timers.add(timer);
  }
}

/** For what the process does as itself: the informers and its lease. */
function ownClient(options: ControllerManagerOptions): Client {
  return new Client(options.server, ownCaller);
}

const ownCaller: Caller = {
  user: 'system:kube-controller-manager',
  groups: ['system:authenticated'],
  actor: 'controller-manager',
};

/** Each controller acts as its own service account, as kubeadm's --use-service-account-credentials has it. */
function callerOf(account: string): Caller {
  return {
    user: `system:serviceaccount:kube-system:${account}`,
    groups: ['system:serviceaccounts', 'system:serviceaccounts:kube-system', 'system:authenticated'],
    actor: 'controller-manager',
  };
}
