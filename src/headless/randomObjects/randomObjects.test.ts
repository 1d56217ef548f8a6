/** Valid objects of every kind, spoiled at random, sent to the API server: what it must answer, whatever it is sent. */
import { expect, test } from 'vitest';
import { Random } from '../../base/random';
import { createWorld, profiles } from '../../engine';
import { pathOf } from '../../kinds/kind';
import { kinds } from '../../kinds/registry';
import { isStatus, type Status } from '../../kinds/status';
import { leastOf } from '../../kinds/testing';
import { programs } from '../../shell';
import { mutated } from './mutatedObject';

const ADMIN = { user: 'kubernetes-admin', groups: ['system:masters', 'system:authenticated'], actor: 'test' };
const OBJECTS = 4000;
/** `spec.containers[0].name`, `data[a.b]`, `<nil>`; PriorityClass has one field that is written as in Go. */
const FIELD = /^(<nil>|Value|[a-z]\w*(\.[a-zA-Z]\w*|\.[\w.-]+\/[\w.-]*|\[[^\]]*\])*)$/;
const MESSAGES: Readonly<Record<string, RegExp>> = {
  FieldValueRequired: /^Required value(: .+)?$/s,
  FieldValueInvalid: /^Invalid value: .+/s,
  FieldValueNotSupported: /^Unsupported value: .+/s,
  FieldValueForbidden: /^Forbidden: .+/s,
  FieldValueDuplicate: /^Duplicate value: .+/s,
  FieldValueTooLong: /^Too long: may not be more than \d+ (bytes|characters)$/,
  FieldValueTooMany: /^Too many: \d+: must have at most \d+ items$/,
  FieldValueTypeInvalid: /^Invalid value: .+/s,
  FieldValueNotFound: /^Not found: .+/s,
};
const UNDECODABLE =
  /^\w+ in version "\w+" cannot be handled as a \w+: (json: cannot unmarshal (array|string|number.*|object|bool) into Go (struct field \w+(\.\w+)+|value) of type \S+|strict decoding error: unknown field ".+"|quantities must match the regular expression '.+'|illegal base64 data at input byte \d+)$/s;

test('an API server answers spoiled objects with what is wrong with them, and keeps nothing of a dry run', () => {
  const profile = profiles['control-plane'];
  if (profile === undefined) throw new Error('there is no such cluster');
  const world = createWorld({ profile, seed: 1, start: Date.UTC(2026, 0, 5), programs });
  const random = new Random('spoiled objects');
  const before = world.hash();
  const odd: unknown[] = [];
  for (let count = 0; count < OBJECTS; count++) {
    const kind = random.pick(kinds);
    const object = mutated(random, leastOf(kind));
    const answer = world.api.handle(
      {
        method: 'POST',
        path: pathOf(kind, 'default'),
        query: { dryRun: 'All', fieldValidation: random.pick(['Strict', 'Warn', 'Ignore']) },
        headers: { 'content-type': 'application/json' },
        body: object,
      },
      ADMIN,
    );
    const wrong = isStatus(answer.body) ? problemOf(answer.body) : answer.code === 201 ? undefined : answer;
    if (wrong !== undefined) odd.push({ object, wrong });
  }
  expect(odd).toEqual([]);
  expect(world.hash()).toBe(before);
});

/** What is odd about a refusal. */
function problemOf({ code = 0, reason, message = '', details }: Status): unknown {
  if (reason === 'Invalid') {
    const causes = details?.causes ?? [];
    const wrong = causes.filter(
      (cause) => !FIELD.test(cause.field ?? '') || !(MESSAGES[cause.reason ?? ''] ?? /^$/).test(cause.message ?? ''),
    );
    return causes.length === 0 ? message : wrong[0];
  }
  if (reason === 'BadRequest' && code === 400)
    return UNDECODABLE.test(message) || isPlain(message) ? undefined : message;
  return ['AlreadyExists', 'NotFound', 'Forbidden', 'Conflict'].includes(reason ?? '') && code < 500
    ? undefined
    : message;
}

function isPlain(message: string): boolean {
  return /^(token is required for TokenReview|no namespace on request|the namespace of the provided object does not match the namespace sent on the request|the API version in the data|the kind in the data)/.test(
    message,
  );
}
