import { describe, expect, it } from 'vitest';
import type { DockerDaemon } from './daemon';
import { testDaemon } from './testing';

type NetworkOptions = Parameters<DockerDaemon['networks']['create']>[0];

function createNetwork(daemon: DockerDaemon, name: string, options: Partial<NetworkOptions> = {}): string {
  const plain = { Driver: 'bridge', Subnet: '', Gateway: '', IPRange: '', Internal: false, Attachable: false };
  const made = daemon.networks.create({ Name: name, ...plain, Labels: {}, Options: {}, ...options });
  return made.ok ? made.value.Id : made.error.message;
}

const plainConnect = { Aliases: [], IPv4Address: '', Links: [] };

describe('networks of the daemon', () => {
  it('are three from the beginning, and more when somebody makes them', () => {
    const { daemon } = testDaemon();
    const names = () => {
      const list = daemon.networks.list({});
      return list.ok ? list.value.map((network) => `${network['Name']} ${network['Driver']}`) : [];
    };
    expect(names()).toEqual(['bridge bridge', 'host host', 'none null']);
    const id = createNetwork(daemon, 'app', { Labels: { a: 'b' } });
    expect(names()).toEqual(['app bridge', 'bridge bridge', 'host host', 'none null']);
    expect(createNetwork(daemon, 'app')).toBe('network with name app already exists');
    expect(createNetwork(daemon, 'host')).toBe('operation is not permitted on predefined host network');
    expect(createNetwork(daemon, 'x', { Driver: 'nope' })).toBe('plugin "nope" not found');
    expect(createNetwork(daemon, 'x', { Subnet: 'abc' })).toBe('Invalid subnet abc : invalid CIDR address: abc');
    expect(createNetwork(daemon, 'x', { Subnet: '172.18.4.0/24' })).toBe(
      'Pool overlaps with other one on this address space',
    );
    expect(daemon.networks.inspect('app')).toEqual({
      ok: true,
      value: {
        Name: 'app',
        Id: id,
        Created: expect.stringMatching(/^2026-11-21T08:45:0/),
        Scope: 'local',
        Driver: 'bridge',
        EnableIPv6: false,
        IPAM: { Driver: 'default', Options: {}, Config: [{ Subnet: '172.18.0.0/16', Gateway: '172.18.0.1' }] },
        Internal: false,
        Attachable: false,
        Ingress: false,
        ConfigFrom: { Network: '' },
        ConfigOnly: false,
        Containers: {},
        Options: {},
        Labels: { a: 'b' },
      },
    });
  });

  it('let containers find each other by name', () => {
    const docker = testDaemon();
    const { daemon } = docker;
    createNetwork(daemon, 'app');
    const db = docker.run('busybox', ['sleep', '1000'], {
      name: 'db',
      host: { NetworkMode: 'app' },
      networking: { Aliases: ['store'] },
    });
    const lone = docker.run('busybox', ['sleep', '1000'], { name: 'lone' });
    expect(docker.exec('lone', ['ping', '-c', '1', 'db']).out).toBe("ping: bad address 'db'\n");
    expect(daemon.networks.connect('app', 'lone', plainConnect)).toEqual({ ok: true, value: undefined });
    for (const name of ['db', 'store', db.slice(0, 12)]) {
      expect(docker.exec('lone', ['ping', '-c', '1', '-q', name]).out).toContain('1 packets received');
    }
    expect(daemon.networks.connect('app', 'lone', plainConnect)).toMatchObject({
      error: { message: 'endpoint with name lone already exists in network app' },
    });
    const settings = docker.inspect('lone')['NetworkSettings'] as { Networks: Record<string, { IPAddress: string }> };
    expect(Object.entries(settings.Networks).map(([name, one]) => `${name} ${one.IPAddress}`)).toEqual([
      'app 172.18.0.3',
      'bridge 172.17.0.2',
    ]);
    expect(daemon.networks.disconnect('app', 'lone', { force: false })).toEqual({ ok: true, value: undefined });
    expect(daemon.networks.disconnect('app', 'lone', { force: false })).toMatchObject({
      error: { message: `container ${lone} is not connected to network app` },
    });
    const app = daemon.networks.inspect('app');
    expect(daemon.networks.remove('app')).toMatchObject({
      error: {
        message: `error while removing network: network app id ${app.ok ? app.value['Id'] : ''} has active endpoints`,
      },
    });
    docker.remove('db', { force: true });
    expect(daemon.networks.remove('app')).toEqual({ ok: true, value: undefined });
    expect(daemon.networks.remove('app')).toMatchObject({ error: { message: 'network app not found' } });
    expect(daemon.networks.remove('bridge')).toMatchObject({
      error: { message: 'bridge is a pre-defined network and cannot be removed' },
    });
  });

  it('give the addresses that were asked for', () => {
    const docker = testDaemon();
    createNetwork(docker.daemon, 'n9', { Subnet: '10.9.0.0/16' });
    createNetwork(docker.daemon, 'app');
    const at = (network: string, address: string, name: string) =>
      docker.run('busybox', ['sleep', '1000'], {
        name,
        host: { NetworkMode: network },
        networking: { IPv4Address: address },
      });
    expect(at('n9', '10.9.0.50', 'one')).toMatch(/^[0-9a-f]{64}$/);
    expect(docker.exec('one', ['hostname', '-i']).out).toBe('10.9.0.50\n');
    expect(at('n9', '10.9.0.50', 'two')).toBe('Address already in use');
    expect(at('n9', '10.8.0.1', 'three')).toBe(
      "Invalid address 10.8.0.1: It does not belong to any of this network's subnets",
    );
    expect(at('app', '172.18.0.9', 'four')).toBe(
      'user specified IP address is supported only when connecting to networks with user configured subnets',
    );
    expect(at('bridge', '172.17.0.9', 'five')).toBe(
      'user specified IP address is supported on user defined networks only',
    );
  });

  it('publish ports, each once', () => {
    const docker = testDaemon();
    const publish = (HostIp: string, HostPort: string) => ({ PortBindings: { '80/tcp': [{ HostIp, HostPort }] } });
    const ports = () => {
      const list = docker.daemon.containers.list({ all: true, limit: 0, size: false, filters: {} });
      return list.ok
        ? list.value.map((one) =>
            one.Ports.map((port) => `${port.IP}:${port.PublicPort}->${port.PrivatePort}`).join(' '),
          )
        : [];
    };
    docker.run('nginx', [], { name: 'web1', host: publish('', '8888') });
    expect(docker.run('nginx', [], { name: 'web2', host: publish('', '8888') })).toMatch(
      /^driver failed programming external connectivity on endpoint web2 \([0-9a-f]{64}\): Bind for 0\.0\.0\.0:8888 failed: port is already allocated$/,
    );
    docker.remove('web2');
    docker.run('nginx', [], { name: 'web2', host: publish('127.0.0.1', '8889') });
    docker.run('nginx', [], { name: 'web3', host: publish('', '') });
    docker.run('nginx', [], { name: 'web4', host: { PublishAllPorts: true } });
    docker.run('nginx', [], { name: 'web5' });
    expect(ports()).toEqual([
      'undefined:undefined->80',
      '0.0.0.0:32769->80 :::32769->80',
      '0.0.0.0:32768->80 :::32768->80',
      '127.0.0.1:8889->80',
      '0.0.0.0:8888->80 :::8888->80',
    ]);
    const taken = docker.world.laptop.network.listen(9000, () => {});
    expect(taken.ok).toBe(true);
    expect(docker.run('nginx', [], { name: 'web6', host: publish('', '9000') })).toMatch(
      /: Error starting userland proxy: listen tcp4 0\.0\.0\.0:9000: bind: address already in use$/,
    );
    docker.stop('web1', 0);
    expect(docker.run('nginx', [], { name: 'web7', host: publish('', '8888') })).toMatch(/^[0-9a-f]{64}$/);
  });

  it('write names into /etc/hosts', () => {
    const docker = testDaemon();
    docker.run('busybox', ['sleep', '1000'], { name: 'db', Hostname: 'data' });
    docker.run('busybox', ['sleep', '1000'], {
      name: 'web',
      Hostname: 'web',
      host: { ExtraHosts: ['one:1.2.3.4', 'gate:host-gateway'], Dns: ['9.9.9.9'], DnsSearch: ['example.com'] },
      networking: { Links: ['db:store'] },
    });
    expect(docker.exec('web', ['cat', '/etc/hosts']).out).toBe(
      '127.0.0.1\tlocalhost\n::1\tlocalhost ip6-localhost ip6-loopback\nfe00::0\tip6-localnet\nff00::0\tip6-mcastprefix\nff02::1\tip6-allnodes\nff02::2\tip6-allrouters\n1.2.3.4\tone\n172.17.0.1\tgate\n172.17.0.2\tstore data db\n172.17.0.3\tweb\n',
    );
    expect(docker.exec('web', ['cat', '/etc/resolv.conf']).out).toBe('search example.com\nnameserver 9.9.9.9\n');
    expect(docker.run('busybox', ['true'], { networking: { Links: ['gone'] } })).toBe(
      'could not get container for gone: No such container: gone',
    );
  });
});
