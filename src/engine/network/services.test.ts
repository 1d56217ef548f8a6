import { describe, expect, it } from 'vitest';
import { type EndpointSlice, endpointSliceKind } from '../../kinds/endpointSlice';
import { type Service, serviceKind } from '../../kinds/service';
import { createDnsRole } from '../boot/kubeadmRoles';
import { testNodes } from '../containers/testing';
import { testApi } from '../testing';
import { coreDns } from './coreDns';
import { KubeProxy } from './kubeProxy';
import type { NameAnswer, NetworkNamespace } from './namespace';

function setUp() {
  const cluster = testApi();
  const world = testNodes({ nodes: 2, world: cluster });
  const { clock, random, trace, fabric } = world;
  const proxies = world.nodes.map((node, index) => {
    const client = cluster.clientOf(`kube-proxy/${node.name}`);
    const nodeAddresses = [`10.0.0.${11 + index}`];
    const proxy = new KubeProxy({ clock, trace, random, client, node: node.name, nodeAddresses });
    fabric.setRules(node.name, proxy.rules);
    proxy.start();
    return proxy;
  });
  for (const node of world.nodes) node.machine.kernel.programs.set('coredns', coreDns(cluster.api));
  const [first, second] = world.nodes;
  const create = (name: string, spec: Partial<Service['spec']>): Service => {
    const made = cluster.client.create(serviceKind, {
      metadata: { name, namespace: 'default' },
      spec: { ports: [{ port: 80, targetPort: 8080 }], selector: { app: name }, ...spec },
    } as Service);
    if (!made.ok) throw new Error(made.error.message);
    return made.value;
  };
  const endpoints = (
    name: string,
    pods: readonly { address: string; node: string; ready?: boolean }[],
    port = 8080,
  ) => {
    const slice = {
      apiVersion: 'discovery.k8s.io/v1',
      kind: 'EndpointSlice',
      metadata: { name: `${name}-x`, namespace: 'default', labels: { 'kubernetes.io/service-name': name } },
      addressType: 'IPv4',
      ports: [{ name: '', port, protocol: 'TCP' }],
      endpoints: pods.map(({ address, node, ready = true }) => ({
        addresses: [address],
        nodeName: node,
        conditions: { ready, serving: ready, terminating: false },
      })),
    } as EndpointSlice;
    const before = cluster.client.get(endpointSliceKind, `${name}-x`, 'default');
    const made = before.ok
      ? cluster.client.update(endpointSliceKind, { ...before.value, endpoints: slice.endpoints })
      : cluster.client.create(endpointSliceKind, slice);
    if (!made.ok) throw new Error(made.error.message);
    clock.settle();
  };
  const ask = (from: NetworkNamespace, host: string, port = 80) => {
    let result: string | undefined;
    const request = { method: 'GET', scheme: 'http' as const, host, port, path: '/', headers: {}, body: '' };
    from.exchange(request, { timeout: 12_000 }, (outcome) => {
      result = outcome.ok ? outcome.response.body.trim() : outcome.failure;
    });
    while (result === undefined && clock.runNext());
    return result;
  };
  return { ...cluster, ...world, proxies, first: first!, second: second!, create, endpoints, ask };
}

describe('kube-proxy', () => {
  it('spreads requests over ready endpoints, once it knows of them', () => {
    const { create, endpoints, first, second, ask, clock } = setUp();
    const client = first.sandbox('client');
    const one = first.run('one', { image: 'luksa/kubia' }).sandbox;
    const two = second.run('two', { image: 'luksa/kubia' }).sandbox;
    const { clusterIP = '' } = create('kubia', {}).spec;
    expect(ask(client.network, clusterIP)).toBe('timeout');
    clock.settle();
    expect(ask(client.network, clusterIP)).toBe('refused');
    endpoints('kubia', [
      { address: one.address!, node: 'node-1' },
      { address: two.address!, node: 'node-2' },
    ]);
    const answers = new Set(Array.from({ length: 20 }, () => ask(client.network, clusterIP)));
    expect([...answers].sort()).toEqual(["You've hit one", "You've hit two"]);
    endpoints('kubia', [
      { address: one.address!, node: 'node-1', ready: false },
      { address: two.address!, node: 'node-2' },
    ]);
    const later = new Set(Array.from({ length: 10 }, () => ask(client.network, clusterIP)));
    expect([...later]).toEqual(["You've hit two"]);
    expect(ask(client.network, clusterIP, 81)).toBe('timeout');
  });

  it('serves node ports on every node, and keeps local traffic local where told to', () => {
    const { create, endpoints, first, ask, laptop, clock, fabric } = setUp();
    const one = first.run('one', { image: 'luksa/kubia' });
    const pods = [{ address: one.sandbox.address!, node: 'node-1' }];
    create('open', { type: 'NodePort', ports: [{ port: 80, targetPort: 8080, nodePort: 30080 }] });
    create('local', {
      type: 'NodePort',
      externalTrafficPolicy: 'Local',
      ports: [{ port: 80, targetPort: 8080, nodePort: 30081 }],
    });
    endpoints('open', pods);
    endpoints('local', pods);
    expect(ask(laptop.network, '10.0.0.11', 30080)).toBe("You've hit one");
    expect(ask(laptop.network, '10.0.0.12', 30080)).toBe("You've hit one");
    expect(ask(laptop.network, '10.0.0.11', 30081)).toBe("You've hit one");
    expect(ask(laptop.network, '10.0.0.12', 30081)).toBe('timeout');
    fabric.loadBalancers = { find: () => ({ nodes: ['node-1', 'node-2'], nodePort: 30081 }) };
    const answers = new Set(Array.from({ length: 10 }, () => ask(laptop.network, '34.64.1.1')));
    expect([...answers]).toEqual(["You've hit one"]);
    clock.advance(10);
    expect(first.logs(one.id).match(/::ffff:\S+/g)).toEqual([
      '::ffff:10.244.1.1',
      '::ffff:10.0.0.12',
      ...Array.from({ length: 11 }, () => '::ffff:10.0.0.2'),
    ]);
  });

  it('sends a client to the same endpoint with session affinity', () => {
    const { create, endpoints, first, ask } = setUp();
    const client = first.sandbox('client');
    const pods = ['a', 'b', 'c'].map((name) => first.run(name, { image: 'luksa/kubia' }).sandbox);
    const { clusterIP = '' } = create('sticky', { sessionAffinity: 'ClientIP' }).spec;
    endpoints(
      'sticky',
      pods.map((pod) => ({ address: pod.address!, node: 'node-1' })),
    );
    const answers = new Set(Array.from({ length: 20 }, () => ask(client.network, clusterIP)));
    expect(answers.size).toBe(1);
  });
});

describe('cluster DNS', () => {
  it('answers for services while a CoreDNS pod is behind kube-dns', () => {
    const { create, endpoints, first, client, clock, ask } = setUp();
    createDnsRole(client);
    const dnsSpec = { clusterIP: '10.96.0.10', ports: [{ port: 53, protocol: 'UDP', targetPort: 53 }] };
    create('kube-dns', dnsSpec);
    const pod = first.sandbox('client', { nameserver: '10.96.0.10' });
    const kubia = first.run('one', { image: 'luksa/kubia' }).sandbox;
    const service = create('kubia', {});
    create('bare', { clusterIP: 'None' });
    create('away', { type: 'ExternalName', externalName: 'kubia.default.svc.cluster.local', ports: [] });
    endpoints('kubia', [{ address: kubia.address!, node: 'node-1' }]);
    endpoints('bare', [{ address: kubia.address!, node: 'node-1' }]);
    expect(ask(pod.network, 'kubia')).toBe('unresolved');
    const dns = first.run('dns', { image: 'registry.k8s.io/coredns/coredns:v1.11.3' });
    expect(first.logs(dns.id)).toContain('CoreDNS-1.11.3\n');
    const slice = {
      apiVersion: 'discovery.k8s.io/v1',
      kind: 'EndpointSlice',
      metadata: { name: 'dns-x', namespace: 'default', labels: { 'kubernetes.io/service-name': 'kube-dns' } },
      addressType: 'IPv4',
      ports: [{ name: '', port: 53, protocol: 'UDP' }],
      endpoints: [{ addresses: [dns.sandbox.address!], nodeName: 'node-1', conditions: { ready: true } }],
    } as EndpointSlice;
    client.create(endpointSliceKind, slice);
    clock.settle();
    for (const host of ['kubia', 'kubia.default', 'kubia.default.svc.cluster.local', 'away']) {
      expect(ask(pod.network, host)).toBe("You've hit one");
    }
    expect(ask(pod.network, 'bare', 8080)).toBe("You've hit one");
    expect(ask(pod.network, 'example.com')).toBe('unresolved');
    const answers: NameAnswer[] = [];
    for (const name of ['kubia.default.svc.cluster.local', 'nothing.default.svc.cluster.local']) {
      pod.network.lookup({ name, type: 'A' }, {}, (answer) => answers.push(answer));
      clock.settle();
    }
    const record = { name: 'kubia.default.svc.cluster.local', type: 'A', ttl: 30, data: service.spec.clusterIP };
    expect(answers).toEqual([
      { code: 'NOERROR', records: [record], server: '10.96.0.10' },
      { code: 'NXDOMAIN', records: [], server: '10.96.0.10' },
    ]);
  });
});
