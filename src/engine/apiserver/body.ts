/** Reads a request's body: an object that came as such, JSON or YAML text. */
import { load, YAML11_SCHEMA } from 'js-yaml';
import { jsonError } from '../../base/jsonError';
import { fail, ok, type Result } from '../../base/result';
import type { Status } from '../../kinds/status';
import type { ApiRequest } from '../client/door';
import * as statusError from './statusError';

/** What the server can read; protobuf is left out. */
export const BODY_TYPES = ['application/json', 'application/yaml'];

/** The body as plain data; undefined when there is none. `refuse` says how a text is refused that can't be read. */
export function readBody(
  request: ApiRequest,
  refuse: (why: string) => Status = statusError.badRequest,
): Result<unknown, Status> {
  const { body } = request;
  if (typeof body !== 'string') return ok(body ?? undefined);
  if (body.trim() === '') return ok(undefined);
  const type = (request.headers?.['content-type'] ?? 'application/json').split(';')[0]?.trim() ?? '';
  if (!/(json|yaml)$/.test(type)) return fail(statusError.unsupportedMediaType(BODY_TYPES));
  if (type.endsWith('yaml')) {
    try {
      return ok(load(body, { schema: YAML11_SCHEMA }));
    } catch (error) {
      const message = `error converting YAML to JSON: yaml: ${error instanceof Error ? error.message : ''}`;
      return fail(refuse(message));
    }
  }
  try {
    return ok(JSON.parse(body));
  } catch {
    return fail(refuse(jsonError(body)));
  }
}
