/** The server's Table and how kubectl shows it: namespace, kind and label columns, wide columns, headers. */

export interface TableColumn {
  readonly name: string;
  readonly type: string;
  readonly format?: string;
  readonly priority?: number;
}

export interface TableRow {
  readonly cells: readonly unknown[];
  readonly object?: RowObject;
}

/** At least the metadata of the row's object. */
interface RowObject {
  readonly kind?: string;
  readonly apiVersion?: string;
  readonly metadata?: {
    readonly name?: string;
    readonly namespace?: string;
    readonly labels?: Readonly<Record<string, string>>;
  };
}

export interface Table {
  readonly kind: 'Table';
  readonly metadata?: { readonly resourceVersion?: string; readonly continue?: string };
  readonly columnDefinitions: readonly TableColumn[];
  readonly rows: readonly TableRow[];
}

export interface TableStyle {
  readonly wide: boolean;
  readonly noHeaders: boolean;
  readonly namespace: boolean;
  /** `pod` or `deployment.apps`: put before names with a slash; '' for none. */
  readonly kind: string;
  readonly showLabels: boolean;
  /** Labels with a column of their own. */
  readonly columnLabels: readonly string[];
}

/** What a client asks for to be answered with a Table. */
export const TABLE_ACCEPT =
  'application/json;as=Table;v=v1;g=meta.k8s.io,application/json;as=Table;v=v1beta1;g=meta.k8s.io,application/json';

export function isTable(value: unknown): value is Table {
  return (value as { kind?: unknown } | null)?.kind === 'Table';
}

/** The heading line, tab-separated; '' when it is not wanted. */
export function tableHeader(columns: readonly TableColumn[], style: TableStyle): string {
  if (style.noHeaders) return '';
  const names = shown(columns, style).map((column) => column.name.toUpperCase());
  const labels = style.columnLabels.map((label) => (label.split('/').at(-1) ?? label).toUpperCase());
  if (style.showLabels) labels.push('LABELS');
  return `${[...(style.namespace ? ['NAMESPACE'] : []), ...names, ...labels].join('\t')}\n`;
}

/** One object's line, tab-separated. */
export function tableLine(columns: readonly TableColumn[], row: TableRow, style: TableStyle): string {
  const out: string[] = style.namespace ? [row.object?.metadata?.namespace ?? ''] : [];
  columns.forEach((column, i) => {
    if (!style.wide && (column.priority ?? 0) !== 0) return;
    const text = cellText(row.cells[i]);
    const isName = column.format === 'name' || (i === 0 && column.name === 'Name');
    out.push(isName && style.kind !== '' ? `${style.kind}/${text}` : text);
  });
  const labels = row.object?.metadata?.labels ?? {};
  for (const label of style.columnLabels) out.push(labels[label] ?? '');
  if (style.showLabels) out.push(labelsText(labels));
  return `${out.join('\t')}\n`;
}

/** `a=b,c=d`, sorted; `<none>` without any. */
function labelsText(labels: Readonly<Record<string, string>> | undefined): string {
  const all = Object.entries(labels ?? {}).map(([key, value]) => `${key}=${value}`);
  return all.length === 0 ? '<none>' : all.sort().join(',');
}

function shown(columns: readonly TableColumn[], style: TableStyle): readonly TableColumn[] {
  return style.wide ? columns : columns.filter((column) => (column.priority ?? 0) === 0);
}

/** Cells end at their first line break. */
function cellText(cell: unknown): string {
  if (cell === null || cell === undefined) return '';
  const text = String(cell);
  const end = text.search(/[\f\n\r]/);
  return end < 0 ? text : `${text.slice(0, end)}...`;
}
