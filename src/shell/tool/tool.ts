/** What Unix tools have in common: options, messages, reading operands or standard input, writing politely. */
import type { FileError, FileStat } from '../../engine/files/fileSystem';
import { describeFileError, normalise } from '../../engine/files/fileSystem';
import { bannerOf, busyboxOf } from '../../engine/processes/busybox';
import { useCpu } from '../../engine/processes/cpu';
import { DeviceInput, endlessDevice } from '../../engine/processes/deviceInput';
import type { Input } from '../../engine/processes/pipe';
import { drained, read } from '../../engine/processes/pipe';
import type { Process } from '../../engine/processes/process';
import type { Routine } from '../../engine/processes/routine';
import type { Command } from '../command';
import { busyboxWords, misuseStatus } from './busyboxWords';
import type { Options } from './options';
import { parseOptions } from './options';

export interface ToolDefinition {
  readonly name: string;
  readonly summary: string;
  /** How it is called, for `--help`: `[OPTION]... [FILE]...`. */
  readonly usage: string;
  /** The whole answer to `--help`, where it is more than the usage. */
  readonly help?: string;
  /** See parseOptions. */
  readonly options?: string;
  /** The first operand ends the options. */
  readonly inOrder?: boolean;
  /** The status after an unknown option; 1 when left out. */
  readonly usageStatus?: number;
  /** Arguments that are turned into others before they are read: `head -5`. */
  readonly rewrite?: (arguments_: readonly string[]) => readonly string[];
  readonly run: (tool: Tool) => Routine<number> | number;
}

/** Thrown when what a tool writes goes nowhere: nobody reads it any more (SIGPIPE), or the disk is full. */
class WriteFailed {
  readonly problem: string | undefined;

  constructor(problem: string | undefined) {
    this.problem = problem;
  }
}

/** Of an endless text without a line end this much is kept; the rest only takes memory, in steps, each of which takes time. */
const KEPT = 65_536;
const MEMORY_STEP = 8 * 1024 ** 2;
const STEP_TIME = 4;

/** Milliseconds of cluster time for each block that a tool writes, so that an endless writer lets time go on. */
const BLOCK_COST = 1;
const BLOCK = 8192;

/** A running tool. */
export class Tool {
  readonly process: Process;
  readonly name: string;
  readonly options: Options;
  readonly operands: readonly string[];
  #written = 0;
  #busybox: boolean | undefined;

  constructor(process: Process, name: string, options: Options, operands: readonly string[]) {
    this.process = process;
    this.name = name;
    this.options = options;
    this.operands = operands;
  }

  has(option: string): boolean {
    return this.options.has(option);
  }

  value(option: string): string | undefined {
    return this.options.value(option);
  }

  /** True where busybox provides the tools: some messages differ. */
  get busybox(): boolean {
    this.#busybox ??= busyboxOf(this.process) !== undefined;
    return this.#busybox;
  }

  /** A word as the tool quotes it in messages. */
  quoted(word: string): string {
    return this.busybox || !speaksUtf8(this.process) ? `'${word}'` : `‘${word}’`;
  }

  path(operand: string): string {
    return normalise(operand, this.process.workingDirectory);
  }

  stat(operand: string): FileStat | undefined {
    const stat = operand === '' ? undefined : this.process.files.stat(this.path(operand));
    return stat?.ok === true ? stat.value : undefined;
  }

  /** The link itself, if it is one: who walks through directories doesn't follow links, or /proc would never end. */
  link(operand: string): FileStat | undefined {
    const stat = this.process.files.stat(this.path(operand), { follow: false });
    return stat.ok && stat.value.type === 'link' ? stat.value : undefined;
  }

  isDirectory(operand: string): boolean {
    return this.stat(operand)?.type === 'directory';
  }

  /** Writes to standard output; waits while the reader is behind, ends the tool when there is none. */
  *print(text: string): Routine<void> {
    if (!this.process.stdout.write(text)) throw new WriteFailed(this.process.stdout.problem);
    this.#written += text.length;
    if (this.#written >= BLOCK) {
      this.#written = 0;
      yield* useCpu(this.process, BLOCK_COST);
    }
    yield* drained(this.process.stdout);
  }

  /** Writes a message with the tool's name before it, and gives status 1. */
  fail(message: string, status = 1): number {
    const words = this.busybox ? busyboxWords(this.name, message) : message;
    this.process.stderr.write(`${this.name}: ${words}\n`);
    return status;
  }

  /** What is wrong with an operand, in the tool's manner: `x: No such file or directory`. */
  complain(operand: string, error: FileError | string, before = ''): number {
    const words = typeof error === 'string' ? error : describeFileError(error);
    return this.fail(`${before}${operand}: ${words}`);
  }

  /** The message for too few or odd arguments, with its pointer to --help. */
  misuse(message: string, status = 1): number {
    this.fail(message, status);
    if (this.busybox) return misuseStatus(this.name);
    this.process.stderr.write(`Try '${this.name} --help' for more information.\n`);
    return status;
  }

  /**
   * The text of an operand, `-` being standard input; undefined after a complaint. Tools word it in two ways:
   * `cat: x: No such file`, `head: cannot open 'x' for reading: No such file`.
   */
  *read(operand: string, wording: 'plain' | 'open' | 'read' = 'plain'): Routine<string | undefined> {
    if (operand === '-') return yield* readCounted(this.process, this.process.stdin);
    if (this.endless(operand) !== undefined) return yield* fillMemory(this.process);
    const text = this.process.files.read(this.path(operand));
    if (text.ok) return text.value;
    if (this.busybox && text.error.code !== 'EISDIR')
      this.fail(`can't open '${operand}': ${describeFileError(text.error)}`);
    else if (wording === 'open' && text.error.code !== 'EISDIR')
      this.complain(`'${operand}' for reading`, text.error, 'cannot open ');
    else if (wording === 'open') this.complain(`'${operand}'`, text.error, 'error reading ');
    else if (wording === 'read') this.complain(operand, text.error, 'cannot read: ');
    else this.complain(operand, text.error);
    return undefined;
  }

  /** All operands' texts, or standard input when there are none. */
  *readAll(
    operands: readonly string[] = this.operands,
    wording: 'plain' | 'read' = 'plain',
  ): Routine<{ readonly texts: readonly string[]; readonly status: number }> {
    const texts: string[] = [];
    let status = 0;
    for (const operand of operands.length > 0 ? operands : ['-']) {
      const text = yield* this.read(operand, wording);
      if (text === undefined) status = 1;
      else texts.push(text);
    }
    return { texts, status };
  }

  /** What reads from an operand that never ends, such as /dev/zero. */
  endless(operand: string): Input | undefined {
    return operand === '-' ? undefined : endlessDevice(this.stat(operand)?.device, this.process);
  }

  /** Lines of an operand as they come in; undefined in place of a reader after a complaint. */
  *lines(operand: string, wording: 'plain' | 'open' = 'plain'): Routine<LineReader | undefined> {
    if (operand === '-') return new LineReader(this.process.stdin, '', this.process);
    const device = this.endless(operand);
    if (device !== undefined) return new LineReader(device, '', this.process);
    const text = yield* this.read(operand, wording);
    return text === undefined ? undefined : new LineReader(undefined, text);
  }
}

/** Reads lines one by one, each with its line end (the last one may have none). */
export class LineReader {
  readonly #input: Input | undefined;
  readonly #process: Process | undefined;
  #buffer: string;
  #ended: boolean;

  /** `process` is whose memory a line without end takes. */
  constructor(input: Input | undefined, text = '', process?: Process) {
    this.#input = input;
    this.#process = process;
    this.#buffer = text;
    this.#ended = input === undefined;
  }

  /** Puts a line back, to be read again. */
  giveBack(line: string): void {
    this.#buffer = line + this.#buffer;
  }

  *next(): Routine<string | undefined> {
    for (;;) {
      const end = this.#buffer.indexOf('\n');
      if (end >= 0 || (this.#ended && this.#buffer !== '')) {
        const line = end < 0 ? this.#buffer : this.#buffer.slice(0, end + 1);
        this.#buffer = this.#buffer.slice(line.length);
        return line;
      }
      if (this.#ended || this.#input === undefined) return undefined;
      if (this.#buffer.length > KEPT && this.#input instanceof DeviceInput && this.#process !== undefined)
        yield* fillMemory(this.#process);
      const text = yield* read(this.#input);
      if (text === undefined) this.#ended = true;
      else this.#buffer += text;
    }
  }
}

/** Reads to the end of a stream; what is read takes memory. */
function* readCounted(process: Process, input: Input): Routine<string> {
  const before = process.memory;
  let all = '';
  let counted = 0;
  for (;;) {
    const text = yield* read(input);
    if (text === undefined) return all;
    all += text;
    if (all.length - counted < KEPT) continue;
    counted = all.length;
    process.setMemory(before + counted);
  }
}

/** Reads what never ends into memory, until the kernel ends it. */
function* fillMemory(process: Process): Routine<never> {
  for (;;) {
    process.setMemory(process.memory + MEMORY_STEP);
    yield* useCpu(process, STEP_TIME, { background: true });
  }
}

/** The lines of a text, without line ends. */
export function linesOf(text: string): string[] {
  const lines = text.split('\n');
  if (lines.at(-1) === '') lines.pop();
  return lines;
}

/** A word in quotes: typographic ones where GNU tools may write them. */
export function quotedFor(process: Process, word: string): string {
  return busyboxOf(process) !== undefined || !speaksUtf8(process) ? `'${word}'` : `‘${word}’`;
}

/** Whether messages may hold other characters than ASCII's: what the locale's variables say. */
function speaksUtf8({ env }: Process): boolean {
  return /UTF-?8/i.test(env.get('LC_ALL') || env.get('LC_CTYPE') || env.get('LANG') || '');
}

/** Makes a command of a tool's definition. */
export function defineTool(definition: ToolDefinition): Command {
  const { name, summary } = definition;
  return {
    name,
    summary,
    *run(process: Process): Routine<number> {
      const arguments_ = process.argv.slice(1);
      const rewritten = definition.rewrite?.(arguments_) ?? arguments_;
      const parsed = parseOptions(rewritten, `${definition.options ?? ''} help`, definition.inOrder === true);
      if (!parsed.ok) {
        const own = busyboxOf(process);
        process.stderr.write(`${name}: ${parsed.error}\n`);
        if (own !== undefined) {
          process.stderr.write(`${bannerOf(own)}\n\nUsage: ${name} ${definition.usage}\n`);
          return misuseStatus(name);
        }
        process.stderr.write(`Try '${name} --help' for more information.\n`);
        return definition.usageStatus ?? 1;
      }
      const { options, operands } = parsed.value;
      if (options.has('help') || (definition.help !== undefined && options.has('h'))) {
        process.stdout.write(definition.help ?? `Usage: ${name} ${definition.usage}\n${summary}\n`);
        return 0;
      }
      try {
        const result = definition.run(new Tool(process, name, options, operands));
        return typeof result === 'number' ? result : yield* result;
      } catch (thrown) {
        if (!(thrown instanceof WriteFailed)) throw thrown;
        if (thrown.problem !== undefined) {
          process.stderr.write(`${name}: write error: ${thrown.problem}\n`);
          return 1;
        }
        process.kernel.signal(process.pid, 'SIGPIPE');
        return 141;
      }
    },
  };
}
