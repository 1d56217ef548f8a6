import { describe, expect, it } from 'vitest';
import { Random } from '../../base/random';
import { Clock } from '../clock';
import type { Packet } from './packet';
import { type ProxyEndpoint, ProxyRules, type ServicePortRule } from './proxyRules';

function endpoint(address: string, more: Partial<ProxyEndpoint> = {}): ProxyEndpoint {
  return { address, port: 8080, local: false, ready: true, serving: true, terminating: false, ...more };
}

function rule(endpoints: readonly ProxyEndpoint[], more: Partial<ServicePortRule> = {}): ServicePortRule {
  return {
    service: 'default/web',
    protocol: 'TCP',
    port: 80,
    clusterAddresses: ['10.96.0.5'],
    externalAddresses: ['34.1.1.1'],
    nodePort: 30080,
    endpoints,
    affinityMilliseconds: undefined,
    internalLocal: false,
    externalLocal: false,
    ...more,
  };
}

function setUp(one: ServicePortRule) {
  const clock = new Clock(0);
  const rules = new ProxyRules(clock, new Random(1), ['10.0.0.11']);
  rules.set(one.service, [one]);
  const ask = (destination: string, more: Partial<Packet> = {}) => {
    const packet: Packet = { source: '10.244.1.9', destination, port: 80, protocol: 'TCP', from: 'pod', ...more };
    const verdict = rules.translate(packet);
    if (verdict === undefined) return 'not mine';
    if (verdict.kind !== 'forward') return `${verdict.kind}: ${verdict.note}`;
    return `${verdict.address}${verdict.masquerade ? ' masqueraded' : ''}`;
  };
  return { clock, rules, ask };
}

describe("kube-proxy's rules", () => {
  it('know cluster, external and node addresses by port and protocol', () => {
    const { ask } = setUp(rule([endpoint('10.244.2.2')]));
    expect(ask('10.96.0.5')).toBe('10.244.2.2');
    expect(ask('10.96.0.5', { port: 81 })).toBe('not mine');
    expect(ask('10.96.0.5', { protocol: 'UDP' })).toBe('not mine');
    expect(ask('34.1.1.1')).toBe('10.244.2.2 masqueraded');
    expect(ask('10.0.0.11', { port: 30080, from: 'outside', source: '10.0.0.2' })).toBe('10.244.2.2 masqueraded');
    expect(ask('10.0.0.12', { port: 30080 })).toBe('not mine');
    expect(ask('10.96.0.5', { source: '10.244.2.2' })).toBe('10.244.2.2 masqueraded');
  });

  it('fall back to endpoints that terminate but still serve, and reject when there are none', () => {
    const leaving = endpoint('10.244.2.2', { ready: false, terminating: true });
    expect(setUp(rule([leaving, endpoint('10.244.2.3')])).ask('10.96.0.5')).toBe('10.244.2.3');
    expect(setUp(rule([leaving])).ask('10.96.0.5')).toBe('10.244.2.2');
    expect(setUp(rule([{ ...leaving, serving: false }])).ask('10.96.0.5')).toBe(
      'reject: service/default/web:80 has no endpoints',
    );
  });

  it('keep traffic on the node where a policy says so', () => {
    const remote = endpoint('10.244.2.2');
    const local = endpoint('10.244.1.2', { local: true });
    expect(setUp(rule([remote, local], { internalLocal: true })).ask('10.96.0.5')).toBe('10.244.1.2');
    expect(setUp(rule([remote], { internalLocal: true })).ask('10.96.0.5')).toBe(
      'drop: service/default/web:80 has no local endpoints',
    );
    const outside = { port: 30080, from: 'outside', source: '10.0.0.2' } as const;
    const { ask, rules } = setUp(rule([remote], { externalLocal: true }));
    expect([ask('10.0.0.11', outside), ask('34.1.1.1'), rules.healthy(30080)]).toEqual([
      'drop: service/default/web:80 has no local endpoints',
      '10.244.2.2 masqueraded',
      false,
    ]);
    expect(setUp(rule([local], { externalLocal: true })).ask('10.0.0.11', outside)).toBe('10.244.1.2');
  });

  it('keep a client at its endpoint for as long as the affinity lasts', () => {
    const endpoints = Array.from({ length: 50 }, (_, index) => endpoint(`10.244.2.${index + 2}`));
    const { ask, clock } = setUp(rule(endpoints, { affinityMilliseconds: 1_000 }));
    const first = ask('10.96.0.5');
    clock.advance(900);
    expect(ask('10.96.0.5')).toBe(first);
    clock.advance(900);
    expect(ask('10.96.0.5')).toBe(first);
    clock.advance(1_100);
    expect(ask('10.96.0.5')).not.toBe(first);
  });
});
