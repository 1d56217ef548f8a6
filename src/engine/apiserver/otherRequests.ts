/** Requests that are not about a resource: discovery, version, health, schemas. */

import type { ClusterObject } from '../../kinds/object';
import type { ApiRequest, ApiResponse } from '../client/door';
import type { Etcd } from '../etcd/etcd';
import { Discovery } from './discovery';
import type { ServedKinds } from './extensions/servedKinds';
import { metricsText } from './metricsText';
import { openApiDocument, openApiIndex, type WordsFor } from './openApi';
import { openApiV2 } from './openApiV2';
import { isTrue } from './requestInfo';
import { healthText, issuerDocument } from './serverInfo';
import * as statusError from './statusError';

const AGGREGATED = 'application/json;g=apidiscovery.k8s.io;v=v2;as=APIGroupDiscoveryList';

const METRICS = 'text/plain; version=0.0.4; charset=utf-8';

export interface OtherRequestsOptions {
  readonly kinds: ServedKinds;
  readonly version: Readonly<Record<string, string>>;
  /** `10.0.0.10:6443` */
  readonly address: string;
  readonly wordsFor: WordsFor;
  readonly etcd: Etcd<ClusterObject>;
}

export class OtherRequests {
  readonly #options: OtherRequestsOptions;
  #discovery: Discovery;
  readonly #schemas = new Map<string, object>();
  /** The list of kinds that both are of. */
  #changes: number;

  constructor(options: OtherRequestsOptions) {
    this.#options = options;
    this.#discovery = new Discovery(options.kinds.all, options.address);
    this.#changes = options.kinds.changes;
  }

  /** Answers a GET of the path's segments; anything else isn't there. */
  handle(request: ApiRequest, segments: readonly string[]): ApiResponse {
    this.#refresh();
    const body = this.#body(request, segments);
    if (body === undefined) return { code: 404, body: statusError.noSuchResource() };
    if (request.method !== 'GET') return { code: 405, body: statusError.methodNotAllowed() };
    // Clients tell the aggregated document from the old one by its type.
    if (segments[0] === 'metrics') return { code: 200, body, contentType: METRICS };
    const { kind } = body as { kind?: unknown };
    return kind === 'APIGroupDiscoveryList' ? { code: 200, body, contentType: AGGREGATED } : { code: 200, body };
  }

  /** What was said of the kinds is said anew when there are others. */
  #refresh(): void {
    const { kinds, address } = this.#options;
    if (kinds.changes === this.#changes) return;
    this.#changes = kinds.changes;
    this.#discovery = new Discovery(kinds.all, address);
    this.#schemas.clear();
  }

  #body(request: ApiRequest, segments: readonly string[]): unknown {
    const [first, ...rest] = segments;
    switch (first) {
      case undefined:
        return { paths: this.#paths() };
      case 'api':
      case 'apis':
        return this.#discovery.document(segments, wantsAggregated(request));
      case 'version':
        return rest.length === 0 ? this.#options.version : undefined;
      case 'metrics':
        return rest.length === 0
          ? metricsText(this.#options.kinds.all, this.#options.etcd, this.#options.version['gitVersion'] ?? '')
          : undefined;
      case 'openapi':
        return this.#openApi(rest);
      case '.well-known':
      case 'openid':
        return issuerDocument(segments.join('/'), this.#options.address);
      default:
        return healthText(segments, { verbose: isVerbose(request), exclude: valuesOf(request, 'exclude') });
    }
  }

  #paths(): string[] {
    const groups = this.#discovery.groupVersions.map((one) => (one.includes('/') ? `/apis/${one}` : `/api/${one}`));
    const more = ['/healthz', '/livez', '/metrics', '/openapi/v2', '/openapi/v3', '/readyz', '/version'];
    const issuer = ['/.well-known/openid-configuration', '/openid/v1/jwks'];
    return [...issuer, '/api', ...groups, '/apis', ...more].sort();
  }

  #openApiV2(): object {
    const { kinds, wordsFor } = this.#options;
    const document = this.#schemas.get('v2') ?? openApiV2(kinds.all, wordsFor);
    this.#schemas.set('v2', document);
    return document;
  }

  #openApi([version, ...place]: readonly string[]): object | undefined {
    if (version === 'v2' && place.length === 0) return this.#openApiV2();
    if (version !== 'v3') return undefined;
    if (place.length === 0) return openApiIndex(this.#options.kinds.all, this.#changes);
    const name = place.join('/');
    const schema = this.#schemas.get(name) ?? openApiDocument(this.#options.kinds.all, name, this.#options.wordsFor);
    if (schema !== undefined) this.#schemas.set(name, schema);
    return schema;
  }
}

function valuesOf(request: ApiRequest, name: string): readonly string[] {
  const value = request.query?.[name] ?? [];
  return typeof value === 'string' ? [value] : value;
}

/** `?verbose` without a value means yes. */
function isVerbose(request: ApiRequest): boolean {
  const value = request.query?.['verbose'];
  return value !== undefined && (value === '' || isTrue(String(value)));
}

function wantsAggregated(request: ApiRequest): boolean {
  const clauses = (request.headers?.['accept'] ?? '').split(',');
  return clauses.some((clause) => clause.includes('as=APIGroupDiscoveryList') && clause.includes('v=v2'));
}
