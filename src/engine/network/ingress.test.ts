import { describe, expect, it } from 'vitest';
import { type Ingress, ingressKind } from '../../kinds/networking/ingress';
import { podKind } from '../../kinds/pod';
import { serviceKind } from '../../kinds/service';
import { TestWorld } from '../testing';
import { findBackend } from './ingressRules';

function ingress(name: string, rules: readonly (readonly [host: string, type: string, path: string, to: string])[]) {
  const backend = (to: string) => ({ service: { name: to, port: { number: 80 } } });
  return {
    metadata: { name, namespace: 'default' },
    spec: {
      ingressClassName: 'nginx',
      rules: rules.map(([host, pathType, path, to]) => ({
        ...(host === '' ? {} : { host }),
        http: { paths: [{ path, pathType, backend: backend(to) }] },
      })),
    },
  } as unknown as Ingress;
}

describe('rules of ingresses', () => {
  it('prefer hosts to wildcards, exact paths to prefixes and longer paths to shorter ones', () => {
    const all = [
      ingress('one', [
        ['shop.example.com', 'Prefix', '/', 'web'],
        ['shop.example.com', 'Prefix', '/api', 'api'],
        ['shop.example.com', 'Exact', '/api', 'exact'],
        ['*.example.com', 'Prefix', '/', 'wild'],
      ]),
      ingress('two', [['', 'Prefix', '/any', 'any']]),
    ];
    const to = (host: string, path: string) => findBackend(all, host, path)?.backend.service?.name;
    expect([
      to('shop.example.com', '/x'),
      to('shop.example.com', '/api/v1'),
      to('shop.example.com', '/api'),
      to('shop.example.com', '/apis'),
      to('blog.example.com', '/'),
      to('a.b.example.com', '/'),
      to('a.b.example.com', '/any/thing'),
    ]).toEqual(['web', 'api', 'exact', 'web', 'wild', undefined, 'any']);
  });
});

describe('the ingress controller', () => {
  it('passes requests on to the pods behind a rule, and says where it is reached', () => {
    const test = new TestWorld('playground');
    test.run('web');
    const made = test.client.create(serviceKind, {
      metadata: { name: 'web', namespace: 'default' },
      spec: { selector: { app: 'web' }, ports: [{ port: 80 }] },
    } as never);
    expect(made.ok).toBe(true);
    test.client.create(ingressKind, ingress('site', [['shop.example.com', 'Prefix', '/', 'web']]));
    test.settle();
    const found = test.client.get(ingressKind, 'site', 'default');
    const address = found.ok ? (found.value.status?.loadBalancer?.ingress?.[0]?.ip ?? '') : '';
    const ask = (host: string): number | string => {
      let result: number | string = 'nothing';
      const request = {
        method: 'GET',
        scheme: 'http' as const,
        host: address,
        port: 80,
        path: '/',
        headers: { Host: host },
        body: '',
      };
      test.world.laptop.network.exchange(request, {}, (outcome) => {
        result = outcome.ok ? outcome.response.status : outcome.failure;
      });
      test.settle();
      return result;
    };
    expect([ask('elsewhere.example.com'), ask('shop.example.com')]).toEqual([404, 503]);
    const pod = test.pod('web');
    const labels = { ...pod.metadata, labels: { app: 'web' } };
    test.client.update(podKind, { ...pod, metadata: labels });
    test.settle();
    expect(ask('shop.example.com')).toBe(200);
  });
});
