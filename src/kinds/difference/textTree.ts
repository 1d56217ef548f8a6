/** Text that is laid out on one line where it fits and over several where not, as go-cmp's reports are. */

type Mark = '' | '-' | '+';

export interface TextRecord {
  readonly mark: Mark;
  readonly key: string;
  readonly value: TextNode;
  readonly comment?: string;
}

export type TextNode =
  | { readonly kind: 'line'; readonly text: string }
  | { readonly kind: 'wrap'; readonly prefix: string; readonly records: readonly TextRecord[] };

/** Longer lists of removed or added things are spread over lines. */
const longestLine = 80;

export function line(text: string): TextNode {
  return { kind: 'line', text };
}

/** `prefix{...}` around records. */
export function wrap(prefix: string, records: readonly TextRecord[]): TextNode {
  return { kind: 'wrap', prefix, records };
}

/** The same with something in front: `&`, or a type's name. */
export function prefixed(prefix: string, node: TextNode): TextNode {
  return node.kind === 'line' ? line(prefix + node.text) : wrap(prefix + node.prefix, node.records);
}

/** The whole tree, each line led by its mark and tabs. */
export function layOut(node: TextNode): string {
  const lines: string[] = [];
  write(compact(node, ''), '', 0, lines, '', '');
  return `${lines.join('\n')}\n`;
}

/** Turns what fits onto a line into lines, from the inside out. */
function compact(node: TextNode, mark: Mark): TextNode {
  if (node.kind === 'line') return node;
  const records = node.records.map((record) => ({ ...record, value: compact(record.value, mark || record.mark) }));
  const marked = node.records.some((record) => record.mark !== '' || record.comment !== undefined);
  if (marked || records.some((record) => record.value.kind !== 'line')) return wrap(node.prefix, records);
  const inner = records.map(({ key, value }) => (key === '' ? '' : `${key}: `) + (value as { text: string }).text);
  const text = inner.join(', ');
  if (mark !== '' && text.length > longestLine) return wrap(node.prefix, records);
  return line(`${node.prefix}{${text}}`);
}

function write(node: TextNode, mark: Mark, depth: number, lines: string[], lead: string, end: string): void {
  if (node.kind === 'line') {
    lines.push(indent(mark, depth) + lead + node.text + end);
    return;
  }
  lines.push(`${indent(mark, depth)}${lead}${node.prefix}{`);
  const widths = alignment(node.records);
  node.records.forEach((record, index) => {
    const inner = mark || record.mark;
    const padding = ' '.repeat(widths[index] ?? 0);
    const key = record.key === '' ? '' : `${record.key}: ${padding}`;
    const comment = record.comment === undefined ? ',' : ` // ${record.comment}`;
    write(record.value, inner, depth + 1, lines, key, comment);
  });
  lines.push(`${indent(mark, depth)}}${end}`);
}

/** go-cmp leads its lines with blanks or with no-break spaces, by chance at its start; here it is always the latter. */
function indent(mark: Mark, depth: number): string {
  return `${mark === '' ? '\u00a0' : mark}\u00a0${'\t'.repeat(depth)}`;
}

/** How much each key is short of the longest among its neighbours that stand on one line. */
function alignment(records: readonly TextRecord[]): number[] {
  const widths: number[] = records.map(() => 0);
  let start = 0;
  const close = (end: number) => {
    const longest = Math.max(0, ...records.slice(start, end).map((record) => record.key.length));
    for (let i = start; i < end; i++) widths[i] = longest - (records[i]?.key.length ?? 0);
  };
  records.forEach((record, index) => {
    if (record.key !== '' && record.value.kind === 'line') return;
    close(index);
    start = index + 1;
  });
  close(records.length);
  return widths;
}
