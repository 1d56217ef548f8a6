import { encodeUtf8, textOfBytes } from '../../base/utf8';
import { deviceText } from '../../engine/files/deviceFiles';
import { describeFileError } from '../../engine/files/fileSystem';
import { useCpu } from '../../engine/processes/cpu';
import { readAll } from '../../engine/processes/pipe';
import type { Process } from '../../engine/processes/process';
import type { Routine } from '../../engine/processes/routine';
import type { Command } from '../command';
import { readCount } from '../tool/count';

interface Job {
  readonly source: string | undefined;
  readonly target: string | undefined;
  readonly blockSize: number;
  readonly count: number | undefined;
  readonly seek: number;
  readonly skip: number;
  readonly quiet: boolean;
  readonly keep: boolean;
}

/** What so many bytes cost of CPU time: about 2 GB in a second. */
const BYTES_PER_MILLISECOND = 2_000_000;
/** Texts up to this are kept as they are; of longer runs of zeros only the size is. */
const KEPT = 65_536;

/** `dd`: copies blocks. Of what endless devices give, a file keeps only how much it was. */
export const dd: Command = {
  name: 'dd',
  summary: 'convert and copy a file',
  *run(process): Routine<number> {
    const job = readJob(process.argv.slice(1));
    if (typeof job === 'string') {
      process.stderr.write(`dd: ${job}\n`);
      return 1;
    }
    // A block is held in memory.
    process.setMemory(process.memory + job.blockSize);
    return yield* copyBlocks(process, job);
  },
};

function readJob(words: readonly string[]): Job | string {
  const values = new Map<string, string>();
  for (const word of words) {
    const [name = '', ...value] = word.split('=');
    if (!['if', 'of', 'bs', 'ibs', 'obs', 'count', 'seek', 'skip', 'status', 'conv', 'oflag', 'iflag'].includes(name))
      return value.length === 0 ? `unrecognized operand ‘${word}’` : `unrecognized operand ‘${word}’`;
    values.set(name, value.join('='));
  }
  const number = (name: string, otherwise: number) => {
    const text = values.get(name);
    return text === undefined ? otherwise : (readCount(text.replace(/c$/, '').replace(/b$/, 'b')) ?? Number.NaN);
  };
  for (const name of ['bs', 'ibs', 'obs', 'count', 'seek', 'skip'])
    if (Number.isNaN(number(name, 0))) return `invalid number: ‘${values.get(name)}’`;
  return {
    source: values.get('if'),
    target: values.get('of'),
    blockSize: number('bs', number('ibs', 512)),
    count: values.has('count') ? number('count', 0) : undefined,
    seek: number('seek', 0),
    skip: number('skip', 0),
    quiet: values.get('status') === 'none',
    keep: (values.get('conv') ?? '').split(',').includes('notrunc'),
  };
}

function pathOf(process: Process, path: string): string {
  return path.startsWith('/') ? path : `${process.workingDirectory}/${path}`;
}

function* copyBlocks(process: Process, job: Job): Routine<number> {
  const began = process.clock.now;
  const { source, target } = job;
  const stat = source === undefined ? undefined : process.files.stat(pathOf(process, source));
  if (stat?.ok === false) return refuse(process, `failed to open '${source}': ${describeFileError(stat.error)}`);
  if (target !== undefined && !job.keep && job.seek === 0) {
    const opened = process.files.write(pathOf(process, target), '');
    if (!opened.ok && opened.error.code !== 'ENOSPC')
      return refuse(process, `failed to open '${target}': ${describeFileError(opened.error)}`);
  }
  const device = stat?.ok === true ? stat.value.device : undefined;
  const endless = deviceText(device, 1, () => 0) !== undefined;
  if (endless) return yield* copyDevice(process, job, began);
  const text = source === undefined ? yield* readAll(process.stdin) : textOf(process, source);
  if (text === undefined) return refuse(process, `error reading '${source}': Permission denied`);
  const from = job.skip * job.blockSize;
  const all = encodeUtf8(text);
  const end = job.count === undefined ? all.length : from + job.count * job.blockSize;
  const taken = all.subarray(from, end);
  const part = textOfBytes(taken);
  const bytes = taken.length;
  const problem = write(process, job, part, bytes);
  return report(process, job, began, problem === undefined ? bytes : 0, bytes, problem);
}

function textOf(process: Process, path: string): string | undefined {
  const text = process.files.read(pathOf(process, path));
  return text.ok ? text.value : undefined;
}

function* copyDevice(process: Process, job: Job, began: number): Routine<number> {
  let written = 0;
  for (let block = 0; job.count === undefined || block < job.count; block++) {
    yield* useCpu(process, Math.max(0.01, job.blockSize / BYTES_PER_MILLISECOND));
    const kept = written + job.blockSize <= KEPT;
    const problem = write(process, job, kept ? '\0'.repeat(job.blockSize) : '', job.blockSize);
    if (problem !== undefined) {
      const rest = writeRest(process, job);
      return report(process, job, began, written + rest, written + job.blockSize, problem);
    }
    written += job.blockSize;
  }
  return report(process, job, began, written, written, undefined);
}

/** Writes a block; what went wrong, if anything did. */
function write(process: Process, job: Job, text: string, size: number): string | undefined {
  if (job.target === undefined) {
    process.stdout.write(text);
    return undefined;
  }
  const done = process.files.write(pathOf(process, job.target), text, { append: true, size });
  return done.ok ? undefined : describeFileError(done.error);
}

/** Fills what is left of a full disk; gives how much that was. */
function writeRest(process: Process, job: Job): number {
  let rest = 0;
  for (let size = Math.floor(job.blockSize / 2); size >= 4096; size = Math.floor(size / 2))
    if (write(process, job, '', size) === undefined) rest += size;
  return rest;
}

function refuse(process: Process, message: string): number {
  process.stderr.write(`dd: ${message}\n`);
  return 1;
}

function report(
  process: Process,
  job: Job,
  began: number,
  written: number,
  read: number,
  problem: string | undefined,
): number {
  if (problem !== undefined) process.stderr.write(`dd: error writing '${job.target}': ${problem}\n`);
  if (job.quiet) return problem === undefined ? 0 : 1;
  const records = (bytes: number) => {
    const whole = Math.floor(bytes / job.blockSize);
    return `${whole}+${bytes > whole * job.blockSize ? 1 : 0}`;
  };
  const seconds = Math.max(0.0001, (process.clock.now - began) / 1000);
  const sizes = written >= 1000 ? ` (${decimal(written)}${written >= 1024 ? `, ${binary(written)}` : ''})` : '';
  const name = written === 1 ? 'byte' : 'bytes';
  process.stderr.write(
    `${records(read)} records in\n${records(written)} records out\n${written} ${name}${sizes} copied, ${Number(seconds.toPrecision(6))} s, ${decimal(written / seconds)}/s\n`,
  );
  return problem === undefined ? 0 : 1;
}

/** `3.1 MB`. */
function decimal(bytes: number): string {
  return scaled(bytes, 1000, ['B', 'kB', 'MB', 'GB', 'TB']);
}

/** `3.0 MiB`. */
function binary(bytes: number): string {
  return scaled(bytes, 1024, ['B', 'KiB', 'MiB', 'GiB', 'TiB']);
}

function scaled(bytes: number, base: number, units: readonly string[]): string {
  let [value, unit] = [bytes, 0];
  while (value >= base && unit < units.length - 1) {
    value /= base;
    unit++;
  }
  return `${unit === 0 || value >= 10 ? Math.round(value) : value.toFixed(1)} ${units[unit]}`;
}
