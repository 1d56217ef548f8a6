import { encodeUtf8 } from '../../base/utf8';
import type { ExchangeOutcome, HttpResponse } from '../../engine/network/namespace';
import type { Routine } from '../../engine/processes/routine';
import { callback } from '../../engine/processes/routine';
import { headerLines, statusLine } from '../tool/httpHeaders';
import type { Tool } from '../tool/tool';
import { defineTool } from '../tool/tool';
import type { Address } from '../tool/url';
import { hostHeader, readAddress } from '../tool/url';

/** `wget`, in busybox's manner: saves a URL to a file, or prints it with `-O -`. */
export const wget = defineTool({
  name: 'wget',
  summary: 'retrieve a file by HTTP',
  usage: '[-q] [-O FILE] [-T SECONDS] [-S] URL...',
  options:
    'q|quiet O|output-document= T|timeout= S|server-response t|tries= spider header= post-data= no-check-certificate U|user-agent=',
  *run(tool) {
    if (tool.operands.length === 0) return tool.fail('missing URL');
    for (const url of tool.operands) {
      const address = readAddress(url);
      if (typeof address === 'string' || 'protocol' in address) return tool.fail(`not an http or ftp url: ${url}`);
      const outcome = yield* request(tool, address);
      if (!outcome.ok && outcome.failure === 'unresolved') return tool.fail(`bad address '${hostHeader(address)}'`);
      say(tool, `Connecting to ${hostHeader(address)} (${outcome.address ?? address.host}:${address.port})\n`);
      if (!outcome.ok)
        return tool.fail(describeFailedExchange(outcome, outcome.address ?? address.host, tool.has('T')));
      const { response } = outcome;
      const status = statusLine(response);
      if (tool.has('S'))
        say(
          tool,
          `  ${status}\n${headerLines(response.headers)
            .map((line) => `  ${line}\n`)
            .join('')}  \n`,
        );
      if (response.status >= 400) return tool.fail(`server returned error: ${status}`);
      const saved = tool.has('spider') ? 0 : yield* save(tool, address, response);
      if (tool.has('spider')) say(tool, 'remote file exists\n');
      if (saved !== 0) return saved;
      if (response.cut === true) return tool.fail('connection closed prematurely');
    }
    return 0;
  },
});

function say(tool: Tool, text: string): void {
  if (!tool.has('q')) tool.process.stderr.write(text);
}

function request(tool: Tool, address: Address): Routine<ExchangeOutcome> {
  const { scheme, host, port, path } = address;
  const headers: Record<string, string> = {
    Host: hostHeader(address),
    'User-Agent': tool.value('U') ?? 'Wget',
    Connection: 'close',
  };
  for (const line of tool.options.values('header')) {
    const [name = '', ...value] = line.split(':');
    headers[name] = value.join(':').trim();
  }
  const body = tool.value('post-data') ?? '';
  const limit = tool.value('T');
  const options = limit === undefined ? {} : { timeout: Number(limit) * 1000 };
  const method = body === '' ? 'GET' : 'POST';
  return callback((done) =>
    tool.process.network.exchange({ method, scheme, host, port, path, headers, body }, options, done),
  );
}

function describeFailedExchange(
  outcome: Extract<ExchangeOutcome, { ok: false }>,
  address: string,
  limited: boolean,
): string {
  const remote = `can't connect to remote host (${address})`;
  switch (outcome.failure) {
    case 'timeout':
      return limited ? 'download timed out' : `${remote}: Operation timed out`;
    case 'reset':
      if (outcome.garbled === true) return 'bad response from the server: it is no HTTP';
      return `error getting response${outcome.closed === true ? '' : ': Connection reset by peer'}`;
    case 'refused':
      return `${remote}: Connection refused`;
    case 'no-network':
      return `${remote}: Network is unreachable`;
    default:
      return `${remote}: Host is unreachable`;
  }
}

function* save(tool: Tool, address: Address, response: HttpResponse): Routine<number> {
  const name = tool.value('O') ?? (address.path.split('?')[0]?.split('/').at(-1) || 'index.html');
  if (name === '-') {
    say(tool, 'writing to stdout\n');
    yield* tool.print(response.body);
    return 0;
  }
  if (!tool.has('O') && tool.stat(name) !== undefined) return tool.fail(`can't open '${name}': File exists`);
  const written = tool.process.files.write(tool.path(name), response.body);
  if (!written.ok) return tool.complain(name, written.error, "can't open ");
  const size = String(encodeUtf8(response.body).length).padStart(5);
  const bar = `${name.padEnd(20).slice(0, 20)} 100% |${'*'.repeat(32)}| ${size}  0:00:00 ETA`;
  say(tool, `saving to '${name}'\n${bar}\n'${name}' saved\n`);
  return 0;
}
