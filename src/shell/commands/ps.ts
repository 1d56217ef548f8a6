import { busyboxOf } from '../../engine/processes/busybox';
import type { Process } from '../../engine/processes/process';
import { isTerminal } from '../../engine/processes/pty';
import type { Routine } from '../../engine/processes/routine';
import type { Command } from '../command';
import { busyboxPs } from '../processStatus/busyboxPs';
import type { Column, ColumnContext } from '../processStatus/columns';
import { share } from '../processStatus/columns';
import { forest } from '../processStatus/forest';
import { type PsOptions, readPsOptions, type Selection } from '../processStatus/options';
import { findListed, type ListedProcess, listProcesses, memoryOf, terminalName } from '../tool/processList';
import { UserNames } from '../tool/userNames';

const USAGE = `
Usage:
 ps [options]

 Try 'ps --help <simple|list|output|threads|misc|all>'
  or 'ps --help <s|l|o|t|m|a>'
 for additional help text.

For more details see ps(1).
`;

/** `ps`: the processes that /proc shows, as procps prints them, or busybox. */
export const ps: Command = {
  name: 'ps',
  summary: 'report running processes',
  // biome-ignore lint/correctness/useYield: it has nothing to wait for
  *run(process): Routine<number> {
    const every = listProcesses(process);
    if (busyboxOf(process) !== undefined) return busyboxPs(process, every ?? []);
    if (every === undefined) {
      process.stderr.write('Error, do this: mount -t proc proc /proc\n');
      return 1;
    }
    const options = readPsOptions(process.argv.slice(1));
    if (!options.ok) {
      process.stderr.write(`error: ${options.error}\n${USAGE}`);
      return 1;
    }
    if (options.value.help) {
      process.stdout.write(USAGE);
      return 0;
    }
    return show(process, every, options.value);
  },
};

function show(process: Process, every: readonly ListedProcess[], options: PsOptions): number {
  const chosen = sorted(select(process, every, options.select), options, process.clock.now);
  const tree = options.forest ? forest(chosen) : { rows: chosen, branch: () => '' };
  const context: ColumnContext = {
    now: process.clock.now,
    names: new UserNames(process),
    memory: memoryOf(process, 'MemTotal'),
    namespace: (pid, name) => {
      const link = process.files.stat(`/proc/${pid}/ns/${name}`, { follow: false });
      return link.ok ? (/\[(\d+)\]/.exec(link.value.target ?? '')?.[1] ?? '-') : '-';
    },
    cgroup: (pid) => {
      const text = process.files.read(`/proc/${pid}/cgroup`);
      return text.ok ? text.value.trim() : '-';
    },
    branch: tree.branch,
  };
  const lines = tree.rows.map((row) => line(options.columns, (column) => column.value(row, context)));
  if (options.headers) lines.unshift(line(options.columns, (column) => column.header));
  const width =
    isTerminal(process.stdout) && process.tty !== undefined ? process.tty.columns : Number.POSITIVE_INFINITY;
  process.stdout.write(lines.map((text) => `${text.slice(0, width)}\n`).join(''));
  return chosen.length > 0 ? 0 : 1;
}

function line(columns: readonly Column[], cell: (column: Column) => string): string {
  return columns
    .map((column, at) => {
      const text = cell(column);
      const width = Math.max(column.width, column.header.length);
      if (column.align === 'right') return text.padStart(width);
      return at === columns.length - 1 ? text : text.slice(0, Math.max(width, 8)).padEnd(width);
    })
    .join(' ');
}

function select(process: Process, every: readonly ListedProcess[], selection: Selection): readonly ListedProcess[] {
  const self = findSelf(process);
  const names = new UserNames(process);
  const { pids, parents, commands, users, terminals } = selection;
  const listed = [pids, parents, commands, users, terminals].some((list) => list.length > 0);
  return every.filter((one) => {
    if (pids.includes(one.pid) || parents.includes(one.parent) || commands.includes(one.comm)) return true;
    if (users.includes(names.user(one.uid)) || users.includes(String(one.uid))) return true;
    if (terminals.includes(terminalName(one.terminal))) return true;
    if (selection.all) return true;
    const mine = one.uid === process.uid;
    if (selection.others || selection.detached)
      return (selection.others || mine) && (selection.detached || one.terminal !== 0);
    return !listed && mine && one.terminal === (self?.terminal ?? 0);
  });
}

function findSelf(process: Process): ListedProcess | undefined {
  const link = process.files.stat('/proc/self', { follow: false });
  return link.ok ? findListed(process, Number(link.value.target)) : undefined;
}

function sorted(rows: readonly ListedProcess[], { sort, reverse }: PsOptions, now: number): readonly ListedProcess[] {
  const keys: Readonly<Record<string, (one: ListedProcess) => number | string>> = {
    pid: (one) => one.pid,
    ppid: (one) => one.parent,
    comm: (one) => one.comm,
    cmd: (one) => one.arguments.join(' '),
    '%cpu': (one) => share(one, { now }),
    pcpu: (one) => share(one, { now }),
    '%mem': (one) => one.resident,
    pmem: (one) => one.resident,
    rss: (one) => one.resident,
    vsz: (one) => one.virtual,
    time: (one) => one.time,
    start_time: (one) => one.started,
    uid: (one) => one.uid,
    user: (one) => one.uid,
  };
  const ordered = [...rows].sort((a, b) => {
    for (const word of sort) {
      const key = keys[word.replace(/^[-+]/, '')];
      const [x, y] = [key?.(a) ?? 0, key?.(b) ?? 0];
      if (x !== y) return (x < y ? -1 : 1) * (word.startsWith('-') ? -1 : 1);
    }
    return a.pid - b.pid;
  });
  return reverse ? ordered.reverse() : ordered;
}
