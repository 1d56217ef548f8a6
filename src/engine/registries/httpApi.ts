/** The HTTP API of a registry (the distribution specification's `/v2/`), as far as people ask it by hand. */

import { utf8Length } from '../../base/utf8';
import { configText, manifestText, manifestType } from '../containers/images/manifest';
import type { HttpRequest, HttpResponse, HttpServer } from '../network/namespace';
import type { ContentStore } from './contentStore';
import type { RegistryStorage } from './registryStorage';

const API = { 'Docker-Distribution-Api-Version': 'registry/2.0', 'X-Content-Type-Options': 'nosniff' };
const JSON_TYPE = 'application/json; charset=utf-8';

/** Serves a registry; `delay` calls back when an answer has been thought about. `log` is told of every answer. */
export function registryServer(options: {
  readonly storage: RegistryStorage;
  readonly contents: ContentStore;
  readonly after: (answer: () => void) => void;
  readonly log?: (request: HttpRequest, response: HttpResponse) => void;
}): HttpServer {
  const { storage, contents, after, log } = options;
  return (request, _peer, respond) => {
    const id = header(request, 'x-request-id');
    if (id !== undefined) contents.answered.set(id, storage);
    const response = answer(request, storage, contents);
    log?.(request, response);
    after(() => respond(request.method === 'HEAD' ? { ...response, body: '' } : response));
  };
}

function answer(request: HttpRequest, storage: RegistryStorage, contents: ContentStore): HttpResponse {
  const path = request.path.split('?')[0] ?? '';
  if (path === '/') return text(200, '');
  if (!path.startsWith('/v2')) return text(404, '404 page not found\n');
  if (path === '/v2') return { status: 301, headers: { ...API, Location: '/v2/' }, body: '' };
  if (!['GET', 'HEAD'].includes(request.method)) {
    if (request.method === 'DELETE') return problem(405, 'UNSUPPORTED', 'The operation is unsupported.', undefined);
    return text(501, 'pushing by hand is not simulated in this playground: use docker push\n');
  }
  if (path === '/v2/') return json('{}');
  if (path === '/v2/_catalog') return json(`${JSON.stringify({ repositories: storage.repositories })}\n`);
  const [, name = '', kind = '', reference = ''] = /^\/v2\/(.+)\/(tags|manifests|blobs)\/([^/]+)$/.exec(path) ?? [];
  if (kind === 'tags' && reference === 'list') return tagList(name, storage);
  if (kind === 'manifests') return manifest(name, reference, storage);
  if (kind === 'blobs') return blob(name, reference, storage, contents);
  return text(404, '404 page not found\n');
}

function tagList(name: string, storage: RegistryStorage): HttpResponse {
  const tags = storage.tags(name);
  if (tags === undefined) {
    return problem(404, 'NAME_UNKNOWN', 'repository name not known to registry', { name });
  }
  return json(`${JSON.stringify({ name, tags })}\n`);
}

function manifest(name: string, reference: string, storage: RegistryStorage): HttpResponse {
  const image = storage.manifest(name, reference);
  if (image === undefined) {
    const detail = reference.startsWith('sha256:') ? { Name: name, Revision: reference } : { Tag: reference };
    return problem(404, 'MANIFEST_UNKNOWN', 'manifest unknown', detail);
  }
  return content(manifestText(image), manifestType, image.digest);
}

function blob(name: string, digest: string, storage: RegistryStorage, contents: ContentStore): HttpResponse {
  if (!storage.hasBlob(name, digest)) return problem(404, 'BLOB_UNKNOWN', 'blob unknown to registry', { digest });
  for (const image of contents.images.values()) {
    if (image.id === digest) return content(configText(image), 'application/octet-stream', digest);
  }
  return text(501, 'the bytes of layers are not simulated in this playground\n');
}

function content(body: string, type: string, digest: string): HttpResponse {
  const length = String(utf8Length(body));
  const headers = { 'Content-Length': length, 'Content-Type': type, 'Docker-Content-Digest': digest, ...API };
  return { status: 200, headers: { ...headers, Etag: `"${digest}"` }, body };
}

function json(body: string, status = 200): HttpResponse {
  return { status, headers: { 'Content-Length': String(utf8Length(body)), 'Content-Type': JSON_TYPE, ...API }, body };
}

function problem(status: number, code: string, message: string, detail: unknown): HttpResponse {
  return json(
    `${JSON.stringify({ errors: [{ code, message, ...(detail === undefined ? {} : { detail }) }] })}\n`,
    status,
  );
}

function text(status: number, body: string): HttpResponse {
  const headers = { 'Content-Length': String(utf8Length(body)), 'Content-Type': 'text/plain; charset=utf-8' };
  return { status, headers, body };
}

function header(request: HttpRequest, name: string): string | undefined {
  for (const [key, value] of Object.entries(request.headers)) if (key.toLowerCase() === name) return value;
  return undefined;
}
