/** A shell without a terminal that runs one line after another and keeps its state: for recorded sessions and proofs. */

import { shownText } from '../base/utf8';
import type { Output } from '../engine/processes/pipe';
import type { Process } from '../engine/processes/process';
import { withDescendants } from '../engine/processes/pty';
import type { Routine } from '../engine/processes/routine';
import { Descriptors, TextInput } from './interpreter/descriptors';
import { runner } from './interpreter/execute';
import { statusOfThrown } from './interpreter/launch';
import { Shell } from './interpreter/shell';
import { parseWhole } from './interpreter/syntax';
import { reportSyntax } from './interpreter/syntaxReport';

export interface LineResult {
  readonly stdout: string;
  readonly stderr: string;
  readonly exit: number;
}

interface Request {
  readonly line: string;
  readonly stdout: Collector;
  readonly stderr: Collector;
  readonly done: (status: number) => void;
}

/** Starts a shell in a process of its own. Its routine waits for lines. */
export class ShellSession {
  readonly process: Process;
  #request: Request | undefined;
  #wake: (() => void) | undefined;
  #shell: Shell | undefined;

  /** `start` makes the process with the given program: a child of nothing, on the laptop. */
  constructor(start: (program: (process: Process) => Routine<number>) => Process) {
    this.process = start((process) => this.#serve(process));
  }

  /** Begins to run a line; `done` is called when it has ended. Returns how to interrupt it. */
  run(line: string, done: (result: LineResult) => void): () => void {
    const stdout = new Collector();
    const stderr = new Collector();
    this.#request = {
      line,
      stdout,
      stderr,
      done: (exit) => done({ stdout: stdout.text, stderr: stderr.text, exit }),
    };
    this.#wake?.();
    return () => this.#interrupt();
  }

  #interrupt(): void {
    const shell = this.#shell;
    if (shell === undefined) return;
    // First the shell, so that it says nothing of the commands that end with it.
    shell.interrupt();
    const jobs = new Set(shell.jobs.all.flatMap((job) => job.processes));
    for (const child of withDescendants([this.process], jobs))
      if (child !== this.process) child.kernel.signal(child.pid, 'SIGTERM');
  }

  *#serve(process: Process): Routine<number> {
    const shell = new Shell(process, runner);
    this.#shell = shell;
    shell.variables.set('PWD', process.workingDirectory);
    for (;;) {
      while (this.#request === undefined) {
        yield (wake) => {
          this.#wake = wake;
          return () => {
            this.#wake = undefined;
          };
        };
      }
      const request = this.#request;
      this.#request = undefined;
      request.done(yield* this.#runOne(shell, request));
    }
  }

  *#runOne(shell: Shell, request: Request): Routine<number> {
    const descriptors = new Descriptors(
      new Map([
        [0, { input: new TextInput('') }],
        [1, { output: request.stdout }],
        [2, { output: request.stderr }],
      ]),
    );
    shell.adopted = descriptors;
    shell.interrupted = false;
    const parsed = parseWhole(request.line);
    if (parsed.kind !== 'complete') {
      reportSyntax(shell, request.line, parsed.failure, descriptors, '-c: ');
      shell.status = 2;
      return 2;
    }
    try {
      shell.status = yield* runner.statements(parsed.script.commands, {
        shell,
        descriptors,
        source: request.line,
        condition: false,
        inPlace: false,
      });
    } catch (thrown) {
      shell.status = statusOfThrown(thrown, shell, descriptors);
    }
    return shell.status;
  }
}

/** Keeps everything that is written. */
class Collector implements Output {
  readonly full = false;
  readonly #parts: string[] = [];

  get text(): string {
    return shownText(this.#parts.join(''));
  }

  write(text: string): boolean {
    this.#parts.push(text);
    return true;
  }

  onDrain(): () => void {
    return () => {};
  }

  close(): void {}
}
