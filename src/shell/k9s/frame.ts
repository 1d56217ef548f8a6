/** Draws the screen: who and where at the top, then the list or text in a frame, and the way to it at the bottom. */
import { splitCharacters, textWidth, widthOf } from '../lineEditor/width';
import { type Hint, hintsOf } from './hints';
import { keyOf } from './liveRows';
import { type Columns, cellsAt, type Row, toneOf } from './rows';
import { type ListView, linesIn, listName, type Prompt, rowsIn, type TextView, type View } from './view';

export interface Head {
  readonly context: string;
  readonly cluster: string;
  readonly user: string;
  readonly version: string;
  /** Namespaces by their digits. */
  readonly namespaces: readonly string[];
}

export interface Screen {
  readonly columns: number;
  readonly rows: number;
  readonly now: number;
  readonly head: Head;
  readonly views: readonly View[];
  readonly prompt: Prompt | undefined;
  /** A line at the bottom: what happened. */
  readonly message: { readonly text: string; readonly bad: boolean } | undefined;
}

const TONES = { well: '36', wait: '33', bad: '31', over: '90' } as const;
/** Fewer rows than this have only a line for the head. */
const HIGH = 16;
const HEAD_ROWS = 5;
/** Columns of the server's table that say little for their width. */
const NEVER = new Set(['NOMINATED NODE', 'READINESS GATES']);

/** The lines of the screen, each as wide as it is. Also keeps the bar in sight. */
export function drawScreen(screen: Screen): readonly string[] {
  const { views, prompt, rows, columns } = screen;
  const view = views.at(-1);
  const head = rows >= HIGH ? tallHead(screen) : [lowHead(screen)];
  const asked = prompt === undefined ? [] : [promptLine(prompt, columns)];
  const room = Math.max(1, rows - head.length - asked.length - 3);
  const body = view === undefined ? [] : view.kind === 'list' ? listLines(view, screen, room) : textLines(view, room);
  const title = view === undefined ? '' : titleOf(view);
  const inner = columns - 2;
  const framed = Array.from({ length: room }, (_, at) => `│${sized(body[at] ?? '', inner)}│`);
  return [
    ...head,
    ...asked,
    `┌${centred(title, inner, '─')}┐`,
    ...framed,
    `└${'─'.repeat(inner)}┘`,
    bottomLine(screen),
  ].slice(0, rows);
}

function tallHead({ head, views, columns }: Screen): readonly string[] {
  const facts: readonly Hint[] = [
    ['Context', head.context],
    ['Cluster', head.cluster],
    ['User', head.user],
    ['K8s Rev', head.version],
  ];
  const view = views.at(-1);
  const hints = view === undefined ? [] : [...hintsOf(view), [':', 'Command'], ['/', 'Filter'], ['?', 'Help']];
  const left = facts.map(([name, value]) => `${paint('33', `${name}:`.padEnd(9))}${value}`);
  const middle = head.namespaces.map((name, at) => `${paint('35', `<${at}>`)} ${name}`);
  const right = chunk(
    hints.map(([key, what]) => `${paint('34', `<${key}>`)} ${what}`),
    HEAD_ROWS,
  );
  const blocks = [left, ...chunk(middle, HEAD_ROWS), ...right];
  const widths = blocks.map((block) => Math.max(0, ...block.map(visible)) + 3);
  return Array.from({ length: HEAD_ROWS }, (_, row) => {
    let line = ' ';
    let used = 1;
    blocks.forEach((block, at) => {
      const width = at === 0 ? Math.min(widths[0] ?? 0, Math.floor(columns * 0.45)) : (widths[at] ?? 0);
      if (used + width > columns + 3) return;
      line += sized(block[row] ?? '', width);
      used += width;
    });
    return cut(line, columns);
  });
}

/** In one line: the cluster, and as many keys as there is room for. */
function lowHead({ head, views, columns }: Screen): string {
  const view = views.at(-1);
  const hints: readonly Hint[] = [['?', 'Help'], [':', 'Command'], ...(view === undefined ? [] : hintsOf(view))];
  let line = ` ${paint('33', head.context)} ${head.version} `;
  for (const [key, what] of hints) {
    const hint = ` ${paint('34', `<${key}>`)} ${what}`;
    if (visible(line) + visible(hint) > columns) break;
    line += hint;
  }
  return cut(line, columns);
}

function promptLine(prompt: Prompt, columns: number): string {
  switch (prompt.kind) {
    case 'command':
      return cut(` :${prompt.text}${paint('7', ' ')}`, columns);
    case 'filter':
      return cut(` /${prompt.text}${paint('7', ' ')}`, columns);
    case 'scale':
      return cut(` Replicas of ${prompt.what}: ${prompt.text}${paint('7', ' ')}`, columns);
    default:
      return paint('31', cut(` Delete ${prompt.what}? <y> yes  <n> no`, columns));
  }
}

function titleOf(view: View): string {
  const filter = view.filter === '' ? '' : ` /${view.filter}`;
  if (view.kind === 'text') return ` ${view.title}${filter} `;
  const where =
    view.of === 'containers'
      ? `(${view.pod?.namespace}/${view.pod?.name})`
      : view.of !== 'contexts' && view.of.namespaced
        ? `(${view.namespace === '' ? 'all' : view.namespace})`
        : '';
  const only = view.only === '' ? '' : ` ${view.only}`;
  return ` ${listName(view)}${where}[${view.live.rows === undefined ? '…' : rowsIn(view).length}]${only}${filter} `;
}

function listLines(view: ListView, { columns: width, now }: Screen, room: number): readonly string[] {
  const { live, namespace, of } = view;
  const rows = rowsIn(view);
  if (live.problem !== '') return inLines(live.problem, width - 4).map((line) => paint('31', ` ${line}`));
  if (live.rows === undefined) return [];
  const spaced = typeof of !== 'string' && of.namespaced && namespace === '';
  const names = [...(spaced ? ['NAMESPACE'] : []), ...live.columns.names];
  const cells = rows.map((row) => [...(spaced ? [row.namespace] : []), ...cellsAt(row, live.columns, now)]);
  const spare = [...(spaced ? [false] : []), ...live.columns.spare];
  const widths = names.map(
    (name, at) => Math.max(textWidth(name), ...cells.map((row) => textWidth(row[at] ?? ''))) + 2,
  );
  const shown = columnsThatFit(names, widths, spare, width - 3);
  const line = (row: readonly string[]) => shown.map((at) => sized(row[at] ?? '', widths[at] ?? 0)).join('');
  const at = Math.max(
    0,
    rows.findIndex((row) => keyOf(row) === view.selected),
  );
  view.selected = rows[at] === undefined ? undefined : keyOf(rows[at]);
  const size = Math.max(1, room - 1);
  view.top = Math.max(0, Math.min(Math.max(view.top, at - size + 1), at, Math.max(0, rows.length - size)));
  return [
    paint('1', ` ${line(names)}`),
    ...rows.slice(view.top, view.top + size).map((row, index) => {
      const text = ` ${line(cells[view.top + index] ?? [])}`;
      return paint(colour(row, live.columns, view.top + index === at), sized(text, width - 2));
    }),
  ];
}

function colour(row: Row, columns: Columns, selected: boolean): string {
  const tone = TONES[toneOf(row, columns)];
  return selected ? `7;${tone}` : tone;
}

/** All columns where there is room; then those that matter less are left out, the last of them first. */
function columnsThatFit(
  names: readonly string[],
  widths: readonly number[],
  spare: readonly boolean[],
  room: number,
): readonly number[] {
  let shown = widths.map((_, at) => at).filter((at) => !NEVER.has(names[at] ?? ''));
  const total = () => shown.reduce((sum, at) => sum + (widths[at] ?? 0), 0);
  for (const at of [...shown].reverse())
    if (total() > room && spare[at] === true) shown = shown.filter((one) => one !== at);
  return shown;
}

function textLines(view: TextView, room: number): readonly string[] {
  const lines = linesIn(view);
  const end = Math.max(0, lines.length - room);
  view.top = view.follow ? end : Math.max(0, Math.min(view.top, end));
  return lines.slice(view.top, view.top + room).map((line) => ` ${line.replaceAll('\t', '        ')}`);
}

function bottomLine({ views, message, columns }: Screen): string {
  const way = views.map((view) => `<${view.kind === 'list' ? listName(view) : (view.title.split(' ')[0] ?? '')}>`);
  const crumbs = ` ${way.join(' ')} `;
  if (message === undefined) return cut(paint('90', crumbs), columns);
  return cut(`${paint('90', crumbs)} ${paint(message.bad ? '31' : '32', message.text)}`, columns);
}

/** Words in lines no longer than `width`, as far as the words are. */
function inLines(text: string, width: number): readonly string[] {
  const lines: string[] = [];
  for (const word of text.split(' ')) {
    const last = lines.at(-1);
    if (last !== undefined && textWidth(last) + 1 + textWidth(word) <= width)
      lines[lines.length - 1] = `${last} ${word}`;
    else lines.push(word);
  }
  return lines;
}

function chunk<T>(list: readonly T[], size: number): readonly (readonly T[])[] {
  return Array.from({ length: Math.ceil(list.length / size) }, (_, at) => list.slice(at * size, (at + 1) * size));
}

function paint(codes: string, text: string): string {
  return `\u001b[${codes}m${text}\u001b[0m`;
}

/** In the middle of a line of `filler`. */
function centred(text: string, width: number, filler: string): string {
  const room = Math.max(0, width - textWidth(text));
  const before = Math.floor(room / 2);
  return `${filler.repeat(before)}${cut(text, width)}${filler.repeat(room - before)}`;
}

/** As wide as `width`: cut, or filled with blanks. */
function sized(text: string, width: number): string {
  const room = width - visible(text);
  return room >= 0 ? text + ' '.repeat(room) : cut(text, width);
}

/** No wider than `width`; colours cost nothing. */
function cut(text: string, width: number): string {
  let used = 0;
  let out = '';
  // biome-ignore lint/suspicious/noControlCharactersInRegex: colours are escape sequences
  for (const part of text.split(/(\u001b\[[0-9;]*m)/)) {
    if (part.startsWith('\u001b[')) {
      out += part;
      continue;
    }
    for (const character of splitCharacters(part)) {
      const own = character < ' ' ? 0 : widthOf(character);
      if (used + own > width) break;
      out += own === 0 && character < ' ' ? '' : character;
      used += own;
    }
  }
  return out;
}

function visible(text: string): number {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: colours are escape sequences
  return textWidth(text.replace(/\u001b\[[0-9;]*m/g, ''));
}
