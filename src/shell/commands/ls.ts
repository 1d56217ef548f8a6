import type { FileError, FileStat } from '../../engine/files/fileSystem';
import { isTerminal, Pty } from '../../engine/processes/pty';
import type { Routine } from '../../engine/processes/routine';
import { textWidth, withoutEscapes } from '../lineEditor/width';
import { formatDate } from '../text/date';
import { describeMode } from '../text/fileMode';
import { humanSize } from '../text/humanSize';
import type { Tool } from '../tool/tool';
import { defineTool } from '../tool/tool';
import { UserNames } from '../tool/userNames';

interface Entry {
  readonly name: string;
  readonly path: string;
  readonly stat: FileStat;
}

const HALF_YEAR = 15_778_476_000;

/** `ls`: lists directories; in columns on a terminal, else a name a line. */
export const ls = defineTool({
  name: 'ls',
  summary: 'list directory contents',
  usage: '[OPTION]... [FILE]...',
  usageStatus: 2,
  options:
    'l a|all A|almost-all h|human-readable 1 R|recursive t r|reverse S d|directory F|classify p i|inode n|numeric-uid-gid g o G|no-group C x s|size U q color? full-time time-style= group-directories-first',
  *run(tool) {
    const operands = tool.operands.length > 0 ? tool.operands : ['.'];
    const files: Entry[] = [];
    const directories: string[] = [];
    let status = 0;
    for (const operand of operands) {
      const stat = tool.process.files.stat(tool.path(operand), { follow: !tool.has('l') && !tool.has('d') });
      if (!stat.ok) status = complainOf(tool, operand, stat.error, 'cannot access ');
      else if (stat.value.type === 'directory' && !tool.has('d')) directories.push(operand);
      else files.push({ name: operand, path: tool.path(operand), stat: stat.value });
    }
    if (files.length > 0) yield* show(tool, sorted(tool, files));
    let first = files.length === 0;
    const queue = sortNames(tool, directories);
    while (queue.length > 0) {
      const directory = queue.shift() as string;
      const names = tool.process.files.list(tool.path(directory));
      if (!names.ok) {
        status = complainOf(tool, directory, names.error, 'cannot open directory ');
        continue;
      }
      if (operands.length > 1 || tool.has('R')) yield* tool.print(`${first ? '' : '\n'}${directory}:\n`);
      first = false;
      const entries = sorted(tool, entriesOf(tool, directory, names.value));
      if (tool.has('l') || tool.has('s'))
        yield* tool.print(`total ${entries.reduce((sum, entry) => sum + blocks(entry.stat), 0)}\n`);
      yield* show(tool, entries);
      if (tool.has('R'))
        queue.unshift(
          ...entries
            .filter((entry) => entry.stat.type === 'directory' && entry.name !== '.' && entry.name !== '..')
            .map((entry) => `${directory.replace(/\/$/, '')}/${entry.name}`),
        );
    }
    return status;
  },
});

/** busybox has its own words, and always fails with 1. */
function complainOf(tool: Tool, operand: string, error: FileError, words: string): number {
  if (!tool.busybox) return tool.complain(`'${operand}'`, error, words) + 1;
  return error.code === 'EACCES' ? tool.complain(`'${operand}'`, error, "can't open ") : tool.complain(operand, error);
}

function entriesOf(tool: Tool, directory: string, names: readonly string[]): Entry[] {
  const all = tool.has('a') ? ['.', '..', ...names] : names;
  return all.flatMap((name) => {
    if (name.startsWith('.') && !tool.has('a') && !tool.has('A')) return [];
    const path = tool.path(`${directory}/${name}`);
    const stat = tool.process.files.stat(path, { follow: false });
    return stat.ok ? [{ name, path, stat: stat.value }] : [];
  });
}

function sortNames(tool: Tool, names: readonly string[]): string[] {
  const ordered = [...names].sort();
  return tool.has('r') ? ordered.reverse() : ordered;
}

function sorted(tool: Tool, entries: readonly Entry[]): Entry[] {
  if (tool.has('U')) return [...entries];
  const key = (name: string) => name.replace(/^\.+/, '').toLowerCase();
  const byName = (a: Entry, b: Entry) =>
    key(a.name) < key(b.name) ? -1 : key(a.name) > key(b.name) ? 1 : a.name < b.name ? -1 : 1;
  const ordered = [...entries].sort((a, b) => {
    if (tool.has('t') && a.stat.modified !== b.stat.modified) return b.stat.modified - a.stat.modified;
    if (tool.has('S') && a.stat.size !== b.stat.size) return b.stat.size - a.stat.size;
    return byName(a, b);
  });
  return tool.has('r') ? ordered.reverse() : ordered;
}

function blocks(stat: FileStat): number {
  return stat.type === 'link' ? 0 : Math.max(stat.type === 'directory' ? 4 : 0, Math.ceil(stat.size / 4096) * 4);
}

function decorated(tool: Tool, entry: Entry): string {
  const { type, mode } = entry.stat;
  const executable = type === 'file' && (mode & 0o111) !== 0;
  const setting = tool.value('color');
  const coloured =
    setting === 'always' || (setting !== undefined && setting !== 'never' && isTerminal(tool.process.stdout));
  const colour = type === 'directory' ? '01;34' : type === 'link' ? '01;36' : executable ? '01;32' : '';
  const name = /[\s'"$&|;<>()*?]/.test(entry.name) && isTerminal(tool.process.stdout) ? `'${entry.name}'` : entry.name;
  const text = coloured && colour !== '' ? `\u001b[${colour}m${name}\u001b[0m` : name;
  if (type === 'directory' && (tool.has('F') || tool.has('p'))) return `${text}/`;
  if (!tool.has('F')) return text;
  return type === 'link' ? `${text}@` : executable ? `${text}*` : text;
}

function* show(tool: Tool, entries: readonly Entry[]): Routine<void> {
  if (tool.has('l') || tool.has('n') || tool.has('g') || tool.has('o')) return yield* showLong(tool, entries);
  const names = entries.map((entry) => decorated(tool, entry));
  const terminal = tool.process.tty;
  if (!isTerminal(tool.process.stdout) || tool.has('1')) {
    if (!tool.has('C')) return yield* tool.print(names.map((name) => `${name}\n`).join(''));
  }
  const plain = entries.map((entry, at) => textWidth(withoutEscapes(names[at] ?? entry.name)));
  yield* tool.print(columns(names, plain, terminal instanceof Pty ? terminal.columns : 80));
}

/** Fills columns downwards, as many as fit. */
function columns(names: readonly string[], widths: readonly number[], width: number): string {
  if (names.length === 0) return '';
  for (let down = 1; ; down++) {
    const across = Math.ceil(names.length / down);
    const sizes = Array.from({ length: across }, (_, column) =>
      Math.max(...widths.slice(column * down, (column + 1) * down)),
    );
    if (down < names.length && sizes.reduce((sum, size) => sum + size + 2, -2) > width) continue;
    let text = '';
    for (let row = 0; row < down; row++) {
      for (let column = 0; column * down + row < names.length; column++) {
        const at = column * down + row;
        const last = at + down >= names.length;
        text += `${names[at]}${last ? '' : ' '.repeat((sizes[column] ?? 0) + 2 - (widths[at] ?? 0))}`;
      }
      text += '\n';
    }
    return text;
  }
}

function* showLong(tool: Tool, entries: readonly Entry[]): Routine<void> {
  const now = tool.process.clock.now;
  const names = new UserNames(tool.process);
  const rows = entries.map((entry) => {
    const { stat } = entry;
    const links = stat.type === 'directory' ? '2' : '1';
    const { device } = stat;
    const bytes = stat.type === 'directory' && stat.size > 0 ? 4096 : stat.size;
    const plain = tool.has('h') ? humanSize(bytes) : String(bytes);
    const size = device === undefined ? plain : `${device.major}, ${device.minor}`;
    const numbers = names.ownersOf(stat);
    const { owner, group } = tool.has('n')
      ? { owner: String(numbers.uid), group: String(numbers.gid) }
      : names.namesOf(stat);
    return { entry, links, owner, group, size };
  });
  const width = (pick: (row: (typeof rows)[number]) => string) => Math.max(0, ...rows.map((row) => pick(row).length));
  const [links, size] = [width((row) => row.links), width((row) => row.size)];
  const [owner, group] = [width((row) => row.owner), width((row) => row.group)];
  for (const row of rows) {
    const { stat } = row.entry;
    const recent = now - stat.modified < HALF_YEAR && stat.modified <= now + 60_000;
    const time = formatDate(
      stat.modified,
      tool.has('full-time') ? '%F %T.%N +0000' : recent ? '%b %e %H:%M' : '%b %e  %Y',
    );
    const who = `${tool.has('g') ? '' : `${row.owner.padEnd(owner)} `}${tool.has('o') || tool.has('G') ? '' : `${row.group.padEnd(group)} `}`;
    yield* tool.print(
      `${describeMode(stat)} ${row.links.padStart(links)} ${who}${row.size.padStart(size)} ${time} ${decorated(tool, row.entry)}${arrow(row.entry)}\n`,
    );
  }
}

/** Where a link leads. */
function arrow({ stat }: Entry): string {
  return stat.target === undefined ? '' : ` -> ${stat.target}`;
}
