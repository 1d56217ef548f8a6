/** The columns of ps. */
import { formatDate } from '../text/date';
import { type ListedProcess, terminalName } from '../tool/processList';
import type { UserNames } from '../tool/userNames';

/** What columns need besides the process. */
export interface ColumnContext {
  readonly now: number;
  readonly names: UserNames;
  /** The machine's memory in KiB. */
  readonly memory: number;
  /** Of a namespace of a process: `4026531836`, or `-` where looking is forbidden. */
  readonly namespace: (pid: number, name: string) => string;
  readonly cgroup: (pid: number) => string;
  /** What stands before a command in a tree. */
  readonly branch: (pid: number) => string;
}

export interface Column {
  readonly header: string;
  readonly width: number;
  readonly align: 'left' | 'right';
  readonly value: (process: ListedProcess, context: ColumnContext) => string;
}

const right = (header: string, width: number, value: Column['value']): Column => ({
  header,
  width,
  align: 'right',
  value,
});
const left = (header: string, width: number, value: Column['value']): Column => ({
  header,
  width,
  align: 'left',
  value,
});
const namespace = (header: string, name: string) =>
  right(header, 10, ({ pid }, context) => context.namespace(pid, name));

const user = left('USER', 8, ({ uid }, { names }) => shortName(names.user(uid), uid));
const group = left('GROUP', 8, ({ gid }, { names }) => shortName(names.group(gid), gid));
const args = (header: string) =>
  left(header, 27, (process, context) => `${context.branch(process.pid)}${commandLine(process)}`);
const comm = (header: string) =>
  left(
    header,
    15,
    (process, context) => `${context.branch(process.pid)}${process.comm}${process.state === 'Z' ? ' <defunct>' : ''}`,
  );
const time = right('TIME', 8, (process) => clockTime(process.time));
const percent = (share: number) => (share >= 1 ? String(Math.round(share * 100)) : (share * 100).toFixed(1));

const COLUMNS: Readonly<Record<string, Column>> = {
  addr: left('ADDR', 4, () => '-'),
  args: args('COMMAND'),
  bsdtime: right('TIME', 6, (process) => shortTime(process.time)),
  c: right('C', 2, (process, context) => String(Math.min(99, Math.floor(share(process, context) * 100)))),
  cgroup: left('CGROUP', 27, ({ pid }, context) => context.cgroup(pid)),
  cgroupns: namespace('CGROUPNS', 'cgroup'),
  cmd: args('CMD'),
  comm: comm('COMMAND'),
  etime: right('ELAPSED', 11, (process, { now }) => elapsed(Math.floor((now - process.started) / 1000))),
  etimes: right('ELAPSED', 7, (process, { now }) => String(Math.floor((now - process.started) / 1000))),
  f: right('F', 1, () => '4'),
  gid: right('GID', 5, ({ gid }) => String(gid)),
  group,
  ipcns: namespace('IPCNS', 'ipc'),
  lstart: left('STARTED', 24, ({ started }) => formatDate(started, '%a %b %e %T %Y')),
  mntns: namespace('MNTNS', 'mnt'),
  netns: namespace('NETNS', 'net'),
  ni: right('NI', 3, () => '0'),
  nlwp: right('NLWP', 4, ({ threads }) => String(threads)),
  pcpu: right('%CPU', 4, (process, context) => percent(share(process, context))),
  pgid: right('PGID', 7, (process) => String(process.group)),
  pid: right('PID', 7, ({ pid }) => String(pid)),
  pidns: namespace('PIDNS', 'pid'),
  pmem: right('%MEM', 4, ({ resident }, { memory }) => percent(memory === 0 ? 0 : resident / memory)),
  ppid: right('PPID', 7, ({ parent }) => String(parent)),
  pri: right('PRI', 3, () => '19'),
  priority: right('PRI', 3, () => '80'),
  psr: right('PSR', 3, () => '0'),
  rss: right('RSS', 5, ({ resident }) => String(resident)),
  s: left('S', 1, ({ state }) => state),
  sid: right('SID', 7, (process) => String(process.session)),
  start: right('START', 5, ({ started }, { now }) => startTime(started, now)),
  stat: left('STAT', 4, stateLetters),
  stime: right('STIME', 5, ({ started }, { now }) => startTime(started, now)),
  sz: right('SZ', 5, ({ virtual }) => String(Math.ceil(virtual / 4))),
  time,
  tname: left('TTY', 8, ({ terminal }) => terminalName(terminal)),
  tt: left('TT', 8, ({ terminal }) => terminalName(terminal)),
  ucmd: comm('CMD'),
  uid: right('UID', 5, ({ uid }) => String(uid)),
  uidname: left('UID', 8, ({ uid }, { names }) => shortName(names.user(uid), uid)),
  user,
  userns: namespace('USERNS', 'user'),
  utsns: namespace('UTSNS', 'uts'),
  vsz: right('VSZ', 6, ({ virtual }) => String(Math.ceil(virtual))),
  wchan: left('WCHAN', 6, ({ state }) => (state === 'R' ? '-' : 'do_wai')),
};

const ALIASES: Readonly<Record<string, string>> = {
  '%cpu': 'pcpu',
  '%mem': 'pmem',
  command: 'args',
  cputime: 'time',
  egid: 'gid',
  egroup: 'group',
  euid: 'uid',
  euser: 'user',
  lwp: 'pid',
  nice: 'ni',
  pgrp: 'pgid',
  rgid: 'gid',
  rgroup: 'group',
  rssize: 'rss',
  rsz: 'rss',
  ruid: 'uid',
  ruser: 'user',
  sess: 'sid',
  session: 'sid',
  spid: 'pid',
  start_time: 'start',
  state: 's',
  tgid: 'pid',
  thcount: 'nlwp',
  tid: 'pid',
  tty: 'tt',
  ucomm: 'comm',
  uname: 'user',
  vsize: 'vsz',
};

/** The column of a name that ps knows. */
export function columnNamed(name: string): Column | undefined {
  return COLUMNS[ALIASES[name] ?? name];
}

/** Columns by their names, for the formats that ps comes with. */
export function columnsNamed(names: string): readonly Column[] {
  return names.split(' ').flatMap((name) => columnNamed(name) ?? []);
}

/** The command line; a zombie has none, and is shown by its name. */
function commandLine(process: ListedProcess): string {
  const defunct = process.state === 'Z' ? ' <defunct>' : '';
  return process.arguments.length === 0 ? `[${process.comm}]${defunct}` : process.arguments.join(' ');
}

/** The part of a CPU that it has used since it was started. */
export function share(process: ListedProcess, { now }: Pick<ColumnContext, 'now'>): number {
  const alive = (now - process.started) / 1000;
  return alive <= 0 ? 0 : Math.min(99, process.time / alive);
}

function stateLetters(process: ListedProcess): string {
  const leader = process.session === process.pid ? 's' : '';
  return `${process.state}${leader}${process.threads > 1 ? 'l' : ''}${process.foreground ? '+' : ''}`;
}

function shortName(name: string, id: number): string {
  return name.length > 8 ? (name === String(id) ? name : `${name.slice(0, 7)}+`) : name;
}

const two = (number: number) => String(number).padStart(2, '0');

/** `00:00:07`. */
function clockTime(seconds: number): string {
  const whole = Math.floor(seconds);
  const days = Math.floor(whole / 86_400);
  const rest = `${two(Math.floor(whole / 3600) % 24)}:${two(Math.floor(whole / 60) % 60)}:${two(whole % 60)}`;
  return days > 0 ? `${two(days)}-${rest}` : rest;
}

/** `0:07`. */
function shortTime(seconds: number): string {
  const whole = Math.floor(seconds);
  return `${Math.floor(whole / 60)}:${two(whole % 60)}`;
}

/** `07:15`, `01:07:15`, `2-01:07:15`. */
function elapsed(seconds: number): string {
  const days = Math.floor(seconds / 86_400);
  const hours = Math.floor(seconds / 3600) % 24;
  const rest = `${two(Math.floor(seconds / 60) % 60)}:${two(seconds % 60)}`;
  if (days > 0) return `${days}-${two(hours)}:${rest}`;
  return hours > 0 ? `${two(hours)}:${rest}` : rest;
}

function startTime(started: number, now: number): string {
  const today = formatDate(started, '%F') === formatDate(now, '%F') || now - started < 86_400_000;
  return formatDate(started, today ? '%H:%M' : '%b%d');
}
