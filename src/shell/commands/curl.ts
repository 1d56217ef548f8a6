import { encodeUtf8 } from '../../base/utf8';
import type { ExchangeOutcome, HttpHead, HttpRequest, HttpResponse } from '../../engine/network/namespace';
import { sleep } from '../../engine/processes/kernel';
import { isTerminal } from '../../engine/processes/pty';
import type { Routine } from '../../engine/processes/routine';
import { describeCut, describeFailure, type Transfer } from '../tool/curlFailure';
import { progressMeter } from '../tool/curlMeter';
import { fromFile, methodOf, requestOf } from '../tool/curlRequest';
import { tellConnection, tellFailure, tellHead, tellRequest } from '../tool/curlTalk';
import { formatWriteOut } from '../tool/curlWriteOut';
import { headerLines, headerValue, statusLine } from '../tool/httpHeaders';
import type { Tool } from '../tool/tool';
import { defineTool } from '../tool/tool';
import type { Address } from '../tool/url';
import { formatAddress, hostHeader, readAddress } from '../tool/url';

/** `curl`: HTTP through the simulated network. TLS is not simulated: https travels like http. */
export const curl = defineTool({
  name: 'curl',
  summary: 'transfer a URL',
  usage: '[options...] <url>',
  usageStatus: 2,
  options:
    's|silent S|show-error v|verbose i|include I|head o|output= O|remote-name w|write-out= X|request= d|data=|data-ascii= data-raw= data-binary= data-urlencode= json= H|header= m|max-time= connect-timeout= L|location k|insecure f|fail resolve= A|user-agent= u|user= G|get 4|ipv4 6|ipv6 N|no-buffer retry= retry-delay= retry-connrefused retry-all-errors e|referer= b|cookie= c|cookie-jar= url= http1.1 http1.0 http2 no-progress-meter no-keepalive noproxy= compressed max-redirs= cacert= cert= key= fail-with-body #|progress-bar T|upload-file= F|form= x|proxy= D|dump-header= parallel Z tcp-nodelay',
  rewrite: (arguments_) =>
    arguments_.map((argument) =>
      /^--(?:data|data-ascii)=/.test(argument) ? argument.replace('--data-ascii', '--data') : argument,
    ),
  *run(tool) {
    const urls = [...tool.options.values('url'), ...tool.operands];
    if (urls.length === 0) {
      tool.process.stderr.write("curl: try 'curl --help' for more information\n");
      return 2;
    }
    for (const option of ['T', 'F', 'x'] as const)
      if (tool.has(option)) return tool.fail(`option -${option} is not simulated here`, 2);
    let status = 0;
    for (const [at, url] of urls.entries()) status = yield* transfer(tool, url, tool.options.values('o')[at]);
    return status;
  },
});

function* transfer(tool: Tool, url: string, file: string | undefined): Routine<number> {
  const address = readAddress(url);
  if (address === 'malformed') return say(tool, 3, 'URL using bad/illegal format or missing URL');
  if (address === 'bad port') return say(tool, 3, 'URL using bad/illegal format or missing URL');
  if ('protocol' in address) return say(tool, 1, `Protocol "${address.protocol}" not supported or disabled in libcurl`);
  let tries = Number(tool.value('retry') ?? 0);
  let pause = 1000;
  for (;;) {
    const result = yield* follow(tool, url, address, file);
    const again =
      tries > 0 &&
      (result.retriable ||
        (result.status === 7 && tool.has('retry-connrefused')) ||
        (result.status !== 0 && tool.has('retry-all-errors')));
    if (!again) return result.status;
    const wait = tool.has('retry-delay') ? Number(tool.value('retry-delay')) * 1000 : pause;
    if (!tool.has('s'))
      tool.process.stderr.write(
        `Warning: Problem: transient error. Will retry in ${wait / 1000} seconds. ${tries} \nWarning: retries left.\n`,
      );
    yield* sleep(tool.process.clock, wait);
    tries--;
    pause *= 2;
  }
}

interface Followed {
  readonly status: number;
  readonly retriable: boolean;
}

/** Requests an address and, with -L, those that it points to. */
function* follow(tool: Tool, url: string, first: Address, file: string | undefined): Routine<Followed> {
  let address = first;
  let method = methodOf(tool);
  for (let redirects = 0; ; redirects++) {
    const started = tool.process.clock.now;
    const request = requestOf(tool, address, method);
    const exchange = new Exchange(tool, request, address, file ?? (tool.has('O') ? remoteName(url) : undefined));
    const outcome = yield* exchange.run();
    const elapsed = tool.process.clock.now - started;
    const transferred: Transfer = { address, outcome, elapsed, limited: isLimited(tool) };
    if (!outcome.ok) return yield* failed(tool, url, transferred, exchange, redirects);
    const { response } = outcome;
    const location = headerValue(response.headers, 'location');
    if (!tool.has('L') || location === undefined || response.status < 300 || response.status >= 400) {
      const status = yield* deliver(tool, url, transferred, exchange, redirects);
      return { status, retriable: [408, 429, 500, 502, 503, 504].includes(response.status) };
    }
    const limit = tool.value('max-redirs') ?? '50';
    if (redirects >= Number(limit))
      return { status: say(tool, 47, `Maximum (${limit}) redirects followed`), retriable: false };
    const next = readAddress(absolute(location, address));
    if (typeof next === 'string' || 'protocol' in next)
      return { status: say(tool, 3, 'URL using bad/illegal format or missing URL'), retriable: false };
    if (tool.has('i')) yield* tool.print(headText(response));
    address = next;
    if (response.status === 303 || (method === 'POST' && response.status < 303)) method = 'GET';
  }
}

function absolute(location: string, from: Address): string {
  if (/^[a-z]+:\/\//i.test(location)) return location;
  return `${from.scheme}://${hostHeader(from)}${location.startsWith('/') ? '' : '/'}${location}`;
}

function* failed(
  tool: Tool,
  url: string,
  transferred: Transfer,
  exchange: Exchange,
  redirects: number,
): Routine<Followed> {
  const { outcome } = transferred;
  const failure = describeFailure(transferred);
  if (tool.has('v')) tellFailure(tool, exchange.request, transferred, failure.message);
  const partial = outcome.ok ? undefined : outcome.partial;
  if (partial !== undefined) yield* exchange.write(partial);
  else meter(tool, exchange.file, 0, transferred.elapsed);
  writeOut(tool, url, transferred, redirects, exchange.request.method);
  return { status: say(tool, failure.code, failure.message), retriable: failure.code === 28 };
}

/** One request and its answer, which is shown while it comes. */
class Exchange {
  readonly request: HttpRequest;
  /** Where the body goes; undefined: standard output. */
  readonly file: string | undefined;
  readonly #tool: Tool;
  readonly #address: Address;
  #head: HttpHead | undefined;
  /** Which address answered. */
  #target = '';
  #told = false;
  /** How much of the text has been written already. */
  #written = 0;

  constructor(tool: Tool, request: HttpRequest, address: Address, file: string | undefined) {
    this.#tool = tool;
    this.request = request;
    this.#address = address;
    this.file = file;
  }

  *run(): Routine<ExchangeOutcome> {
    const tool = this.#tool;
    let body = '';
    let outcome: ExchangeOutcome | undefined;
    let wake = () => {};
    const cancel = tool.process.network.exchange(
      this.#resolved(),
      {
        ...limitsOf(tool),
        onHead: (head, address) => {
          this.#head = head;
          this.#target = address;
        },
        onBody: (text) => {
          body += text;
          wake();
        },
      },
      (end) => {
        outcome = end;
        wake();
      },
    );
    try {
      while (outcome === undefined) {
        const seen = body;
        if (this.#head !== undefined && body !== '') yield* this.#showEarly({ ...this.#head, body });
        if (outcome !== undefined || body !== seen) continue;
        yield (woken) => {
          wake = woken;
          return () => {
            wake = () => {};
          };
        };
      }
    } finally {
      if (outcome === undefined) cancel();
    }
    if (outcome.ok) this.#tell(outcome.response);
    return outcome;
  }

  /** Writes what of an answer has not been written yet; an error's status, else 0. */
  *write(response: HttpResponse): Routine<number> {
    const tool = this.#tool;
    const text = this.#text(response);
    if (this.file === undefined || this.file === '-') yield* tool.print(text.slice(this.#written));
    else if (this.file !== '/dev/null' && !tool.process.files.write(tool.path(this.file), text).ok)
      return say(tool, 23, 'Failure writing output to destination');
    this.#written = text.length;
    return 0;
  }

  /** A part before the end: only where it goes to standard output, and is not of an answer that points elsewhere. */
  *#showEarly(response: HttpResponse): Routine<void> {
    const tool = this.#tool;
    this.#tell(response);
    const moved = tool.has('L') && response.status >= 300 && response.status < 400;
    if (!moved && (this.file === undefined || this.file === '-')) yield* this.write(response);
  }

  #text(response: HttpResponse): string {
    const tool = this.#tool;
    const head = tool.has('i') || tool.has('I') ? headText(response) : '';
    const hidden = this.request.method === 'HEAD' || (response.status >= 400 && tool.has('f'));
    return hidden ? head : head + response.body;
  }

  #tell(response: HttpResponse): void {
    const tool = this.#tool;
    if (this.#told || !tool.has('v')) return;
    this.#told = true;
    tellConnection(tool, this.#address, this.#target);
    tellRequest(tool, this.request);
    tellHead(tool, response);
  }

  /** With --resolve somebody else is asked than the address says. */
  #resolved(): HttpRequest {
    const { host, port } = this.#address;
    const resolved = this.#tool.options.values('resolve').find((entry) => entry.startsWith(`${host}:${port}:`));
    return resolved === undefined ? this.request : { ...this.request, host: resolved.split(':')[2] ?? host };
  }
}

/** Milliseconds after which it gives up, where options say so. */
function limitsOf(tool: Tool): { readonly timeout?: number; readonly connectTimeout?: number } {
  const [all, connect] = [tool.value('m'), tool.value('connect-timeout')];
  return {
    ...(all === undefined ? {} : { timeout: 1000 * Number(all) }),
    ...(connect === undefined ? {} : { connectTimeout: 1000 * Number(connect) }),
  };
}

function isLimited(tool: Tool): boolean {
  return tool.has('m') || tool.has('connect-timeout');
}

function remoteName(url: string): string | undefined {
  return url.split(/[?#]/)[0]?.split('/').at(-1);
}

function headText(head: HttpHead): string {
  return `${[statusLine(head), ...headerLines(head.headers)].join('\r\n')}\r\n\r\n`;
}

function* deliver(
  tool: Tool,
  url: string,
  transferred: Transfer,
  exchange: Exchange,
  redirects: number,
): Routine<number> {
  const { outcome, elapsed, address } = transferred;
  if (!outcome.ok) return 1;
  const { response } = outcome;
  const refused = response.status >= 400 && (tool.has('f') || tool.has('fail-with-body'));
  const { method } = exchange.request;
  meter(tool, exchange.file, encodeUtf8(method === 'HEAD' ? '' : response.body).length, elapsed);
  const status = yield* exchange.write(response);
  if (status !== 0) return status;
  const cut = response.cut === true ? describeCut(response) : undefined;
  if (tool.has('v'))
    tool.process.stderr.write(
      cut === undefined
        ? `* Connection #0 to host ${address.host} left intact\n`
        : `* ${cut.message}\n* Closing connection 0\n`,
    );
  writeOut(tool, url, transferred, redirects, method);
  if (cut !== undefined) return say(tool, cut.code, cut.message);
  return refused ? say(tool, 22, `The requested URL returned error: ${response.status}`) : 0;
}

function writeOut(tool: Tool, url: string, transfer_: Transfer, redirects: number, method: string): void {
  const format = tool.value('w');
  if (format === undefined) return;
  const text = format.startsWith('@') ? fromFile(tool, format, false) : format;
  tool.process.stdout.write(
    formatWriteOut(text, {
      ...transfer_,
      url: redirects > 0 ? formatAddress(transfer_.address) : formatAddress(transfer_.address) || url,
      redirects,
      method,
    }),
  );
}

/** The meter is shown where the body does not go to a terminal. */
function meter(tool: Tool, file: string | undefined, bytes: number, elapsed: number): void {
  const onScreen = (file === undefined || file === '-') && isTerminal(tool.process.stdout);
  if (!onScreen && !tool.has('s') && !tool.has('no-progress-meter'))
    tool.process.stderr.write(progressMeter(bytes, elapsed));
}

/** Writes an error unless -s without -S hides it; gives the exit status. */
function say(tool: Tool, code: number, message: string): number {
  if (!tool.has('s') || tool.has('S')) tool.process.stderr.write(`curl: (${code}) ${message}\n`);
  return code;
}
