/** Open TCP connections: text both ways, in order. */
import { utf8Length } from '../../base/utf8';
import type { Clock } from '../clock';
import { type Arrived, countCrossed } from './journey';
import type { Connection, Peer } from './namespace';
import { noTraffic, tcpPackets } from './packets';

type HowEnded = 'end' | 'reset';

interface Reader {
  onText(text: string): void;
  onEnd(how: HowEnded): void;
}

class ConnectionEnd implements Connection {
  readonly local: Peer;
  readonly remote: Peer;
  /** Carries something to the other end. */
  readonly #send: (bytes: number, deliver: (other: ConnectionEnd) => void) => void;
  #waiting: string[] = [];
  #reader: Reader | undefined;
  #ended: HowEnded | undefined;
  #told = false;
  #finished = false;

  constructor(local: Peer, remote: Peer, send: (bytes: number, deliver: (other: ConnectionEnd) => void) => void) {
    this.local = local;
    this.remote = remote;
    this.#send = send;
  }

  get open(): boolean {
    return !this.#finished && this.#ended !== 'reset';
  }

  write(text: string): void {
    if (!this.open || text === '') return;
    this.#send(utf8Length(text), (other) => other.#receive(text));
  }

  end(): void {
    if (!this.open) return;
    this.#finished = true;
    this.#send(0, (other) => other.#close('end'));
  }

  reset(): void {
    if (this.#finished && this.#ended !== undefined) return;
    this.#finished = true;
    this.#send(0, (other) => other.#close('reset'));
    this.#ended ??= 'reset';
  }

  read(onText: (text: string) => void, onEnd: (how: HowEnded) => void): void {
    this.#reader = { onText, onEnd };
    this.#pass();
  }

  #receive(text: string): void {
    if (this.#ended !== undefined) return;
    this.#waiting.push(text);
    this.#pass();
  }

  #close(how: HowEnded): void {
    if (this.#ended !== undefined) return;
    this.#ended = how;
    this.#pass();
  }

  #pass(): void {
    const reader = this.#reader;
    if (reader === undefined) return;
    const waiting = this.#waiting;
    this.#waiting = [];
    for (const text of waiting) reader.onText(text);
    if (this.#ended === undefined || this.#told) return;
    this.#told = true;
    reader.onEnd(this.#ended);
  }
}

/** The two ends of a connection that goes a way: whoever asked for it, and whoever accepted. */
export function connectionPair(
  clock: Clock,
  route: Pick<Arrived, 'delay' | 'crossed'>,
  ends: { readonly client: Peer; readonly server: Peer; readonly seenClient: Peer; readonly asked: Peer },
): { readonly client: Connection; readonly server: Connection } {
  const carry = (forth: boolean, other: () => ConnectionEnd) => {
    return (bytes: number, deliver: (end: ConnectionEnd) => void) => {
      if (route.crossed.some(({ link }) => link.removed || !link.up)) return;
      const traffic = tcpPackets(bytes, 1);
      countCrossed(route.crossed, forth ? traffic : noTraffic, forth ? noTraffic : traffic);
      clock.after(route.delay, () => deliver(other()));
    };
  };
  const client: ConnectionEnd = new ConnectionEnd(
    ends.client,
    ends.asked,
    carry(true, () => server),
  );
  const server: ConnectionEnd = new ConnectionEnd(
    ends.server,
    ends.seenClient,
    carry(false, () => client),
  );
  return { client, server };
}
