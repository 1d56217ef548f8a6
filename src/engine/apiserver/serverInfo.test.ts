import { describe, expect, it } from 'vitest';
import { testApi } from '../testing';

const CALLER = { user: 'kubernetes-admin', groups: ['system:masters'], actor: 'kubectl' };

function get(path: string, world = testApi()) {
  return world.api.handle({ method: 'GET', path }, CALLER);
}

interface Swagger {
  definitions: Record<string, { properties?: Record<string, object>; required?: string[] }>;
  paths: Record<string, object>;
}

describe('what the API server says of itself', () => {
  it('counts what is stored, by resource', () => {
    const world = testApi();
    const metadata = { name: 'counted' };
    const body = { apiVersion: 'v1', kind: 'ConfigMap', metadata };
    world.api.handle({ method: 'POST', path: '/api/v1/namespaces/default/configmaps', body }, CALLER);
    const { code, body: text, contentType } = get('/metrics', world);
    expect([code, contentType]).toEqual([200, 'text/plain; version=0.0.4; charset=utf-8']);
    expect(String(text).split('\n')).toContain('apiserver_storage_objects{resource="configmaps"} 1');
  });

  it('names the issuer of its tokens', () => {
    expect([get('/.well-known/openid-configuration').body, get('/openid/v1/jwks').body]).toEqual([
      {
        issuer: 'https://kubernetes.default.svc.cluster.local',
        jwks_uri: 'https://10.0.0.10:6443/openid/v1/jwks',
        response_types_supported: ['id_token'],
        subject_types_supported: ['public'],
        id_token_signing_alg_values_supported: ['RS256'],
      },
      { keys: [] },
    ]);
  });

  it('names the version that objects are stored in, for all versions of a kind the same', () => {
    const hashOf = (path: string, name: string) => {
      const { resources } = get(path).body as { resources: { name: string; storageVersionHash?: string }[] };
      return resources.find((one) => one.name === name)?.storageVersionHash;
    };
    expect([
      hashOf('/api/v1', 'configmaps'),
      hashOf('/api/v1', 'bindings'),
      hashOf('/apis/autoscaling/v1', 'horizontalpodautoscalers'),
      hashOf('/apis/autoscaling/v2', 'horizontalpodautoscalers'),
    ]).toEqual(['qFsyl6wFWjQ=', undefined, 'qwQve8ut294=', 'qwQve8ut294=']);
  });

  it('describes all kinds in OpenAPI v2, and refers to nothing that is not there', () => {
    const { definitions, paths } = get('/openapi/v2').body as Swagger;
    const references = [...JSON.stringify(definitions).matchAll(/"#\/definitions\/([^"]+)"/g)].map(([, name]) => name);
    expect(references.filter((name) => definitions[name ?? ''] === undefined)).toEqual([]);
    expect(JSON.stringify(definitions)).not.toContain('#/components/');
    expect(definitions['io.k8s.api.core.v1.ServicePort']?.required).toEqual(['port']);
    expect(definitions['io.k8s.api.core.v1.PodList']?.properties?.['items']).toEqual({
      description: 'List of pods',
      type: 'array',
      items: { $ref: '#/definitions/io.k8s.api.core.v1.Pod' },
    });
    expect(Object.keys(paths['/apis/apps/v1/namespaces/{namespace}/deployments/{name}'] ?? {})).toEqual([
      'get',
      'put',
      'patch',
      'delete',
    ]);
  });
});
