/** Image names as people write them, and in full. */
import { fail, ok, type Result } from '../../base/result';

export interface ImageReference {
  /** `docker.io/library/nginx`. */
  readonly repository: string;
  readonly tag: string;
  /** `sha256:...`, when the name is pinned; it wins over the tag. */
  readonly digest: string | undefined;
  /** `docker.io/library/nginx:latest`, or with `@sha256:...`. */
  readonly full: string;
}

const NAME = /^[a-z0-9]+(?:(?:\.|_|__|-+)[a-z0-9]+)*(?:\/[a-z0-9]+(?:(?:\.|_|__|-+)[a-z0-9]+)*)*$/;
const TAG = /^\w[\w.-]{0,127}$/;
const DIGEST = /^sha256:[0-9a-f]{64}$/;

/** Reads a name the way Docker and containerd do: docker.io, library/ and latest are filled in. */
export function parseImageReference(text: string): Result<ImageReference, string> {
  const [named = '', digest, extra] = text.split('@');
  const slash = named.indexOf('/');
  const first = slash < 0 ? '' : named.slice(0, slash);
  const hasDomain = first.includes('.') || first.includes(':') || first === 'localhost';
  const rest = hasDomain ? named.slice(slash + 1) : named;
  const colon = rest.lastIndexOf(':');
  const tagged = colon > rest.lastIndexOf('/');
  const path = tagged ? rest.slice(0, colon) : rest;
  const tag = tagged ? rest.slice(colon + 1) : 'latest';
  if (!NAME.test(path) || !TAG.test(tag) || extra !== undefined || (digest !== undefined && !DIGEST.test(digest))) {
    const lowered = NAME.test(path.toLowerCase()) && path !== path.toLowerCase();
    return fail(lowered ? 'invalid reference format: repository name must be lowercase' : 'invalid reference format');
  }
  const domain = !hasDomain || first === 'index.docker.io' ? 'docker.io' : first;
  const repository = `${domain}/${domain === 'docker.io' && !path.includes('/') ? 'library/' : ''}${path}`;
  return ok({
    repository,
    tag,
    digest,
    full: digest === undefined ? `${repository}:${tag}` : `${repository}@${digest}`,
  });
}
