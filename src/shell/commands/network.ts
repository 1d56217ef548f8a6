import { sleep } from '../../engine/processes/kernel';
import { callback } from '../../engine/processes/routine';
import { defineTool } from '../tool/tool';

/** `ip`: addresses and routes, read only. */
export const ip = defineTool({
  name: 'ip',
  summary: 'show addresses and routes',
  usage: '[addr | route]',
  options: '4 6 br|brief c|color? o',
  rewrite: (arguments_) =>
    arguments_.map((argument) =>
      argument.replace(/^-(br|brief|color|c)$/, (_, name) => (name === 'c' ? '-c' : `--${name}`)),
    ),
  *run(tool) {
    const { network } = tool.process;
    const what = tool.operands[0] ?? '';
    if (what !== '' && 'address'.startsWith(what)) {
      yield* tool.print(
        '1: lo: <LOOPBACK,UP,LOWER_UP> mtu 65536 qdisc noqueue state UNKNOWN group default qlen 1000\n    link/loopback 00:00:00:00:00:00 brd 00:00:00:00:00:00\n    inet 127.0.0.1/8 scope host lo\n       valid_lft forever preferred_lft forever\n',
      );
      for (const [at, address] of network.addresses.entries()) {
        const mac = address
          .split('.')
          .map((part) => Number(part).toString(16).padStart(2, '0'))
          .join(':');
        yield* tool.print(
          `${at + 2}: eth${at}: <BROADCAST,MULTICAST,UP,LOWER_UP> mtu 1450 qdisc noqueue state UP group default\n    link/ether 0a:58:${mac} brd ff:ff:ff:ff:ff:ff\n    inet ${address}/24 brd ${address.replace(/\d+$/, '255')} scope global eth${at}\n       valid_lft forever preferred_lft forever\n`,
        );
      }
      return 0;
    }
    if (what !== '' && 'route'.startsWith(what)) {
      const [address] = network.addresses;
      if (address !== undefined)
        yield* tool.print(
          `default via ${address.replace(/\d+$/, '1')} dev eth0\n${address.replace(/\d+$/, '0')}/24 dev eth0 proto kernel scope link src ${address}\n`,
        );
      return 0;
    }
    tool.process.stderr.write(`ip: only \`ip addr' and \`ip route' are simulated here\n`);
    return 1;
  },
});

/** `ss -ltn`: listening ports. */
export const ss = defineTool({
  name: 'ss',
  summary: 'show listening sockets',
  usage: '[-l] [-t] [-n] [-p]',
  options: 'l|listening t|tcp n|numeric p|processes a|all u|udp H',
  *run(tool) {
    yield* tool.print('State  Recv-Q Send-Q Local Address:Port Peer Address:PortProcess\n');
    if (!tool.has('l') && !tool.has('a')) return 0;
    for (const port of tool.process.network.ports)
      yield* tool.print(`LISTEN 0      511          0.0.0.0:${String(port).padEnd(5)}      0.0.0.0:*          \n`);
    return 0;
  },
});

/** `ping`: resolves the name and counts answers. Simplified: an address answers when the network knows a way to it. */
export const ping = defineTool({
  name: 'ping',
  summary: 'send echo requests',
  usage: '[-c COUNT] [-W TIMEOUT] HOST',
  options: 'c= W= w= i= q 4 6 n s=',
  *run(tool) {
    const [host] = tool.operands;
    if (host === undefined) return tool.fail('usage error: Destination address required');
    const { process } = tool;
    const addresses = /^\d+\.\d+\.\d+\.\d+$/.test(host)
      ? [host]
      : yield* callback<readonly string[]>((done) => process.network.resolve(host, done));
    const [address] = addresses;
    if (address === undefined)
      return tool.busybox ? tool.fail(`bad address '${host}'`) : tool.fail(`${host}: Name or service not known`, 2);
    yield* tool.print(
      tool.busybox ? `PING ${host} (${address}): 56 data bytes\n` : `PING ${host} (${address}) 56(84) bytes of data.\n`,
    );
    const count = Number(tool.value('c') ?? Number.POSITIVE_INFINITY);
    const pause = Number(tool.value('i') ?? 1) * 1000;
    let sent = 0;
    let received = 0;
    const summary = () =>
      `\n--- ${host} ping statistics ---\n${sent} packets transmitted, ${received} ${tool.busybox ? 'packets ' : ''}received, ${sent === 0 ? 0 : Math.round(((sent - received) * 100) / sent)}% packet loss${tool.busybox ? '' : `, time ${Math.max(0, sent - 1) * pause}ms`}\n`;
    const stop = process.handle('SIGINT', () => {
      process.stdout.write(summary());
      process.kernel.signal(process.pid, 'SIGTERM');
    });
    while (sent < count) {
      sent++;
      const started = process.clock.now;
      const answered = yield* reaches(tool, address);
      const time = (process.clock.now - started + 0.042).toFixed(tool.busybox ? 3 : 2);
      if (answered) {
        received++;
        yield* tool.print(
          tool.busybox
            ? `64 bytes from ${address}: seq=${sent - 1} ttl=62 time=${time} ms\n`
            : `64 bytes from ${address}: icmp_seq=${sent} ttl=62 time=${time} ms\n`,
        );
      }
      if (sent < count) yield* sleep(process.clock, pause, { background: true });
    }
    stop();
    yield* tool.print(summary());
    return received > 0 ? 0 : 1;
  },
});

/** A refused connection is a sign of life as well. */
function* reaches(tool: Parameters<Parameters<typeof defineTool>[0]['run']>[0], address: string) {
  const request = { method: 'HEAD', scheme: 'http', host: address, port: 7, path: '/', headers: {}, body: '' } as const;
  const outcome = yield* callback<{ ok: boolean; failure?: string }>((done) =>
    tool.process.network.exchange(request, { timeout: 1000 }, done),
  );
  return outcome.ok || outcome.failure === 'refused' || outcome.failure === 'reset';
}
