import { expect, it } from 'vitest';
import type { Status } from '../../kinds/status';
import { testApi } from '../testing';

const CALLER = { user: 'kubernetes-admin', groups: ['system:masters'], actor: 'kubectl' };

it('a body that is no object is refused with its beginning, in hexadecimal digits unless it starts like one', () => {
  const { api } = testApi();
  const refusal = (body: string, type = 'application/json') => {
    const headers = { 'content-type': type };
    const answer = api.handle({ method: 'POST', path: '/api/v1/namespaces', body, headers }, CALLER);
    return `${answer.code} ${(answer.body as Status).message}`;
  };
  const unknown = 'the object provided is unrecognized (must be of type Namespace):';
  const unparsed = `400 ${unknown} couldn't get version/kind; json parse error:`;
  expect([
    refusal('apiVersion: v1\nkind: Pod\nmetadata: {}\n'),
    refusal('kind: Pod'),
    refusal('{bad'),
    refusal('{"kind":"Namespace","apiVersion":"v1",'),
    refusal(''),
    refusal('[]'),
  ]).toEqual([
    `${unparsed} invalid character 'a' looking for beginning of value (61706956657273696f6e3a2076310a6b696e643a20506f640a6d65746164 ...)`,
    `${unparsed} invalid character 'k' looking for beginning of value (6b696e643a20506f64)`,
    `${unparsed} invalid character 'b' looking for beginning of object key string ({bad)`,
    `${unparsed} unexpected end of JSON input ({"kind":"Namespace","apiVersio ...)`,
    `${unparsed} unexpected end of JSON input (<empty>)`,
    `${unparsed} json: cannot unmarshal array into Go value of type struct { APIVersion string "json:\\"apiVersion,omitempty\\""; Kind string "json:\\"kind,omitempty\\"" } (5b5d)`,
  ]);
  expect(refusal('a: {', 'application/yaml')).toMatch(
    /^400 the object provided is unrecognized \(must be of type Namespace\): error converting YAML to JSON: yaml: .* \(613a207b\)$/s,
  );
});
