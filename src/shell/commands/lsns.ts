import type { Process } from '../../engine/processes/process';
import { type ListedProcess, listProcesses } from '../tool/processList';
import type { Tool } from '../tool/tool';
import { defineTool } from '../tool/tool';
import { UserNames } from '../tool/userNames';

const TYPES = ['mnt', 'net', 'time', 'cgroup', 'pid', 'user', 'uts', 'ipc'] as const;

interface Row {
  readonly inode: number;
  readonly type: string;
  readonly processes: readonly ListedProcess[];
}

interface Cell {
  readonly header: string;
  readonly align: 'left' | 'right';
  readonly value: (row: Row, names: UserNames) => string;
}

const first = ({ processes }: Row) => processes[0];

const CELLS: Readonly<Record<string, Cell>> = {
  NS: { header: 'NS', align: 'right', value: ({ inode }) => String(inode) },
  TYPE: { header: 'TYPE', align: 'left', value: ({ type }) => type },
  PATH: { header: 'PATH', align: 'left', value: (row) => `/proc/${first(row)?.pid}/ns/${row.type}` },
  NPROCS: { header: 'NPROCS', align: 'right', value: ({ processes }) => String(processes.length) },
  PID: { header: 'PID', align: 'right', value: (row) => String(first(row)?.pid ?? 0) },
  PPID: { header: 'PPID', align: 'right', value: (row) => String(first(row)?.parent ?? 0) },
  COMMAND: {
    header: 'COMMAND',
    align: 'left',
    value: (row) => first(row)?.arguments.join(' ') || (first(row)?.comm ?? ''),
  },
  UID: { header: 'UID', align: 'right', value: (row) => String(first(row)?.uid ?? 0) },
  USER: { header: 'USER', align: 'left', value: (row, names) => names.user(first(row)?.uid ?? 0) },
};

/** `lsns`: the namespaces of all processes that may be looked at. */
export const lsns = defineTool({
  name: 'lsns',
  summary: 'list system namespaces',
  usage: '[options] [<namespace>]',
  options: 'J|json l|list n|noheadings o|output= output-all p|task= r|raw u|notruncate W|nowrap t|type= T|tree?',
  *run(tool) {
    const odd = ['J', 'T'].find((option) => tool.has(option));
    if (odd !== undefined) return tool.fail(`-${odd} is not simulated here`);
    const type = tool.value('t');
    if (type !== undefined && !TYPES.some((one) => one === type)) return tool.fail(`unknown namespace type: ${type}`);
    const columns = (tool.value('o') ?? 'NS,TYPE,NPROCS,PID,USER,COMMAND').split(',').map((name) => name.toUpperCase());
    const unknown = columns.find((name) => CELLS[name] === undefined);
    if (unknown !== undefined) return tool.fail(`unknown column: ${unknown}`);
    const rows = chosen(tool, rowsOf(tool.process), type);
    yield* tool.print(table(tool, columns, rows));
    return 0;
  },
});

function rowsOf(process: Process): readonly Row[] {
  const rows = new Map<string, Row & { processes: ListedProcess[] }>();
  for (const one of listProcesses(process) ?? []) {
    for (const type of TYPES) {
      const link = process.files.stat(`/proc/${one.pid}/ns/${type}`, { follow: false });
      const inode = Number(/\[(\d+)\]/.exec(link.ok ? (link.value.target ?? '') : '')?.[1] ?? 0);
      if (inode === 0) continue;
      const row = rows.get(`${type} ${inode}`) ?? { inode, type, processes: [] };
      row.processes.push(one);
      rows.set(`${type} ${inode}`, row);
    }
  }
  return [...rows.values()].sort((a, b) => a.inode - b.inode);
}

function chosen(tool: Tool, rows: readonly Row[], type: string | undefined): readonly Row[] {
  const pid = tool.value('p');
  const [namespace] = tool.operands;
  return rows.filter(
    (row) =>
      (type === undefined || row.type === type) &&
      (pid === undefined || row.processes.some((process) => String(process.pid) === pid)) &&
      (namespace === undefined || String(row.inode) === namespace),
  );
}

function table(tool: Tool, columns: readonly string[], rows: readonly Row[]): string {
  const names = new UserNames(tool.process);
  const cells = columns.flatMap((name) => CELLS[name] ?? []);
  const lines = rows.map((row) => cells.map((cell) => cell.value(row, names)));
  if (!tool.has('n')) lines.unshift(cells.map((cell) => cell.header));
  if (rows.length === 0) return '';
  const widths = cells.map((_, column) => Math.max(...lines.map((line) => line[column]?.length ?? 0)));
  return lines
    .map((line) =>
      cells
        .map((cell, column) => {
          const text = line[column] ?? '';
          if (cell.align === 'right') return text.padStart(widths[column] ?? 0);
          return column === cells.length - 1 ? text : text.padEnd(widths[column] ?? 0);
        })
        .join(' '),
    )
    .map((line) => `${line}\n`)
    .join('');
}
