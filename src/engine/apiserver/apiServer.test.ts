import { describe, expect, it } from 'vitest';
import type { Status } from '../../kinds/status';
import type { ApiRequest, WatchEvent } from '../client/door';
import { testApi } from '../testing';

const CALLER = { user: 'kubernetes-admin', groups: ['system:masters'], actor: 'kubectl' };
const DEFAULT = '/api/v1/namespaces/default';
const DEPLOYMENTS = '/apis/apps/v1/namespaces/default/deployments';
const MERGE = { 'content-type': 'application/merge-patch+json' };
const STRATEGIC = { 'content-type': 'application/strategic-merge-patch+json' };
const JSON_PATCH = { 'content-type': 'application/json-patch+json' };
const TABLE = { accept: 'application/json;as=Table;v=v1;g=meta.k8s.io,application/json' };

type Fields = Record<string, unknown>;
interface Found extends Fields {
  metadata: { name: string; resourceVersion: string; uid: string; [field: string]: unknown };
  spec: Fields;
  status: Fields;
}

function server() {
  const world = testApi();
  const ask = (method: ApiRequest['method'], path: string, body?: unknown, more: Partial<ApiRequest> = {}) =>
    world.api.handle({ method, path, body, ...more }, CALLER);
  return {
    ...world,
    ask,
    /** The answer's body, which must be a success. */
    done: (...request: Parameters<typeof ask>) => {
      const { code, body } = ask(...request);
      if (code >= 300) throw new Error((body as Status).message);
      return body as Found;
    },
    /** `code reason: message` of a refusal. */
    refusal: (...request: Parameters<typeof ask>) => {
      const { code, body } = ask(...request);
      const { reason, message } = body as Status;
      return `${code} ${reason}: ${message}`;
    },
  };
}

const config = (name: string, data: Record<string, string> = {}) => ({
  apiVersion: 'v1',
  kind: 'ConfigMap',
  metadata: { name },
  data,
});
const pod = (name: string, more: Fields = {}) => ({
  apiVersion: 'v1',
  kind: 'Pod',
  metadata: { name, ...more },
  spec: { containers: [{ name: 'c', image: 'nginx:1.25' }] },
});
const deployment = {
  apiVersion: 'apps/v1',
  kind: 'Deployment',
  metadata: { name: 'web' },
  spec: {
    selector: { matchLabels: { app: 'web' } },
    template: { metadata: { labels: { app: 'web' } }, spec: { containers: [{ name: 'nginx', image: 'nginx' }] } },
  },
};

describe('refusals', () => {
  it('are worded as the real server words them', () => {
    const { done, refusal } = server();
    const cm = done('POST', `${DEFAULT}/configmaps`, config('cm'));
    done('POST', DEPLOYMENTS, deployment);
    done('POST', `${DEFAULT}/pods`, pod('p'));
    const stale = { ...config('cm'), metadata: { name: 'cm', resourceVersion: '1' } };
    const otherUid = { ...config('cm'), metadata: { name: 'cm', uid: '11111111-2222-3333-4444-555555555555' } };
    expect([
      refusal('POST', `${DEFAULT}/configmaps`, config('cm')),
      refusal('PUT', `${DEFAULT}/configmaps/cm`, stale),
      refusal('PUT', `${DEFAULT}/configmaps/cm`, otherUid),
      refusal('PUT', `${DEFAULT}/configmaps/ghost`, config('ghost')),
      refusal('PUT', `${DEFAULT}/configmaps/cm`, config('other')),
      refusal('GET', `${DEFAULT}/pods/ghost`),
      refusal('GET', '/apis/apps/v1/namespaces/default/deployments/ghost'),
      refusal('GET', '/api/v1/pood'),
      refusal('PUT', `${DEFAULT}/configmaps`, config('cm')),
      refusal('DELETE', '/api/v1/namespaces'),
      refusal('DELETE', '/api/v1/namespaces/default'),
      refusal('POST', '/api/v1/namespaces/nosuch/configmaps', config('cm')),
      refusal('POST', `${DEFAULT}/configmaps`, { ...config('x'), metadata: { name: 'x', namespace: 'kube-system' } }),
      refusal('POST', `${DEFAULT}/pods`, { ...pod('x'), kind: 'pod' }),
      refusal('POST', `${DEFAULT}/pods`, { ...pod('x'), apiVersion: 'v2' }),
      refusal('POST', `${DEFAULT}/pods`, { ...pod('x'), spec: { serviceAccountName: 'nosuch', containers: [] } }),
      refusal('POST', `${DEFAULT}/pods`, { ...pod('x'), spec: { priorityClassName: 'nosuch', containers: [] } }),
      refusal('POST', `${DEFAULT}/pods`, '{bad'),
      refusal('PATCH', `${DEPLOYMENTS}/web`, '{bad', { headers: STRATEGIC }),
      refusal('PATCH', `${DEPLOYMENTS}/web`, { spec: { replicas: 'x' } }, { headers: STRATEGIC }),
      refusal('PATCH', `${DEPLOYMENTS}/web`, { spec: {} }, { headers: JSON_PATCH }),
      refusal('PATCH', `${DEPLOYMENTS}/web`, [{ op: 'remove', path: '/spec/nothing' }], { headers: JSON_PATCH }),
      refusal('PATCH', `${DEFAULT}/pods/p`, { metadata: { name: 'q' } }, { headers: MERGE }),
      refusal('PATCH', `${DEFAULT}/pods/p`, { metadata: { namespace: 'kube-system' } }, { headers: MERGE }),
      refusal('PATCH', `${DEFAULT}/pods/p`, {}, { headers: { 'content-type': 'text/plain' } }),
      refusal('GET', `${DEFAULT}/pods`, undefined, { query: { labelSelector: 'a in (b' } }),
      refusal('GET', `${DEFAULT}/pods`, undefined, { query: { fieldSelector: 'a=b' } }),
      refusal('GET', `${DEFAULT}/pods`, undefined, { headers: { accept: 'text/html' } }),
    ]).toEqual([
      '409 AlreadyExists: configmaps "cm" already exists',
      '409 Conflict: Operation cannot be fulfilled on configmaps "cm": the object has been modified; please apply your changes to the latest version and try again',
      `409 Conflict: Operation cannot be fulfilled on configmaps "cm": StorageError: invalid object, Code: 4, Key: /registry/configmaps/default/cm, ResourceVersion: 0, AdditionalErrorMsg: Precondition failed: UID in precondition: 11111111-2222-3333-4444-555555555555, UID in object meta: ${cm.metadata.uid}`,
      '404 NotFound: configmaps "ghost" not found',
      '400 BadRequest: the name of the object (other) does not match the name on the URL (cm)',
      '404 NotFound: pods "ghost" not found',
      '404 NotFound: deployments.apps "ghost" not found',
      '404 NotFound: the server could not find the requested resource',
      '405 MethodNotAllowed: the server does not allow this method on the requested resource',
      '405 MethodNotAllowed: the server does not allow this method on the requested resource',
      '403 Forbidden: namespaces "default" is forbidden: this namespace may not be deleted',
      '404 NotFound: namespaces "nosuch" not found',
      '400 BadRequest: the namespace of the provided object does not match the namespace sent on the request',
      '400 BadRequest: pod in version "v1" cannot be handled as a Pod: no kind "pod" is registered for version "v1" in scheme "pkg/api/legacyscheme/scheme.go:30"',
      '400 BadRequest: the API version in the data (v2) does not match the expected API version (v1)',
      '403 Forbidden: pods "x" is forbidden: error looking up service account default/nosuch: serviceaccount "nosuch" not found',
      '403 Forbidden: pods "x" is forbidden: no PriorityClass with name nosuch was found',
      "400 BadRequest: the object provided is unrecognized (must be of type Pod): couldn't get version/kind; json parse error: invalid character 'b' looking for beginning of object key string ({bad)",
      "400 BadRequest: invalid character 'b' looking for beginning of object key string",
      '422 Invalid:  "" is invalid: patch: Invalid value: "map[spec:map[replicas:x]]": unrecognized type: int32',
      '400 BadRequest: error decoding patch: json: cannot unmarshal object into Go value of type []handlers.jsonPatchOp',
      '422 Invalid: the server rejected our request due to an error in our request',
      '400 BadRequest: the name of the object (q) does not match the name on the URL (p)',
      '400 BadRequest: the namespace of the provided object does not match the namespace sent on the request',
      '415 UnsupportedMediaType: the body of the request was in an unknown format - accepted media types include: application/json-patch+json, application/merge-patch+json, application/strategic-merge-patch+json, application/apply-patch+yaml',
      "400 BadRequest: unable to parse requirement: found '', expected: ',' or ')'",
      '400 BadRequest: field label not supported: a',
      '406 NotAcceptable: only the following media types are accepted: application/json',
    ]);
  });

  it('bracket several errors and give each as a cause', () => {
    const { ask } = server();
    const bad = { ...pod('Bad_Name'), spec: { containers: [] } };
    expect(ask('POST', `${DEFAULT}/pods`, bad).body).toMatchObject({
      kind: 'Status',
      status: 'Failure',
      reason: 'Invalid',
      message: expect.stringMatching(
        /^Pod "Bad_Name" is invalid: \[metadata\.name: Invalid value.*, spec\.containers: Required value\]$/,
      ),
      details: {
        name: 'Bad_Name',
        kind: 'Pod',
        causes: [
          { reason: 'FieldValueInvalid', field: 'metadata.name' },
          { reason: 'FieldValueRequired', message: 'Required value', field: 'spec.containers' },
        ],
      },
      code: 422,
    });
  });

  it('follow fieldValidation for unknown fields', () => {
    const { ask, refusal } = server();
    const odd = { ...config('cm'), dota: 1, metadata: { name: 'cm', nome: 'x' } };
    const path = `${DEFAULT}/configmaps`;
    expect(refusal('POST', path, odd, { query: { fieldValidation: 'Strict' } })).toBe(
      '400 BadRequest: ConfigMap in version "v1" cannot be handled as a ConfigMap: strict decoding error: unknown field "dota", unknown field "metadata.nome"',
    );
    expect(ask('POST', path, odd, { query: { dryRun: 'All' } }).warnings).toEqual([
      'unknown field "dota"',
      'unknown field "metadata.nome"',
    ]);
    expect(ask('POST', path, odd, { query: { fieldValidation: 'Ignore' } }).warnings).toBeUndefined();
  });
});

describe('options', () => {
  it('that the server does not know are refused', () => {
    const { refusal } = server();
    const path = `${DEFAULT}/configmaps`;
    const post = (query: Record<string, string>) => refusal('POST', path, config('cm'), { query });
    expect([
      post({ dryRun: 'Some' }),
      post({ fieldValidation: 'Maybe' }),
      refusal('DELETE', `${path}/cm`, { propagationPolicy: 'Sideways' }),
    ]).toEqual([
      '422 Invalid: CreateOptions.meta.k8s.io "" is invalid: dryRun: Unsupported value: []string{"Some"}: supported values: "All"',
      '422 Invalid: CreateOptions.meta.k8s.io "" is invalid: fieldValidation: Unsupported value: "Maybe": supported values: "", "Ignore", "Strict", "Warn"',
      '422 Invalid: DeleteOptions.meta.k8s.io "" is invalid: propagationPolicy: Unsupported value: "Sideways": supported values: "Foreground", "Background", "Orphan", "nil"',
    ]);
  });
});

describe('writing', () => {
  it('names, stamps and counts', () => {
    const { done, api } = server();
    const made = done('POST', `${DEFAULT}/configmaps`, { metadata: { generateName: 'cm-' } });
    expect(made).toEqual({
      kind: 'ConfigMap',
      apiVersion: 'v1',
      metadata: {
        name: expect.stringMatching(/^cm-[bcdfghjklmnpqrstvwxz2456789]{5}$/),
        generateName: 'cm-',
        namespace: 'default',
        uid: expect.stringMatching(/^[0-9a-f-]{36}$/),
        creationTimestamp: '2026-01-01T00:00:00Z',
        resourceVersion: String(api.etcd.revision),
        managedFields: [
          {
            manager: 'kubectl',
            operation: 'Update',
            apiVersion: 'v1',
            time: '2026-01-01T00:00:00Z',
            fieldsType: 'FieldsV1',
            fieldsV1: { 'f:metadata': { 'f:generateName': {} } },
          },
        ],
      },
    });
    const web = done('POST', DEPLOYMENTS, deployment);
    const path = `${DEPLOYMENTS}/web`;
    expect(web.metadata['generation']).toBe(1);
    expect(done('PATCH', path, { metadata: { labels: { a: 'b' } } }, { headers: MERGE }).metadata['generation']).toBe(
      1,
    );
    expect(done('PATCH', path, { spec: { replicas: 3 } }, { headers: MERGE }).metadata['generation']).toBe(2);
  });

  it('does not write what is the same', () => {
    const { done, api } = server();
    const made = done('POST', `${DEFAULT}/configmaps`, config('cm', { a: '1' }));
    const before = api.etcd.revision;
    expect(done('PUT', `${DEFAULT}/configmaps/cm`, config('cm', { a: '1' })).metadata.resourceVersion).toBe(
      made.metadata.resourceVersion,
    );
    expect(api.etcd.revision).toBe(before);
  });

  it('writes nothing in a dry run, but answers as if', () => {
    const { done, ask, api } = server();
    const before = api.etcd.revision;
    const query = { dryRun: 'All' };
    expect(done('POST', `${DEFAULT}/pods`, pod('p'), { query }).spec['restartPolicy']).toBe('Always');
    expect(ask('GET', `${DEFAULT}/pods/p`).code).toBe(404);
    expect(done('DELETE', `${DEFAULT}/services/kubernetes`, undefined, { query }).metadata.name).toBe('kubernetes');
    expect(api.etcd.revision).toBe(before);
  });

  it('keeps spec and status apart', () => {
    const { done } = server();
    const made = done('POST', DEPLOYMENTS, { ...deployment, status: { replicas: 7 } });
    expect(made.status).toEqual({});
    const observed = done('PUT', `${DEPLOYMENTS}/web/status`, { ...made, spec: {}, status: { replicas: 2 } });
    expect([observed.spec, observed.status]).toEqual([made.spec, { replicas: 2 }]);
    const changed = done(
      'PATCH',
      `${DEPLOYMENTS}/web`,
      { spec: { replicas: 2 }, status: { replicas: 9 } },
      { headers: MERGE },
    );
    expect([changed.spec['replicas'], changed.status]).toEqual([2, { replicas: 2 }]);
    const scaled = done('PATCH', `${DEPLOYMENTS}/web/scale`, { spec: { replicas: 5 } }, { headers: MERGE });
    expect([scaled['kind'], scaled.spec]).toEqual(['Scale', { replicas: 5 }]);
    expect(done('GET', `${DEPLOYMENTS}/web`).spec['replicas']).toBe(5);
  });

  it('gives new pods an account, its token, a priority and tolerations', () => {
    const { done } = server();
    const { spec } = done('POST', `${DEFAULT}/pods`, pod('p'));
    const volume = expect.stringMatching(/^kube-api-access-[a-z0-9]{5}$/);
    expect(spec).toMatchObject({
      serviceAccountName: 'default',
      priority: 0,
      preemptionPolicy: 'PreemptLowerPriority',
      volumes: [{ name: volume }],
      containers: [{ volumeMounts: [{ name: volume, mountPath: '/var/run/secrets/kubernetes.io/serviceaccount' }] }],
      tolerations: [
        { key: 'node.kubernetes.io/not-ready', effect: 'NoExecute', operator: 'Exists', tolerationSeconds: 300 },
        { key: 'node.kubernetes.io/unreachable', effect: 'NoExecute', operator: 'Exists', tolerationSeconds: 300 },
      ],
    });
  });
});

describe('services', () => {
  const service = (name: string, spec: Fields) => ({ metadata: { name }, spec: { ports: [{ port: 80 }], ...spec } });

  it('get addresses and ports that nobody else has', () => {
    const { done, refusal } = server();
    const seen = new Set<unknown>();
    for (let i = 0; i < 50; i++) {
      const { spec } = done('POST', `${DEFAULT}/services`, service(`s${i}`, { type: 'NodePort' }));
      const [port] = spec['ports'] as { nodePort: number }[];
      expect(port!.nodePort).toBeGreaterThanOrEqual(30086);
      seen.add(spec['clusterIP']).add(port!.nodePort);
    }
    expect(seen.size).toBe(100);
    done('POST', `${DEFAULT}/services`, service('fixed', { type: 'NodePort', ports: [{ port: 80, nodePort: 30080 }] }));
    expect([
      refusal(
        'POST',
        `${DEFAULT}/services`,
        service('x', { type: 'NodePort', ports: [{ port: 80, nodePort: 30080 }] }),
      ),
      refusal('POST', `${DEFAULT}/services`, service('x', { type: 'NodePort', ports: [{ port: 80, nodePort: 8080 }] })),
      refusal('POST', `${DEFAULT}/services`, service('x', { clusterIP: '10.96.0.1' })),
      refusal(
        'POST',
        `${DEFAULT}/services`,
        service('x', { type: 'NodePort', clusterIP: '1.2.3.4', ports: [{ port: 80, nodePort: 8080 }] }),
      ),
    ]).toEqual([
      '422 Invalid: Service "x" is invalid: spec.ports[0].nodePort: Invalid value: 30080: provided port is already allocated',
      '422 Invalid: Service "x" is invalid: spec.ports[0].nodePort: Invalid value: 8080: provided port is not in the valid range. The range of valid ports is 30000-32767',
      '422 Invalid: Service "x" is invalid: spec.clusterIPs: Invalid value: []string{"10.96.0.1"}: failed to allocate IP 10.96.0.1: provided IP is already allocated',
      '422 Invalid: Service "x" is invalid: spec.clusterIPs: Invalid value: []string{"1.2.3.4"}: failed to allocate IP 1.2.3.4: the provided IP (1.2.3.4) is not in the valid range. The range of valid IPs is 10.96.0.0/12',
    ]);
  });

  it('keep their address when they become NodePort and back, and give up the port', () => {
    const { done } = server();
    const first = done('POST', `${DEFAULT}/services`, service('s', {}));
    const path = `${DEFAULT}/services/s`;
    const opened = done('PATCH', path, { spec: { type: 'NodePort' } }, { headers: MERGE });
    const closed = done('PATCH', path, { spec: { type: 'ClusterIP' } }, { headers: MERGE });
    expect([opened.spec['clusterIP'], closed.spec['clusterIP']]).toEqual([
      first.spec['clusterIP'],
      first.spec['clusterIP'],
    ]);
    expect((opened.spec['ports'] as Fields[])[0]?.['nodePort']).toBeGreaterThan(30_000);
    expect((closed.spec['ports'] as Fields[])[0]?.['nodePort']).toBeUndefined();
  });
});

describe('deleting', () => {
  const bind = { metadata: { name: 'p' }, target: { kind: 'Node', name: 'node-1' } };

  it('answers with a Status, or with the object where the real server does', () => {
    const { done } = server();
    const made = done('POST', `${DEFAULT}/configmaps`, config('cm'));
    expect(done('DELETE', `${DEFAULT}/configmaps/cm`)).toEqual({
      kind: 'Status',
      apiVersion: 'v1',
      metadata: {},
      status: 'Success',
      details: { name: 'cm', kind: 'configmaps', uid: made.metadata.uid },
      code: 200,
    });
    expect(done('DELETE', `${DEFAULT}/services/kubernetes`)['kind']).toBe('Service');
  });

  it('lets a bound pod end with grace, and a pod without a node go at once', () => {
    const { done, ask } = server();
    done('POST', `${DEFAULT}/pods`, pod('lonely'));
    done('DELETE', `${DEFAULT}/pods/lonely`);
    expect(ask('GET', `${DEFAULT}/pods/lonely`).code).toBe(404);
    done('POST', `${DEFAULT}/pods`, pod('p'));
    done('POST', `${DEFAULT}/pods/p/binding`, bind);
    const dying = done('DELETE', `${DEFAULT}/pods/p`);
    expect(dying.metadata).toMatchObject({ deletionTimestamp: '2026-01-01T00:00:30Z', deletionGracePeriodSeconds: 30 });
    expect(done('DELETE', `${DEFAULT}/pods/p`, { gracePeriodSeconds: 60 }).metadata).toEqual(dying.metadata);
    expect(done('DELETE', `${DEFAULT}/pods/p`, { gracePeriodSeconds: 5 }).metadata).toMatchObject({
      deletionTimestamp: '2026-01-01T00:00:05Z',
      deletionGracePeriodSeconds: 5,
    });
    done('DELETE', `${DEFAULT}/pods/p`, { gracePeriodSeconds: 0 });
    expect(ask('GET', `${DEFAULT}/pods/p`).code).toBe(404);
  });

  it('refuses when a precondition does not hold', () => {
    const { done, refusal } = server();
    const { metadata } = done('POST', `${DEFAULT}/configmaps`, config('cm'));
    expect(refusal('DELETE', `${DEFAULT}/configmaps/cm`, { preconditions: { uid: 'x' } })).toBe(
      `409 Conflict: Operation cannot be fulfilled on ConfigMap "cm": the UID in the precondition (x) does not match the UID in record (${metadata.uid}). The object might have been deleted and then recreated`,
    );
  });

  it('waits for finalizers, and marks what the garbage collector has to do', () => {
    const { done, ask } = server();
    const kept = { ...config('cm'), metadata: { name: 'cm', finalizers: ['example.com/wait'] } };
    done('POST', `${DEFAULT}/configmaps`, kept);
    expect(done('DELETE', `${DEFAULT}/configmaps/cm`).metadata).toMatchObject({
      deletionTimestamp: '2026-01-01T00:00:00Z',
      deletionGracePeriodSeconds: 0,
    });
    done('PATCH', `${DEFAULT}/configmaps/cm`, { metadata: { finalizers: null } }, { headers: MERGE });
    expect(ask('GET', `${DEFAULT}/configmaps/cm`).code).toBe(404);
    const finalizers = (propagationPolicy: string) => {
      done('POST', DEPLOYMENTS, deployment);
      const answer = done('DELETE', `${DEPLOYMENTS}/web`, { propagationPolicy });
      if (ask('GET', `${DEPLOYMENTS}/web`).code === 404) return 'gone';
      done('PATCH', `${DEPLOYMENTS}/web`, { metadata: { finalizers: null } }, { headers: MERGE });
      return answer.metadata['finalizers'];
    };
    expect(['Background', 'Foreground', 'Orphan'].map(finalizers)).toEqual([
      'gone',
      ['foregroundDeletion'],
      ['orphan'],
    ]);
  });

  it('makes a namespace Terminating, closes it to what is new, and ends it when it is finalized', () => {
    const { done, ask, refusal } = server();
    done('POST', '/api/v1/namespaces', { metadata: { name: 'team' } });
    const dying = done('DELETE', '/api/v1/namespaces/team');
    expect([dying.status, dying.spec]).toEqual([{ phase: 'Terminating' }, { finalizers: ['kubernetes'] }]);
    expect(refusal('POST', '/api/v1/namespaces/team/configmaps', config('cm'))).toBe(
      '403 Forbidden: configmaps "cm" is forbidden: unable to create new content in namespace team because it is being terminated',
    );
    done('PUT', '/api/v1/namespaces/team/finalize', { ...dying, spec: {} });
    expect(ask('GET', '/api/v1/namespaces/team').code).toBe(404);
  });

  it('empties a collection by selector', () => {
    const { done } = server();
    for (const name of ['a', 'b', 'c']) {
      const labels = { keep: String(name === 'c') };
      done('POST', `${DEFAULT}/configmaps`, { metadata: { name, labels } });
    }
    done('DELETE', `${DEFAULT}/configmaps`, undefined, { query: { labelSelector: 'keep=false' } });
    const left = done('GET', `${DEFAULT}/configmaps`)['items'] as Found[];
    expect(left.map((item) => item.metadata.name)).toEqual(['c']);
  });
});

describe('reading', () => {
  it('pages through a list as it was when the first page was read', () => {
    const { done } = server();
    for (const name of ['a', 'b', 'c', 'd', 'e']) done('POST', `${DEFAULT}/configmaps`, config(name));
    const first = done('GET', `${DEFAULT}/configmaps`, undefined, { query: { limit: '2' } });
    expect(first.metadata['remainingItemCount']).toBe(3);
    done('DELETE', `${DEFAULT}/configmaps/c`);
    done('POST', `${DEFAULT}/configmaps`, config('cc'));
    const query = { limit: '10', continue: String(first.metadata['continue']) };
    const rest = done('GET', `${DEFAULT}/configmaps`, undefined, { query });
    expect((rest['items'] as Found[]).map((item) => item.metadata.name)).toEqual(['c', 'd', 'e']);
    expect(rest.metadata).toEqual({ resourceVersion: first.metadata.resourceVersion });
  });

  it('gives tables, whose columns a watch describes once', () => {
    const { api, done, clock } = server();
    const table = done('GET', '/api/v1/namespaces/default', undefined, { headers: TABLE });
    expect(table).toMatchObject({
      kind: 'Table',
      apiVersion: 'meta.k8s.io/v1',
      columnDefinitions: [
        { name: 'Name', type: 'string', format: 'name', priority: 0 },
        { name: 'Status' },
        { name: 'Age' },
      ],
      rows: [{ cells: ['default', 'Active', '0s'], object: { kind: 'PartialObjectMetadata' } }],
    });
    const seen: unknown[] = [];
    const watch = { method: 'GET', path: '/api/v1/namespaces', headers: TABLE } as const;
    api.watch(watch, CALLER, { event: (event) => seen.push((event.object as Fields)['columnDefinitions'] === null) });
    clock.settle();
    expect(seen).toEqual([false, true, true, true]);
  });
});

describe('watching', () => {
  it('shows an object come and go as it begins and ceases to match', () => {
    const { api, done, clock } = server();
    const seen: string[] = [];
    const query = { labelSelector: 'a=1', resourceVersion: String(api.etcd.revision) };
    api.watch({ method: 'GET', path: `${DEFAULT}/configmaps`, query }, CALLER, {
      event: ({ type, object }) => seen.push(`${type} ${JSON.stringify((object as Found).metadata['labels'])}`),
    });
    const label = (a: string) =>
      done('PATCH', `${DEFAULT}/configmaps/cm`, { metadata: { labels: { a } } }, { headers: MERGE });
    done('POST', `${DEFAULT}/configmaps`, config('cm'));
    label('1');
    label('2');
    label('1');
    done('DELETE', `${DEFAULT}/configmaps/cm`);
    clock.settle();
    expect(seen).toEqual(['ADDED {"a":"1"}', 'DELETED {"a":"1"}', 'ADDED {"a":"1"}', 'DELETED {"a":"1"}']);
  });

  it('says that a revision is too old with an error event', () => {
    const { api, done, clock } = server();
    for (let i = 0; i < 5; i++) done('POST', `${DEFAULT}/configmaps`, config(`c${i}`));
    api.etcd.compact(api.etcd.revision);
    const seen: WatchEvent[] = [];
    const query = { resourceVersion: '2' };
    api.watch({ method: 'GET', path: `${DEFAULT}/configmaps`, query }, CALLER, { event: (event) => seen.push(event) });
    clock.settle();
    expect(seen).toMatchObject([
      {
        type: 'ERROR',
        object: { code: 410, reason: 'Expired', message: `too old resource version: 2 (${api.etcd.revision})` },
      },
    ]);
  });

  it('gives what follows from a change that change as its cause', () => {
    const { api, done, clock, trace } = server();
    api.watch(
      { method: 'GET', path: `${DEFAULT}/configmaps` },
      { ...CALLER, actor: 'scheduler' },
      {
        event: () => trace.record({ kind: 'act', actor: 'scheduler', action: 'look' }),
      },
    );
    const input = trace.record({ kind: 'input', actor: 'laptop', text: 'kubectl create configmap cm' });
    clock.withCause(input, () => done('POST', `${DEFAULT}/configmaps`, config('cm')));
    clock.settle();
    const last = trace.entries.at(-1);
    expect(trace.why(last!.sequence).map((entry) => `${entry.kind} ${entry.actor}`)).toEqual([
      'act scheduler',
      'watch scheduler',
      'request kubectl',
      'input laptop',
    ]);
  });
});

describe('an observer', () => {
  it('sees changes at once and leaves the world as it would be without it', () => {
    const history = (observed: boolean) => {
      const { api, done, clock, trace } = server();
      const seen: string[] = [];
      if (observed) {
        api.watch(
          { method: 'GET', path: '/api/v1/configmaps' },
          { ...CALLER, actor: 'diagram' },
          {
            event: ({ object }) => seen.push((object as Found).metadata.name),
          },
        );
      }
      api.watch({ method: 'GET', path: '/api/v1/configmaps' }, { ...CALLER, actor: 'scheduler' }, { event: () => {} });
      done('POST', `${DEFAULT}/configmaps`, { metadata: { generateName: 'cm-' } });
      const at = seen.length;
      clock.settle();
      done('POST', `${DEFAULT}/configmaps`, { metadata: { generateName: 'cm-' } });
      clock.settle();
      return { at, trace: trace.entries, executed: clock.executed, state: [...api.etcd.range('')] };
    };
    const [observed, alone] = [history(true), history(false)];
    expect(observed.at).toBe(1);
    expect({ ...observed, at: 0 }).toEqual(alone);
  });
});

describe('a stopped server', () => {
  it('answers nobody and ends its watches', () => {
    const { api, ask, clock } = server();
    let closed = 0;
    api.watch({ method: 'GET', path: `${DEFAULT}/pods` }, CALLER, { event: () => {}, closed: () => closed++ });
    api.stop();
    clock.settle();
    expect([ask('GET', `${DEFAULT}/pods`).code, closed]).toEqual([0, 1]);
    api.start();
    expect(ask('GET', `${DEFAULT}/pods`).code).toBe(200);
  });
});
