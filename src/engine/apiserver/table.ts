/** meta.k8s.io/v1 Table: the columns that `kubectl get` prints. */
import type { PrinterColumn } from '../../kinds/kind';
import type { ClusterObject, ObjectList } from '../../kinds/object';
import { partial } from './partialObject';

export type IncludeObject = 'None' | 'Metadata' | 'Object';

export interface Table {
  readonly kind: 'Table';
  readonly apiVersion: 'meta.k8s.io/v1';
  readonly metadata: ObjectList<unknown>['metadata'];
  readonly columnDefinitions: readonly TableColumn[] | null;
  readonly rows: readonly TableRow[];
}

interface TableColumn {
  readonly name: string;
  readonly type: string;
  readonly format: string;
  readonly description: string;
  readonly priority: number;
}

interface TableRow {
  readonly cells: readonly (string | number)[];
  readonly object?: ClusterObject;
}

/** Objects as rows of those columns; `now` is the moment that ages are counted to. */
export function tableOf<T extends ClusterObject>(
  columns: readonly PrinterColumn<T>[],
  objects: readonly T[],
  metadata: Table['metadata'],
  now: number,
  include: IncludeObject,
  describeColumns = true,
): Table {
  return {
    kind: 'Table',
    apiVersion: 'meta.k8s.io/v1',
    metadata,
    columnDefinitions: describeColumns ? columns.map(definitionOf) : null,
    rows: objects.map((object) => ({
      cells: columns.map((column) => column.value(object, now)),
      ...(include === 'None' ? {} : { object: include === 'Object' ? object : partial(object) }),
    })),
  };
}

function definitionOf<T>(column: PrinterColumn<T>): TableColumn {
  return {
    name: column.name,
    type: column.type,
    format: column.format ?? '',
    description: column.description,
    priority: column.priority ?? 0,
  };
}
