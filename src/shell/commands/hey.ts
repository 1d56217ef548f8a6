import type { ExchangeOutcome, HttpRequest } from '../../engine/network/namespace';
import { sleep } from '../../engine/processes/kernel';
import type { Routine } from '../../engine/processes/routine';
import { type HeyAnswer, heyReport } from '../tool/heyReport';
import { Mailbox } from '../tool/mailbox';
import type { Tool } from '../tool/tool';
import { defineTool } from '../tool/tool';
import { hostHeader, readAddress } from '../tool/url';

const NUMBER = 200;
const WORKERS = 50;
/** So many at most: each worker is a connection of its own. */
const MOST_WORKERS = 1000;
/** Milliseconds until an answer is given up, when -t doesn't say. */
const PATIENCE = 20;

/** `hey`: sends requests to a web server from several workers at once and reports how long the answers took. */
export const hey = defineTool({
  name: 'hey',
  summary: 'send load to a web server',
  usage: '[-n NUMBER | -z DURATION] [-c WORKERS] [-q RATE] [-m METHOD] [-H HEADER] [-host NAME] [-t SECONDS] URL',
  options: 'n= c= q= z= m= H=* host= t= d= T= A= o= cpus= disable-keepalive disable-compression disable-redirects',
  rewrite: (words) => words.map((word) => word.replace(/^-(host|cpus|disable-\w+)$/, '--$1')),
  *run(tool) {
    const [url] = tool.operands;
    if (url === undefined) return tool.misuse('the URL is missing');
    if (tool.has('o')) return tool.fail('-o is not simulated here');
    const address = readAddress(url);
    if (typeof address === 'string' || 'protocol' in address) return tool.fail(`"${url}" is not a valid URL`);
    const plan = readPlan(tool);
    if (typeof plan === 'string') return tool.fail(plan);
    const request: HttpRequest = {
      method: tool.value('m') ?? 'GET',
      scheme: address.scheme,
      host: address.host,
      port: address.port,
      path: address.path,
      headers: { Host: tool.value('host') ?? hostHeader(address), 'User-Agent': 'hey/0.0.1', ...headersOf(tool) },
      body: tool.value('d') ?? '',
    };
    return yield* new Load(tool, url, request, plan).run();
  },
});

interface Plan {
  readonly workers: number;
  /** Requests of each worker; infinite with -z. */
  readonly each: number;
  /** Milliseconds until it ends. */
  readonly duration: number;
  /** Milliseconds between two requests of a worker. */
  readonly pause: number;
  readonly timeout: number;
}

/** The plan, or what is wrong with the options. */
function readPlan(tool: Tool): Plan | string {
  const wrong = ['n', 'c', 'q', 't'].find((option) => !/^(\d+(\.\d+)?)?$/.test(tool.value(option) ?? ''));
  if (wrong !== undefined) return `invalid value "${tool.value(wrong)}" for flag -${wrong}: parse error`;
  const number = Number(tool.value('n') ?? NUMBER);
  const workers = Number(tool.value('c') ?? WORKERS);
  const rate = Number(tool.value('q') ?? 0);
  const duration = tool.has('z') ? readDuration(tool.value('z') ?? '') : Number.POSITIVE_INFINITY;
  if (duration === undefined) return `invalid value "${tool.value('z')}" for flag -z: parse error`;
  if (workers > MOST_WORKERS) return `more than ${MOST_WORKERS} workers are not simulated here`;
  if (tool.has('z') && workers <= 0) return '-c cannot be smaller than 1.';
  if (!tool.has('z') && (number <= 0 || workers <= 0)) return '-n and -c cannot be smaller than 1.';
  if (!tool.has('z') && number < workers) return '-n cannot be less than -c.';
  return {
    workers,
    each: tool.has('z') ? Number.POSITIVE_INFINITY : Math.floor(number / workers),
    duration,
    pause: rate > 0 ? 1000 / rate : 0,
    timeout: 1000 * Number(tool.value('t') ?? PATIENCE),
  };
}

/** `90s`, `1m30s`, `500ms` in milliseconds. */
function readDuration(text: string): number | undefined {
  const units: Readonly<Record<string, number>> = { ms: 1, s: 1000, m: 60_000, h: 3_600_000 };
  if (!/^(\d+(\.\d+)?(ms|s|m|h))+$/.test(text)) return undefined;
  const parts = [...text.matchAll(/(\d+(?:\.\d+)?)(ms|s|m|h)/g)];
  return parts.reduce((sum, [, number, unit]) => sum + Number(number) * (units[unit ?? ''] ?? 0), 0);
}

function headersOf(tool: Tool): Record<string, string> {
  return Object.fromEntries(
    tool.options.values('H').flatMap((line) => {
      const at = line.indexOf(':');
      return at < 0 ? [] : [[line.slice(0, at).trim(), line.slice(at + 1).trim()]];
    }),
  );
}

type Event = { readonly kind: 'answer'; readonly answer: HeyAnswer } | { readonly kind: 'enough' };

class Load {
  readonly #tool: Tool;
  readonly #url: string;
  readonly #request: HttpRequest;
  readonly #plan: Plan;
  readonly #events = new Mailbox<Event>();
  readonly #answers: HeyAnswer[] = [];
  readonly #cancels = new Set<() => void>();
  #busy = 0;
  #over = false;

  constructor(tool: Tool, url: string, request: HttpRequest, plan: Plan) {
    this.#tool = tool;
    this.#url = url;
    this.#request = request;
    this.#plan = plan;
  }

  *run(): Routine<number> {
    const tool = this.#tool;
    const { clock } = tool.process;
    const { workers, duration } = this.#plan;
    const started = clock.now;
    const stop = tool.process.handle('SIGINT', () => this.#enough());
    const end = Number.isFinite(duration) ? clock.after(duration, () => this.#enough()) : undefined;
    try {
      for (let worker = 0; worker < workers; worker++) this.#work(this.#plan.each, clock.now);
      while (this.#busy > 0) {
        const event = yield* this.#events.take(clock);
        if (event === undefined || event.kind === 'enough') break;
        this.#answers.push(event.answer);
      }
      yield* sleep(clock, 0);
    } finally {
      this.#over = true;
      end?.cancel();
      stop();
      for (const cancel of this.#cancels) cancel();
    }
    yield* tool.print(heyReport(this.#answers, clock.now - started));
    return 0;
  }

  #enough(): void {
    this.#over = true;
    this.#events.put({ kind: 'enough' });
  }

  /** One worker's next request, and those after it. `due` is when it may begin. */
  #work(left: number, due: number): void {
    const { clock, network } = this.#tool.process;
    const { pause, timeout } = this.#plan;
    this.#busy++;
    const begin = () => {
      if (this.#over) return;
      const started = clock.now;
      let answered = false;
      let cancel: (() => void) | undefined;
      const done = (outcome: ExchangeOutcome) => {
        answered = true;
        if (cancel !== undefined) this.#cancels.delete(cancel);
        this.#busy--;
        if (this.#over) return;
        if (left > 1) this.#work(left - 1, Math.max(clock.now, due + pause));
        this.#events.put({ kind: 'answer', answer: this.#told(outcome, clock.now - started) });
      };
      cancel = network.exchange(this.#request, { timeout }, done);
      if (!answered) this.#cancels.add(cancel);
    };
    const timer = clock.after(Math.max(0, due - clock.now), () => {
      this.#cancels.delete(timer.cancel);
      begin();
    });
    this.#cancels.add(() => timer.cancel());
  }

  #told(outcome: ExchangeOutcome, time: number): HeyAnswer {
    if (outcome.ok) return { time, status: outcome.response.status, bytes: outcome.response.body.length };
    const { host, port, method } = this.#request;
    const target = `${outcome.address ?? host}:${port}`;
    const words: Readonly<Record<string, string>> = {
      refused: `dial tcp ${target}: connect: connection refused`,
      unreachable: `dial tcp ${target}: connect: no route to host`,
      'no-network': `dial tcp ${target}: connect: network is unreachable`,
      unresolved: `dial tcp: lookup ${host}: no such host`,
      reset: 'EOF',
      timeout: 'context deadline exceeded (Client.Timeout exceeded while awaiting headers)',
    };
    const verb = method.slice(0, 1) + method.slice(1).toLowerCase();
    return { time, error: `${verb} "${this.#url}": ${words[outcome.failure]}` };
  }
}
