import { formatDate } from '../text/date';
import { memoryOf } from '../tool/processList';
import { defineTool } from '../tool/tool';

export const nproc = defineTool({
  name: 'nproc',
  summary: 'print the number of processors',
  usage: '[OPTION]...',
  options: 'all ignore=',
  run(tool) {
    const count = tool.process.kernel.cpus - Number(tool.value('ignore') ?? 0);
    tool.process.stdout.write(`${Math.max(1, count)}\n`);
    return 0;
  },
});

/** `free`: the machine's memory, as /proc/meminfo has it: also in a container, whatever its limit. */
export const free = defineTool({
  name: 'free',
  summary: 'display memory usage',
  usage: '[options]',
  options: 'h|human b|bytes k|kibi m|mebi g|gibi w|wide s|seconds= c|count= t|total l|lohi si',
  run(tool) {
    const { process } = tool;
    const total = memoryOf(process, 'MemTotal');
    const available = memoryOf(process, 'MemAvailable');
    const unused = memoryOf(process, 'MemFree');
    const cache = memoryOf(process, 'Cached') + memoryOf(process, 'Buffers');
    const shared = memoryOf(process, 'Shmem');
    const show = (kibibytes: number) => {
      if (tool.has('h')) return humanMemory(kibibytes * 1024);
      if (tool.has('b')) return String(kibibytes * 1024);
      return String(Math.floor(kibibytes / (tool.has('m') ? 1024 : tool.has('g') ? 1024 ** 2 : 1)));
    };
    const row = (name: string, values: readonly number[]) => {
      const cells = values.map((value, at) => show(value).padStart(at === 0 ? 13 : 12));
      return `${name.padEnd(7)}${cells.join('')}\n`;
    };
    const headers = ['total', 'used', 'free', 'shared', 'buff/cache', 'available'];
    process.stdout.write(`${' '.repeat(7)}${headers.map((name, at) => name.padStart(at === 0 ? 13 : 12)).join('')}\n`);
    process.stdout.write(row('Mem:', [total, total - available, unused, shared, cache, available]));
    process.stdout.write(row('Swap:', [0, 0, 0]));
    return 0;
  },
});

/** `3.9Gi`, `512Mi`, `0B`. */
function humanMemory(bytes: number): string {
  const units = ['B', 'Ki', 'Mi', 'Gi', 'Ti'];
  let [value, unit] = [bytes, 0];
  while (value >= 1000 && unit < units.length - 1) {
    value /= 1024;
    unit++;
  }
  return `${unit > 0 && value < 9.95 ? value.toFixed(1) : Math.floor(value)}${units[unit]}`;
}

export const uptime = defineTool({
  name: 'uptime',
  summary: 'tell how long the system has been running',
  usage: '[options]',
  options: 'p|pretty s|since',
  run(tool) {
    const { clock, kernel, stdout } = tool.process;
    if (tool.has('s')) stdout.write(`${formatDate(kernel.root.started, '%F %T')}\n`);
    else stdout.write(` ${uptimeLine(clock.now, kernel.root.started, kernel.processors.busy)}\n`);
    return 0;
  },
});

/** `09:00:00 up 10 min,  1 user,  load average: 0.00, 0.00, 0.00`, as `top` begins too. */
export function uptimeLine(now: number, started: number, busy: number): string {
  const minutes = Math.floor((now - started) / 60_000);
  const [days, hours] = [Math.floor(minutes / 1440), Math.floor(minutes / 60) % 24];
  const clock =
    hours > 0 ? `${String(hours).padStart(2)}:${String(minutes % 60).padStart(2, '0')}` : `${minutes % 60} min`;
  const long = `${days > 0 ? `${days} day${days > 1 ? 's' : ''}, ` : ''}${clock}`;
  const load = busy.toFixed(2);
  return `${formatDate(now, '%T')} up ${long},  1 user,  load average: ${load}, ${load}, ${load}`;
}

/** `arch`: the machine's architecture. */
export const arch = defineTool({
  name: 'arch',
  summary: 'print machine architecture',
  usage: '',
  run(tool) {
    tool.process.stdout.write('x86_64\n');
    return 0;
  },
});

/** `tty`: the terminal of the standard input. */
export const tty = defineTool({
  name: 'tty',
  summary: 'print the file name of the terminal',
  usage: '[OPTION]...',
  options: 's|silent|quiet',
  run(tool) {
    const { tty: terminal, kernel, stdout } = tool.process;
    if (!tool.has('s'))
      stdout.write(terminal === undefined ? 'not a tty\n' : `/dev/pts/${kernel.terminalNumber(terminal)}\n`);
    return terminal === undefined ? 1 : 0;
  },
});
