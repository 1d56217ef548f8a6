/** Processes as a tree, each below its parent. */
import type { ListedProcess } from '../tool/processList';

export interface Forest {
  readonly rows: readonly ListedProcess[];
  /** What stands before a process's command: ` \_ `, with the lines of those above it. */
  branch(pid: number): string;
}

export function forest(processes: readonly ListedProcess[]): Forest {
  const known = new Set(processes.map((process) => process.pid));
  const rows: ListedProcess[] = [];
  const branches = new Map<number, string>();
  const add = (process: ListedProcess, before: string, depth: number, last: boolean) => {
    rows.push(process);
    branches.set(process.pid, depth === 0 ? '' : `${before} \\_ `);
    const below = depth === 0 ? '' : `${before}${last ? '    ' : ' |  '}`;
    const children = process.pid === 1 ? [] : processes.filter((child) => child.parent === process.pid);
    children.forEach((child, at) => {
      add(child, below, depth + 1, at === children.length - 1);
    });
  };
  // What init started stands beside it, not below.
  for (const process of processes) if (process.parent === 1 || !known.has(process.parent)) add(process, '', 0, true);
  return { rows, branch: (pid) => branches.get(pid) ?? '' };
}
