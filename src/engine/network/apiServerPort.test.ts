import { expect, it } from 'vitest';
import { testNodes } from '../containers/testing';
import { testApi } from '../testing';
import { serveApi } from './apiServerPort';

it('tells strangers the version, and refuses them the rest', () => {
  const cluster = testApi();
  const { laptop, node, clock } = testNodes({ world: cluster });
  serveApi(node.machine.network, 6443, cluster.api);
  const get = (path: string, scheme: 'http' | 'https' = 'https') => {
    let answer = '';
    const request = { method: 'GET', scheme, host: '10.0.0.11', port: 6443, path, headers: {}, body: '' };
    laptop.network.exchange(request, {}, (outcome) => {
      answer = outcome.ok ? outcome.response.body : outcome.failure;
    });
    clock.settle();
    return answer;
  };
  expect(JSON.parse(get('/version'))).toMatchObject({ major: '1', minor: '32' });
  expect(get('/livez')).toBe('ok');
  expect(JSON.parse(get('/api/v1/namespaces/default/pods')).message).toBe(
    'pods is forbidden: User "system:anonymous" cannot list resource "pods" in API group "" in the namespace "default"',
  );
  expect(JSON.parse(get('/')).message).toBe('forbidden: User "system:anonymous" cannot get path "/"');
  expect(get('/', 'http')).toBe('Client sent an HTTP request to an HTTPS server.\n');
});
