/** The rows of a list: what is shown of each object, and how it is doing. */
import { humanDuration, parseTime } from '../../base/time';
import type { Table, TableColumn, TableRow } from '../kubectl/output/table';

/** well: as it should be; wait: on its way; bad: in trouble; over: has ended. */
type Tone = 'well' | 'wait' | 'bad' | 'over';

export interface Row {
  readonly namespace: string;
  readonly name: string;
  readonly cells: readonly string[];
  /** When it was made; for the age, which nobody tells when it changes. */
  readonly born: number | undefined;
}

export interface Columns {
  readonly names: readonly string[];
  /** The column of the age; -1: none. */
  readonly age: number;
  /** Columns that are left out first when there is no room. */
  readonly spare: readonly boolean[];
}

export function columnsOf(columns: readonly TableColumn[]): Columns {
  const names = columns.map(({ name }) => name.toUpperCase());
  return {
    names,
    age: names.indexOf('AGE'),
    spare: columns.map(({ priority = 0 }) => priority > 0),
  };
}

function rowOf(row: TableRow): Row {
  const { name = '', namespace = '' } = row.object?.metadata ?? {};
  const { creationTimestamp } = (row.object?.metadata ?? {}) as { readonly creationTimestamp?: string };
  return {
    namespace,
    name,
    cells: row.cells.map((cell) => (cell === null || cell === undefined ? '' : (String(cell).split('\n')[0] ?? ''))),
    born: parseTime(creationTimestamp),
  };
}

export function rowsOf(table: Table): readonly Row[] {
  return table.rows.map(rowOf);
}

/** The cells as they are now: the age goes on by itself. */
export function cellsAt({ cells, born }: Row, { age }: Columns, now: number): readonly string[] {
  if (age < 0 || born === undefined) return cells;
  return cells.map((cell, at) => (at === age ? humanDuration(now - born) : cell));
}

/** How the object of a row is doing, by the columns that say so. */
export function toneOf({ cells }: Row, { names }: Columns): Tone {
  const cell = (name: string) => cells[names.indexOf(name)] ?? '';
  const status = cell('STATUS') || cell('STATE');
  if (['Completed', 'Succeeded'].includes(status)) return 'over';
  if (/^(Pending|ContainerCreating|PodInitializing|Terminating|Init:\d|Waiting|ContainerCreating)/.test(status)) {
    return 'wait';
  }
  if (status !== '' && !/^(Running|Ready|Active|Bound|Available|Complete)/.test(status)) return 'bad';
  const [ready, all] = cell('READY').split('/');
  return all !== undefined && Number(ready) < Number(all) ? 'wait' : 'well';
}
