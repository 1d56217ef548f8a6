/** Processes as ps, top, pgrep and their like see them: what /proc says, nothing else. */
import type { Process } from '../../engine/processes/process';

export interface ListedProcess {
  readonly pid: number;
  readonly parent: number;
  readonly comm: string;
  /** Empty for zombies. */
  readonly arguments: readonly string[];
  /** `R`, `S`, `T`, `Z`. */
  readonly state: string;
  readonly session: number;
  readonly group: number;
  /** 0: none. */
  readonly terminal: number;
  readonly foreground: boolean;
  readonly threads: number;
  readonly uid: number;
  readonly gid: number;
  /** CPU time in seconds. */
  readonly time: number;
  /** When it was started, in milliseconds since 1970. */
  readonly started: number;
  /** Both in KiB. */
  readonly virtual: number;
  readonly resident: number;
}

const TICKS = 100;
const PAGE = 4;

/** What /proc holds, by PID; undefined where it is not mounted. */
export function listProcesses(process: Process): readonly ListedProcess[] | undefined {
  const { files } = process;
  const names = files.list('/proc');
  const boot = bootTime(process);
  if (!names.ok || boot === undefined) return undefined;
  return names.value
    .filter((name) => /^\d+$/.test(name))
    .map(Number)
    .sort((a, b) => a - b)
    .flatMap((pid) => readProcess(process, pid, boot) ?? []);
}

/** One process; undefined when there is none. */
export function findListed(process: Process, pid: number): ListedProcess | undefined {
  const boot = bootTime(process);
  return boot === undefined ? undefined : readProcess(process, pid, boot);
}

function readProcess(process: Process, pid: number, boot: number): ListedProcess | undefined {
  const stat = textOf(process, `/proc/${pid}/stat`);
  const status = textOf(process, `/proc/${pid}/status`);
  const match = /^\d+ \(([\s\S]*)\) ([\s\S]*)$/.exec(stat ?? '');
  if (match === null || status === undefined) return undefined;
  const fields = (match[2] ?? '').trim().split(' ');
  const number = (field: number) => Number(fields[field - 3] ?? 0);
  const id = (name: string) => Number(new RegExp(`^${name}:\\t(\\d+)`, 'm').exec(status)?.[1] ?? 0);
  const command = textOf(process, `/proc/${pid}/cmdline`) ?? '';
  return {
    pid,
    parent: number(4),
    comm: match[1] ?? '',
    arguments: command.split('\0').slice(0, -1),
    state: fields[0] ?? '?',
    group: number(5),
    session: number(6),
    terminal: number(7),
    foreground: number(8) === number(5),
    threads: number(20),
    uid: id('Uid'),
    gid: id('Gid'),
    time: (number(14) + number(15)) / TICKS,
    started: boot + (number(22) / TICKS) * 1000,
    virtual: number(23) / 1024,
    resident: number(24) * PAGE,
  };
}

/** When the machine was started, in milliseconds since 1970; undefined without /proc. */
function bootTime(process: Process): number | undefined {
  const uptime = Number(textOf(process, '/proc/uptime')?.split(' ')[0] ?? Number.NaN);
  return Number.isNaN(uptime) ? undefined : process.clock.now - uptime * 1000;
}

function textOf(process: Process, path: string): string | undefined {
  const text = process.files.read(path);
  return text.ok ? text.value : undefined;
}

/** `pts/0`, `?`. */
export function terminalName(terminal: number): string {
  return terminal === 0 ? '?' : `pts/${terminal & 255}`;
}

/** A number of /proc/meminfo, in KiB. */
export function memoryOf(process: Process, name: string): number {
  return Number(new RegExp(`^${name}:\\s+(\\d+)`, 'm').exec(textOf(process, '/proc/meminfo') ?? '')?.[1] ?? 0);
}
