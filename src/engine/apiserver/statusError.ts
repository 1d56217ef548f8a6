/** The API server's refusals, worded as apimachinery's `errors` package words them. */
import type { FieldError } from '../../kinds/fieldError';
import type { Kind } from '../../kinds/kind';
import { resourceName } from '../../kinds/kind';
import type { Status, StatusCause, StatusReason } from '../../kinds/status';

/** What a refusal is about. The real server puts the plural into `details.kind`, except for invalid objects. */
export type ResourceOf = Pick<Kind, 'group' | 'plural'>;
type KindOf = Pick<Kind, 'group' | 'kind'>;

function failure(
  code: number,
  reason: StatusReason,
  message: string,
  details: Status['details'] | undefined = undefined,
): Status {
  return {
    kind: 'Status',
    apiVersion: 'v1',
    metadata: {},
    status: 'Failure',
    message,
    ...(reason === '' ? {} : { reason }),
    ...(details === undefined ? {} : { details }),
    code,
  };
}

function detailsOf(resource: ResourceOf, name: string): NonNullable<Status['details']> {
  return {
    ...(name === '' ? {} : { name }),
    ...(resource.group === '' ? {} : { group: resource.group }),
    kind: resource.plural,
  };
}

export function notFound(resource: ResourceOf, name: string): Status {
  const message = `${resourceName(resource)} ${quote(name)} not found`;
  return failure(404, 'NotFound', message, detailsOf(resource, name));
}

export function alreadyExists(resource: ResourceOf, name: string): Status {
  const message = `${resourceName(resource)} ${quote(name)} already exists`;
  return failure(409, 'AlreadyExists', message, detailsOf(resource, name));
}

/** What a write against an outdated resourceVersion is told. */
export const OPTIMISTIC_LOCK =
  'the object has been modified; please apply your changes to the latest version and try again';

export function conflict(resource: ResourceOf, name: string, why: string): Status {
  const message = `Operation cannot be fulfilled on ${resourceName(resource)} ${quote(name)}: ${why}`;
  return failure(409, 'Conflict', message, detailsOf(resource, name));
}

/** Fields that somebody wants to apply belong to others. */
export function applyConflict(message: string, causes: readonly StatusCause[]): Status {
  return failure(409, 'Conflict', message, { causes });
}

export function forbidden(resource: ResourceOf, name: string, why: string): Status {
  const message =
    name === ''
      ? `${resourceName(resource)} is forbidden: ${why}`
      : `${resourceName(resource)} ${quote(name)} is forbidden: ${why}`;
  return failure(403, 'Forbidden', message, detailsOf(resource, name));
}

/** A path that is no resource is not for this user. */
export function forbiddenPath(why: string): Status {
  return failure(403, 'Forbidden', `forbidden: ${why}`, {});
}

/** Nobody knows who asks. */
export function unauthorized(): Status {
  return failure(401, 'Unauthorized', 'Unauthorized');
}

/** A forbidden status with one more cause, as namespace admission gives. */
export function withCause(status: Status, cause: StatusCause): Status {
  return { ...status, details: { ...status.details, causes: [...(status.details?.causes ?? []), cause] } };
}

/** An eviction that a disruption budget does not allow now. */
export function overBudget(why: string, retryAfterSeconds: number): Status {
  const message = "Cannot evict pod as it would violate the pod's disruption budget.";
  return failure(429, 'TooManyRequests', message, {
    causes: [{ reason: 'DisruptionBudget', message: why }],
    ...(retryAfterSeconds === 0 ? {} : { retryAfterSeconds }),
  });
}

/** One error stands alone; several stand in brackets. The kind may be left out for patches (`undefined`). */
export function invalid(kind: KindOf | undefined, name: string, errors: readonly FieldError[]): Status {
  const texts = [...new Set(errors.map((error) => `${error.field}: ${error.body}`))];
  const list = texts.length === 1 ? texts[0] : `[${texts.join(', ')}]`;
  const subject = kind === undefined ? '' : kind.group === '' ? kind.kind : `${kind.kind}.${kind.group}`;
  return failure(422, 'Invalid', `${subject} ${quote(name)} is invalid: ${list}`, {
    ...(name === '' ? {} : { name }),
    ...(kind === undefined || kind.group === '' ? {} : { group: kind.group }),
    ...(kind === undefined ? {} : { kind: kind.kind }),
    causes: errors.map((error) => ({ reason: error.type, message: error.body, field: error.field })),
  });
}

export function badRequest(message: string): Status {
  return failure(400, 'BadRequest', message);
}

/** The watch's or list's resourceVersion is older than what is still known. */
export function expired(message: string): Status {
  return failure(410, 'Expired', message);
}

export function tooLargeResourceVersion(asked: number, current: number): Status {
  return failure(504, 'Timeout', `Timeout: Too large resource version: ${asked}, current: ${current}`, {
    causes: [{ reason: 'ResourceVersionTooLarge', message: 'Too large resource version' }],
    retryAfterSeconds: 1,
  });
}

/** The route exists, but not for this method. */
export function methodNotAllowed(): Status {
  return failure(405, 'MethodNotAllowed', 'the server does not allow this method on the requested resource', {});
}

/** The route does not exist. */
export function noSuchResource(): Status {
  return failure(404, 'NotFound', 'the server could not find the requested resource', {});
}

export function notAcceptable(supported: readonly string[]): Status {
  const message = `only the following media types are accepted: ${supported.join(', ')}`;
  return failure(406, 'NotAcceptable', message);
}

export function unsupportedMediaType(supported: readonly string[]): Status {
  const message = `the body of the request was in an unknown format - accepted media types include: ${supported.join(', ')}`;
  return failure(415, 'UnsupportedMediaType', message);
}

/** A request that is well-formed but cannot be processed (a JSON patch that does not apply). */
export function unprocessable(resource: ResourceOf | undefined = undefined, name = ''): Status {
  const details = resource === undefined ? {} : detailsOf(resource, name);
  return failure(422, 'Invalid', 'the server rejected our request due to an error in our request', details);
}

export function internalError(why: string): Status {
  return failure(500, 'InternalError', `Internal error occurred: ${why}`, { causes: [{ message: why }] });
}

/** An error that has no Status of its own. */
export function unknownError(message: string): Status {
  return failure(500, '', message);
}

/** Whoever answers for a group of the API cannot be reached. */
export function unavailable(): Status {
  return failure(503, 'ServiceUnavailable', 'the server is currently unable to handle the request');
}

/** What the request needs cannot be reached now. */
export function serviceUnavailable(message: string): Status {
  return failure(503, 'ServiceUnavailable', message);
}

/** What a client sees when nobody listens: no answer, so no code. */
export function connectionRefused(): Status {
  return failure(0, 'ServiceUnavailable', 'connection refused');
}

export function success(details: Status['details']): Status {
  return {
    kind: 'Status',
    apiVersion: 'v1',
    metadata: {},
    status: 'Success',
    ...(details === undefined ? {} : { details }),
    code: 200,
  };
}

/** Go's %q for plain names. */
function quote(text: string): string {
  return JSON.stringify(text);
}
