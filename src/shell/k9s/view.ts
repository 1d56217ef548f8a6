/** What k9s can show: lists of objects, and texts about one of them. */
import type { ApiResource } from '../kubectl/client/discovery';
import type { LiveRows } from './liveRows';
import type { Row } from './rows';

export interface ListView {
  readonly kind: 'list';
  /** What is listed: a resource, the containers of a pod, or the contexts of the kubeconfig. */
  readonly of: ApiResource | 'containers' | 'contexts';
  /** Empty: all namespaces, or none where there are none. */
  readonly namespace: string;
  /** What else the list is narrowed by, for its title: `app=web`. */
  readonly only: string;
  /** The pod whose containers these are. */
  readonly pod: Pick<Row, 'namespace' | 'name'> | undefined;
  readonly live: LiveRows;
  /** Ends what keeps it up. */
  readonly stop: () => void;
  /** The row that the bar is on: its key. */
  selected: string | undefined;
  filter: string;
  /** The first row in sight. */
  top: number;
}

export interface TextView {
  readonly kind: 'text';
  readonly title: string;
  lines: readonly string[];
  /** A log goes on at its end. */
  follow: boolean;
  readonly stop: () => void;
  filter: string;
  top: number;
}

export type View = ListView | TextView;

/** What is being typed or asked at the top. */
export type Prompt =
  | { readonly kind: 'command' | 'filter'; text: string }
  | { readonly kind: 'scale'; text: string; readonly argv: readonly string[]; readonly what: string }
  | { readonly kind: 'confirm'; readonly argv: readonly string[]; readonly what: string };

/** What a list is called: `pods`, `deployments`. */
export function listName({ of }: ListView): string {
  return typeof of === 'string' ? of : of.plural;
}

/** The rows that the filter lets through. */
export function rowsIn(view: ListView): readonly Row[] {
  const rows = view.live.sorted;
  if (view.filter === '') return rows;
  const inverse = view.filter.startsWith('!');
  const pattern = patternOf(inverse ? view.filter.slice(1) : view.filter);
  return rows.filter((row) => [row.namespace, ...row.cells].some((cell) => pattern.test(cell)) !== inverse);
}

/** The lines that the filter lets through. */
export function linesIn(view: TextView): readonly string[] {
  if (view.filter === '') return view.lines;
  const pattern = patternOf(view.filter);
  return view.lines.filter((line) => pattern.test(line));
}

function patternOf(text: string): RegExp {
  try {
    return new RegExp(text, 'i');
  } catch {
    return new RegExp(text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'), 'i');
  }
}
