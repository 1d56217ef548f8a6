import { encodeUtf8 } from '../../base/utf8';
import type { ExchangeOutcome } from '../../engine/network/namespace';
import { callback } from '../../engine/processes/routine';
import { httpReason } from '../tool/httpStatus';
import { defineTool } from '../tool/tool';
import { hostHeader, readAddress } from '../tool/url';

/** `wget`, in busybox's manner: saves a URL to a file, or prints it with `-O -`. */
export const wget = defineTool({
  name: 'wget',
  summary: 'retrieve a file by HTTP',
  usage: '[-q] [-O FILE] [-T SECONDS] [-S] URL...',
  options:
    'q|quiet O|output-document= T|timeout= S|server-response t|tries= spider header= post-data= no-check-certificate P= U= c Y',
  *run(tool) {
    if (tool.operands.length === 0) return tool.fail('missing URL');
    const { process } = tool;
    for (const url of tool.operands) {
      const address = readAddress(url);
      if (typeof address === 'string' || 'protocol' in address) return tool.fail(`not an http or ftp url: ${url}`);
      const limit = tool.value('T');
      const headers: Record<string, string> = { Host: hostHeader(address), 'User-Agent': 'Wget', Connection: 'close' };
      for (const line of tool.options.values('header'))
        headers[line.split(':')[0] ?? ''] = line.split(':').slice(1).join(':').trim();
      const body = tool.value('post-data') ?? '';
      const outcome = yield* callback<ExchangeOutcome>((done) =>
        process.network.exchange(
          {
            method: body === '' ? 'GET' : 'POST',
            scheme: address.scheme,
            host: address.host,
            port: address.port,
            path: address.path,
            headers,
            body,
          },
          limit === undefined ? {} : { timeout: Number(limit) * 1000 },
          done,
        ),
      );
      const say = (text: string) => {
        if (!tool.has('q')) process.stderr.write(text);
      };
      if (!outcome.ok && outcome.failure === 'unresolved') return tool.fail(`bad address '${hostHeader(address)}'`);
      say(`Connecting to ${hostHeader(address)} (${outcome.address ?? address.host}:${address.port})\n`);
      if (!outcome.ok) {
        if (outcome.failure === 'timeout')
          return tool.fail(
            limit === undefined
              ? `can't connect to remote host (${outcome.address ?? address.host}): Operation timed out`
              : 'download timed out',
          );
        if (outcome.failure === 'reset') return tool.fail('error getting response: Connection reset by peer');
        return tool.fail(
          `can't connect to remote host (${outcome.address ?? address.host}): ${outcome.failure === 'refused' ? 'Connection refused' : 'Host is unreachable'}`,
        );
      }
      const { response } = outcome;
      if (tool.has('S'))
        say(
          `  HTTP/1.1 ${response.status} ${httpReason(response.status)}\n${Object.entries(response.headers)
            .map(([name, value]) => `  ${name}: ${value}\n`)
            .join('')}  \n`,
        );
      if (response.status >= 400)
        return tool.fail(`server returned error: HTTP/1.1 ${response.status} ${httpReason(response.status)}`);
      if (tool.has('spider')) {
        say('remote file exists\n');
        continue;
      }
      const name = tool.value('O') ?? (address.path.split('?')[0]?.split('/').at(-1) || 'index.html');
      if (name === '-') {
        say('writing to stdout\n');
        yield* tool.print(response.body);
        continue;
      }
      if (tool.value('O') === undefined && tool.stat(name) !== undefined)
        return tool.fail(`can't open '${name}': File exists`);
      const written = process.files.write(tool.path(name), response.body);
      if (!written.ok) return tool.complain(name, written.error, "can't open ");
      const size = encodeUtf8(response.body).length;
      say(
        `saving to '${name}'\n${name.padEnd(20).slice(0, 20)} 100% |${'*'.repeat(32)}| ${String(size).padStart(5)}  0:00:00 ETA\n'${name}' saved\n`,
      );
    }
    return 0;
  },
});
