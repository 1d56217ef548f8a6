/** What the daemon answers when it doesn't do what it was asked. */
import { fail, type Result } from '../../base/result';
import type { DaemonError } from './daemon';

export type Refusal = Result<never, DaemonError>;

export function badParameter(message: string): Refusal {
  return fail({ status: 400, message });
}

export function forbidden(message: string): Refusal {
  return fail({ status: 403, message });
}

export function notFound(message: string): Refusal {
  return fail({ status: 404, message });
}

export function conflict(message: string): Refusal {
  return fail({ status: 409, message });
}

/** Anything else: the API's 500. */
export function failed(message: string): Refusal {
  return fail({ status: 500, message });
}

export function noSuchContainer(name: string): Refusal {
  return notFound(`No such container: ${name}`);
}
