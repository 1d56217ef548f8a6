import type { BoundPort } from '../../engine/network/namespace';
import type { Tool } from '../tool/tool';
import { defineTool } from '../tool/tool';

interface Row {
  readonly protocol: 'tcp' | 'udp';
  readonly address: string;
  readonly port: number;
  readonly process: { readonly pid: number; readonly name: string } | undefined;
}

const SERVICES: Readonly<Record<number, string>> = {
  22: 'ssh',
  53: 'domain',
  80: 'http',
  443: 'https',
  6379: 'redis',
  8080: 'http-alt',
};

/** What is bound in the network namespace, by protocol and port. */
function rowsOf(tool: Tool, protocols: readonly string[]): readonly Row[] {
  const { process } = tool;
  return process.network.boundPorts
    .flatMap((bound) => addressesOf(bound).map((address) => ({ bound, address })))
    .map(({ bound, address }): Row => {
      const owner = bound.owner;
      const name = owner?.argv[0]?.split('/').at(-1)?.split(':')[0] ?? 'docker-proxy';
      // Other users' processes are not told to everyone.
      const visible = owner !== undefined && (process.uid === 0 || process.kernel.find(owner.pid)?.uid === process.uid);
      return {
        protocol: bound.protocol === 'TCP' ? 'tcp' : 'udp',
        address,
        port: bound.port,
        process: visible ? { pid: owner.pid, name } : undefined,
      };
    })
    .filter((row) => protocols.includes(row.protocol));
}

/** All addresses of IPv4 and IPv6 are one socket of a program, and two of docker-proxy's. */
function addressesOf({ address, owner }: BoundPort): readonly string[] {
  if (address !== undefined) return [address.includes(':') ? `[${address}]` : address];
  return owner === undefined ? ['0.0.0.0', '[::]'] : ['*'];
}

function protocolsOf(tool: Tool): readonly string[] {
  const chosen = (['t', 'u'] as const).filter((option) => tool.has(option));
  return chosen.length === 0 ? ['udp', 'tcp'] : chosen.map((option) => (option === 't' ? 'tcp' : 'udp'));
}

/** `ss`: bound ports. Simplified: no connections are listed, they last no time. */
export const ss = defineTool({
  name: 'ss',
  summary: 'show sockets',
  usage: '[ OPTIONS ] [ FILTER ]',
  usageStatus: 255,
  options:
    'l|listening t|tcp n|numeric p|processes a|all u|udp H|no-header 4|ipv4 6|ipv6 e|extended o|options r|resolve',
  *run(tool) {
    if (tool.operands.length > 0) return tool.fail('filters are not simulated here');
    const rows = tool.has('l') || tool.has('a') ? rowsOf(tool, protocolsOf(tool)) : [];
    const family = rows.filter(
      (row) => (!tool.has('4') || !row.address.startsWith('[')) && (!tool.has('6') || /^[[*]/.test(row.address)),
    );
    yield* tool.print(socketTable(tool, family));
    return 0;
  },
});

function socketTable(tool: Tool, rows: readonly Row[]): string {
  const port = (row: Row) => (tool.has('n') ? undefined : SERVICES[row.port]) ?? String(row.port);
  const both = protocolsOf(tool).length > 1;
  const cells = rows.map((row) => ({
    netid: row.protocol as string,
    state: row.protocol === 'tcp' ? 'LISTEN' : 'UNCONN',
    send: row.protocol === 'tcp' ? (row.process === undefined ? '4096' : '511') : '0',
    address: row.address,
    port: port(row),
    peer: row.address.startsWith('[') ? '[::]' : row.address === '*' ? '*' : '0.0.0.0',
    process:
      tool.has('p') && row.process !== undefined ? ` users:(("${row.process.name}",pid=${row.process.pid},fd=18))` : '',
  }));
  const width = (header: string, values: readonly string[]) =>
    Math.max(header.length, ...values.map((text) => text.length));
  const state = width(
    'State',
    cells.map((cell) => cell.state),
  );
  const address = width(
    'Local Address',
    cells.map((cell) => cell.address),
  );
  const local = width(
    'Port',
    cells.map((cell) => cell.port),
  );
  const peer = width(
    'Peer Address',
    cells.map((cell) => cell.peer),
  );
  const process = width(
    'Process',
    cells.map((cell) => cell.process),
  );
  const line = (cell: (typeof cells)[number] & { readonly receive: string; readonly peerPort: string }) =>
    `${both ? `${cell.netid.padEnd(5)} ` : ''}${cell.state.padEnd(state)} ${cell.receive.padEnd(6)} ${cell.send.padEnd(6)} ${cell.address.padStart(address)}:${cell.port.padEnd(local)} ${cell.peer.padStart(peer)}:${cell.peerPort.padEnd(4)}${cell.process.padEnd(process)}\n`;
  const header = line({
    netid: 'Netid',
    state: 'State',
    receive: 'Recv-Q',
    send: 'Send-Q',
    address: 'Local Address',
    port: 'Port',
    peer: 'Peer Address',
    peerPort: 'Port',
    process: 'Process',
  });
  const body = cells.map((cell) => line({ ...cell, receive: '0', peerPort: '*' })).join('');
  return tool.has('H') ? body : header + body;
}

/** `netstat`: bound ports, in its older manner. */
export const netstat = defineTool({
  name: 'netstat',
  summary: 'print network connections',
  usage: '[-tulnpa]',
  options: 'l|listening t|tcp n|numeric p|programs a|all u|udp W|wide r|route i|interfaces e',
  *run(tool) {
    if (tool.has('r') || tool.has('i')) return tool.fail('only sockets are shown here; see ip route, ip link');
    const servers = tool.has('l') || tool.has('a');
    const title = tool.has('a') ? '(servers and established)' : servers ? '(only servers)' : '(w/o servers)';
    const program = tool.has('p') ? 'PID/Program name    ' : '';
    yield* tool.print(
      `Active Internet connections ${title}\nProto Recv-Q Send-Q Local Address           Foreign Address         State       ${program}\n`,
    );
    for (const row of servers ? rowsOf(tool, protocolsOf(tool).toReversed()) : []) {
      const six = row.address.startsWith('[') || row.address === '*';
      const address = six ? ':::' : `${row.address}:`;
      const foreign = six ? ':::*' : '0.0.0.0:*';
      const owner = row.process === undefined ? '-' : `${row.process.pid}/${row.process.name}`;
      const state = row.protocol === 'tcp' ? 'LISTEN' : '';
      yield* tool.print(
        `${`${row.protocol}${six ? '6' : ''}`.padEnd(5)} ${'0'.padStart(6)} ${'0'.padStart(6)} ${`${address}${row.port}`.padEnd(23)} ${foreign.padEnd(23)} ${state.padEnd(11)} ${tool.has('p') ? owner.padEnd(20) : ''}\n`,
      );
    }
    return 0;
  },
});
