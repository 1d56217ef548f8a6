import type { PingOutcome } from '../../engine/network/namespace';
import type { Routine } from '../../engine/processes/routine';
import { callback } from '../../engine/processes/routine';
import { Mailbox } from '../tool/mailbox';
import { reverseName } from '../tool/names';
import type { Tool } from '../tool/tool';
import { defineTool } from '../tool/tool';

/** How long the last one is waited for, in milliseconds, when -W doesn't say. */
const LAST_WAIT = 10_000;

/** `ping`, as iputils has it, or busybox. */
export const ping = defineTool({
  name: 'ping',
  summary: 'send echo requests',
  usage: '[-c COUNT] [-i INTERVAL] [-W TIMEOUT] [-w DEADLINE] [-q] HOST',
  options: 'c= W= w= i= q 4 6 n s= A D O v I= t=',
  *run(tool) {
    const [host] = tool.operands;
    if (host === undefined) return tool.fail('usage error: Destination address required', tool.busybox ? 1 : 2);
    if (tool.has('6')) return tool.fail('there is no IPv6 in this network', 2);
    const wrong = ['c', 'W', 'w', 'i', 's'].find((option) => !/^(?:\d+(?:\.\d*)?)?$/.test(tool.value(option) ?? ''));
    if (wrong !== undefined) return tool.fail(`invalid argument: '${tool.value(wrong) ?? ''}'`);
    const [address] = yield* callback<readonly string[]>((done) => tool.process.network.resolve(host, done));
    if (address === undefined)
      return tool.busybox ? tool.fail(`bad address '${host}'`) : tool.fail(`${host}: Name or service not known`, 2);
    const shown = tool.busybox || tool.has('n') || host === address ? undefined : yield* reverseName(tool, address);
    // busybox knows raw sockets only; iputils falls back to what everybody may use.
    if (tool.busybox && !tool.process.capable('NET_RAW')) {
      yield* tool.print(`PING ${host} (${address}): ${tool.value('s') ?? '56'} data bytes\n`);
      return tool.fail('permission denied (are you root?)');
    }
    return yield* new Pinging(tool, host, address, shown).run();
  },
});

/** What comes back to a running ping. */
type Event =
  | { readonly kind: 'answer'; readonly number: number; readonly outcome: PingOutcome }
  | { readonly kind: 'interrupt' };

class Pinging {
  readonly #tool: Tool;
  readonly #host: string;
  readonly #address: string;
  /** How answers name the address. */
  readonly #shown: string | undefined;
  readonly #events = new Mailbox<Event>();
  readonly #times: number[] = [];
  readonly #cancels = new Set<() => void>();
  #sent = 0;
  #errors = 0;

  constructor(tool: Tool, host: string, address: string, shown: string | undefined) {
    this.#tool = tool;
    this.#host = host;
    this.#address = address;
    this.#shown = shown;
  }

  *run(): Routine<number> {
    const tool = this.#tool;
    const { clock } = tool.process;
    const started = clock.now;
    const size = Number(tool.value('s') ?? 56);
    yield* tool.print(
      tool.busybox
        ? `PING ${this.#host} (${this.#address}): ${size} data bytes\n`
        : `PING ${this.#host} (${this.#address}) ${size}(${size + 28}) bytes of data.\n`,
    );
    let interrupted = false;
    const stop = tool.process.handle('SIGINT', () => {
      if (interrupted) return;
      interrupted = true;
      tool.process.stdout.write(this.#summary(clock.now - started));
      this.#events.put({ kind: 'interrupt' });
    });
    try {
      const ended = yield* this.#send(size);
      if (ended !== undefined) return ended;
    } finally {
      stop();
      for (const cancel of this.#cancels) cancel();
    }
    if (!interrupted) yield* tool.print(this.#summary(clock.now - started));
    return this.#times.length > 0 ? 0 : 1;
  }

  /** Sends and takes answers until all is done; a status when it cannot send at all. */
  *#send(size: number): Routine<number | undefined> {
    const tool = this.#tool;
    const { clock } = tool.process;
    const count = tool.has('c') ? Number(tool.value('c')) : Number.POSITIVE_INFINITY;
    const pause = 1000 * Number(tool.value('i') ?? 1);
    const deadline = tool.has('w') ? clock.now + 1000 * Number(tool.value('w')) : Number.POSITIVE_INFINITY;
    let next = clock.now;
    while (clock.now < deadline) {
      if (this.#sent < count && clock.now >= next) {
        this.#request();
        next += pause;
        if (this.#sent >= count) next = clock.now + (tool.has('W') ? 1000 * Number(tool.value('W')) : LAST_WAIT);
      }
      if (this.#sent >= count && (this.#over || clock.now >= next)) return undefined;
      const event = yield* this.#events.take(clock, Math.min(next, deadline));
      if (event?.kind === 'interrupt') return undefined;
      if (event === undefined) continue;
      const failed = yield* this.#take(event.number, event.outcome, size);
      if (failed !== undefined) return failed;
    }
    return undefined;
  }

  get #over(): boolean {
    return this.#times.length + this.#errors >= this.#sent;
  }

  #request(): void {
    this.#sent++;
    const number = this.#sent;
    const cancel = this.#tool.process.network.ping(this.#address, {}, (outcome) => {
      this.#cancels.delete(cancel);
      this.#events.put({ kind: 'answer', number, outcome });
    });
    this.#cancels.add(cancel);
  }

  *#take(number: number, outcome: PingOutcome, size: number): Routine<number | undefined> {
    const tool = this.#tool;
    const { busybox } = tool;
    if (outcome.ok) {
      this.#times.push(outcome.time);
      if (tool.has('q')) return undefined;
      const who = this.#shown === undefined ? this.#address : `${this.#shown} (${this.#address})`;
      const head = `${size + 8} bytes from ${who}`;
      yield* tool.print(
        busybox
          ? `${head}: seq=${number - 1} ttl=${outcome.timeToLive} time=${outcome.time.toFixed(3)} ms\n`
          : `${head}: icmp_seq=${number} ttl=${outcome.timeToLive} time=${shortTime(outcome.time)} ms\n`,
      );
      return undefined;
    }
    if (outcome.failure === 'no-network')
      return busybox ? tool.fail('sendto: Network is unreachable') : tool.fail('connect: Network is unreachable', 2);
    if (outcome.failure !== 'unreachable' || busybox) return undefined;
    this.#errors++;
    const [own = ''] = tool.process.network.addresses;
    if (!tool.has('q')) yield* tool.print(`From ${own} icmp_seq=${number} Destination Host Unreachable\n`);
    return undefined;
  }

  #summary(elapsed: number): string {
    const { busybox } = this.#tool;
    const received = this.#times.length;
    const loss = this.#sent === 0 ? 0 : Math.round(((this.#sent - received) * 100) / this.#sent);
    const errors = this.#errors === 0 ? '' : `, +${this.#errors} errors`;
    const counts = busybox
      ? `${this.#sent} packets transmitted, ${received} packets received, ${loss}% packet loss`
      : `${this.#sent} packets transmitted, ${received} received${errors}, ${loss}% packet loss, time ${Math.round(elapsed)}ms`;
    const head = `\n--- ${this.#host} ping statistics ---\n${counts}\n`;
    if (received === 0) return busybox ? head : `${head}\n`;
    const mean = this.#times.reduce((sum, time) => sum + time, 0) / received;
    const deviation = Math.sqrt(this.#times.reduce((sum, time) => sum + (time - mean) ** 2, 0) / received);
    const times = [Math.min(...this.#times), mean, Math.max(...this.#times), ...(busybox ? [] : [deviation])];
    const names = busybox ? 'round-trip min/avg/max' : 'rtt min/avg/max/mdev';
    return `${head}${names} = ${times.map((time) => time.toFixed(3)).join('/')} ms\n`;
  }
}

/** Three digits that matter, as iputils writes milliseconds: `0.042`, `1.23`, `12.3`, `123`. */
function shortTime(milliseconds: number): string {
  if (milliseconds >= 100) return milliseconds.toFixed(0);
  if (milliseconds >= 10) return milliseconds.toFixed(1);
  return milliseconds.toFixed(milliseconds >= 1 ? 2 : 3);
}
