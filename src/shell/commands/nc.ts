import type { Connection, ConnectOutcome, DialOutcome, NetworkNamespace } from '../../engine/network/namespace';
import type { Routine } from '../../engine/processes/routine';
import { callback } from '../../engine/processes/routine';
import { passText } from '../tool/connectionPipes';
import { Mailbox } from '../tool/mailbox';
import type { Tool } from '../tool/tool';
import { defineTool } from '../tool/tool';

/** `nc`: raw TCP, as OpenBSD's netcat has it, or busybox. Simplified: no UDP, no -e, no proxies. */
export const nc = defineTool({
  name: 'nc',
  summary: 'arbitrary TCP connections and listens',
  usage: '[-klNvz] [-p PORT] [-w SECONDS] [HOST] [PORT]',
  options: 'l k v z n N q= p= s= w= u e= 4 6 i= U d D t',
  *run(tool) {
    if (tool.has('u') || tool.has('U') || tool.has('e'))
      return tool.fail('only TCP connections are simulated here, without -e');
    if (tool.has('l')) return yield* listen(tool);
    const [host, ports] = tool.operands;
    if (host === undefined || ports === undefined) return tool.fail('missing host and port', 1);
    const [first = 0, last = first] = ports.split('-').map(Number);
    if (!(first > 0 && last <= 65_535)) return tool.fail(`port number invalid: ${ports}`);
    if (!tool.has('z')) return yield* talk(tool, host, first);
    let status = 1;
    for (let port = first; port <= last; port++) if (yield* probe(tool, host, port)) status = 0;
    return status;
  },
});

function timeoutOf(tool: Tool): { readonly timeout?: number } {
  const seconds = tool.value('w');
  return seconds === undefined ? {} : { timeout: 1000 * Number(seconds) };
}

/** -z: only whether somebody listens. */
function* probe(tool: Tool, host: string, port: number): Routine<boolean> {
  const outcome = yield* callback<ConnectOutcome>((done) =>
    tool.process.network.connect(host, port, timeoutOf(tool), done),
  );
  if (!outcome.ok) {
    if (tool.has('v') || outcome.failure === 'unresolved')
      tool.process.stderr.write(failure(tool, host, port, outcome));
  } else if (tool.has('v')) tellOpen(tool, host, port, outcome.address);
  return outcome.ok;
}

function* talk(tool: Tool, host: string, port: number): Routine<number> {
  const { network } = tool.process;
  const outcome = yield* callback<DialOutcome>((done) => network.dial(host, port, timeoutOf(tool), done));
  if (!outcome.ok) {
    // OpenBSD's says nothing of a refusal without -v.
    if (tool.busybox || tool.has('v') || outcome.failure === 'unresolved')
      tool.process.stderr.write(failure(tool, host, port, outcome));
    return 1;
  }
  if (tool.has('v')) tellOpen(tool, host, port, outcome.address);
  const end = yield* passText(tool.process, outcome.connection);
  return end === 'reset' ? 1 : 0;
}

function tellOpen(tool: Tool, host: string, port: number, address: string): void {
  const name = host === address ? host : `${host} (${address})`;
  tool.process.stderr.write(
    tool.busybox ? `${host} (${address}:${port}) open\n` : `Connection to ${name} ${port} port [tcp/*] succeeded!\n`,
  );
}

function failure(tool: Tool, host: string, port: number, outcome: Extract<ConnectOutcome, { ok: false }>): string {
  const { failure: kind, address = host } = outcome;
  if (kind === 'unresolved')
    return tool.busybox
      ? `nc: bad address '${host}'\n`
      : `nc: getaddrinfo for host "${host}" port ${port}: Name or service not known\n`;
  const reason = {
    refused: 'Connection refused',
    reset: 'Connection reset by peer',
    timeout: tool.busybox ? 'Connection timed out' : 'Operation now in progress',
    unreachable: tool.busybox ? 'Host is unreachable' : 'No route to host',
    'no-network': 'Network is unreachable',
  }[kind];
  if (tool.busybox) return `nc: ${host} (${address}:${port}): ${reason}\n`;
  const name = host === address ? host : `${host} (${address})`;
  return `nc: connect to ${name} port ${port} (tcp) ${kind === 'timeout' ? 'timed out' : 'failed'}: ${reason}\n`;
}

/** -l: takes one connection, with -k one after another. */
function* listen(tool: Tool): Routine<number> {
  const { process } = tool;
  const words = tool.operands;
  const port = Number(tool.value('p') ?? words.at(-1) ?? Number.NaN);
  if (!(port > 0 && port <= 65_535)) return tool.fail('missing port number');
  const address = tool.value('s') ?? (words.length > 1 ? words[0] : undefined);
  const arrivals = new Mailbox<Connection>();
  const where = address === undefined ? {} : { address };
  const listening = startListening(process.network, port, arrivals, { ...where, owner: process });
  if (!listening.ok) {
    const reason = listening.error === 'EADDRINUSE' ? 'Address already in use' : 'Cannot assign requested address';
    return tool.fail(tool.busybox ? `bind: ${reason}` : reason);
  }
  let stop = listening.value;
  if (tool.has('v'))
    process.stderr.write(`${tool.busybox ? 'listening on' : 'Listening on'} ${address ?? '0.0.0.0'} ${port}\n`);
  try {
    for (;;) {
      const connection = yield* arrivals.take(process.clock);
      if (connection === undefined) continue;
      const { address: from, port: fromPort } = connection.remote;
      if (tool.has('v')) process.stderr.write(`Connection received on ${from} ${fromPort}\n`);
      if (!tool.has('k')) stop();
      yield* passText(process, connection);
      if (!tool.has('k')) return 0;
    }
  } finally {
    stop();
    stop = () => {};
  }
}

function startListening(
  network: NetworkNamespace,
  port: number,
  arrivals: Mailbox<Connection>,
  options: Parameters<NetworkNamespace['listenStream']>[2],
) {
  return network.listenStream(port, (connection) => arrivals.put(connection), options);
}
