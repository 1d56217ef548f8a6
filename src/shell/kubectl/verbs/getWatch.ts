/** kubectl get --watch: the list, then a line for every change until the watch ends or the learner interrupts. */
import type { WatchEvent } from '../../../engine/client/door';
import type { Routine } from '../../../engine/processes/routine';
import { isStatus } from '../../../kinds/status';
import { resourcePath } from '../client/discovery';
import type { PlainObject } from '../client/documents';
import { describeListError, selectorQuery } from '../client/items';
import type { Target, Targets } from '../client/resourceBuilder';
import { CommandError, serverError } from '../errors';
import { customColumnsPrinter } from '../output/customColumnsPrinter';
import { objectPrinter } from '../output/printer';
import { isTable, TABLE_ACCEPT, type Table, type TableColumn } from '../output/table';
import { TablePrinter } from '../output/tablePrinter';
import type { Invocation } from '../verb';

/** Of the longest kind of event, MODIFIED: the column does not move when the first of them comes. */
const EVENT_WIDTH = 8;

/** Watches the one type that is named. Only the server or a signal ends it. */
export function* watchObjects(invocation: Invocation, resolved: Targets, human: boolean): Routine<number> {
  const [target] = resolved.targets;
  if (resolved.error !== undefined) throw resolved.error;
  if (target === undefined || resolved.targets.length > 1) {
    throw new CommandError('you may only specify a single resource type');
  }
  const show = human ? tableShower(invocation, target) : objectShower(invocation);
  const { resource, namespace } = target;
  const { access, flags } = invocation;
  const headers: Record<string, string> = human ? { accept: `${TABLE_ACCEPT},application/json` } : {};
  const name = target.form === 'name' ? target.name : undefined;
  const query = target.form === 'list' ? selectorQuery(target) : {};
  const path = resourcePath(resource, namespace, name);
  const first = yield* access.attempt<unknown>({ method: 'GET', path, headers, query });
  if (!first.ok) throw serverError(target.form === 'list' ? describeListError(first.error, target) : first.error);
  if (!flags.bool('watch-only')) show('ADDED', first.value);
  const version = versionOf(first.value);
  const watch = yield* access.watch({
    method: 'GET',
    path: resourcePath(resource, namespace),
    headers,
    query: {
      ...query,
      ...(name === undefined ? {} : { fieldSelector: `metadata.name=${name}` }),
      ...(version === '' ? {} : { resourceVersion: version }),
    },
  });
  try {
    for (;;) {
      const event: WatchEvent | undefined = yield* watch.next();
      if (event === undefined) return 0;
      if (event.type === 'BOOKMARK') continue;
      if (event.type === 'ERROR') {
        throw isStatus(event.object) ? serverError(event.object) : new CommandError('an error on the server');
      }
      show(event.type, event.object);
    }
  } finally {
    watch.stop();
  }
}

type Show = (type: string, object: unknown) => void;

function tableShower(invocation: Invocation, target: Target): Show {
  const printer = new TablePrinter(invocation, false);
  printer.begin(target.resource);
  let columns: readonly TableColumn[] = [];
  const withEvents = invocation.flags.bool('output-watch-events');
  return (type, object) => {
    if (!isTable(object)) return;
    // later events carry no column definitions
    if (object.columnDefinitions?.length > 0) columns = object.columnDefinitions;
    for (const row of object.rows) printer.row(columns, row, withEvents ? [['EVENT', type.padEnd(EVENT_WIDTH)]] : []);
    invocation.print(printer.flush());
  };
}

function objectShower(invocation: Invocation): Show {
  const columns = customColumnsPrinter(invocation);
  const printer = columns === undefined ? objectPrinter(invocation) : undefined;
  const withEvents = invocation.flags.bool('output-watch-events');
  let headerShown = false;
  return (type, object) => {
    const items = (object as { items?: PlainObject[] }).items ?? [object as PlainObject];
    if (columns !== undefined) {
      const text = columns(items);
      invocation.print(headerShown ? text.slice(text.indexOf('\n') + 1) : text);
      headerShown = !invocation.flags.bool('no-headers');
      return;
    }
    for (const item of items) {
      const whole = withEvents ? ({ type, object: item } as unknown as PlainObject) : item;
      invocation.print(printer?.(whole) ?? '');
    }
  };
}

/** Where to begin watching: after what was listed. */
function versionOf(value: unknown): string {
  const own = (value as Table | PlainObject).metadata as { resourceVersion?: string } | undefined;
  if (own?.resourceVersion !== undefined) return own.resourceVersion;
  const row = isTable(value) ? value.rows[0]?.object?.metadata : undefined;
  return (row as { resourceVersion?: string } | undefined)?.resourceVersion ?? '';
}
