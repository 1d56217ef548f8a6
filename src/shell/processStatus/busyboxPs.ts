/** ps as busybox has it: every process of /proc. */
import { busyboxOf } from '../../engine/processes/busybox';
import type { Process } from '../../engine/processes/process';
import { type ListedProcess, terminalName } from '../tool/processList';
import { UserNames } from '../tool/userNames';

interface BusyboxColumn {
  readonly header: string;
  readonly width: number;
  readonly value: (process: ListedProcess) => string;
}

export function busyboxPs(process: Process, every: readonly ListedProcess[]): number {
  const columns = columnsOf(process);
  const names = wishes(process.argv.slice(1));
  // Debian's build has no TIME in its usual list.
  const usual = busyboxOf(process)?.debian === true ? ['pid', 'user', 'args'] : ['pid', 'user', 'time', 'args'];
  const chosen = (names.length > 0 ? names : usual).map((name) => columns[name]);
  const odd = (names.length > 0 ? names : []).find((name) => columns[name] === undefined);
  if (odd !== undefined) {
    process.stderr.write(`ps: bad -o argument '${odd}', supported arguments: ${Object.keys(columns).join(',')}\n`);
    return 1;
  }
  const line = (cell: (column: BusyboxColumn) => string, header: boolean) =>
    chosen
      .map((column, at) => {
        if (column === undefined) return '';
        const text = cell(column);
        if (at === chosen.length - 1) return text;
        return !header && column.header === 'PID' ? text.padStart(column.width) : text.padEnd(column.width);
      })
      .join(' ');
  const rows = every.map((one) => line((column) => column.value(one), false));
  process.stdout.write([line((column) => column.header, true), ...rows].map((text) => `${text}\n`).join(''));
  return 0;
}

/** The columns that `-o` names. */
function wishes(arguments_: readonly string[]): readonly string[] {
  const names: string[] = [];
  arguments_.forEach((word, at) => {
    const value = word === '-o' ? arguments_[at + 1] : /^-o(.+)/.exec(word)?.[1];
    if (value !== undefined) names.push(...value.split(','));
  });
  return names.map((name) => ({ cmd: 'args', command: 'args' })[name] ?? name);
}

function columnsOf(process: Process): Readonly<Record<string, BusyboxColumn>> {
  const names = new UserNames(process);
  const { now } = process.clock;
  const minutes = (seconds: number) =>
    `${Math.floor(seconds / 60)}:${String(Math.floor(seconds % 60)).padStart(2, '0')}`;
  return {
    user: { header: 'USER', width: 8, value: ({ uid }) => names.user(uid).slice(0, 8) },
    group: { header: 'GROUP', width: 8, value: ({ gid }) => names.group(gid).slice(0, 8) },
    comm: { header: 'COMMAND', width: 16, value: ({ comm }) => comm },
    args: { header: 'COMMAND', width: 16, value: commandOf },
    pid: { header: 'PID', width: 5, value: ({ pid }) => String(pid) },
    ppid: { header: 'PPID', width: 5, value: ({ parent }) => String(parent) },
    pgid: { header: 'PGID', width: 5, value: ({ group }) => String(group) },
    etime: { header: 'ELAPSED', width: 7, value: ({ started }) => minutes((now - started) / 1000) },
    time: { header: 'TIME', width: 5, value: ({ time }) => minutes(time).padStart(5) },
    tty: { header: 'TT', width: 6, value: ({ terminal }) => terminalName(terminal) },
    stat: { header: 'STAT', width: 4, value: ({ state }) => state },
    vsz: { header: 'VSZ', width: 4, value: ({ virtual }) => size(virtual) },
    rss: { header: 'RSS', width: 4, value: ({ resident }) => size(resident) },
  };
}

/** The command line, with the kernel's name before it where that is another one. */
function commandOf({ comm, arguments: words }: ListedProcess): string {
  if (words.length === 0) return `[${comm}]`;
  const name = (words[0] ?? '').split('/').at(-1)?.replace(/^-/, '') ?? '';
  return `${name.startsWith(comm) ? '' : `{${comm}} `}${words.join(' ')}`;
}

function size(kibibytes: number): string {
  return kibibytes > 9999 ? `${Math.floor(kibibytes / 1024)}m` : String(Math.ceil(kibibytes));
}
