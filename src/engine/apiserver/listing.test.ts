import { describe, expect, it } from 'vitest';
import { decodeTextBase64 } from '../../base/base64';
import type { Status } from '../../kinds/status';
import type { ApiRequest, WatchEvent } from '../client/door';
import { testApi } from '../testing';
import { encodeContinue } from './continueToken';

const CALLER = { user: 'kubernetes-admin', groups: ['system:masters'], actor: 'kubectl' };
const MAPS = '/api/v1/namespaces/default/configmaps';

type Query = Record<string, string>;
interface Page {
  readonly items: { readonly metadata: { readonly name: string } }[];
  readonly metadata: {
    readonly resourceVersion: string;
    readonly continue?: string;
    readonly remainingItemCount?: number;
  };
}

function server() {
  const { api, clock } = testApi();
  const write = (method: ApiRequest['method'], name: string) =>
    api.handle(
      method === 'POST' ? { method, path: MAPS, body: { metadata: { name } } } : { method, path: `${MAPS}/${name}` },
      CALLER,
    );
  const list = (query: Query) => api.handle({ method: 'GET', path: MAPS, query }, CALLER).body as Page & Status;
  /** The names of a page, or the refusal. */
  const names = (query: Query) => {
    const { items, code, reason, message } = list(query);
    return items === undefined ? `${code} ${reason}: ${message}` : items.map(({ metadata }) => metadata.name).join(' ');
  };
  const watch = (query: Query) => {
    const seen: string[] = [];
    const event = ({ type, object }: WatchEvent) => {
      const { metadata, message } = object as { metadata: { name?: string; annotations?: object }; message?: string };
      seen.push([type, metadata.name ?? message ?? Object.keys(metadata.annotations ?? {}).join()].join(' ').trim());
    };
    const opened = api.watch({ method: 'GET', path: MAPS, query }, CALLER, {
      event,
      closed: () => seen.push('closed'),
    });
    return opened.ok ? seen : [`${opened.error.code} ${opened.error.message}`];
  };
  for (const name of ['a', 'b', 'c', 'd']) write('POST', name);
  return { api, clock, write, list, names, watch };
}

describe('lists', () => {
  it('have pages of one revision, and tell where the next begins as the real server does', () => {
    const { list, names, write, api } = server();
    const first = list({ limit: '2' });
    const token = first.metadata.continue ?? '';
    write('DELETE', 'c');
    expect([
      first.metadata.remainingItemCount,
      token,
      decodeTextBase64(token.padEnd(Math.ceil(token.length / 4) * 4, '=')),
      names({ limit: '2', continue: token }),
      names({ limit: '2', continue: encodeContinue({ revision: -1, start: 'b\0' }) }),
    ]).toEqual([
      2,
      expect.stringMatching(/^[\w-]+$/),
      `{"v":"meta.k8s.io/v1","rv":${api.etcd.revision - 1},"start":"b\\u0000"}`,
      'c d',
      'd',
    ]);
  });

  it('whose rest is forgotten can be gone on with as it is now', () => {
    const { list, names, write, api } = server();
    const token = list({ limit: '2' }).metadata.continue ?? '';
    write('DELETE', 'c');
    api.etcd.compact(api.etcd.revision);
    const refused = list({ limit: '2', continue: token });
    expect([refused.code, refused.reason, refused.message]).toEqual([
      410,
      'Expired',
      'The provided continue parameter is too old to display a consistent list result. You can start a new list without the continue parameter, or use the continue token in this response to retrieve the remainder of the results. Continuing with the provided token results in an inconsistent list - objects that were created, modified, or deleted between the time the first chunk was returned and now may show up in the list.',
    ]);
    expect(names({ limit: '2', continue: refused.metadata.continue ?? '' })).toBe('d');
  });

  it('are of the revision that is asked for', () => {
    const { names, write, api } = server();
    const resourceVersion = String(api.etcd.revision - 1);
    write('DELETE', 'a');
    expect([
      names({ resourceVersion, resourceVersionMatch: 'Exact' }),
      names({ resourceVersion, limit: '5' }),
      names({ resourceVersion, resourceVersionMatch: 'NotOlderThan' }),
      names({ resourceVersion }),
      names({ resourceVersion: '0' }),
      names({ resourceVersion: '2', resourceVersionMatch: 'Exact' }),
      names({ resourceVersion: '99999', resourceVersionMatch: 'NotOlderThan' }),
    ]).toEqual([
      'a b c',
      'a b c',
      'b c d',
      'b c d',
      'b c d',
      '',
      `504 Timeout: Timeout: Too large resource version: 99999, current: ${api.etcd.revision}`,
    ]);
    api.etcd.compact(api.etcd.revision);
    expect(names({ resourceVersion, resourceVersionMatch: 'Exact' })).toBe(
      '410 Expired: The resourceVersion for the provided list is too old.',
    );
  });

  it.each<[Query, string]>([
    [
      { resourceVersionMatch: 'Exact' },
      '422 Invalid: ListOptions.meta.k8s.io "" is invalid: resourceVersionMatch: Forbidden: resourceVersionMatch is forbidden unless resourceVersion is provided',
    ],
    [
      { resourceVersionMatch: 'Near', resourceVersion: '3' },
      '422 Invalid: ListOptions.meta.k8s.io "" is invalid: resourceVersionMatch: Unsupported value: "Near": supported values: "Exact", "NotOlderThan", ""',
    ],
    [
      { resourceVersionMatch: 'Exact', resourceVersion: '0', continue: 'x' },
      '422 Invalid: ListOptions.meta.k8s.io "" is invalid: [resourceVersionMatch: Forbidden: resourceVersionMatch is forbidden when continue is provided, resourceVersionMatch: Forbidden: resourceVersionMatch "exact" is forbidden for resourceVersion "0"]',
    ],
    [
      { sendInitialEvents: 'true' },
      '422 Invalid: ListOptions.meta.k8s.io "" is invalid: sendInitialEvents: Forbidden: sendInitialEvents is forbidden for list',
    ],
    [{ limit: 'many' }, '400 BadRequest: strconv.ParseInt: parsing "many": invalid syntax'],
    [
      { continue: 'a b' },
      '400 BadRequest: invalid continue token: continue key is not valid: illegal base64 data at input byte 1',
    ],
    [
      { continue: 'zzz' },
      "400 BadRequest: invalid continue token: continue key is not valid: invalid character 'Ï' looking for beginning of value",
    ],
    [
      { continue: 'e30' },
      '400 BadRequest: invalid continue token: continue key is not valid: server does not recognize this encoded version ',
    ],
    [
      { continue: encodeContinue({ revision: 3, start: '../secrets/a' }) },
      '400 BadRequest: invalid continue token: continue key is not valid: ../secrets/a',
    ],
    [
      { continue: encodeContinue({ revision: 3, start: 'a' }), resourceVersion: '3' },
      '400 BadRequest: specifying resource version is not allowed when using continue',
    ],
  ])('are refused with wrong options: %j', (query, refusal) => {
    expect(server().names(query)).toBe(refusal);
  });
});

describe('watches', () => {
  it('begin with what there is, and say when that was all', () => {
    const { watch, write, clock } = server();
    const options = { resourceVersionMatch: 'NotOlderThan', timeoutSeconds: '120' };
    const streams = [
      watch({ ...options, sendInitialEvents: 'true', allowWatchBookmarks: 'true' }),
      watch({ ...options, sendInitialEvents: 'true' }),
      watch({ ...options, sendInitialEvents: 'false' }),
    ];
    clock.advance(10);
    write('DELETE', 'a');
    clock.advance(130_000);
    const all = ['ADDED a', 'ADDED b', 'ADDED c', 'ADDED d'];
    expect(streams).toEqual([
      [...all, 'BOOKMARK k8s.io/initial-events-end', 'DELETED a', 'BOOKMARK', 'BOOKMARK', 'closed'],
      [...all, 'DELETED a', 'closed'],
      ['DELETED a', 'closed'],
    ]);
  });

  it('from a revision that is forgotten end with an error', () => {
    const { watch, clock, api } = server();
    api.etcd.compact(api.etcd.revision);
    const seen = watch({ resourceVersion: '2', allowWatchBookmarks: 'true' });
    clock.advance(130_000);
    expect(seen).toEqual([`ERROR too old resource version: 2 (${api.etcd.revision})`, 'closed']);
  });

  it('are refused with wrong options', () => {
    const { watch } = server();
    const invalid = (text: string) => [`422 ListOptions.meta.k8s.io "" is invalid: ${text}`];
    expect([
      watch({ sendInitialEvents: 'true' }),
      watch({ resourceVersionMatch: 'NotOlderThan' }),
      watch({ sendInitialEvents: 'true', resourceVersionMatch: 'Exact' }),
    ]).toEqual([
      invalid(
        'resourceVersionMatch: Forbidden: sendInitialEvents requires setting resourceVersionMatch to NotOlderThan',
      ),
      invalid(
        'resourceVersionMatch: Forbidden: resourceVersionMatch is forbidden for watch unless sendInitialEvents is provided',
      ),
      invalid(
        '[resourceVersionMatch: Forbidden: sendInitialEvents requires setting resourceVersionMatch to NotOlderThan, resourceVersionMatch: Unsupported value: "Exact": supported values: "NotOlderThan"]',
      ),
    ]);
  });
});
