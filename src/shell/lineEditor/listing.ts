/** How possibilities are compared and listed. */
import { textWidth } from './width';

/** Labels in columns, filled downwards. */
export function inColumns(labels: readonly string[], columns: number): string {
  const widths = labels.map(textWidth);
  const width = Math.max(...widths) + 2;
  const across = Math.max(1, Math.floor(columns / width));
  const down = Math.ceil(labels.length / across);
  let text = '';
  for (let row = 0; row < down; row++) {
    for (let at = row; at < labels.length; at += down) {
      const last = at + down >= labels.length;
      text += `${labels[at]}${last ? '' : ' '.repeat(width - (widths[at] ?? 0))}`;
    }
    text += '\n';
  }
  return text;
}

/** The longest text that all items begin with. */
export function commonStart(items: readonly string[]): string {
  let common = items[0] ?? '';
  for (const item of items) while (!item.startsWith(common)) common = common.slice(0, -1);
  return common;
}
