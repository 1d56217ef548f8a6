import { describe, expect, it } from 'vitest';
import type { Status } from '../../../kinds/status';
import type { ApiRequest } from '../../client/door';
import { testApi } from '../../testing';

const CALLER = { user: 'kubernetes-admin', groups: ['system:masters'], actor: 'kubectl' };
const ADMISSION = '/apis/admissionregistration.k8s.io/v1';
const POLICIES = `${ADMISSION}/validatingadmissionpolicies`;
const BINDINGS = `${ADMISSION}/validatingadmissionpolicybindings`;
const MAPS = '/api/v1/namespaces/default/configmaps';
const DEPLOYMENTS = '/apis/apps/v1/namespaces/default/deployments';
const MERGE = { 'content-type': 'application/merge-patch+json' };

type Fields = Record<string, unknown>;

const rule = (resource: string, group = '', operations = ['CREATE', 'UPDATE']) => ({
  apiGroups: [group],
  apiVersions: ['v1'],
  operations,
  resources: [resource],
});
const policy = (spec: Fields, rules: Fields[] = [rule('configmaps')]) => ({
  metadata: { name: 'p' },
  spec: { matchConstraints: { resourceRules: rules }, ...spec },
});
const binding = (spec: Fields = {}) => ({
  metadata: { name: 'b' },
  spec: { policyName: 'p', validationActions: ['Deny'], ...spec },
});
const map = (name: string, data: Fields = {}, labels: Fields = {}) => ({ metadata: { name, labels }, data });
const deployment = (replicas: number) => ({
  metadata: { name: 'web' },
  spec: {
    replicas,
    selector: { matchLabels: { app: 'web' } },
    template: { metadata: { labels: { app: 'web' } }, spec: { containers: [{ name: 'web', image: 'nginx:1.27' }] } },
  },
});

function server(spec?: Fields, rules?: Fields[], bound?: Fields) {
  const { api } = testApi();
  const ask = (method: ApiRequest['method'], path: string, body?: unknown, headers: Record<string, string> = {}) => {
    const { code, body: found, warnings = [] } = api.handle({ method, path, body, headers }, CALLER);
    const { reason, message } = found as Status;
    return [code < 300 ? 'done' : `${code} ${reason}: ${message}`, ...warnings.map((text) => `Warning: ${text}`)].join(
      '\n',
    );
  };
  if (spec !== undefined) {
    expect(ask('POST', POLICIES, policy(spec, rules))).toBe('done');
    expect(ask('POST', BINDINGS, binding(bound))).toBe('done');
  }
  return { ask, api };
}

describe('validating admission policies', () => {
  it('refuse what breaks them, with the reason and the words that they have', () => {
    const { ask, api } = server(
      {
        variables: [
          { name: 'replicas', expression: 'object.spec.replicas' },
          { name: 'tooMany', expression: 'variables.replicas > 5' },
        ],
        validations: [
          { expression: '!variables.tooMany' },
          {
            expression: "object.metadata.name != 'web' || variables.replicas != 3",
            message: 'never three',
            reason: 'Forbidden',
          },
          {
            expression:
              'object.spec.template.spec.containers.all(one, !one.image.endsWith(":latest")) && variables.replicas != 4',
            messageExpression: "'not ' + string(variables.replicas) + ' of ' + object.metadata.name",
          },
        ],
      },
      [rule('deployments', 'apps')],
    );
    expect([6, 3, 4, 2].map((replicas) => ask('POST', DEPLOYMENTS, deployment(replicas)))).toEqual([
      `422 Invalid: deployments.apps "web" is forbidden: ValidatingAdmissionPolicy 'p' with binding 'b' denied request: failed expression: !variables.tooMany`,
      `403 Forbidden: deployments.apps "web" is forbidden: ValidatingAdmissionPolicy 'p' with binding 'b' denied request: never three`,
      `422 Invalid: deployments.apps "web" is forbidden: ValidatingAdmissionPolicy 'p' with binding 'b' denied request: not 4 of web`,
      'done',
    ]);
    const { body } = api.handle(
      { method: 'PATCH', path: `${DEPLOYMENTS}/web`, body: { spec: { replicas: 9 } }, headers: MERGE },
      CALLER,
    );
    expect((body as Status).details).toEqual({
      name: 'web',
      group: 'apps',
      kind: 'deployments',
      causes: [
        {
          message: `ValidatingAdmissionPolicy 'p' with binding 'b' denied request: failed expression: !variables.tooMany`,
        },
      ],
    });
  });

  it('only warn where their binding says so, and see who asks and what was before', () => {
    const validations = [
      { expression: "request.operation != 'UPDATE' || object.data == oldObject.data", message: 'data stays' },
      {
        expression: "request.userInfo.username.startsWith('kubernetes-') && request.resource.resource == 'configmaps'",
      },
      { expression: "namespaceObject.metadata.name == 'default' && request.namespace == 'default'" },
    ];
    const { ask } = server({ validations }, undefined, { validationActions: ['Warn', 'Audit'] });
    expect([ask('POST', MAPS, map('a', { x: '1' })), ask('PATCH', `${MAPS}/a`, { data: { x: '2' } }, MERGE)]).toEqual([
      'done',
      "done\nWarning: Validation failed for ValidatingAdmissionPolicy 'p' with binding 'b': data stays",
    ]);
  });

  it('look only at what they are about', () => {
    const { ask } = server(
      {
        matchConstraints: {
          resourceRules: [rule('configmaps', '', ['CREATE', 'DELETE'])],
          objectSelector: { matchLabels: { strict: 'yes' } },
        },
        matchConditions: [
          { name: 'not-free', expression: "!has(object.data) || object.data.?free.orValue('') != 'yes'" },
        ],
        validations: [{ expression: 'object != null && false', message: 'no' }],
      },
      undefined,
      { matchResources: { resourceRules: [rule('configmaps', '', ['*'])] } },
    );
    const strict = { strict: 'yes' };
    expect([
      ask('POST', MAPS, map('a')),
      ask('POST', MAPS, map('b', { free: 'yes' }, strict)),
      ask('POST', MAPS, map('c', {}, strict)),
      ask('PATCH', `${MAPS}/b`, { data: { free: 'no' } }, MERGE),
    ]).toEqual([
      'done',
      'done',
      `422 Invalid: configmaps "c" is forbidden: ValidatingAdmissionPolicy 'p' with binding 'b' denied request: no`,
      'done',
    ]);
  });

  it.each([
    [
      'Fail',
      `422 Invalid: configmaps "a" is forbidden: ValidatingAdmissionPolicy 'p' with binding 'b' denied request: expression 'object.data.x == "1"' resulted in error: no such key: x`,
    ],
    ['Ignore', 'done'],
  ])('that cannot be evaluated: failurePolicy %s', (failurePolicy, answer) => {
    const { ask } = server({ failurePolicy, validations: [{ expression: 'object.data.x == "1"' }] });
    expect(ask('POST', MAPS, map('a', { y: '1' }))).toBe(answer);
  });

  it('take their measure from the object that the binding names', () => {
    const { ask } = server(
      {
        paramKind: { apiVersion: 'v1', kind: 'ConfigMap' },
        matchConstraints: { resourceRules: [rule('deployments', 'apps')] },
        validations: [
          {
            expression: 'object.spec.replicas <= int(params.data.max)',
            messageExpression: "'at most ' + params.data.max",
          },
        ],
      },
      undefined,
      { paramRef: { name: 'limits', namespace: 'default', parameterNotFoundAction: 'Deny' } },
    );
    expect([
      ask('POST', DEPLOYMENTS, deployment(3)),
      ask('POST', MAPS, map('limits', { max: '2' })),
      ask('POST', DEPLOYMENTS, deployment(3)),
      ask('POST', DEPLOYMENTS, deployment(2)),
    ]).toEqual([
      `422 Invalid: deployments.apps "web" is forbidden: ValidatingAdmissionPolicy 'p' with binding 'b' denied request: failed to configure binding: no params found for policy binding with \`Deny\` parameterNotFoundAction`,
      'done',
      `422 Invalid: deployments.apps "web" is forbidden: ValidatingAdmissionPolicy 'p' with binding 'b' denied request: at most 2`,
      'done',
    ]);
  });

  it('are refused when their expressions cannot be compiled', () => {
    const { ask } = server();
    const refused = (spec: Fields) => ask('POST', POLICIES, policy(spec)).replace(/^.*? is invalid: /s, '');
    expect([
      refused({ validations: [{ expression: 'object.spec.' }] }),
      refused({ validations: [{ expression: 'params.x == 1' }] }),
      refused({ validations: [{ expression: "'yes'", messageExpression: '1', reason: 'Because' }] }),
      refused({ validations: [{ expression: 'request.verb == "x"' }], variables: [{ name: 'a b', expression: ' ' }] }),
      refused({}),
      ask('POST', BINDINGS, binding({ validationActions: ['Deny', 'Warn'] })).replace(/^.*? is invalid: /s, ''),
    ]).toEqual([
      `spec.validations[0].expression: Invalid value: "object.spec.": compilation failed: ERROR: <input>:1:13: Syntax error: no viable alternative at input '.'\n | object.spec.\n | ............^`,
      `spec.validations[0].expression: Invalid value: "params.x == 1": compilation failed: ERROR: <input>:1:1: undeclared reference to 'params' (in container '')\n | params.x == 1\n | ^`,
      `[spec.validations[0].expression: Invalid value: "'yes'": must evaluate to bool, spec.validations[0].messageExpression: Invalid value: "1": must evaluate to string, spec.validations[0].reason: Unsupported value: "Because": supported values: "Forbidden", "Invalid", "RequestEntityTooLarge", "Unauthorized"]`,
      `[spec.variables[0].name: Invalid value: "a b": name is not a valid CEL identifier, spec.variables[0].expression: Required value: expression is not specified, spec.validations[0].expression: Invalid value: "request.verb == \\"x\\"": compilation failed: ERROR: <input>:1:8: undefined field 'verb'\n | request.verb == "x"\n | .......^]`,
      '[spec.validations: Required value: validations or auditAnnotations must contain at least one item, spec.auditAnnotations: Required value: validations or auditAnnotations must contain at least one item]',
      'spec.validationActions: Invalid value: []admissionregistration.ValidationAction{"Deny", "Warn"}: must not contain both Deny and Warn (repeating the same validation failure information in the API response and headers serves no purpose)',
    ]);
  });
});
