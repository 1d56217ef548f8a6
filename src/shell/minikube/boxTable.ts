/** A table as minikube draws it: `|---|`, with the cells of the heading in the middle. */
import { widthOf } from '../lineEditor/width';

export function boxTable(heading: readonly string[], rows: readonly (readonly string[])[]): string {
  const widths = heading.map((title, at) => Math.max(...[title, ...rows.map((row) => row[at] ?? '')].map(textWidth)));
  const edge = `|${widths.map((width) => '-'.repeat(width + 2)).join('|')}|\n`;
  const middle = (text: string, width: number) => {
    const room = width - textWidth(text);
    const left = Math.floor(room / 2);
    return ' '.repeat(left) + text + ' '.repeat(room - left);
  };
  const line = (cells: readonly string[]) => `| ${cells.join(' | ')} |\n`;
  return [
    edge,
    line(heading.map((title, at) => middle(title, widths[at] ?? 0))),
    edge,
    ...rows.map((row) => line(row.map((cell, at) => inColumn(cell, widths[at] ?? 0)))),
    edge,
  ].join('');
}

/** Numbers stand at the right. */
function inColumn(cell: string, width: number): string {
  const room = ' '.repeat(width - textWidth(cell));
  return /^\d+$/.test(cell) ? room + cell : cell + room;
}

function textWidth(text: string): number {
  return [...text].reduce((sum, character) => sum + widthOf(character), 0);
}
