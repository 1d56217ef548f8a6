/** Image names as people write them, in full, and as Docker shows them. */
import { fail, ok, type Result } from './result';

export interface ImageReference {
  /** The registry: `docker.io`, `localhost:5000`. */
  readonly domain: string;
  /** In the registry: `library/nginx`. */
  readonly path: string;
  /** `docker.io/library/nginx`. */
  readonly repository: string;
  readonly tag: string;
  /** False when nothing was said and the tag is `latest` by default. */
  readonly tagged: boolean;
  /** `sha256:...`, when the name is pinned; it wins over the tag. */
  readonly digest: string | undefined;
  /** `docker.io/library/nginx:latest`, or with `@sha256:...`. */
  readonly full: string;
}

const NAME = /^[a-z0-9]+(?:(?:\.|_|__|-+)[a-z0-9]+)*(?:\/[a-z0-9]+(?:(?:\.|_|__|-+)[a-z0-9]+)*)*$/;
const TAG = /^\w[\w.-]{0,127}$/;
const DIGEST = /^sha256:[0-9a-f]{64}$/;
const IDENTIFIER = /^[0-9a-f]{64}$/;
/** Of a repository's whole name. */
const NAME_LIMIT = 255;
const HUB = 'docker.io';
const OFFICIAL = 'library/';

/** Reads a name the way Docker and containerd do: docker.io, library/ and latest are filled in. Errors are containerd's. */
export function parseImageReference(text: string): Result<ImageReference, string> {
  const { hasDomain, domain, path, tag, digest, whole } = partsOf(text);
  if (!NAME.test(path) || !TAG.test(tag ?? 'latest') || !whole || (digest !== undefined && !DIGEST.test(digest))) {
    const lowered = NAME.test(path.toLowerCase()) && path !== path.toLowerCase();
    return fail(lowered ? 'invalid reference format: repository name must be lowercase' : 'invalid reference format');
  }
  const registry = !hasDomain || domain === 'index.docker.io' ? HUB : domain;
  const inRegistry = `${registry === HUB && !path.includes('/') ? OFFICIAL : ''}${path}`;
  const repository = `${registry}/${inRegistry}`;
  return ok({
    domain: registry,
    path: inRegistry,
    repository,
    tag: tag ?? 'latest',
    tagged: tag !== undefined,
    digest,
    full: digest === undefined ? `${repository}:${tag ?? 'latest'}` : `${repository}@${digest}`,
  });
}

/** As `parseImageReference`, with the words of Docker's client and daemon for what is wrong. */
export function parseDockerReference(text: string): Result<ImageReference, string> {
  if (IDENTIFIER.test(text)) {
    return fail(`invalid repository name (${text}), cannot specify 64-byte hexadecimal strings`);
  }
  const parsed = parseImageReference(text);
  const { hasDomain, path } = partsOf(text);
  if (parsed.ok && parsed.value.repository.length > NAME_LIMIT) {
    return fail(`repository name must not be more than ${NAME_LIMIT} characters`);
  }
  if (parsed.ok) return parsed;
  if (path === path.toLowerCase()) return fail('invalid reference format');
  const name = hasDomain || path.includes('/') ? path : `${OFFICIAL}${path}`;
  return fail(`invalid reference format: repository name (${name}) must be lowercase`);
}

function partsOf(text: string) {
  const [named = '', digest, extra] = text.split('@');
  const slash = named.indexOf('/');
  const first = slash < 0 ? '' : named.slice(0, slash);
  const hasDomain = first.includes('.') || first.includes(':') || first === 'localhost';
  const rest = hasDomain ? named.slice(slash + 1) : named;
  const colon = rest.lastIndexOf(':');
  const tagged = colon > rest.lastIndexOf('/');
  const path = tagged ? rest.slice(0, colon) : rest;
  return {
    hasDomain,
    domain: first,
    path,
    tag: tagged ? rest.slice(colon + 1) : undefined,
    digest,
    whole: extra === undefined,
  };
}

/** The short form of a full name: `nginx:1.27` for `docker.io/library/nginx:1.27`. */
export function familiarName(full: string): string {
  if (!full.startsWith(`${HUB}/`)) return full;
  const path = full.slice(HUB.length + 1);
  return path.startsWith(OFFICIAL) && !path.slice(OFFICIAL.length).includes('/') ? path.slice(OFFICIAL.length) : path;
}

/** The repository of a full name: `docker.io/library/nginx` for `docker.io/library/nginx:1.27` and with a digest. */
export function repositoryOf(full: string): string {
  const at = full.indexOf('@');
  return at >= 0 ? full.slice(0, at) : full.slice(0, full.lastIndexOf(':'));
}
