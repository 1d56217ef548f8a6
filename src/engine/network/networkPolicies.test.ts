import type { NetworkPolicySpec } from 'kubernetes-types/networking/v1';
import { describe, expect, it } from 'vitest';
import { namespaceKind } from '../../kinds/namespace';
import { networkPolicyKind } from '../../kinds/networking/networkPolicy';
import { podKind } from '../../kinds/pod';
import { serviceAccountKind } from '../../kinds/serviceAccount';
import { testApi } from '../testing';
import { Fabric } from './fabric';
import type { Host } from './host';
import { NetworkPolicies } from './networkPolicies';

/** web and db in default, each on a node of its own, and client in the namespace other; web calls its port 8080 http. */
function setUp() {
  const { clock, trace, random, client } = testApi();
  const fabric = new Fabric({ clock, trace, random });
  const nodes = [1, 2].map((number) =>
    fabric.addNode({ name: `node-${number}`, address: `10.0.0.1${number}`, podCidr: `10.244.${number}.0/24` }),
  );
  client.create(namespaceKind, { metadata: { name: 'other', labels: { team: 'a' } } } as never);
  const hosts: Record<string, Host> = {};
  const place = (name: string, namespace: string, node: number, address: string) => {
    const dns = { nameservers: [], searches: [] };
    const host = fabric.addPod({ namespace, name, node: `node-${node}`, address, dns });
    host.listen(8080, (_request, _peer, respond) => respond({ status: 200, headers: {}, body: name }));
    hosts[name] = host;
    const ports = [{ name: 'http', containerPort: 8080 }];
    const pod = {
      metadata: { name, namespace, labels: { app: name } },
      spec: { nodeName: `node-${node}`, containers: [{ name: 'c', image: 'nginx', ports }] },
    };
    client.create(serviceAccountKind, { metadata: { name: 'default', namespace } } as never);
    const made = client.create(podKind, pod as never);
    if (!made.ok) throw new Error(made.error.message);
    const status = { phase: 'Running', podIP: address, podIPs: [{ ip: address }] };
    client.updateStatus(podKind, { ...made.value, status } as never);
  };
  place('web', 'default', 1, '10.244.1.2');
  place('db', 'default', 2, '10.244.2.2');
  place('client', 'other', 1, '10.244.1.3');
  const policies = new NetworkPolicies(client, clock);
  fabric.policies = policies;
  policies.start();
  hosts['node-1'] = nodes[0] as Host;
  hosts['node-2'] = nodes[1] as Host;
  return {
    apply: (name: string, spec: Partial<NetworkPolicySpec>) => {
      const object = { metadata: { name, namespace: 'default' }, spec: { podSelector: {}, ...spec } };
      const made = client.create(networkPolicyKind, object as never);
      if (!made.ok) throw new Error(made.error.message);
      clock.settle();
    },
    /** What the caller of web or db gets, with what the last hop of the way says. */
    ask: (from: string, to: string) => {
      let result = 'nothing';
      const [host] = hosts[to]?.addresses ?? [];
      const request = {
        method: 'GET',
        scheme: 'http' as const,
        host: host ?? '',
        port: 8080,
        path: '/',
        headers: {},
        body: '',
      };
      hosts[from]?.exchange(request, { timeout: 2000 }, (outcome) => {
        result = outcome.ok ? outcome.response.body : outcome.failure;
      });
      clock.advance(3000);
      const entry = trace.entries.findLast(({ kind }) => kind === 'exchange');
      const note = entry?.kind === 'exchange' ? entry.hops.at(-1)?.note : undefined;
      return note === undefined ? result : `${result}: ${note}`;
    },
  };
}

describe('network policies', () => {
  it('drop what none of those that select a pod lets in, and never what comes from its own node', () => {
    const { apply, ask } = setUp();
    expect([ask('db', 'web'), ask('client', 'web'), ask('node-1', 'web')]).toEqual(['web', 'web', 'web']);
    apply('deny', { podSelector: { matchLabels: { app: 'web' } } });
    const dropped = 'timeout: ingress dropped by networkpolicy/default/deny';
    expect([ask('db', 'web'), ask('client', 'web'), ask('node-1', 'web'), ask('node-2', 'web')]).toEqual([
      dropped,
      dropped,
      'web',
      dropped,
    ]);
    const from = [
      { namespaceSelector: { matchLabels: { team: 'a' } }, podSelector: { matchLabels: { app: 'client' } } },
    ];
    apply('allow', { podSelector: { matchLabels: { app: 'web' } }, ingress: [{ from, ports: [{ port: 'http' }] }] });
    expect([ask('db', 'web'), ask('client', 'web'), ask('web', 'db')]).toEqual([
      'timeout: ingress dropped by networkpolicy/default/allow, networkpolicy/default/deny',
      'web',
      'db',
    ]);
  });

  it('keep pods from sending where their egress rules do not lead', () => {
    const { apply, ask } = setUp();
    const block = { cidr: '10.244.0.0/16', except: ['10.244.2.0/24'] };
    const ports = [{ port: 8000, endPort: 8100 }];
    apply('out', { policyTypes: ['Egress'], egress: [{ to: [{ ipBlock: block }], ports }] });
    expect([ask('db', 'web'), ask('web', 'db'), ask('client', 'db')]).toEqual([
      'web',
      'timeout: egress dropped by networkpolicy/default/out',
      'db',
    ]);
  });
});
