/** The diagram's eyes: watches every kind through the API server and gathers what changed since it was last asked. */
import type { ApiServer, Clock, WatchEvent } from '../engine';
import { type Kind, pathOf, resourceName } from '../kinds/kind';
import { type ClusterObject, keyOf } from '../kinds/object';
import type { ObjectChange } from './messages';

/** How long to wait before asking again when the API server does not answer, in milliseconds. */
const RETRY = 1000;

const CALLER = { user: 'kubernetes-admin', groups: ['system:masters'], actor: 'diagram' };

export class Viewer {
  readonly #changes = new Map<string, ObjectChange>();
  readonly #objects = new Map<string, ObjectChange>();

  constructor(api: ApiServer, clock: Clock, kinds: readonly Kind[]) {
    for (const kind of kinds) {
      if (!kind.verbs.includes('watch')) continue;
      this.#follow(api, clock, kind);
    }
  }

  /** What changed since the last call, one change an object. */
  take(): ObjectChange[] {
    const changes = [...this.#changes.values()];
    this.#changes.clear();
    return changes;
  }

  /** Everything there is, as if it had just been added. */
  all(): ObjectChange[] {
    return [...this.#objects.values()];
  }

  #follow(api: ApiServer, clock: Clock, kind: Kind): void {
    const path = pathOf(kind);
    const again = () => clock.after(RETRY, () => this.#follow(api, clock, kind), { background: true });
    const answer = api.handle({ method: 'GET', path }, CALLER);
    if (answer.code !== 200) {
      again();
      return;
    }
    const list = answer.body as { metadata: { resourceVersion: string }; items: ClusterObject[] };
    this.#replace(kind, list.items);
    const query = { watch: 'true', resourceVersion: list.metadata.resourceVersion };
    const watching = api.watch({ method: 'GET', path, query }, CALLER, {
      event: (event: WatchEvent) => {
        if (event.type === 'BOOKMARK' || event.type === 'ERROR') return;
        this.#note(kind, event.type, event.object as ClusterObject);
      },
      closed: again,
    });
    if (!watching.ok) again();
  }

  /** Takes in a fresh list: what is no longer in it was deleted while nobody was watching. */
  #replace(kind: Kind, items: readonly ClusterObject[]): void {
    const prefix = `${resourceName(kind)}/`;
    const here = new Set(items.map((item) => prefix + keyOf(item)));
    for (const [key, { object }] of this.#objects) {
      if (key.startsWith(prefix) && !here.has(key)) this.#note(kind, 'DELETED', object);
    }
    for (const item of items) this.#note(kind, 'ADDED', item);
  }

  #note(kind: Kind, type: ObjectChange['type'], object: ClusterObject): void {
    const resource = resourceName(kind);
    const key = `${resource}/${keyOf(object)}`;
    const change: ObjectChange = { type, resource, object };
    this.#changes.set(key, change);
    if (type === 'DELETED') this.#objects.delete(key);
    else this.#objects.set(key, { ...change, type: 'ADDED' });
  }
}
