/** What containerd says when a pull fails, as kubelet's events quote it. */
import type { ImageReference } from '../../base/imageReference';
import type { PullError } from '../containers/runtime';
import { baseUrl, type ConnectError, connectCause } from './connectTo';
import type { ResolveError } from './registry';

export function containerdError(error: ResolveError, reference: ImageReference): PullError {
  const { full, domain, path, tag } = reference;
  switch (error) {
    case 'unreachable': {
      const url = `${baseUrl(domain)}${path}/manifests/${tag}`;
      const cause = `failed to do request: Head "${url}": dial tcp: i/o timeout`;
      return { code: 'Unavailable', message: unresolved(full, cause) };
    }
    case 'denied': {
      const cause =
        'pull access denied, repository does not exist or may require authorization: server message: insufficient_scope: authorization failed';
      return { code: 'Denied', message: unresolved(full, cause) };
    }
    case 'unknown manifest':
      return {
        code: 'NotFound',
        message: `rpc error: code = NotFound desc = ${unresolved(full, `${full}: not found`)}`,
      };
  }
}

/** A registry that somebody runs on a machine was not reached. */
export function notReached(error: ConnectError, reference: ImageReference): PullError {
  const { domain, path, tag, digest, full } = reference;
  const url = `${baseUrl(domain)}${path}/manifests/${digest ?? tag}`;
  const cause = `failed to do request: Head "${url}": ${connectCause(domain, error)}`;
  return { code: 'Unavailable', message: unresolved(full, cause) };
}

/** A name that cannot be read. */
export function nameError(text: string, why: string): PullError {
  return { code: 'InvalidName', message: `couldn't parse image name "${text}": ${why}` };
}

/** The layers came, but there is no room for them. */
export function storageError(reference: ImageReference, why: string): PullError {
  const message = `failed to pull and unpack image "${reference.full}": failed to extract layer: write: ${why}: unknown`;
  return { code: 'Unavailable', message };
}

function unresolved(full: string, cause: string): string {
  return `failed to pull and unpack image "${full}": failed to resolve reference "${full}": ${cause}`;
}
