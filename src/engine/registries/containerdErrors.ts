/** What containerd says when a pull fails, as kubelet's events quote it. */
import type { ImageReference } from '../containers/imageReference';
import type { PullError } from '../containers/runtime';
import type { ResolveError } from './registries';

export function containerdError(error: ResolveError, reference: ImageReference): PullError {
  const { full, domain, path, tag } = reference;
  switch (error) {
    case 'unreachable': {
      const host = domain === 'docker.io' ? 'registry-1.docker.io' : domain;
      const url = `https://${host}/v2/${path}/manifests/${tag}`;
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

function unresolved(full: string, cause: string): string {
  return `failed to pull and unpack image "${full}": failed to resolve reference "${full}": ${cause}`;
}
