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
