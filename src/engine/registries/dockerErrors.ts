/** What Docker's daemon says when a registry does not do what it was asked for. */
import { familiarName, type ImageReference } from '../../base/imageReference';
import type { DaemonError } from '../docker/daemon';
import { baseUrl, type ConnectError, connectCause } from './connectTo';
import type { ResolveError } from './registry';

const DENIED = 'denied: requested access to the resource is denied';

export function pullRefused(error: Exclude<ResolveError, 'unreachable'>, reference: ImageReference): DaemonError {
  if (error === 'unknown manifest') {
    const message = `manifest for ${familiarName(reference.full)} not found: manifest unknown: manifest unknown`;
    return { status: 404, message };
  }
  const name = familiarName(reference.repository);
  const message = `pull access denied for ${name}, repository does not exist or may require 'docker login': ${DENIED}`;
  return { status: 404, message };
}

export const pushDenied: DaemonError = { status: 403, message: DENIED };

/** `Get "http://localhost:5000/v2/": dial tcp 127.0.0.1:5000: connect: connection refused`. */
export function notReached(domain: string, error: ConnectError): DaemonError {
  return { status: 500, message: `Get "${baseUrl(domain)}": ${connectCause(domain, error)}` };
}

/** A registry's answer to a wrong login. */
export function loginRefused(domain: string): DaemonError {
  return { status: 401, message: `Get "${baseUrl(domain)}": unauthorized: incorrect username or password` };
}
