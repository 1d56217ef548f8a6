/** The rows of a list as they are in the cluster: listed once, then kept up by a watch. */
import type { ApiRequest } from '../../engine/client/door';
import { sleep } from '../../engine/processes/kernel';
import type { Process } from '../../engine/processes/process';
import type { Routine } from '../../engine/processes/routine';
import type { ClusterAccess } from '../kubectl/client/access';
import { CommandError } from '../kubectl/errors';
import { isTable, TABLE_ACCEPT, type Table } from '../kubectl/output/table';
import { type Columns, columnsOf, type Row, rowsOf } from './rows';

/** After a refusal it is tried again, in milliseconds. */
const AGAIN = 2000;

export class LiveRows {
  columns: Columns = { names: ['NAME'], age: -1, spare: [false] };
  /** Undefined while nobody has answered yet. */
  rows: readonly Row[] | undefined;
  /** Why there are none. */
  problem = '';

  /** By namespace and name. */
  get sorted(): readonly Row[] {
    return [...(this.rows ?? [])].sort((a, b) => compare(a.namespace, b.namespace) || compare(a.name, b.name));
  }

  /** Follows a collection until it is ended. `changed` is called whenever the rows are others. */
  *follow(process: Process, access: ClusterAccess, request: ApiRequest, changed: () => void): Routine<void> {
    for (;;) {
      try {
        yield* this.#listAndWatch(access, request, changed);
      } catch (error) {
        if (!(error instanceof CommandError)) throw error;
        this.rows = [];
        this.problem = error.message;
        changed();
      }
      yield* sleep(process.clock, AGAIN, { background: true });
    }
  }

  *#listAndWatch(access: ClusterAccess, request: ApiRequest, changed: () => void): Routine<void> {
    const asked = { ...request, headers: { accept: `${TABLE_ACCEPT},application/json` } };
    const list = yield* access.call<unknown>(asked);
    if (!isTable(list)) throw new CommandError('the server sent no table');
    this.columns = columnsOf(list.columnDefinitions);
    this.rows = rowsOf(list);
    this.problem = '';
    changed();
    const version = list.metadata?.resourceVersion;
    const query = { ...request.query, ...(version === undefined ? {} : { resourceVersion: version }) };
    const watch = yield* access.watch({ ...asked, query });
    try {
      for (;;) {
        const event = yield* watch.next();
        if (event === undefined || event.type === 'ERROR') return;
        if (event.type === 'BOOKMARK' || !isTable(event.object)) continue;
        this.#change(event.type, event.object);
        changed();
      }
    } finally {
      watch.stop();
    }
  }

  #change(type: string, table: Table): void {
    const changed = rowsOf(table);
    const others = (this.rows ?? []).filter((row) => !changed.some((one) => keyOf(one) === keyOf(row)));
    this.rows = type === 'DELETED' ? others : [...others, ...changed];
  }
}

export function keyOf({ namespace, name }: Pick<Row, 'namespace' | 'name'>): string {
  return `${namespace}/${name}`;
}

function compare(a: string, b: string): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}
