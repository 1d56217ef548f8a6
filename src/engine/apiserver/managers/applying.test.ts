import { describe, expect, it } from 'vitest';
import type { ObjectMeta } from '../../../kinds/object';
import type { Status } from '../../../kinds/status';
import type { ApiRequest } from '../../client/door';
import { testApi } from '../../testing';

const CALLER = { user: 'kubernetes-admin', groups: ['system:masters'], actor: 'kubectl' };
const APPLY = { 'content-type': 'application/apply-patch+yaml' };
const MERGE = { 'content-type': 'application/merge-patch+json' };
const PATH = '/api/v1/namespaces/default/services/web';
const LAST_APPLIED = 'kubectl.kubernetes.io/last-applied-configuration';

type Fields = Record<string, unknown>;
interface Found {
  metadata: ObjectMeta;
  spec: Fields & { ports: Fields[]; selector?: Fields };
}

const port = (number: number, more: Fields = {}) => ({ name: `p${number}`, port: number, ...more });
const service = (ports: Fields[], more: Fields = {}, metadata: Fields = {}) => ({
  apiVersion: 'v1',
  kind: 'Service',
  metadata: { name: 'web', ...metadata },
  spec: { ports, ...more },
});

function server() {
  const { api, clock } = testApi();
  const ask = (request: ApiRequest) => {
    clock.advance(1000);
    const { code, body } = api.handle(request, CALLER);
    return code < 300 ? (body as Found) : `${code} ${(body as Status).reason}: ${(body as Status).message}`;
  };
  const apply = (body: unknown, fieldManager = 'alice', force = false, path = PATH) =>
    ask({ method: 'PATCH', path, headers: APPLY, query: { fieldManager, force: String(force) }, body });
  return {
    apply,
    ask,
    done: (...words: Parameters<typeof apply>) => {
      const found = apply(...words);
      if (typeof found === 'string') throw new Error(found);
      return found;
    },
    owners: () => {
      const found = ask({ method: 'GET', path: PATH });
      if (typeof found === 'string') throw new Error(found);
      return found.metadata.managedFields?.map(
        ({ manager, operation, subresource, fieldsV1 }) =>
          `${manager} ${operation}${subresource === undefined ? '' : ` ${subresource}`} ${JSON.stringify(fieldsV1)}`,
      );
    },
  };
}

describe('server-side apply', () => {
  it('owns what is applied, merges lists by their keys, and takes back what is given up', () => {
    const { done, owners } = server();
    done(service([port(80), port(81)], { selector: { app: 'web' } }, { labels: { a: '1', b: '2' } }));
    expect(owners()).toEqual([
      'alice Apply {"f:metadata":{"f:labels":{"f:a":{},"f:b":{}}},"f:spec":{"f:ports":{' +
        '"k:{\\"port\\":80,\\"protocol\\":\\"TCP\\"}":{".":{},"f:name":{},"f:port":{}},' +
        '"k:{\\"port\\":81,\\"protocol\\":\\"TCP\\"}":{".":{},"f:name":{},"f:port":{}}},"f:selector":{}}}',
    ]);
    done(service([port(82)]), 'bob');
    const { spec, metadata } = done(service([port(81)], {}, { labels: { b: '3' } }));
    expect(spec.ports.map((one) => one['port'])).toEqual([81, 82]);
    expect(spec.selector).toBeUndefined();
    expect(metadata.labels).toEqual({ b: '3' });
    expect(owners()).toEqual([
      'bob Apply {"f:spec":{"f:ports":{"k:{\\"port\\":82,\\"protocol\\":\\"TCP\\"}":{".":{},"f:name":{},"f:port":{}}}}}',
      'alice Apply {"f:metadata":{"f:labels":{"f:b":{}}},"f:spec":{"f:ports":{' +
        '"k:{\\"port\\":81,\\"protocol\\":\\"TCP\\"}":{".":{},"f:name":{},"f:port":{}}}}}',
    ]);
  });

  it('shares a field that is applied alike, and keeps it until the last one gives it up', () => {
    const { done } = server();
    done(service([port(80)], {}, { labels: { a: '1' } }));
    done(service([port(80)], {}, { labels: { a: '1' } }), 'bob');
    expect(done(service([port(80)])).metadata.labels).toEqual({ a: '1' });
    expect(done(service([port(80)]), 'bob').metadata.labels).toBeUndefined();
  });

  it('refuses what others own, naming them and the fields, unless it is forced', () => {
    const { apply, ask, done, owners } = server();
    done(service([port(80)], { selector: { app: 'web' } }));
    ask({
      method: 'PATCH',
      path: PATH,
      headers: { ...MERGE, 'user-agent': 'curl/8.0' },
      body: { metadata: { labels: { tier: 'front' } } },
    });
    const other = service([{ ...port(80), name: 'http' }], { selector: { app: 'x' } }, { labels: { tier: 'back' } });
    expect(apply(service([port(80)], {}, { labels: { tier: 'back' } }))).toBe(
      '409 Conflict: Apply failed with 1 conflict: conflict with "curl" using v1: .metadata.labels.tier',
    );
    expect(apply(other, 'bob')).toBe(
      `409 Conflict: Apply failed with 3 conflicts: conflicts with "alice":
- .spec.ports[port=80,protocol="TCP"].name
- .spec.selector
conflicts with "curl" using v1:
- .metadata.labels.tier`,
    );
    expect(done(other, 'bob', true).spec.selector).toEqual({ app: 'x' });
    expect(owners()).toEqual([
      'alice Apply {"f:spec":{"f:ports":{"k:{\\"port\\":80,\\"protocol\\":\\"TCP\\"}":{".":{},"f:port":{}}}}}',
      'bob Apply {"f:metadata":{"f:labels":{"f:tier":{}}},"f:spec":{"f:ports":{' +
        '"k:{\\"port\\":80,\\"protocol\\":\\"TCP\\"}":{".":{},"f:name":{},"f:port":{}}},"f:selector":{}}}',
      'curl Update {"f:metadata":{"f:labels":{}}}',
    ]);
  });

  it('records updates by what they changed, and does not write what changes nothing', () => {
    const { ask, done, owners } = server();
    const first = done(service([port(80)]));
    expect(done(service([port(80)])).metadata.resourceVersion).toBe(first.metadata.resourceVersion);
    const body = { ...first, spec: { ...first.spec, sessionAffinity: 'ClientIP' } };
    ask({ method: 'PUT', path: PATH, query: { fieldManager: 'kubectl-edit' }, body });
    expect(owners()?.[1]).toBe(
      'kubectl-edit Update {"f:spec":{"f:sessionAffinity":{},"f:sessionAffinityConfig":{".":{},"f:clientIP":{".":{},"f:timeoutSeconds":{}}}}}',
    );
    ask({ method: 'PATCH', path: PATH, headers: MERGE, body: { metadata: { managedFields: [{}] } } });
    expect(owners()).toBeUndefined();
    done(service([port(80)], {}, { labels: { a: '1' } }));
    expect(owners()?.map((owner) => owner.split(' ').slice(0, 2).join(' '))).toEqual([
      'alice Apply',
      'before-first-apply Update',
    ]);
  });

  it('takes over what kubectl applied from the client before', () => {
    const { ask, apply, done } = server();
    const config = service([port(80)], { selector: { app: 'web' } });
    const annotations = { [LAST_APPLIED]: `${JSON.stringify(config)}\n` };
    const path = '/api/v1/namespaces/default/services';
    const body = { ...config, metadata: { name: 'web', annotations } };
    ask({ method: 'POST', path, query: { fieldManager: 'kubectl-client-side-apply' }, body });
    const next = service([port(80)], { selector: { app: 'other' } });
    expect(apply(next, 'bob')).toMatch(/conflict with "kubectl-client-side-apply" using v1: \.spec\.selector$/);
    const { spec, metadata } = done(next, 'kubectl');
    expect(spec.selector).toEqual({ app: 'other' });
    expect(JSON.parse(metadata.annotations?.[LAST_APPLIED] ?? '')).toEqual(next);
  });

  it('says what is wrong with a configuration', () => {
    const { apply } = server();
    expect([
      apply(service([{ port: '80' }], { foo: 1 })),
      apply(service([{ name: 'x' }])),
      apply(service([port(80), port(80)])),
      apply({ ...service([port(80)]), apiVersion: 'v2' }),
      apply(service([port(80)]), ''),
      apply('a: ['),
      apply(service([port(80)], {}, { managedFields: [] })),
      apply(service([port(80)]), 'alice', false, `${PATH}/status`),
    ]).toEqual([
      '500 undefined: failed to create typed patch object (default/web; v1, Kind=Service): errors:\n  .spec.foo: field not declared in schema\n  .spec.ports[port="80",protocol="TCP"].port: expected numeric (int or float), got string',
      '500 undefined: failed to create typed patch object (default/web; v1, Kind=Service): .spec.ports: element 0: associative list with keys has an element that omits key field "port" (and doesn\'t have default value)',
      '500 undefined: failed to create typed patch object (default/web; v1, Kind=Service): .spec.ports: duplicate entries for key [port=80,protocol="TCP"]',
      '400 BadRequest: Incorrect version specified in apply patch. Specified patch version: v2, expected: v1',
      '422 Invalid: PatchOptions.meta.k8s.io "" is invalid: fieldManager: Required value: is required for apply patch',
      expect.stringMatching(/^400 BadRequest: error converting YAML to JSON: yaml: /),
      '400 BadRequest: metadata.managedFields must be nil',
      '404 NotFound: services "web" not found',
    ]);
  });
});
