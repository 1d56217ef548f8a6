import { busyboxOf } from '../../engine/processes/busybox';
import type { Process } from '../../engine/processes/process';
import { isTerminal } from '../../engine/processes/pty';
import type { Routine } from '../../engine/processes/routine';
import { type ListedProcess, listProcesses, memoryOf } from '../tool/processList';
import type { Tool } from '../tool/tool';
import { defineTool } from '../tool/tool';
import { UserNames } from '../tool/userNames';
import { uptimeLine } from './system';

/** Clears the screen from the upper left corner on. */
const HOME = '\u001b[H\u001b[J';

/** CPU time of each process, and of all, at a moment. */
interface Sample {
  readonly now: number;
  readonly times: ReadonlyMap<number, number>;
}

/** `top`: processes by what they take. With `-b` it only prints, and after `-n` times it ends. */
export const top = defineTool({
  name: 'top',
  summary: 'display processes by what they use',
  usage: '[options]',
  options: 'b|batch-mode n|iterations= d|delay= p|pid= u|filter-only-euser= o|sort-override= c i H w? 1 e= E=',
  rewrite: (arguments_) =>
    arguments_.flatMap((argument) => {
      const match = /^-(b?)n(\d+)$/.exec(argument);
      return match === null ? [argument] : [...(match[1] === '' ? [] : ['-b']), '-n', match[2] ?? '1'];
    }),
  *run(tool) {
    const { process } = tool;
    const live = !tool.has('b');
    if (live && !isTerminal(process.stdout)) return tool.fail('failed tty get');
    const times = Number(tool.value('n') ?? Number.POSITIVE_INFINITY);
    const delay = Number(tool.value('d') ?? (tool.busybox ? 5 : 3)) * 1000;
    if (Number.isNaN(times) || Number.isNaN(delay)) return tool.fail('bad argument');
    if (listProcesses(process) === undefined) return tool.fail('failed to read /proc');
    const restore = live ? enterRaw(process) : undefined;
    let before: Sample | undefined;
    try {
      for (let round = 0; round < times; round++) {
        const every = listProcesses(process) ?? [];
        yield* tool.print((live ? HOME : round > 0 ? '\n' : '') + screen(tool, every, before));
        before = { now: process.clock.now, times: new Map(every.map((one) => [one.pid, one.time])) };
        if (round + 1 < times && (yield* pause(process, delay, live))) break;
      }
    } finally {
      restore?.();
    }
    return 0;
  },
});

function enterRaw(process: Process): () => void {
  const { tty } = process;
  if (tty !== undefined) tty.raw = true;
  return () => {
    if (tty !== undefined) tty.raw = false;
    process.stdout.write('\n');
  };
}

/** Waits until it is time for the next round; true when `q` was typed. */
function* pause(process: Process, milliseconds: number, live: boolean): Routine<boolean> {
  const end = process.clock.now + milliseconds;
  while (process.clock.now < end) {
    const keys = live ? process.stdin.take() : '';
    if (keys === undefined || ['q', 'Q', '\u0003'].some((key) => keys.includes(key))) return true;
    yield (wake) => {
      const timer = process.clock.at(end, wake, { background: true });
      const stop = live ? process.stdin.onReadable(wake) : () => undefined;
      return () => {
        timer.cancel();
        stop();
      };
    };
  }
  return false;
}

interface Row {
  readonly one: ListedProcess;
  /** Of one CPU. */
  readonly share: number;
}

function screen(tool: Tool, every: readonly ListedProcess[], before: Sample | undefined): string {
  const { process } = tool;
  const { now } = process.clock;
  const pids = tool.value('p')?.split(',').map(Number);
  const rows = every
    .filter((one) => pids === undefined || pids.includes(one.pid))
    .map((one): Row => {
      const since = before === undefined ? one.started : Math.max(before.now, one.started);
      const used = one.time - (before?.times.get(one.pid) ?? 0);
      return { one, share: now > since ? (used * 1000) / (now - since) : 0 };
    })
    .sort((a, b) => b.share - a.share || a.one.pid - b.one.pid);
  const height = isTerminal(process.stdout) ? (process.tty?.rows ?? 24) - 8 : rows.length;
  const shown = rows.slice(0, Math.max(1, height));
  return tool.busybox ? busyboxScreen(tool, shown, rows) : procpsScreen(tool, shown, rows);
}

/** The part of all CPUs that is used. */
function load(process: Process, rows: readonly Row[]): number {
  return Math.min(1, rows.reduce((sum, row) => sum + row.share, 0) / process.kernel.cpus);
}

function procpsScreen(tool: Tool, shown: readonly Row[], all: readonly Row[]): string {
  const { process } = tool;
  const names = new UserNames(process);
  const total = memoryOf(process, 'MemTotal');
  const used = load(process, all) * 100;
  const count = (state: string) => String(all.filter(({ one }) => one.state === state).length).padStart(3);
  const mebi = (kibibytes: number) => (kibibytes / 1024).toFixed(1).padStart(8);
  const available = memoryOf(process, 'MemAvailable');
  const cache = memoryOf(process, 'Cached') + memoryOf(process, 'Buffers');
  const head = [
    `top - ${uptimeLine(process.clock.now, process.kernel.root.started, process.kernel.processors.busy)}`,
    `Tasks: ${String(all.length).padStart(3)} total, ${count('R')} running, ${count('S')} sleeping, ${count('T')} stopped, ${count('Z')} zombie`,
    `%Cpu(s):${used.toFixed(1).padStart(5)} us,  0.0 sy,  0.0 ni,${(100 - used).toFixed(1).padStart(5)} id,  0.0 wa,  0.0 hi,  0.0 si,  0.0 st `,
    `MiB Mem :${mebi(total)} total,${mebi(memoryOf(process, 'MemFree'))} free,${mebi(total - available)} used,${mebi(cache)} buff/cache     `,
    `MiB Swap:${mebi(0)} total,${mebi(0)} free,${mebi(0)} used.${mebi(available)} avail Mem `,
    '',
    '    PID USER      PR  NI    VIRT    RES    SHR S  %CPU  %MEM     TIME+ COMMAND',
  ];
  const body = shown.map(({ one, share }) => {
    const seconds = one.time;
    const time = `${Math.floor(seconds / 60)}:${(seconds % 60).toFixed(2).padStart(5, '0')}`;
    const command = tool.has('c') ? one.arguments.join(' ') || one.comm : one.comm;
    return `${String(one.pid).padStart(7)} ${names.user(one.uid).slice(0, 8).padEnd(8)}  20   0 ${String(Math.ceil(one.virtual)).padStart(7)} ${String(one.resident).padStart(6)} ${String(Math.floor(one.resident * 0.7)).padStart(6)} ${one.state} ${(share * 100).toFixed(1).padStart(5)} ${((one.resident * 100) / total).toFixed(1).padStart(5)} ${time.padStart(9)} ${command}`;
  });
  return [...head, ...body].map((line) => `${line}\n`).join('');
}

function busyboxScreen(tool: Tool, shown: readonly Row[], all: readonly Row[]): string {
  const { process } = tool;
  const names = new UserNames(process);
  const total = memoryOf(process, 'MemTotal');
  const free = memoryOf(process, 'MemFree');
  const used = Math.round(load(process, all) * 100);
  const average = process.files.read('/proc/loadavg');
  // Debian's busybox has no column for the processor.
  const plain = busyboxOf(process)?.debian === true;
  const head = [
    `Mem: ${total - free}K used, ${free}K free, ${memoryOf(process, 'Shmem')}K shrd, ${memoryOf(process, 'Buffers')}K buff, ${memoryOf(process, 'Cached')}K cached`,
    `CPU: ${String(used).padStart(3)}% usr   0% sys   0% nic ${String(100 - used).padStart(3)}% idle   0% io   0% irq   0% sirq`,
    `Load average: ${average.ok ? average.value.trim() : ''}`,
    `  PID  PPID USER     STAT   VSZ %VSZ ${plain ? '' : 'CPU '}%CPU COMMAND`,
  ];
  const body = shown.map(
    ({ one, share }) =>
      `${String(one.pid).padStart(5)} ${String(one.parent).padStart(5)} ${names.user(one.uid).slice(0, 8).padEnd(8)} ${one.state.padEnd(4)} ${String(Math.ceil(one.virtual)).padStart(5)} ${String(Math.round((one.virtual * 100) / total)).padStart(3)}%${plain ? '' : '   0'} ${String(Math.round((share * 100) / process.kernel.cpus)).padStart(3)}% ${one.arguments.join(' ') || `[${one.comm}]`}`,
  );
  return [...head, ...body].map((line) => `${line}\n`).join('');
}
