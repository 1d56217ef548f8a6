import { formatDate } from '../text/date';
import { defineTool } from '../tool/tool';

export const nproc = defineTool({
  name: 'nproc',
  summary: 'print the number of processors',
  usage: '[OPTION]...',
  options: 'all ignore=',
  run(tool) {
    tool.process.stdout.write('2\n');
    return 0;
  },
});

/** `free`: the one simulated memory of 4 GiB. */
export const free = defineTool({
  name: 'free',
  summary: 'display memory usage',
  usage: '[OPTION]...',
  options: 'h|human m|mebi g k b',
  run(tool) {
    const divisor = tool.has('m') ? 1024 : tool.has('g') ? 1024 ** 2 : 1;
    const show = (kibibytes: number) =>
      tool.has('h') ? `${(kibibytes / 1024 ** 2).toFixed(1)}Gi` : String(Math.floor(kibibytes / divisor));
    const row = (name: string, values: readonly number[]) =>
      `${name.padEnd(7)}${values.map((value) => show(value).padStart(12)).join('')}\n`;
    const total = 4 * 1024 ** 2;
    tool.process.stdout.write(
      `${' '.repeat(7)}${['total', 'used', 'free', 'shared', 'buff/cache', 'available'].map((name) => name.padStart(12)).join('')}\n`,
    );
    tool.process.stdout.write(row('Mem:', [total, total * 0.3, total * 0.45, 12_000, total * 0.25, total * 0.65]));
    tool.process.stdout.write(row('Swap:', [0, 0, 0]));
    return 0;
  },
});

export const uptime = defineTool({
  name: 'uptime',
  summary: 'tell how long the system has been running',
  usage: '',
  options: 'p|pretty s',
  run(tool) {
    const { clock, kernel } = tool.process;
    const minutes = Math.floor((clock.now - (kernel.processes[0]?.started ?? clock.now)) / 60_000);
    const long =
      minutes < 60 ? `${minutes} min` : `${Math.floor(minutes / 60)}:${String(minutes % 60).padStart(2, '0')}`;
    tool.process.stdout.write(` ${formatDate(clock.now, '%T')} up ${long},  1 user,  load average: 0.00, 0.00, 0.00\n`);
    return 0;
  },
});
