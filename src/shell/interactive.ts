/** The shell at a terminal: prompt, line editor, history, aliases, jobs. */
import { normalise } from '../engine/files/fileSystem';
import { busyboxOf, DEBIAN_BUSYBOX } from '../engine/processes/busybox';
import { read } from '../engine/processes/pipe';
import type { Pty } from '../engine/processes/pty';
import type { Routine } from '../engine/processes/routine';
import type { Completers } from './completion';
import { completeLine } from './completion';
import { expandAliases } from './interpreter/aliases';
import { ExpansionError, FunctionReturn, Interrupted, LoopJump, ShellExit } from './interpreter/control';
import type { Descriptors } from './interpreter/descriptors';
import { expandHistory } from './interpreter/history';
import { stateOf } from './interpreter/jobs';
import { isTooDeep, runExitTrap, statusOfThrown } from './interpreter/launch';
import type { Shell } from './interpreter/shell';
import type { Parsed, SyntaxFailure } from './interpreter/syntax';
import { parseSource, parseWhole } from './interpreter/syntax';
import { reportSyntax } from './interpreter/syntaxReport';
import type { EditorEvent } from './lineEditor/lineEditor';
import { LineEditor } from './lineEditor/lineEditor';
import { defaultPrompt, expandPrompt } from './prompt';

/** What the place that opened the shell adds to it. */
export interface InteractiveHooks {
  readonly completers: Completers;
  /** Told of each line before it runs; gives the cause of what follows. */
  readonly record?: (line: string) => number;
  /** Where the terminal's cursor stands, counted from 0. */
  readonly column?: () => number;
}

/** Turns on bracketed paste while a line is edited, as readline does. */
const PASTE_ON = '\u001b[?2004h';
const PASTE_OFF = '\u001b[?2004l\r';
/** Asks the terminal where its cursor is, as busybox does when nothing has been typed yet. */
const WHERE = '\u001b[6n';

/** How busybox's shell greets, unless it was built to be quiet. */
const BANNER = `\n\nBusyBox v1.35.0 (${DEBIAN_BUSYBOX}) built-in shell (ash)\nEnter 'help' for a list of built-in commands.\n\n`;

/** Serves the terminal until the shell is left; gives its exit status. */
export function* runInteractive(
  shell: Shell,
  descriptors: Descriptors,
  startup: string | undefined,
  hooks: InteractiveHooks,
): Routine<number> {
  const terminal = shell.terminal;
  shell.interactive = true;
  shell.placed = false;
  for (const option of ['monitor', 'histexpand', 'history', 'emacs', 'expand_aliases']) shell.options.set(option, true);
  shell.process.handle('SIGINT', () => shell.interrupt());
  for (const signal of ['SIGTSTP', 'SIGQUIT', 'SIGTERM'] as const) shell.process.handle(signal, () => {});
  if (shell.flavour === 'bash' && startup !== undefined) yield* runStartup(shell, startup, descriptors);
  if (shell.flavour === 'ash' && busyboxOf(shell.process)?.debian === true) descriptors.stderr.write(BANNER);
  if (shell.variables.get('PS1') === undefined) shell.variables.set('PS1', defaultPrompt(shell));
  if (shell.variables.get('PS2') === undefined) shell.variables.set('PS2', '> ');
  const editor = new LineEditor(terminal?.columns ?? 80);
  const session = new InteractiveSession(shell, descriptors, editor, terminal, hooks);
  try {
    return yield* runExitTrap(shell, descriptors, yield* session.run());
  } finally {
    if (terminal !== undefined) terminal.raw = false;
  }
}

function* runStartup(shell: Shell, startup: string, descriptors: Descriptors): Routine<void> {
  const home = shell.variables.get('HOME') ?? '/';
  const text = shell.process.files.read(normalise(startup.replace(/^~/, home), shell.process.workingDirectory));
  if (!text.ok) return;
  try {
    yield* shell.runner.text(text.value, shell, descriptors);
  } catch (thrown) {
    statusOfThrown(thrown, shell, descriptors);
  }
  shell.status = 0;
}

type LineRead =
  | { readonly kind: 'line'; readonly text: string }
  | { readonly kind: 'interrupt' }
  | { readonly kind: 'end' };

/** True when a line can end what is open: a long here-document is not parsed again with each of its lines. */
function mayEnd(open: SyntaxFailure, line: string): boolean {
  const delimiter = /wanted `(.*)'\)$/.exec(open.message)?.[1];
  if (delimiter !== undefined) return line.trim() === delimiter;
  const quote = /matching `(["'])'$/.exec(open.message)?.[1];
  return quote === undefined || line.includes(quote);
}

class InteractiveSession {
  readonly #shell: Shell;
  readonly #descriptors: Descriptors;
  readonly #editor: LineEditor;
  readonly #terminal: Pty | undefined;
  readonly #hooks: InteractiveHooks;

  constructor(
    shell: Shell,
    descriptors: Descriptors,
    editor: LineEditor,
    terminal: Pty | undefined,
    hooks: InteractiveHooks,
  ) {
    this.#shell = shell;
    this.#descriptors = descriptors;
    this.#editor = editor;
    this.#terminal = terminal;
    this.#hooks = hooks;
  }

  *run(): Routine<number> {
    const shell = this.#shell;
    for (;;) {
      this.#reportJobs();
      shell.interrupted = false;
      const read = yield* this.#read('PS1');
      if (read.kind === 'interrupt') shell.status = 130;
      else if (read.kind === 'end') {
        // readline's new line, and bash's word for what it does now; the others only go to the next line.
        if (shell.flavour === 'bash') this.#descriptors.stderr.write('\nexit\n');
        const warning = shell.jobs.warning(shell.flavour);
        if (warning === undefined && shell.flavour !== 'bash') this.#descriptors.stderr.write('\n');
        if (warning === undefined) return shell.status;
        this.#descriptors.stderr.write(warning);
      } else {
        const { warned } = shell.jobs;
        const status = yield* this.#command(read.text);
        if (status !== undefined) return status;
        if (warned) shell.jobs.warned = false;
      }
    }
  }

  /** Runs a line with all that has to follow it. Gives a status when the shell is left. */
  *#command(first: string): Routine<number | undefined> {
    const shell = this.#shell;
    const expanded = expandHistory(first, shell.history);
    if (expanded.kind === 'failed') {
      shell.complain(this.#descriptors, `${expanded.event}: event not found`);
      return undefined;
    }
    let source = first;
    if (expanded.kind === 'expanded') {
      source = expanded.line;
      this.#descriptors.stdout.write(`${source}\n`);
    }
    let parsed = this.#parse(source);
    while (parsed.kind === 'unfinished') {
      const more = yield* this.#read('PS2');
      if (more.kind === 'interrupt') {
        shell.history.add(source);
        shell.status = 130;
        return undefined;
      }
      if (more.kind === 'end') {
        parsed = this.#parseEnded(source, parsed);
        break;
      }
      source = `${source}\n${more.text}`;
      if (mayEnd(parsed.failure, more.text)) parsed = this.#parse(source);
    }
    shell.history.add(source);
    if (parsed.kind !== 'complete') {
      reportSyntax(shell, source, parsed.failure, this.#descriptors, '');
      shell.status = 2;
      return undefined;
    }
    if (parsed.script.commands.length === 0) return undefined;
    const cause = this.#hooks.record?.(source);
    if (cause !== undefined) shell.process.clock.cause = cause;
    return yield* this.#execute(parsed);
  }

  #parse(source: string): Parsed {
    return parseSource(expandAliases(source, this.#shell.aliases));
  }

  /** Ctrl-D in the middle of a command: an open here-document ends, anything else is an error. */
  #parseEnded(source: string, parsed: Parsed & { kind: 'unfinished' }): Parsed {
    const { message } = parsed.failure;
    if (message.startsWith('warning')) this.#shell.complain(this.#descriptors, message);
    else if (message.startsWith('unexpected EOF')) {
      this.#shell.complain(this.#descriptors, message);
      return { kind: 'wrong', failure: { ...parsed.failure, message: 'syntax error: unexpected end of file' } };
    }
    return parseWhole(expandAliases(source, this.#shell.aliases));
  }

  *#execute(parsed: Parsed & { kind: 'complete' }): Routine<number | undefined> {
    const shell = this.#shell;
    const context = { shell, descriptors: this.#descriptors, source: parsed.source, condition: false, inPlace: false };
    try {
      shell.status = yield* shell.runner.statements(parsed.script.commands, context);
    } catch (thrown) {
      if (thrown instanceof ShellExit) return thrown.status;
      if (thrown instanceof Interrupted) {
        this.#descriptors.stderr.write('\n');
        this.#editor.dropQueue();
        shell.status = 130;
      } else if (
        thrown instanceof ExpansionError ||
        thrown instanceof LoopJump ||
        thrown instanceof FunctionReturn ||
        isTooDeep(thrown)
      )
        shell.status = statusOfThrown(thrown, shell, this.#descriptors);
      else throw thrown;
    }
    return undefined;
  }

  /** Tells of jobs that have ended since the last prompt. */
  #reportJobs(): void {
    const { jobs, terminal } = this.#shell;
    for (const job of [...jobs.all]) {
      // What ended in this very instant is still on its way to the shell.
      if (stateOf(job) !== 'Done' || job.ended === this.#shell.process.clock.now) continue;
      this.#descriptors.stderr.write(`${jobs.describe(job, this.#shell.flavour)}\n`);
      jobs.remove(job);
      for (const process of job.processes) terminal?.background.delete(process);
    }
  }

  /** Edits a line at the terminal. */
  *#read(prompt: 'PS1' | 'PS2'): Routine<LineRead> {
    const shell = this.#shell;
    const output = this.#descriptors.stderr;
    const text = expandPrompt(shell, shell.variables.get(prompt) ?? '');
    const lead = text.lastIndexOf('\n') + 1;
    if (this.#terminal !== undefined) {
      this.#terminal.raw = true;
      this.#editor.resize(this.#terminal.columns);
    }
    const pasting = shell.flavour === 'bash';
    output.write((pasting ? PASTE_ON : '') + text.slice(0, lead));
    try {
      let events = this.#editor.begin(text.slice(lead), shell.history.lines, this.#hooks.column?.());
      if (busyboxOf(shell.process)?.debian === true && shell.flavour === 'ash' && this.#terminal?.unread === false)
        events = [...events, { kind: 'show', text: WHERE }];
      for (;;) {
        const done = yield* this.#handle(events);
        if (done !== undefined) return done;
        const keys = yield* read(this.#descriptors.stdin);
        if (keys === undefined) return { kind: 'end' };
        if (this.#terminal !== undefined) this.#editor.resize(this.#terminal.columns);
        events = this.#editor.feed(keys);
      }
    } finally {
      if (pasting) output.write(PASTE_OFF);
      if (this.#terminal !== undefined) this.#terminal.raw = false;
    }
  }

  *#handle(first: readonly EditorEvent[]): Routine<LineRead | undefined> {
    const queue = [...first];
    for (let event = queue.shift(); event !== undefined; event = queue.shift()) {
      switch (event.kind) {
        case 'show':
          this.#descriptors.stderr.write(event.text);
          break;
        case 'accept':
          return { kind: 'line', text: event.line };
        case 'interrupt':
          return { kind: 'interrupt' };
        case 'end':
          return { kind: 'end' };
        default: {
          const found = yield* completeLine(this.#shell, event.line, event.cursor, this.#hooks.completers);
          queue.push(...this.#editor.complete(found));
        }
      }
    }
    return undefined;
  }
}
