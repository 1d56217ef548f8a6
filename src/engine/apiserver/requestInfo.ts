/** Which resource and verb an HTTP request means, as the real server's request info resolver reads it off the path. */
import type { Kind } from '../../kinds/kind';
import type { ApiRequest } from '../client/door';

type Verb = 'get' | 'list' | 'watch' | 'create' | 'update' | 'patch' | 'delete' | 'deletecollection';

export interface ResourceInfo {
  readonly verb: Verb;
  readonly kind: Kind;
  /** '' for cluster-scoped resources and for lists over all namespaces. */
  readonly namespace: string;
  /** '' for collections. */
  readonly name: string;
  /** '' for the object itself. */
  readonly subresource: string;
}

export type RequestInfo =
  | { readonly type: 'resource'; readonly resource: ResourceInfo }
  /** `/version`, `/healthz`, discovery and whatever else is not a resource. */
  | { readonly type: 'other'; readonly segments: readonly string[] }
  /** A path below a served group version that names nothing. */
  | { readonly type: 'unknown' };

/** Subresources of a namespace that must not be taken for resources inside of it. */
const NAMESPACE_SUBRESOURCES = new Set(['status', 'finalize']);

/** Finds a kind by `v1/pods` or `apps/v1/deployments`. */
export type KindLookup = (path: string) => Kind | undefined;

export function requestInfo(request: ApiRequest, lookup: KindLookup): RequestInfo {
  const segments = segmentsOf(request.path).map(decodedSegment);
  const core = segments[0] === 'api';
  const prefix = core ? 2 : 3;
  if ((!core && segments[0] !== 'apis') || segments.length <= prefix) return { type: 'other', segments };
  const groupVersion = segments.slice(1, prefix).join('/');
  const rest = segments.slice(prefix);
  let namespace = '';
  if (rest[0] === 'namespaces' && rest.length > 2 && !NAMESPACE_SUBRESOURCES.has(rest[2] ?? '')) {
    namespace = rest[1] ?? '';
    rest.splice(0, 2);
  }
  const [plural = '', name = '', subresource = '', ...more] = rest;
  const kind = lookup(`${groupVersion}/${plural}`);
  if (kind === undefined || (namespace !== '' && !kind.namespaced)) return { type: 'unknown' };
  if (kind.namespaced && namespace === '' && name !== '') return { type: 'unknown' };
  const path = [subresource, ...more].join('/');
  return { type: 'resource', resource: { verb: verbOf(request, name), kind, namespace, name, subresource: path } };
}

function verbOf(request: ApiRequest, name: string): Verb {
  switch (request.method) {
    case 'POST':
      return 'create';
    case 'PUT':
      return 'update';
    case 'PATCH':
      return 'patch';
    case 'DELETE':
      return name === '' ? 'deletecollection' : 'delete';
    default:
      if (isTrue(String(request.query?.['watch'] ?? ''))) return 'watch';
      return name === '' ? 'list' : 'get';
  }
}

/** How the server reads a boolean of the query: anything but '', `0` and `false`. */
export function isTrue(value: string | undefined): boolean {
  return value !== undefined && value !== '' && value !== '0' && value.toLowerCase() !== 'false';
}

/** A request's path is taken apart by whoever authorizes it, and again by whoever answers it. */
let latest: { readonly path: string; readonly segments: readonly string[] } = { path: '', segments: [] };

/** The parts of a path, as they are written. */
export function segmentsOf(path: string): readonly string[] {
  if (latest.path !== path) latest = { path, segments: path.split('/').filter((segment) => segment !== '') };
  return latest.segments;
}

export function decodedSegment(segment: string): string {
  if (!segment.includes('%')) return segment;
  try {
    return decodeURIComponent(segment);
  } catch {
    return segment;
  }
}
