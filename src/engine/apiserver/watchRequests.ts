/** GET with `watch=true`: from which revision on, with what first, in which form. */
import { fail, ok, type Result } from '../../base/result';
import type { ClusterObject } from '../../kinds/object';
import type { Status } from '../../kinds/status';
import type { WatchEvent, WatchHandle, WatchSink } from '../client/door';
import type { EtcdEvent } from '../etcd/etcd';
import type { Call } from './call';
import { invalidResourceVersion, listWith, selectionOf } from './listing';
import { type ListOptions, listOptionsOf } from './listOptions';
import { formOf, watchPresenter } from './negotiation';
import type { ObjectStore } from './objectStore';
import * as statusError from './statusError';
import { storagePrefix } from './storageKey';
import { bookmark, type WatchHub } from './watchHub';

/** Watchers that ask for bookmarks get one a minute, as from the real server. */
const BOOKMARK_EVERY = 60_000;

interface Beginning {
  readonly initial: readonly WatchEvent<ClusterObject>[];
  readonly since: readonly EtcdEvent<ClusterObject>[];
  /** True for a stream that ends with what it begins with. */
  readonly ends?: boolean;
}

export function openWatch(call: Call, store: ObjectStore, hub: WatchHub, sink: WatchSink): Result<WatchHandle, Status> {
  const { kind, namespace } = call.resource;
  if (!kind.verbs.includes('watch')) return fail(statusError.methodNotAllowed());
  const form = formOf(call.request.headers?.['accept']);
  if (!form.ok) return form;
  const selection = selectionOf(call);
  if (!selection.ok) return selection;
  const options = listOptionsOf(call);
  if (!options.ok) return options;
  const beginning = beginningOf(call, store, options.value);
  if (!beginning.ok) return beginning;
  const handle = hub.open(
    {
      kind,
      namespace,
      matches: selection.value.matches,
      actor: call.caller.actor,
      ...beginning.value,
      present: watchPresenter(call, form.value, store),
      bookmarkEvery: call.flag('allowWatchBookmarks') ? BOOKMARK_EVERY : 0,
      timeout: options.value.timeout,
    },
    sink,
  );
  return ok(handle);
}

function beginningOf(call: Call, store: ObjectStore, options: ListOptions): Result<Beginning, Status> {
  const { kind, namespace } = call.resource;
  const { etcd } = store;
  const { resourceVersion: asked } = options;
  const choice = call.query['sendInitialEvents'];
  const sends = choice === undefined ? asked === '' || asked === '0' : call.flag('sendInitialEvents');
  if (sends) {
    // Whatever the watch may know already, it gets the objects as they are now.
    const list = listWith(call, etcd, { ...options, limit: 0, continueToken: '', exact: false });
    if (!list.ok) return list;
    const initial: WatchEvent<ClusterObject>[] = list.value.items.map((object) => ({ type: 'ADDED', object }));
    if (choice !== undefined && call.flag('allowWatchBookmarks')) {
      initial.push(bookmark(kind, etcd.revision, { 'k8s.io/initial-events-end': 'true' }));
    }
    return ok({ initial, since: [] });
  }
  if (asked === '' || asked === '0') return ok({ initial: [], since: [] });
  const number = Number(asked);
  if (!Number.isInteger(number) || number < 0) return fail(invalidResourceVersion(asked));
  if (number > etcd.revision) return fail(statusError.tooLargeResourceVersion(number, etcd.revision));
  const changes = etcd.since(storagePrefix(kind, namespace), number);
  if (changes.ok) return ok({ initial: [], since: changes.value });
  // A stream that cannot begin says so as its first event, not as a refused request.
  const gone = statusError.expired(`too old resource version: ${asked} (${changes.error.oldest})`);
  return ok({ initial: [{ type: 'ERROR', object: gone as unknown as ClusterObject }], since: [], ends: true });
}
