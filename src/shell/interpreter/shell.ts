/** A running shell: its variables, functions, aliases, options, jobs and traps, and the process that it is. */
import type { AndOr, CommandNode, CompoundCommand, CompoundList, PipelineNode, Redirected, Statement } from 'unbash';
import { busyboxOf } from '../../engine/processes/busybox';
import { useCpu } from '../../engine/processes/cpu';
import { sleep } from '../../engine/processes/kernel';
import type { Process, Signal } from '../../engine/processes/process';
import { Pty } from '../../engine/processes/pty';
import type { Routine, Wake } from '../../engine/processes/routine';
import { Interrupted } from './control';
import type { Descriptors } from './descriptors';
import { History } from './history';
import { JobTable } from './jobs';
import { type Flavour, hasBuiltin, inManners } from './manners';
import { ShellOptions } from './options';
import { Variables } from './variables';

/** Milliseconds of cluster time that each command costs, so that an endless loop does not stop the clock. */
const COMMAND_COST = 1;
/** With more processes than this on a machine each gets less and less of it. */
const CROWD = 16;

export interface ShellFunction {
  readonly body: CompoundCommand | Redirected | CompoundList;
  readonly source: string;
}

/** Where something runs. */
export interface RunContext {
  readonly shell: Shell;
  readonly descriptors: Descriptors;
  /** The text that the nodes' positions refer to. */
  readonly source: string;
  /** Part of a condition: `set -e` does not end the shell when it fails. */
  readonly condition: boolean;
  /** The last thing that this process does: a program may take the process over instead of being its child. */
  readonly inPlace: boolean;
}

/** A command that runs inside the shell. */
export interface Builtin {
  readonly name: string;
  /** `arguments` without the name. */
  readonly run: (shell: Shell, arguments_: readonly string[], descriptors: Descriptors) => Routine<number> | number;
}

/** Runs a builtin to its end. */
export function* runBuiltin(
  builtin: Builtin,
  shell: Shell,
  arguments_: readonly string[],
  descriptors: Descriptors,
): Routine<number> {
  const result = builtin.run(shell, arguments_, descriptors);
  return typeof result === 'number' ? result : yield* result;
}

/** What runs syntax trees; handed in, so that expansions and builtins can run code without knowing how. */
export interface Runner {
  statements(statements: readonly Statement[], context: RunContext): Routine<number>;
  node(node: CommandNode | PipelineNode | AndOr | CompoundList, context: RunContext): Routine<number>;
  /** Parses a text and runs it in this shell, as `eval` and `source` do. */
  text(text: string, shell: Shell, descriptors: Descriptors): Routine<number>;
  builtin(name: string): Builtin | undefined;
  readonly builtinNames: readonly string[];
}

export class Shell {
  readonly process: Process;
  readonly runner: Runner;
  readonly flavour: Flavour;
  /** The machine's name as it was when the shell was started: what prompts show. */
  hostname: string;
  /** `$0`: `bash`, `sh` or the script's path. */
  name = 'bash';
  /** How messages name the place: '' at a prompt, `line 3: ` in scripts. */
  placed = true;
  interactive = false;
  /** What `$-` ends with: `c` for a command line, `s` for standard input. */
  invocation = '';
  variables: Variables;
  functions = new Map<string, ShellFunction>();
  aliases = new Map<string, string>();
  options = new ShellOptions();
  traps = new Map<string, string>();
  jobs = new JobTable();
  history = new History();
  positional: readonly string[] = [];
  directoryStack: readonly string[] = [];
  /** Names that are completed as another command: `complete -F __start_kubectl k`. */
  completions = new Map<string, string>();
  functionNames: readonly string[] = [];
  /** `$?`. */
  status = 0;
  pipeStatus: readonly number[] = [0];
  /** `$!`. */
  lastBackground: number | undefined;
  /** `$$`: the outermost shell's. */
  rootPid: number;
  /** The line of the source that runs, from 1. */
  line = 1;
  loopDepth = 0;
  sourceDepth = 0;
  /** The table of the shell's own open files, which `exec >file` changes. */
  adopted: Descriptors | undefined;
  /** Set by Ctrl-C in an interactive shell, until the running line is given up. */
  interrupted = false;
  #temporaries = 0;
  readonly #pending: Signal[] = [];
  readonly #wakes = new Set<Wake>();
  readonly #trapped = new Map<Signal, () => void>();

  constructor(process: Process, runner: Runner) {
    this.process = process;
    this.runner = runner;
    this.rootPid = process.pid;
    this.variables = Variables.fromEnvironment(process.env);
    this.flavour = flavourOf(process);
    this.hostname = process.hostname;
    process.reapsAll = true;
  }

  /** The terminal, where the shell has one. */
  get terminal(): Pty | undefined {
    return this.process.tty instanceof Pty ? this.process.tty : undefined;
  }

  /** The builtin of that name, in shells that have it. */
  builtin(name: string): Builtin | undefined {
    return hasBuiltin(this.flavour, name) ? this.runner.builtin(name) : undefined;
  }

  /** A subshell: a copy of everything, in a process of its own. Traps and jobs are not passed on. */
  fork(process: Process): Shell {
    const shell = new Shell(process, this.runner);
    shell.name = this.name;
    shell.hostname = this.hostname;
    shell.placed = this.placed;
    shell.variables = this.variables.fork();
    shell.functions = new Map(this.functions);
    shell.aliases = new Map(this.aliases);
    shell.options = this.options.fork();
    shell.positional = this.positional;
    shell.directoryStack = this.directoryStack;
    shell.functionNames = this.functionNames;
    shell.status = this.status;
    shell.lastBackground = this.lastBackground;
    shell.rootPid = this.rootPid;
    shell.line = this.line;
    shell.loopDepth = this.loopDepth;
    shell.sourceDepth = this.sourceDepth;
    shell.history = this.history;
    shell.completions = this.completions;
    return shell;
  }

  /** One command's worth of time; gives up the running line after Ctrl-C. */
  *tick(): Routine<void> {
    const crowd = (this.process.kernel.processes.length / CROWD) ** 2;
    if (crowd <= 1) yield* useCpu(this.process, COMMAND_COST);
    else yield* sleep(this.process.clock, COMMAND_COST * crowd);
    this.checkInterrupt();
  }

  checkInterrupt(): void {
    if (!this.interrupted) return;
    this.interrupted = false;
    throw new Interrupted();
  }

  /** Waits as `suspend` says, but not beyond Ctrl-C or a trapped signal. */
  *wait(suspend: (wake: Wake) => () => void): Routine<void> {
    yield (wake) => {
      this.#wakes.add(wake);
      const cancel = suspend(wake);
      return () => {
        this.#wakes.delete(wake);
        cancel();
      };
    };
    this.checkInterrupt();
  }

  /** Called by Ctrl-C's handler of an interactive shell. */
  interrupt(): void {
    this.interrupted = true;
    this.wake();
  }

  wake(): void {
    for (const wake of [...this.#wakes]) wake();
  }

  /** Signals that were trapped and whose traps have not run yet. */
  takePending(): Signal | undefined {
    return this.#pending.shift();
  }

  get hasPending(): boolean {
    return this.#pending.length > 0;
  }

  /** Makes the process keep a signal for its trap (`command` given) or react as usual. */
  setTrap(signal: string, command: string | undefined): void {
    const name = signal as Signal;
    this.#trapped.get(name)?.();
    this.#trapped.delete(name);
    if (command === undefined) this.traps.delete(signal);
    else this.traps.set(signal, command);
    if (command === undefined || !signal.startsWith('SIG')) return;
    this.#trapped.set(
      name,
      this.process.handle(name, () => {
        if (command === '') return;
        this.#pending.push(name);
        this.wake();
      }),
    );
  }

  /** Writes a text to a file that only lives for a command, and gives its path. */
  temporaryFile(text: string): string {
    const path = `/dev/shm/sh-${this.process.pid}-${this.#temporaries++}`;
    this.process.files.makeDirectory('/dev/shm', { parents: true });
    if (this.process.files.write(path, text).ok) return path;
    const other = `/tmp/sh-${this.process.pid}-${this.#temporaries++}`;
    this.process.files.write(other, text);
    return other;
  }

  /** The beginning of the shell's own messages: `bash: `, `bash: line 3: `, `./script.sh: line 3: `. */
  get prefix(): string {
    if (this.flavour === 'dash') return `${this.name}: ${this.line}: `;
    if (this.flavour === 'ash') return `${this.name}: `;
    return this.placed ? `${this.name}: line ${this.line}: ` : `${this.name}: `;
  }

  /** The line as `$LINENO` has it: ash counts those of a command line from 0. */
  get countedLine(): number {
    return this.flavour === 'ash' && this.invocation.includes('c') ? this.line - 1 : this.line;
  }

  /** Writes a message of the shell's own to standard error: it is given in bash's words. */
  complain(descriptors: Descriptors, message: string): void {
    const line = this.interactive ? undefined : this.countedLine;
    descriptors.stderr.write(`${this.prefix}${inManners(this.flavour, message, line)}\n`);
  }
}

function flavourOf(process: Process): Flavour {
  const name = (process.argv[0] ?? '').replace(/^-/, '').split('/').at(-1);
  if (name === 'bash') return 'bash';
  return busyboxOf(process) === undefined ? 'dash' : 'ash';
}
