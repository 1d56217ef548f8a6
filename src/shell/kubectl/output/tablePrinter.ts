/** Prints tables one under the other as `kubectl get` does: a heading for each type, blank lines between types. */

import { TabWriter, tableTabs } from '../../text/tabWriter';
import type { ApiResource } from '../client/discovery';
import { printedType } from '../client/discovery';
import type { Invocation } from '../verb';
import { type TableColumn, type TableRow, type TableStyle, tableHeader, tableLine } from './table';

export class TablePrinter {
  readonly #style: Omit<TableStyle, 'kind' | 'namespace'>;
  readonly #allNamespaces: boolean;
  readonly #withKind: boolean;
  #resource: ApiResource | undefined;
  #writer = new TabWriter(tableTabs);
  #headerDone = false;
  #written = false;
  #separate = false;
  #text = '';

  /** `several`: objects of more than one type are printed, so that names need their type. */
  constructor({ flags }: Invocation, several: boolean) {
    this.#style = {
      wide: flags.string('output') === 'wide',
      noHeaders: flags.bool('no-headers'),
      showLabels: flags.bool('show-labels'),
      columnLabels: flags.strings('label-columns'),
    };
    this.#allNamespaces = flags.bool('all-namespaces');
    this.#withKind = several || flags.bool('show-kind');
  }

  /** What follows is of this type. */
  begin(resource: ApiResource): void {
    if (this.#resource === resource) return;
    this.#end();
    this.#resource = resource;
    this.#writer = new TabWriter(tableTabs);
    this.#headerDone = false;
  }

  /** One line; the first of a type brings the heading. `before` are extra cells in front (watch events). */
  row(columns: readonly TableColumn[], row: TableRow, before: readonly (readonly [string, string])[] = []): void {
    const style = this.#styleFor();
    const lead = (cells: readonly string[]): string => cells.map((cell) => `${cell}\t`).join('');
    if (this.#separate) {
      this.#text += '\n';
      this.#separate = false;
    }
    if (!this.#headerDone) {
      const header = tableHeader(columns, style);
      if (header !== '') this.#writer.write(lead(before.map(([name]) => name)) + header);
      this.#headerDone = true;
    }
    this.#writer.write(lead(before.map(([, cell]) => cell)) + tableLine(columns, row, style));
  }

  /** The text so far; the widths of the columns are kept for what follows. */
  flush(): string {
    this.#text += this.#writer.flush();
    const text = this.#text;
    this.#text = '';
    return text;
  }

  /** A blank line stands between types, but only when something follows. */
  #end(): void {
    const text = this.#writer.flush();
    this.#text += text;
    this.#written ||= text !== '';
    this.#separate = this.#written && !this.#style.noHeaders;
  }

  #styleFor(): TableStyle {
    const resource = this.#resource;
    const kind = this.#withKind && resource !== undefined ? printedType(resource) : '';
    return { ...this.#style, kind, namespace: this.#allNamespaces && resource?.namespaced === true };
  }
}
