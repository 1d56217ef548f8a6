/** What happened to containers, images, networks and volumes: the newest 256 are kept, as the real daemon keeps them. */
import { Emitter } from '../../base/emitter';
import type { Clock } from '../clock';
import type { DaemonEvent } from './daemon';

const KEPT = 256;

export class EventLog {
  readonly added = new Emitter<DaemonEvent>();
  readonly #clock: Clock;
  #events: readonly DaemonEvent[] = [];

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  get events(): readonly DaemonEvent[] {
    return this.#events;
  }

  record(type: DaemonEvent['Type'], action: string, id: string, attributes: Readonly<Record<string, string>>): void {
    const sorted = Object.entries(attributes).sort(([a], [b]) => (a < b ? -1 : 1));
    const event: DaemonEvent = {
      Type: type,
      Action: action,
      Actor: { ID: id, Attributes: Object.fromEntries(sorted) },
      time: this.#clock.now,
    };
    this.#events = [...this.#events, event].slice(-KEPT);
    this.added.emit(event);
  }
}
