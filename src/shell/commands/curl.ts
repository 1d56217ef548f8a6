import { encodeBase64 } from '../../base/base64';
import { encodeUtf8 } from '../../base/utf8';
import type { ExchangeOutcome, HttpHead, HttpRequest } from '../../engine/network/namespace';
import { sleep } from '../../engine/processes/kernel';
import { isTerminal } from '../../engine/processes/pty';
import type { Routine } from '../../engine/processes/routine';
import { callback } from '../../engine/processes/routine';
import { describeFailure, type Transfer } from '../tool/curlFailure';
import { progressMeter } from '../tool/curlMeter';
import { formatWriteOut } from '../tool/curlWriteOut';
import { headerLines, headerValue, statusLine } from '../tool/httpHeaders';
import type { Tool } from '../tool/tool';
import { defineTool } from '../tool/tool';
import type { Address } from '../tool/url';
import { formatAddress, hostHeader, readAddress } from '../tool/url';

const AGENT = 'curl/7.88.1';

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
    const outcome = yield* exchange(tool, request, address);
    const elapsed = tool.process.clock.now - started;
    const transferred: Transfer = { address, outcome, elapsed, limited: limitOf(tool) !== undefined };
    if (!outcome.ok) return failed(tool, url, transferred, file, redirects, method);
    const { response } = outcome;
    if (tool.has('v')) tellExchange(tool, request, transferred);
    const location = headerValue(response.headers, 'location');
    if (!tool.has('L') || location === undefined || response.status < 300 || response.status >= 400) {
      const status = yield* deliver(tool, url, transferred, file, redirects, method);
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

function failed(
  tool: Tool,
  url: string,
  transferred: Transfer,
  file: string | undefined,
  redirects: number,
  method: string,
): Followed {
  if (tool.has('v')) tellConnection(tool, transferred);
  const failure = describeFailure(transferred);
  meter(tool, file, 0, transferred.elapsed);
  writeOut(tool, url, transferred, redirects, method);
  return { status: say(tool, failure.code, failure.message), retriable: failure.code === 28 };
}

function* exchange(tool: Tool, request: HttpRequest, address: Address): Routine<ExchangeOutcome> {
  const resolved = tool.options.values('resolve').find((entry) => entry.startsWith(`${address.host}:${address.port}:`));
  const target = resolved === undefined ? request : { ...request, host: resolved.split(':')[2] ?? request.host };
  const limit = limitOf(tool);
  return yield* callback<ExchangeOutcome>((done) =>
    tool.process.network.exchange(target, limit === undefined ? {} : { timeout: limit }, done),
  );
}

/** Milliseconds after which it gives up, when an option says so. */
function limitOf(tool: Tool): number | undefined {
  const limits = [tool.value('m'), tool.value('connect-timeout')].flatMap((text) =>
    text === undefined ? [] : [Number(text) * 1000],
  );
  return limits.length === 0 ? undefined : Math.min(...limits);
}

function methodOf(tool: Tool): string {
  const explicit = tool.value('X');
  if (explicit !== undefined) return explicit;
  if (tool.has('I')) return 'HEAD';
  return bodyOf(tool) === undefined || tool.has('G') ? 'GET' : 'POST';
}

function bodyOf(tool: Tool): string | undefined {
  const parts: string[] = [];
  for (const [name, value] of tool.options.given) {
    if (name === 'd' || name === 'data-binary' || name === 'json') parts.push(fromFile(tool, value, name === 'd'));
    else if (name === 'data-raw') parts.push(value);
    else if (name === 'data-urlencode')
      parts.push(value.replace(/^([^=]*=)?([\s\S]*)$/, (_, key = '', text) => key + encodeURIComponent(text)));
  }
  return parts.length === 0 ? undefined : parts.join('&');
}

function fromFile(tool: Tool, value: string, joined: boolean): string {
  if (!value.startsWith('@')) return value;
  const text = tool.process.files.read(tool.path(value.slice(1)));
  return text.ok ? (joined ? text.value.replace(/[\r\n]/g, '') : text.value) : '';
}

function requestOf(tool: Tool, address: Address, method: string): HttpRequest {
  const body = bodyOf(tool);
  const get = tool.has('G') && body !== undefined;
  const headers: Record<string, string> = {
    Host: hostHeader(address),
    'User-Agent': tool.value('A') ?? AGENT,
    Accept: '*/*',
  };
  const user = tool.value('u') ?? address.credentials;
  if (user !== undefined) headers['Authorization'] = `Basic ${encodeBase64(encodeUtf8(user))}`;
  if (tool.has('json')) Object.assign(headers, { 'Content-Type': 'application/json', Accept: 'application/json' });
  else if (body !== undefined && !get) headers['Content-Type'] = 'application/x-www-form-urlencoded';
  if (body !== undefined && !get) headers['Content-Length'] = String(encodeUtf8(body).length);
  const referer = tool.value('e');
  if (referer !== undefined) headers['Referer'] = referer;
  const cookie = tool.value('b');
  if (cookie?.includes('=') === true) headers['Cookie'] = cookie;
  for (const line of tool.options.values('H')) {
    const [, name, value = ''] = /^([^:;]+)[:;]\s*(.*)$/.exec(line) ?? [];
    if (name === undefined) continue;
    const known = Object.keys(headers).find((key) => key.toLowerCase() === name.toLowerCase());
    if (known !== undefined) delete headers[known];
    if (value !== '' || line.endsWith(';')) headers[known ?? name] = value;
  }
  const query = get ? `${address.path.includes('?') ? '&' : '?'}${body}` : '';
  return {
    method,
    scheme: address.scheme,
    host: address.host.replace(/^\[|\]$/g, ''),
    port: address.port,
    path: address.path + query,
    headers,
    body: get ? '' : (body ?? ''),
  };
}

function headText(head: HttpHead): string {
  return `${[statusLine(head), ...headerLines(head.headers)].join('\r\n')}\r\n\r\n`;
}

function* deliver(
  tool: Tool,
  url: string,
  transfer_: Transfer,
  file: string | undefined,
  redirects: number,
  method: string,
): Routine<number> {
  const { outcome, elapsed } = transfer_;
  if (!outcome.ok) return 1;
  const { response } = outcome;
  const body = method === 'HEAD' ? '' : response.body;
  const refused = response.status >= 400 && (tool.has('f') || tool.has('fail-with-body'));
  const text = `${tool.has('i') || tool.has('I') ? headText(response) : ''}${refused && tool.has('f') ? '' : body}`;
  const name = file ?? (tool.has('O') ? url.split(/[?#]/)[0]?.split('/').at(-1) : undefined);
  meter(tool, name, encodeUtf8(body).length, elapsed);
  if (name === undefined || name === '-') yield* tool.print(text);
  else if (name !== '/dev/null') {
    const written = tool.process.files.write(tool.path(name), text);
    if (!written.ok) return say(tool, 23, 'Failure writing output to destination');
  }
  if (tool.has('v')) tool.process.stderr.write(`* Connection #0 to host ${transfer_.address.host} left intact\n`);
  writeOut(tool, url, transfer_, redirects, method);
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

function tellConnection(tool: Tool, transfer_: Transfer): void {
  const { address, outcome } = transfer_;
  const { stderr } = tool.process;
  if (!outcome.ok && outcome.failure === 'unresolved')
    stderr.write(`* Could not resolve host: ${address.host}\n* Closing connection 0\n`);
  else {
    const target = outcome.address ?? address.host;
    stderr.write(`*   Trying ${target}:${address.port}...\n`);
    if (outcome.ok) stderr.write(`* Connected to ${address.host} (${target}) port ${address.port} (#0)\n`);
    else
      stderr.write(
        `* ${outcome.failure === 'refused' ? `connect to ${target} port ${address.port} failed: Connection refused\n* Failed to connect to ${address.host} port ${address.port} after ${Math.round(transfer_.elapsed)} ms: Couldn't connect to server` : describeFailure(transfer_).message}\n* Closing connection 0\n`,
      );
  }
}

function tellExchange(tool: Tool, request: HttpRequest, transfer_: Transfer): void {
  tellConnection(tool, transfer_);
  const { outcome } = transfer_;
  if (!outcome.ok) return;
  const sent = [
    `${request.method} ${request.path} HTTP/1.1`,
    ...Object.entries(request.headers).map(([name, value]) => `${name}: ${value}`),
    '',
  ];
  const received = headText(outcome.response).split('\r\n').slice(0, -1);
  tool.process.stderr.write(
    `${sent.map((line) => `> ${line}\n`).join('')}${received.map((line) => `< ${line}\n`).join('')}`,
  );
}
