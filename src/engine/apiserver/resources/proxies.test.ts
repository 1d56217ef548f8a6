import { describe, expect, it } from 'vitest';
import { serviceKind } from '../../../kinds/service';
import type { Status } from '../../../kinds/status';
import type { ApiResponse } from '../../client/door';
import { TestWorld } from '../../testing';

const NAMESPACE = '/api/v1/namespaces/default';
const ADMIN = { user: 'kubernetes-admin', groups: ['system:masters'], actor: 'kubectl' };

class Behind extends TestWorld {
  constructor() {
    super('playground');
    this.run('web', { image: 'nginx', ports: [{ containerPort: 80 }] });
    this.client.create(serviceKind, {
      apiVersion: 'v1',
      kind: 'Service',
      metadata: { name: 'web', namespace: 'default' },
      spec: { selector: { app: 'web' }, ports: [{ name: 'http', port: 8080, targetPort: 80 }] },
    });
    this.label('web', { app: 'web' });
    this.settle();
  }

  label(name: string, labels: Record<string, string>): void {
    const request = { method: 'PATCH', path: `${NAMESPACE}/pods/${name}`, body: { metadata: { labels } } } as const;
    this.world.api.handle({ ...request, headers: { 'content-type': 'application/merge-patch+json' } }, ADMIN);
    this.settle();
  }

  /** The code and the first words of the answer, or the reason and message of a refusal. */
  get(path: string, user = ADMIN): string {
    let answer: ApiResponse | undefined;
    this.world.api.ask({ method: 'GET', path }, user, (response) => {
      answer = response;
    });
    this.settle();
    const { code, body, location } = answer ?? { code: 0, body: 'no answer' };
    const { reason, message } = body as Status;
    if (location !== undefined) return `${code} to ${location}`;
    if (reason !== undefined) return `${code} ${reason}: ${message}`;
    return `${code} ${/<title>.*<\/title>/.exec(String(body))?.[0] ?? String(body)}`;
  }
}

describe('the proxy subresources', () => {
  it('pass requests on to a pod behind a service', () => {
    const test = new Behind();
    const services = `${NAMESPACE}/services`;
    expect([
      test.get(`${services}/web:8080/proxy/`),
      test.get(`${services}/web:http/proxy/index.html`),
      test.get(`${services}/http:web:8080/proxy`),
      test.get(`${services}/web:8080/proxy/nothing`),
      test.get(`${services}/web/proxy/`),
      test.get(`${services}/web:81/proxy/`),
      test.get(`${services}/other/proxy/`),
      test.get(`${services}/a:b:c:d/proxy/`),
      test.get(`${services}/web:8080/proxy/`, { user: 'jane', groups: ['system:authenticated'], actor: 'kubectl' }),
    ]).toEqual([
      '200 <title>Welcome to nginx!</title>',
      '200 <title>Welcome to nginx!</title>',
      `301 to ${services}/http:web:8080/proxy/`,
      '404 <title>404 Not Found</title>',
      '503 ServiceUnavailable: no endpoints available for service "web"',
      '503 ServiceUnavailable: no service port 81 found for service "web"',
      '404 NotFound: endpoints "other" not found',
      '400 BadRequest: invalid service request "a:b:c:d"',
      '403 Forbidden: services "web:8080" is forbidden: User "jane" cannot get resource "services/proxy" in API group "" in the namespace "default"',
    ]);
    test.label('web', { app: 'other' });
    expect(test.get(`${services}/web:8080/proxy/`)).toBe(
      '503 ServiceUnavailable: no endpoints available for service "web"',
    );
  });

  it('pass requests on to a pod, and say why it cannot be reached', () => {
    const test = new Behind();
    const address = test.pod('web').status?.podIP;
    test.run('homeless', {}, { nodeSelector: { none: 'such' } });
    expect([
      test.get(`${NAMESPACE}/pods/web/proxy/`),
      test.get(`${NAMESPACE}/pods/web:81/proxy/`),
      test.get(`${NAMESPACE}/pods/homeless/proxy/`),
      test.get(`${NAMESPACE}/pods/none/proxy/`),
    ]).toEqual([
      '200 <title>Welcome to nginx!</title>',
      `503 ServiceUnavailable: error trying to reach service: dial tcp ${address}:81: connect: connection refused`,
      '400 BadRequest: address not allowed',
      '404 NotFound: pods "none" not found',
    ]);
  });

  it('ask a kubelet, and say what it does not simulate', () => {
    const test = new Behind();
    const at = (path: string) => test.get(`/api/v1/nodes/worker-1/proxy/${path}`);
    expect([at('healthz'), at('metrics'), at('what'), test.get('/api/v1/nodes/none/proxy/healthz')]).toEqual([
      '200 ok',
      '501 metrics of kubelets is not simulated in this cluster\n',
      '404 404 page not found\n',
      '404 NotFound: nodes "none" not found',
    ]);
    const node = test.pod('web').spec.nodeName;
    let summary: unknown;
    test.world.api.ask({ method: 'GET', path: `/api/v1/nodes/${node}/proxy/stats/summary` }, ADMIN, ({ body }) => {
      summary = body;
    });
    expect(summary).toMatchObject({
      node: { nodeName: node },
      pods: expect.arrayContaining([expect.objectContaining({ podRef: expect.objectContaining({ name: 'web' }) })]),
    });
    test.world.setFault('kubelet/worker-1', 'stopped');
    expect(at('healthz')).toMatch(
      /^503 ServiceUnavailable: error trying to reach service: dial tcp [\d.]+:10250: connect: connection refused$/,
    );
  });
});
