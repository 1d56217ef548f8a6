import { describe, expect, it } from 'vitest';
import { shortName } from './shortName';

function short(metadata: object, nodeName = 'control-plane'): string {
  return shortName({ metadata, spec: { nodeName } } as Parameters<typeof shortName>[0]);
}

describe('the short name of a pod', () => {
  it('says what a pod of the cluster itself is', () => {
    const namespace = 'kube-system';
    const labels = { 'pod-template-hash': '7d96bd7747' };
    const dns = { name: 'coredns-7d96bd7747-hbm7h', generateName: 'coredns-7d96bd7747-', namespace, labels };
    expect(short(dns)).toBe('coredns');
    expect(short({ name: 'kube-proxy-ghg67', generateName: 'kube-proxy-', namespace })).toBe('kube-proxy');
    expect(short({ name: 'etcd-control-plane', namespace })).toBe('etcd');
  });

  it('tells equal pods of the learner apart', () => {
    expect(short({ name: 'web-7d96bd7747-hbm7h', generateName: 'web-7d96bd7747-', namespace: 'default' })).toBe(
      '…-hbm7h',
    );
    expect(short({ name: 'kubia', namespace: 'default' })).toBe('kubia');
  });
});
