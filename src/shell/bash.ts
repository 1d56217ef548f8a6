/** `bash` and `sh` as programs: a command (`-c`), a script, standard input, or a terminal. */
import { describeFileError, normalise } from '../engine/files/fileSystem';
import { readAll } from '../engine/processes/pipe';
import type { Process, Program } from '../engine/processes/process';
import { isTerminal } from '../engine/processes/pty';
import type { Routine } from '../engine/processes/routine';
import type { Command } from './command';
import type { InteractiveHooks } from './interactive';
import { runInteractive } from './interactive';
import { ExpansionError } from './interpreter/control';
import { Descriptors } from './interpreter/descriptors';
import { runner } from './interpreter/execute';
import { runExitTrap, statusOfThrown } from './interpreter/launch';
import { setOptions } from './interpreter/options';
import type { RunContext } from './interpreter/shell';
import { Shell } from './interpreter/shell';
import type { Parsed } from './interpreter/syntax';
import { lineOf, parseWhole } from './interpreter/syntax';
import { reportSyntax } from './interpreter/syntaxReport';

interface Invocation {
  readonly command: string | undefined;
  readonly interactive: boolean;
  readonly norc: boolean;
  readonly rcfile: string | undefined;
  readonly options: readonly (readonly [string, boolean])[];
  readonly operands: readonly string[];
  readonly problem: string | undefined;
  readonly version: boolean;
}

function parseInvocation(arguments_: readonly string[]): Invocation {
  const options: [string, boolean][] = [];
  let letters = '';
  let long = '';
  let rcfile: string | undefined;
  let at = 0;
  for (; /^[-+]./.test(arguments_[at] ?? ''); at++) {
    const argument = arguments_[at] as string;
    if (argument === '--') {
      at++;
      break;
    }
    if (argument.startsWith('--')) {
      long += `${argument} `;
      if (argument === '--rcfile' || argument === '--init-file') rcfile = arguments_[++at];
      continue;
    }
    for (const letter of argument.slice(1)) {
      const name =
        letter === 'o' ? arguments_[++at] : Object.entries(setOptions).find(([, short]) => short === letter)?.[0];
      if (name !== undefined) options.push([name, argument.startsWith('-')]);
      else letters += letter;
    }
  }
  const operands = arguments_.slice(at);
  const command = letters.includes('c') ? operands[0] : undefined;
  const oddLong = long.split(' ').find((word) => word !== '' && !LONG_OPTIONS.has(word));
  const oddLetter = /[^cils]/.exec(letters)?.[0];
  let problem: string | undefined;
  if (oddLong !== undefined) problem = `${oddLong}: invalid option`;
  else if (oddLetter !== undefined) problem = `-${oddLetter}: invalid option`;
  else if (letters.includes('c') && command === undefined) problem = '-c: option requires an argument';
  return {
    command,
    interactive: letters.includes('i'),
    norc: long.includes('--norc'),
    rcfile,
    options,
    operands,
    problem,
    version: long.includes('--version'),
  };
}

const LONG_OPTIONS: ReadonlySet<string> = new Set(
  '--norc --noprofile --version --rcfile --init-file --login --posix'.split(' '),
);

/** The shell as a program; a terminal's shell is given more hooks than one that is started in it. */
export function bashProgram(hooks: InteractiveHooks = { completers: new Map() }): Program {
  return (process) => run(process, hooks);
}

function* run(process: Process, hooks: InteractiveHooks): Routine<number> {
  const shell = new Shell(process, runner);
  const descriptors = Descriptors.of(process);
  shell.adopted = descriptors;
  shell.name = (process.argv[0] ?? 'bash').replace(/^-/, '').split('/').at(-1) ?? 'bash';
  shell.variables.set('PWD', process.workingDirectory);
  const invocation = parseInvocation(process.argv.slice(1));
  if (invocation.version) {
    descriptors.stdout.write('GNU bash, version 5.2.15(1)-release (x86_64-pc-linux-gnu)\n');
    return 0;
  }
  if (invocation.problem !== undefined) {
    descriptors.stderr.write(`${shell.name}: ${invocation.problem}\n`);
    return 2;
  }
  for (const [name, on] of invocation.options) shell.options.set(name, on);
  if (shell.flavour === 'bash') {
    for (const [name, value] of [
      ['BASH', '/bin/bash'],
      ['BASH_VERSION', '5.2.15(1)-release'],
      ['HOSTNAME', process.hostname],
      ['HOSTTYPE', 'x86_64'],
      ['OSTYPE', 'linux-gnu'],
    ] as const)
      shell.variables.set(name, value);
  }
  const [first, ...rest] = invocation.operands;
  if (invocation.command !== undefined) {
    shell.invocation = 'c';
    shell.name = rest[0] ?? process.argv[0]?.replace(/^-/, '') ?? shell.name;
    shell.positional = rest.slice(1);
    return yield* runText(shell, invocation.command, descriptors, '-c: ');
  }
  if (first !== undefined) {
    shell.positional = rest;
    return yield* runScript(shell, first, descriptors);
  }
  if (invocation.interactive || isTerminal(process.stdin))
    return yield* runInteractive(
      shell,
      descriptors,
      invocation.norc ? undefined : (invocation.rcfile ?? '~/.bashrc'),
      hooks,
    );
  return yield* runText(shell, yield* readAll(process.stdin), descriptors, '');
}

function* runScript(shell: Shell, path: string, descriptors: Descriptors): Routine<number> {
  const text = shell.process.files.read(normalise(path, shell.process.workingDirectory));
  if (!text.ok) {
    const words = text.error.code === 'EISDIR' ? 'Is a directory' : describeFileError(text.error);
    if (shell.flavour === 'ash') descriptors.stderr.write(`${shell.name}: can't open '${path}': ${words}\n`);
    else if (shell.flavour === 'dash')
      descriptors.stderr.write(`${shell.name}: 0: cannot open ${path}: ${words.replace(/ or directory$/, '')}\n`);
    else descriptors.stderr.write(`${shell.name}: ${path}: ${words}\n`);
    if (shell.flavour !== 'bash') return 2;
    return text.error.code === 'ENOENT' ? 127 : 126;
  }
  shell.name = path;
  return yield* runText(shell, text.value, descriptors, '');
}

/** Runs statements; an error that gives up a line goes on with the next one. */
function* runLines(parsed: Parsed & { kind: 'complete' }, context: RunContext): Routine<number> {
  const { shell, descriptors, source } = context;
  let rest = parsed.script.commands;
  for (;;) {
    try {
      return yield* runner.statements(rest, context);
    } catch (thrown) {
      if (!(thrown instanceof ExpansionError) || thrown.scope !== 'line') throw thrown;
      shell.status = statusOfThrown(thrown, shell, descriptors);
      const { line } = shell;
      rest = rest.filter((statement) => lineOf(source, statement.pos) > line);
      if (rest.length === 0) return shell.status;
    }
  }
}

/** Runs a whole text, then the EXIT trap. */
function* runText(shell: Shell, text: string, descriptors: Descriptors, place: string): Routine<number> {
  const parsed = parseWhole(text);
  if (parsed.kind !== 'complete') {
    reportSyntax(shell, text, parsed.failure, descriptors, place);
    return 2;
  }
  if (parsed.warning !== undefined && shell.flavour === 'bash')
    descriptors.stderr.write(`${shell.name}: line ${parsed.warning.line}: ${parsed.warning.message}\n`);
  let status: number;
  try {
    status = yield* runLines(parsed, { shell, descriptors, source: text, condition: false, inPlace: true });
  } catch (thrown) {
    status = statusOfThrown(thrown, shell, descriptors);
  }
  return yield* runExitTrap(shell, descriptors, status);
}

export const bash: Command = { name: 'bash', summary: 'the shell', run: bashProgram() };
export const sh: Command = { name: 'sh', summary: 'the shell', run: bashProgram() };
