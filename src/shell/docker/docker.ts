/** The docker program: finds the command, reads its flags, runs it, and prints what went wrong as the client does. */
import { sleep } from '../../engine/processes/kernel';
import type { Process } from '../../engine/processes/process';
import type { Routine } from '../../engine/processes/routine';
import type { Command, ShellServices } from '../command';
import { type Flag, FlagValues } from '../flags/flag';
import { type FlagDialect, parseFlags } from '../flags/parseFlags';
import { checkArguments } from './argumentCount';
import { ClientConfig } from './client/clientConfig';
import { CLIENT_VERSION, GIT_COMMIT } from './client/clientVersion';
import { DockerClient } from './client/dockerClient';
import { dockerHost } from './client/dockerHost';
import { completeDocker } from './completion';
import type { DockerCommand, Invocation } from './dockerCommand';
import { CliFailure } from './failure';
import { findCommand, globalFlagsEnd } from './findCommand';
import { globalFlags } from './globalFlags';
import { commandHelp, rootHelp } from './help';
import { usageLine } from './usageLine';

/** How long the program takes until its first request, in milliseconds. */
const START_TIME = 8;
const USUAL_COLUMNS = 80;
const ROOT_USAGE = '[OPTIONS] COMMAND [ARG...]';
const SHORT_HELP = 'Flag shorthand -h has been deprecated, use --help\n';
/** The exit status after a flag that is not understood. */
const BAD_FLAG = 125;

/** Thrown when nobody reads any more what a command prints: SIGPIPE. */
class BrokenPipe {}

/** The command for the laptop's shell. */
export function createDocker(services: ShellServices): Command {
  return {
    name: 'docker',
    summary: 'drive Docker: images, containers, networks, volumes',
    *run(process: Process): Routine<number> {
      try {
        yield* sleep(process.clock, START_TIME);
        return yield* dispatch(process, services);
      } catch (thrown) {
        if (thrown instanceof BrokenPipe) {
          process.kernel.signal(process.pid, 'SIGPIPE');
          return 141;
        }
        if (!(thrown instanceof CliFailure)) throw thrown;
        if (thrown.message !== '') process.stderr.write(`${thrown.message}\n`);
        return thrown.code;
      }
    },
    complete: (request) => completeDocker(request, services),
  };
}

function* dispatch(process: Process, services: ShellServices): Routine<number> {
  const home = process.env.get('HOME') ?? '/';
  const known = globalFlags(home);
  const words = process.argv.slice(1);
  const end = globalFlagsEnd(known, words);
  const own = parseFlags(known, words.slice(0, end), dialect(process, 'docker', ROOT_USAGE));
  const rest = words.slice(end);
  const found = findCommand(rest);
  if (own.help) {
    if (words.slice(0, end).includes('-h')) process.stderr.write(SHORT_HELP);
    return help(process, rest, true);
  }
  if (rest[0] === 'help') return help(process, rest.slice(1), false);
  if (found.command === undefined) return withoutCommand(process, own.values, known, found.rest);
  checkLogLevel(own.values);
  return yield* runCommand(process, services, found.command, found.path, found.rest, own.values);
}

/** `docker` alone, `docker --version`, and words that are no command. */
function withoutCommand(process: Process, flags: FlagValues, known: readonly Flag[], words: readonly string[]): number {
  if (flags.bool('version')) {
    process.stdout.write(`Docker version ${CLIENT_VERSION}, build ${GIT_COMMIT}\n`);
    return 0;
  }
  const [word] = words;
  if (word === undefined) {
    process.stderr.write(rootHelp(columnsOf(process), homeOf(process)));
    return 0;
  }
  const { help: asked } = parseFlags(known, words, dialect(process, 'docker', ROOT_USAGE));
  if (asked) {
    warnOfShortHelp(process, words);
    return help(process, [], true);
  }
  throw new CliFailure(`docker: unknown command: docker ${word}\n\nRun 'docker --help' for more information`);
}

/** `docker help ps` and `docker --help ps`. */
function help(process: Process, words: readonly string[], lenient: boolean): number {
  if (!lenient) parseFlags([], words, dialect(process, 'docker help', '[command]'));
  const { command, path, rest } = findCommand(words);
  const [unknown] = rest;
  if (unknown !== undefined && !lenient && (command === undefined || command.commands !== undefined)) {
    throw new CliFailure(`unknown help topic: ${unknown}`);
  }
  const columns = columnsOf(process);
  const text = command === undefined ? rootHelp(columns, homeOf(process)) : commandHelp(command, path, columns);
  process.stdout.write(text);
  return 0;
}

function* runCommand(
  process: Process,
  services: ShellServices,
  command: DockerCommand,
  path: string,
  rest: readonly string[],
  globals: FlagValues,
): Routine<number> {
  const parsed = readFlags(process, command, path, rest);
  if (parsed.help) {
    warnOfShortHelp(process, rest);
    process.stdout.write(commandHelp(command, path, columnsOf(process)));
    return 0;
  }
  if (command.run === undefined) return withoutSubcommand(process, command, path, parsed.args);
  checkArguments(command, path, parsed.args);
  refuseUnsupported(command.flags, parsed.values);
  const config = new ClientConfig(process, globals.string('config'), (message) => process.stderr.write(`${message}\n`));
  refuseNotSimulated(command.calledAs ?? path, command.flags, parsed.values);
  const invocation: Invocation = {
    command,
    path,
    args: parsed.args,
    flags: parsed.values,
    process,
    config,
    client: new DockerClient(process, services, dockerHost(globals, process)),
    trace: services.trace,
    print: (text) => {
      if (!process.stdout.write(text)) throw new BrokenPipe();
    },
    printError: (text) => void process.stderr.write(text),
  };
  return yield* command.run(invocation);
}

function readFlags(process: Process, command: DockerCommand, path: string, rest: readonly string[]) {
  if (command.raw === true) return { values: new FlagValues([]), args: rest, help: false };
  return parseFlags(command.flags, rest, {
    ...dialect(process, command.calledAs ?? path, command.usage),
    inOrder: command.inOrder === true || command.run === undefined,
  });
}

function withoutSubcommand(process: Process, command: DockerCommand, path: string, args: readonly string[]): number {
  const [word] = args;
  if (word === undefined || asksForHelp(args)) {
    const out = word === undefined ? process.stderr : process.stdout;
    warnOfShortHelp(process, args);
    out.write(commandHelp(command, path, columnsOf(process)));
    return 0;
  }
  const usage = usageLine(command, path);
  throw new CliFailure(
    `docker: unknown command: ${path} ${word}\n\nUsage:  ${usage}\n\nRun '${path} --help' for more information`,
  );
}

function dialect(process: Process, path: string, usage: string): FlagDialect {
  const pointer = `Usage:  ${`${path} ${usage}`.trimEnd()}\n\nRun '${path} --help' for more information`;
  return {
    inOrder: false,
    refuse: (message) => new CliFailure(`${message}\n\n${pointer}`, BAD_FLAG),
    warn: (message) => void process.stdout.write(`${message}\n`),
  };
}

/** Options that no daemon like this one has. */
function refuseUnsupported(flags: readonly Flag[], values: FlagValues): void {
  const given = flags.filter((flag) => flag.unsupported !== undefined && values.changed(flag.name));
  if (given.length === 0) return;
  throw new CliFailure(
    given.map(({ name, unsupported }) => `"--${name}" is only supported on ${unsupported}`).join('\n'),
  );
}

/** An option that would be ignored is refused instead. */
function refuseNotSimulated(path: string, flags: readonly Flag[], values: FlagValues): void {
  const { name } =
    flags.find((flag) => flag.notSimulated === true && values.changed(flag.name) && !isDefault(flag, values)) ?? {};
  if (name !== undefined) throw new CliFailure(`${path} --${name} is not simulated here`, BAD_FLAG);
}

function isDefault({ name, type, default: usual }: Flag, values: FlagValues): boolean {
  if (type === 'bool') return values.bool(name) === (usual ?? false);
  if (type === 'array' || type === 'strings') return values.strings(name).length === 0;
  return values.string(name) === String(usual ?? '');
}

function checkLogLevel(flags: FlagValues): void {
  const level = flags.string('log-level');
  if (['debug', 'info', 'warn', 'warning', 'error', 'fatal', 'panic', 'trace'].includes(level)) return;
  throw new CliFailure(`Unable to parse logging level: ${level}`);
}

/** -h is still understood. */
function warnOfShortHelp(process: Process, words: readonly string[]): void {
  const asked = words.find((word) => word === '--help' || /^-[^-]*h/.test(word));
  if (asked !== '--help' && asked !== undefined) process.stdout.write(SHORT_HELP);
}

function asksForHelp(words: readonly string[]): boolean {
  return words.includes('--help') || words.includes('-h');
}

function columnsOf(process: Process): number {
  return process.tty?.columns ?? USUAL_COLUMNS;
}

function homeOf(process: Process): string {
  return process.env.get('HOME') ?? '/';
}
