/** What a request wants, as authorizers see it: read off the path before anybody knows whether such a resource is served. */
import { parseFieldSelector } from '../../../kinds/fieldSelector';
import { pathSegmentErrors } from '../../../kinds/names';
import type { ApiRequest } from '../../client/door';
import { decodedSegment, isTrue, segmentsOf } from '../requestInfo';

export interface AccessAttributes {
  readonly verb: string;
  /** '' for paths that are no resources. */
  readonly resource: string;
  readonly group: string;
  readonly subresource: string;
  readonly namespace: string;
  readonly name: string;
  /** Only of paths that are no resources. */
  readonly path: string;
}

const VERBS: Readonly<Record<ApiRequest['method'], string>> = {
  GET: 'get',
  POST: 'create',
  PUT: 'update',
  PATCH: 'patch',
  DELETE: 'delete',
};
const NAMESPACE_SUBRESOURCES = ['status', 'finalize'];

/** Follows apiserver's RequestInfo. */
export function attributesOf(request: ApiRequest): AccessAttributes {
  const parts = segmentsOf(request.path);
  const core = parts[0] === 'api';
  const prefix = core ? 2 : 3;
  if ((!core && parts[0] !== 'apis') || parts.length <= prefix) return pathAttributes(request);
  const group = core ? '' : (parts[1] ?? '');
  let at = prefix;
  let namespace = '';
  const part = (index: number) => decodedSegment(parts[index] ?? '');
  if (part(at) === 'namespaces' && parts.length > at + 1) {
    namespace = part(at + 1);
    if (parts.length > at + 2 && !NAMESPACE_SUBRESOURCES.includes(part(at + 2))) at += 2;
  }
  const resource = part(at);
  const name = part(at + 1);
  const subresource = part(at + 2);
  const verb = VERBS[request.method];
  if (name !== '') return { verb, group, resource, subresource, namespace, name, path: '' };
  const ofAll = collectionVerb(request, verb);
  return { verb: ofAll, group, resource, subresource, namespace, name: selectedName(request, verb), path: '' };
}

function collectionVerb({ query }: ApiRequest, verb: string): string {
  if (verb === 'delete') return 'deletecollection';
  if (verb !== 'get') return verb;
  return isTrue(String(query?.['watch'] ?? '')) ? 'watch' : 'list';
}

/** Lists, watches and deletions of one name are about that name. */
function selectedName({ query }: ApiRequest, verb: string): string {
  if (verb !== 'get' && verb !== 'delete') return '';
  const text = query?.['fieldSelector'];
  if (typeof text !== 'string' || !text.includes('metadata.name')) return '';
  const selector = parseFieldSelector(text);
  const found = selector.ok ? selector.value.find((one) => one.field === 'metadata.name') : undefined;
  if (found === undefined || found.operator === '!=') return '';
  return pathSegmentErrors(found.value).length === 0 ? found.value : '';
}

function pathAttributes({ method, path }: ApiRequest): AccessAttributes {
  return { verb: method.toLowerCase(), path, group: '', resource: '', subresource: '', namespace: '', name: '' };
}
