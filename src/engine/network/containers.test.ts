import { describe, expect, it } from 'vitest';
import { Random } from '../../base/random';
import { Clock } from '../clock';
import { Trace } from '../trace';
import type { BridgeNetwork } from './bridge';
import { Fabric } from './fabric';
import type { Host } from './host';
import type { HttpServer, NameAnswer, NetworkNamespace } from './namespace';

/** Answers with its name and who asked. */
function server(name: string): HttpServer {
  return (_request, peer, respond) => respond({ status: 200, headers: {}, body: `${name} to ${peer.address}` });
}

function setUp(seed = 1) {
  const clock = new Clock(0);
  const trace = new Trace(clock);
  const random = new Random(seed);
  const fabric = new Fabric({ clock, trace, random });
  const laptop = fabric.addLaptop({ hosts: () => '127.0.0.1 localhost' });
  const node = fabric.addNode({ name: 'node-1', address: '10.0.0.11', podCidr: '10.244.1.0/24' });
  const bridge = (network: string, subnet: string, more: { machine?: Host; internal?: boolean } = {}) =>
    fabric.addBridge({
      machine: laptop,
      interface: network === 'bridge' ? 'docker0' : `br-${network}`,
      subnet,
      network,
      names: network !== 'bridge',
      ...more,
    });
  const docker0 = bridge('bridge', '172.17.0.0/16');
  /** A container with a server on port 80, on these networks. */
  const container = (name: string, networks: readonly BridgeNetwork[], machine: Host = laptop) => {
    const host = fabric.addContainer({ name: `container/${name}`, machine, hosts: () => '127.0.0.1 localhost' });
    for (const network of networks) network.connect(host, { aliases: [name, `${name}-id`] });
    host.listen(80, server(name));
    return host;
  };
  const ask = (from: NetworkNamespace, url: string, timeout = 5_000) => {
    const [, host = '', port = '80'] = /^(\[.*\]|[^:]*)(?::(\d+))?$/.exec(url) ?? [];
    const request = {
      method: 'GET',
      scheme: 'http' as const,
      host,
      port: Number(port),
      path: '/',
      headers: {},
      body: '',
    };
    const outcomes: { result: string; hops: readonly string[] }[] = [];
    from.exchange(request, { timeout }, (outcome) => {
      const hops = outcome.hops.map((hop) => (hop.note === undefined ? hop.at : `${hop.at} (${hop.note})`));
      const failure = outcome.ok ? '' : `${outcome.failure}${outcome.closed === true ? ', closed' : ''}`;
      outcomes.push({ result: outcome.ok ? outcome.response.body : failure, hops });
    });
    while (outcomes.length === 0 && clock.runNext());
    return outcomes[0]!;
  };
  const ping = (from: NetworkNamespace, host: string) => {
    let result = '';
    from.ping(host, { timeout: 1_000 }, (outcome) => {
      result = outcome.ok ? `${outcome.address} ttl=${outcome.timeToLive}` : outcome.failure;
    });
    while (result === '' && clock.runNext());
    return result;
  };
  const lookup = (from: NetworkNamespace, name: string, type: 'A' | 'AAAA' | 'PTR' = 'A') => {
    const answers: NameAnswer[] = [];
    from.lookup({ name, type }, {}, (answer) => answers.push(answer));
    while (answers.length === 0 && clock.runNext());
    return `${answers[0]!.code} ${answers[0]!.records.map((record) => record.data).join(' ')}`.trim();
  };
  return { clock, trace, random, fabric, laptop, node, bridge, docker0, container, ask, ping, lookup };
}

describe('containers of one bridge', () => {
  it('reach each other by their addresses, and the machine by the gateway', () => {
    const { container, docker0, laptop, ask, ping } = setUp();
    const web = container('web', [docker0]);
    const client = container('client', [docker0]);
    expect([web.addresses, client.addresses, laptop.addresses]).toEqual([
      ['172.17.0.2'],
      ['172.17.0.3'],
      ['10.0.0.2', '172.17.0.1'],
    ]);
    expect(ask(client, '172.17.0.2')).toEqual({
      result: 'web to 172.17.0.3',
      hops: ['container/client', 'bridge/laptop/docker0', 'container/web'],
    });
    laptop.listen(5000, server('registry'));
    for (const gateway of ['172.17.0.1:5000', '10.0.0.2:5000']) {
      expect(ask(client, gateway)).toEqual({
        result: 'registry to 172.17.0.3',
        hops: ['container/client', 'bridge/laptop/docker0', 'laptop'],
      });
    }
    expect(ask(client, 'localhost')).toEqual({ result: 'client to 127.0.0.1', hops: ['container/client'] });
    expect(ask(client, '172.17.0.2:81').result).toBe('refused');
    expect(ask(client, '172.17.0.9').result).toBe('unreachable');
    expect([ping(client, '172.17.0.2'), ping(client, '10.0.0.11'), ping(client, '172.17.0.9')]).toEqual([
      '172.17.0.2 ttl=64',
      '10.0.0.11 ttl=63',
      'timeout',
    ]);
  });

  it('are reached by the machine itself, and go out with its address', () => {
    const { container, docker0, laptop, node, ask } = setUp();
    const web = container('web', [docker0]);
    expect(ask(laptop, '172.17.0.2')).toEqual({
      result: 'web to 172.17.0.1',
      hops: ['laptop', 'bridge/laptop/docker0', 'container/web'],
    });
    node.listen(6443, server('api'));
    expect(ask(web, '10.0.0.11:6443')).toEqual({
      result: 'api to 10.0.0.2',
      hops: ['container/web', 'bridge/laptop/docker0', 'laptop (source 172.17.0.2 -> 10.0.0.2)', 'node/node-1'],
    });
    expect(ask(web, '93.184.216.34')).toMatchObject({ result: 'timeout' });
    expect(ask(node, '172.17.0.2')).toEqual({ result: 'timeout', hops: ['node/node-1'] });
  });

  it('are not reached from another bridge, but through ports that are published', () => {
    const { container, docker0, bridge, laptop, fabric, ask } = setUp();
    const web = container('web', [docker0]);
    const other = container('other', [bridge('app', '172.18.0.0/16')]);
    expect(ask(other, '172.17.0.2')).toEqual({
      result: 'timeout',
      hops: ['container/other', 'bridge/laptop/br-app', 'laptop (app and bridge are kept apart)'],
    });
    fabric.publish(laptop, { hostAddress: '', hostPort: 8080, protocol: 'tcp', container: web, containerPort: 80 });
    expect(ask(other, '172.18.0.1:8080')).toEqual({
      result: 'web to 172.17.0.1',
      hops: [
        'container/other',
        'bridge/laptop/br-app',
        'docker-proxy/laptop (172.18.0.1:8080 -> 172.17.0.2:80)',
        'bridge/laptop/docker0',
        'container/web',
      ],
    });
    expect(ask(web, '10.0.0.2:8080').result).toBe('web to 172.17.0.1');
  });

  it('have no way out of an internal network', () => {
    const { container, bridge, ask, ping, laptop } = setUp();
    const inside = container('inside', [bridge('vault', '172.19.0.0/16', { internal: true })]);
    expect(inside.routes).toEqual([{ destination: '172.19.0.0/16', device: 'eth0', source: '172.19.0.2' }]);
    expect(ask(inside, '10.0.0.11')).toEqual({ result: 'no-network', hops: ['container/inside'] });
    expect(ping(inside, '10.0.0.11')).toBe('no-network');
    expect(ping(inside, '172.19.0.1')).toBe('172.19.0.1 ttl=64');
    expect(ask(laptop, '172.19.0.2').result).toBe('inside to 172.19.0.1');
  });
});

describe('a published port', () => {
  const published = { hostAddress: '', hostPort: 8080, protocol: 'tcp', containerPort: 80 } as const;

  it('is reached at every address of the machine, from it and from the nodes', () => {
    const { container, docker0, laptop, node, fabric, ask } = setUp();
    fabric.publish(laptop, { ...published, container: container('web', [docker0]) });
    const onTheWay = ['bridge/laptop/docker0', 'container/web'];
    for (const own of ['localhost', '127.0.0.1', '[::1]']) {
      const address = own === 'localhost' ? '127.0.0.1' : own;
      expect(ask(laptop, `${own}:8080`)).toEqual({
        result: 'web to 172.17.0.1',
        hops: ['laptop', `docker-proxy/laptop (${address}:8080 -> 172.17.0.2:80)`, ...onTheWay],
      });
    }
    expect(ask(laptop, '10.0.0.2:8080')).toEqual({
      result: 'web to 10.0.0.2',
      hops: ['laptop', 'docker-proxy/laptop (10.0.0.2:8080 -> 172.17.0.2:80)', ...onTheWay],
    });
    expect(ask(node, '10.0.0.2:8080')).toEqual({
      result: 'web to 10.0.0.11',
      hops: ['node/node-1', 'laptop', 'docker-proxy/laptop (10.0.0.2:8080 -> 172.17.0.2:80)', ...onTheWay],
    });
  });

  it('answers only at the address that it was published on', () => {
    const { container, docker0, laptop, node, fabric, ask } = setUp();
    const web = container('web', [docker0]);
    fabric.publish(laptop, { ...published, hostAddress: '127.0.0.1', container: web });
    fabric.publish(laptop, { ...published, hostAddress: '0.0.0.0', hostPort: 8081, container: web });
    expect(ask(laptop, '127.0.0.1:8080').result).toBe('web to 172.17.0.1');
    for (const url of ['10.0.0.2:8080', '[::1]:8080', '[::1]:8081']) expect(ask(laptop, url).result).toBe('refused');
    expect(ask(laptop, 'localhost:8081').result).toBe('web to 172.17.0.1');
    expect([ask(node, '10.0.0.2:8080').result, ask(node, '10.0.0.2:8081').result]).toEqual([
      'refused',
      'web to 10.0.0.11',
    ]);
  });

  it('is bound once for each address, by whoever comes first', () => {
    const { container, docker0, laptop, fabric } = setUp();
    const web = container('web', [docker0]);
    const publish = (hostAddress: string, hostPort: number) => {
      const made = fabric.publish(laptop, { ...published, hostAddress, hostPort, container: web });
      return made.ok ? made.value : made.error;
    };
    const stop = publish('127.0.0.1', 80);
    expect([publish('10.0.0.2', 80), publish('', 80), publish('127.0.0.1', 80), publish('1.2.3.4', 80)]).toEqual([
      expect.any(Function),
      'EADDRINUSE',
      'EADDRINUSE',
      'EADDRNOTAVAIL',
    ]);
    expect(laptop.listen(80, server('laptop'))).toEqual({ ok: false, error: 'EADDRINUSE' });
    if (typeof stop === 'function') stop();
    expect(laptop.listen(80, server('laptop'), { address: '127.0.0.1' })).toMatchObject({ ok: true });
    expect(publish('127.0.0.1', 80)).toBe('EADDRINUSE');
    expect(laptop.boundPorts.map(({ port, protocol, address }) => [port, protocol, address])).toEqual([
      [80, 'TCP', '10.0.0.2'],
      [80, 'TCP', '127.0.0.1'],
    ]);
  });

  it('resets connections when nobody listens behind the proxy, which others are told at once', () => {
    const { container, docker0, laptop, node, fabric, ask, clock } = setUp();
    const web = container('web', [docker0]);
    fabric.publish(laptop, { ...published, containerPort: 81, container: web });
    expect(ask(laptop, 'localhost:8080').result).toBe('reset');
    expect(ask(container('other', [docker0]), '172.17.0.1:8080').result).toBe('reset');
    expect(ask(laptop, '10.0.0.2:8080').result).toBe('refused');
    expect(ask(node, '10.0.0.2:8080').result).toBe('refused');
    const opened: string[] = [];
    for (const host of ['localhost', '10.0.0.2']) {
      laptop.connect(host, 8080, {}, (outcome) => opened.push(outcome.ok ? 'open' : outcome.failure));
      clock.settle();
    }
    expect(opened).toEqual(['open', 'refused']);
    web.listen(81, server('local'), { address: '127.0.0.1' });
    expect(ask(laptop, 'localhost:8080').result).toBe('reset');
  });

  it('works for a container on a node too, which has its own addresses', () => {
    const { container, docker0, bridge, laptop, node, fabric, ask } = setUp();
    container('web', [docker0]);
    const away = container('away', [bridge('bridge', '172.17.0.0/16', { machine: node })], node);
    expect(away.addresses).toEqual(['172.17.0.2']);
    fabric.publish(node, { ...published, container: away });
    expect(ask(laptop, '10.0.0.11:8080')).toEqual({
      result: 'away to 10.0.0.2',
      hops: [
        'laptop',
        'node/node-1',
        'docker-proxy/node-1 (10.0.0.11:8080 -> 172.17.0.2:80)',
        'bridge/node-1/docker0',
        'container/away',
      ],
    });
    const pod = fabric.addPod({
      namespace: 'default',
      name: 'pod',
      node: 'node-1',
      address: '10.244.1.2',
      dns: { nameservers: [], searches: [] },
    });
    expect(ask(pod, '10.0.0.11:8080').result).toBe('away to 10.244.1.2');
    expect(ask(node, 'localhost:8080').result).toBe('away to 172.17.0.1');
    pod.listen(80, server('pod'));
    expect(ask(away, '10.244.1.2')).toEqual({
      result: 'pod to 10.244.1.1',
      hops: [
        'container/away',
        'bridge/node-1/docker0',
        'node/node-1 (source 172.17.0.2 -> 10.0.0.11)',
        'pod/default/pod',
      ],
    });
    expect(ask(laptop, '172.17.0.2').result).toBe('web to 172.17.0.1');
    fabric.setPower('node-1', false);
    expect(ask(away, '172.17.0.1').result).toBe('unreachable');
  });
});

describe('a user-defined network', () => {
  it('knows its containers by name, alias and the name of the network', () => {
    const { container, bridge, docker0, ask, lookup, ping } = setUp();
    const app = bridge('app', '172.18.0.0/16');
    const db = container('db', [app]);
    const client = container('client', [app]);
    expect(ask(client, 'db')).toEqual({
      result: 'db to 172.18.0.3',
      hops: ['container/client', 'bridge/laptop/br-app', 'container/db'],
    });
    expect([
      lookup(client, 'db'),
      lookup(client, 'DB-id.'),
      lookup(client, 'db.app'),
      lookup(client, 'db', 'AAAA'),
    ]).toEqual(['NOERROR 172.18.0.2', 'NOERROR 172.18.0.2', 'NOERROR 172.18.0.2', 'NOERROR']);
    expect(lookup(client, '2.0.18.172.in-addr.arpa', 'PTR')).toBe('NOERROR db.app');
    expect([lookup(client, 'nobody'), lookup(client, 'example.com')]).toEqual(['NXDOMAIN', 'NXDOMAIN']);
    const lone = container('lone', [docker0]);
    expect([ping(lone, 'db'), lookup(lone, 'lone')]).toEqual(['unresolved', 'NXDOMAIN']);
    app.connect(lone, { aliases: ['lone', 'alone'] });
    expect([ping(lone, 'db'), ping(db, 'alone'), lone.addresses.join(' ')]).toEqual([
      '172.18.0.2 ttl=64',
      '172.18.0.4 ttl=64',
      '172.17.0.2 172.18.0.4',
    ]);
    app.endpoints[0]!.aliases = ['store'];
    expect([lookup(client, 'db'), lookup(client, 'store')]).toEqual(['NXDOMAIN', 'NOERROR 172.18.0.2']);
  });

  it('asks the name servers of resolv.conf where there is one', () => {
    const { fabric, laptop, bridge, lookup, clock } = setUp();
    const app = bridge('app', '172.18.0.0/16');
    let resolvConf = 'nameserver 127.0.0.11\noptions ndots:0\n';
    const host = fabric.addContainer({
      name: 'container/c',
      machine: laptop,
      hosts: () => '',
      resolvConf: () => resolvConf,
    });
    app.connect(host, { aliases: ['c'] });
    expect(lookup(host, 'c')).toBe('NOERROR 172.18.0.2');
    resolvConf = 'nameserver 10.0.0.1\n';
    expect(lookup(host, 'c')).toBe('NXDOMAIN');
    resolvConf = '# none\n';
    const started = clock.now;
    expect([lookup(host, 'c'), clock.now - started]).toEqual(['failed', 0]);
  });

  it('gives each the lowest free address, or the wished one', () => {
    const { bridge, container, fabric, laptop } = setUp();
    const small = bridge('small', '10.9.0.0/29');
    const [first, second] = [container('a', [small]), container('b', [small])];
    const connect = (address?: string) => {
      const host = fabric.addContainer({ name: 'container/x', machine: laptop, hosts: () => '' });
      const made = small.connect(host, { aliases: [], ...(address === undefined ? {} : { address }) });
      return made.ok ? made.value.address : made.error;
    };
    fabric.remove(first);
    expect([connect('10.9.0.5'), connect(), connect('10.9.0.3'), connect('10.9.0.1'), connect('10.8.0.2')]).toEqual([
      '10.9.0.5',
      '10.9.0.2',
      'address in use',
      'address in use',
      'address not in subnet',
    ]);
    expect([connect(), connect(), connect(), second.addresses]).toEqual([
      '10.9.0.4',
      '10.9.0.6',
      'no address left',
      ['10.9.0.3'],
    ]);
  });

  it('takes what is under way with it when it is disconnected', () => {
    const { bridge, container, clock } = setUp();
    const app = bridge('app', '172.18.0.0/16');
    const slow = container('slow', [app]);
    const client = container('client', [app]);
    let answer = () => {};
    slow.listen(81, (_request, _peer, respond) => {
      answer = () => respond({ status: 200, headers: {}, body: 'late' });
    });
    let outcome = 'none';
    const request = {
      method: 'GET',
      scheme: 'http',
      host: 'slow',
      port: 81,
      path: '/',
      headers: {},
      body: '',
    } as const;
    client.exchange(request, { timeout: 3_000 }, (end) => {
      outcome = end.ok ? 'answered' : end.failure;
    });
    clock.advance(100);
    app.disconnect(app.endpoints[0]!);
    answer();
    clock.advance(10_000);
    expect([outcome, slow.addresses, slow.interfaces.map(({ name }) => name)]).toEqual(['timeout', [], ['lo']]);
    expect(slow.routes).toEqual([]);
  });
});

describe('network interfaces', () => {
  it('are what `ip` shows, on both ends', () => {
    const { container, bridge, docker0, laptop } = setUp();
    const app = bridge('app', '172.18.0.0/16');
    const shape = (host: Host) =>
      host.interfaces.map((one) =>
        [
          one.index,
          one.name,
          one.kind,
          one.address ?? '-',
          one.up ? 'up' : 'down',
          one.carrier,
          one.peer,
          one.master,
        ].join(' '),
      );
    expect(shape(laptop)).toEqual([
      '1 lo loopback 127.0.0.1 up true  ',
      '2 eth0 ethernet 10.0.0.2 up true  ',
      '3 docker0 bridge 172.17.0.1 up false  ',
      '4 br-app bridge 172.18.0.1 up false  ',
    ]);
    const web = container('web', [docker0, app]);
    expect(shape(web)).toEqual([
      '1 lo loopback 127.0.0.1 up true  ',
      '5 eth0 veth 172.17.0.2 up true 6 ',
      '7 eth1 veth 172.18.0.2 up true 8 ',
    ]);
    expect(web.interfaces.map(({ mac }) => mac)).toEqual([
      '00:00:00:00:00:00',
      '02:42:ac:11:00:02',
      '02:42:ac:12:00:02',
    ]);
    const veth = docker0.endpoints[0]!.veth;
    expect(shape(laptop).slice(2)).toEqual([
      '3 docker0 bridge 172.17.0.1 up true  ',
      '4 br-app bridge 172.18.0.1 up true  ',
      `6 ${veth} veth - up true 5 docker0`,
      expect.stringMatching(/^8 veth[0-9a-f]{7} veth - up true 7 br-app$/),
    ]);
    expect(web.routes).toEqual([
      { destination: 'default', gateway: '172.18.0.1', device: 'eth1' },
      { destination: '172.17.0.0/16', device: 'eth0', source: '172.17.0.2' },
      { destination: '172.18.0.0/16', device: 'eth1', source: '172.18.0.2' },
    ]);
    app.remove();
    expect([shape(web).length, laptop.addresses]).toEqual([2, ['10.0.0.2', '172.17.0.1']]);
  });

  it('carry nothing while they are down', () => {
    const { fabric, laptop, docker0, container, ask, ping } = setUp();
    const empty = fabric.addNamespace(laptop);
    empty.listen(80, server('inside'));
    expect(empty.interfaces).toMatchObject([{ name: 'lo', up: false }]);
    expect([ask(empty, '127.0.0.1').result, ping(empty, '10.0.0.11')]).toEqual(['no-network', 'no-network']);
    expect(empty.setLink('lo', 'up')).toEqual({ ok: true, value: undefined });
    expect([ask(empty, '127.0.0.1').result, ask(empty, '172.17.0.1').result]).toEqual([
      'inside to 127.0.0.1',
      'no-network',
    ]);
    expect(empty.setLink('eth0', 'up')).toEqual({ ok: false, error: 'no such device' });
    const web = container('web', [docker0]);
    web.setLink('eth0', 'down');
    expect([ask(laptop, '172.17.0.2').result, ask(web, '172.17.0.1').result]).toEqual(['unreachable', 'no-network']);
    expect(new Set([empty, web, laptop].map(({ inode }) => inode)).size).toBe(3);
  });

  it('count what goes through them', () => {
    const { container, docker0, laptop, ask } = setUp();
    const web = container('web', [docker0]);
    const client = container('client', [docker0]);
    ask(client, '172.17.0.2');
    const traffic = (host: Host) => host.interfaces.map(({ received, sent }) => [received.bytes, sent.bytes]);
    const [, [received = 0, sent = 0] = []] = traffic(web);
    expect([received > 300, sent > 200]).toEqual([true, true]);
    expect(traffic(client)).toEqual([
      [0, 0],
      [sent, received],
    ]);
    expect(traffic(laptop)).toEqual([
      [0, 0],
      [0, 0],
      [0, 0],
      [sent, received],
      [received, sent],
    ]);
  });
});
