/** `docker compose`: its own options, the project they name, and the subcommand that is run on it. */
import type { Answer } from '../../engine/docker/daemon';
import { waitForExit } from '../../engine/processes/kernel';
import type { Process } from '../../engine/processes/process';
import { isTerminal } from '../../engine/processes/pty';
import type { Routine } from '../../engine/processes/routine';
import { checkArguments } from '../docker/argumentCount';
import type { DockerCommand, Invocation } from '../docker/dockerCommand';
import { CliFailure } from '../docker/failure';
import type { Flag, FlagValues } from '../flags/flag';
import { parseFlags, takesNext } from '../flags/parseFlags';
import { startProgram } from '../programs';
import type { ComposeCommand, ComposeInvocation } from './composeCommand';
import { ComposeFailure, type ComposeHost } from './composeHost';
import { Progress, type ProgressWay } from './progress';
import type { ComposeProject } from './project';
import { type ReadingOptions, readProject, wholeReading } from './readProject';
import { composeCommands, unsimulatedCommands } from './registry';

export const globalFlags: readonly Flag[] = [
  { name: 'file', shorthand: 'f', type: 'array', usage: 'Compose files' },
  { name: 'project-name', shorthand: 'p', type: 'string', usage: "The project's name" },
  {
    name: 'project-directory',
    type: 'string',
    usage: 'Where relative paths begin; where the first file is when left out',
  },
  { name: 'profile', type: 'array', usage: 'Profiles whose services take part' },
  { name: 'env-file', type: 'array', usage: 'Files of variables in place of .env' },
  { name: 'ansi', type: 'string', default: 'auto', usage: 'Control characters: never, always or auto' },
  { name: 'progress', type: 'string', default: 'auto', usage: 'How progress is shown: auto, tty, plain or quiet' },
  { name: 'compatibility', type: 'bool', usage: 'Names with underscores', notSimulated: true },
  { name: 'all-resources', type: 'bool', usage: 'Include what no service uses' },
  { name: 'parallel', type: 'int', default: -1, usage: 'How much is done at once' },
  { name: 'dry-run', type: 'bool', usage: 'Only say what would be done', notSimulated: true },
  { name: 'verbose', type: 'bool', usage: 'Say more', hidden: true },
  { name: 'version', shorthand: 'v', type: 'bool', usage: 'This help', hidden: true },
];

export const compose: DockerCommand = {
  name: 'compose',
  usage: '[OPTIONS] COMMAND',
  short: 'Docker Compose',
  flags: [],
  raw: true,
  plugin: true,
  run: (invocation) => runCompose(invocation),
};

function* runCompose(invocation: Invocation): Routine<number> {
  const words = invocation.args;
  const end = globalEnd(words);
  const globals = read(globalFlags, words.slice(0, end), false);
  const [name, ...rest] = words.slice(end);
  if (name === undefined || globals.help || globals.values.bool('version')) {
    invocation.print(composeHelp());
    return 0;
  }
  checkGlobals(globals.values);
  const command = composeCommands.find((one) => one.name === name);
  if (command === undefined) {
    if (!unsimulatedCommands.includes(name)) invocation.print(composeHelp());
    throw unknownCommand(name);
  }
  const path = `docker compose ${name}`;
  const parsed = read(command.flags, rest, command.inOrder === true);
  if (parsed.help) {
    invocation.print(commandHelp(command, path));
    return 0;
  }
  checkCount(command, path, parsed.args);
  const refused = command.flags.find((flag) => flag.notSimulated === true && parsed.values.changed(flag.name));
  if (refused !== undefined) throw new CliFailure(`${path} --${refused.name} is not simulated here`);
  // The daemon has to be there before anything is read of it.
  yield* invocation.client.ask('HEAD /_ping', (daemon) => daemon.version());
  try {
    return yield* command.run(invocationOf(invocation, globals.values, parsed.values, parsed.args, command));
  } catch (problem) {
    if (!(problem instanceof ComposeFailure)) throw problem;
    throw new CliFailure(problem.message, problem.exit);
  }
}

function checkGlobals(globals: FlagValues): void {
  const refused = globalFlags.find((flag) => flag.notSimulated === true && globals.changed(flag.name));
  if (refused !== undefined) throw new CliFailure(`docker compose --${refused.name} is not simulated here`);
  const progress = globals.string('progress');
  if (!['auto', 'tty', 'plain', 'json', 'quiet'].includes(progress))
    throw new CliFailure(`unsupported --progress value ${JSON.stringify(progress)}`);
}

function checkCount({ args = {}, usage }: ComposeCommand, path: string, given: readonly string[]): void {
  const { atLeast = 0, exactly } = args;
  // cp counts as docker's own commands do
  if (exactly === 2) checkArguments({ ...compose, usage, args, raw: false }, path, given);
  if (given.length < atLeast)
    throw new CliFailure(`requires at least ${atLeast} arg(s), only received ${given.length}`);
  if (exactly === 0 && given.length > 0)
    throw new CliFailure(`unknown command ${JSON.stringify(given[0])} for ${JSON.stringify(path)}`);
}

function unknownCommand(name: string): CliFailure {
  if (unsimulatedCommands.includes(name)) return new CliFailure(`docker compose ${name} is not simulated here`);
  return new CliFailure(`unknown docker command: ${JSON.stringify(`compose ${name}`)}`);
}

/** Where the subcommand stands among the words. */
export function globalEnd(words: readonly string[]): number {
  for (let at = 0; at < words.length; at++) {
    const word = words[at] ?? '';
    if (!word.startsWith('-')) return at;
    if (takesNext(globalFlags, word)) at++;
  }
  return words.length;
}

function read(flags: readonly Flag[], words: readonly string[], inOrder: boolean) {
  return parseFlags(flags, words, {
    inOrder,
    refuse: (message) => new CliFailure(message),
  });
}

function invocationOf(
  invocation: Invocation,
  globals: FlagValues,
  flags: FlagValues,
  args: readonly string[],
  command: ComposeCommand,
): ComposeInvocation {
  const { process } = invocation;
  const host = hostOf(invocation, globals);
  let known: ComposeProject | undefined;
  const asked = command.inOrder === true ? args.slice(0, 1) : args;
  const project = (reading = wholeReading) => {
    known ??= projectOf(process, globals, asked, reading);
    return known;
  };
  const named = globals.string('project-name');
  return {
    host,
    process,
    flags,
    args,
    project,
    projectName: () => (named === '' ? project().name : named),
    print: (text) => invocation.print(text),
  };
}

function projectOf(
  process: Process,
  globals: FlagValues,
  asked: readonly string[],
  reading: ReadingOptions,
): ComposeProject {
  const read = readProject({
    files: process.files,
    environment: process.env,
    workingDirectory: process.workingDirectory,
    fileNames: globals.strings('file'),
    projectName: globals.string('project-name'),
    projectDirectory: globals.string('project-directory'),
    profiles: [...globals.strings('profile'), ...(process.env.get('COMPOSE_PROFILES') ?? '').split(',')],
    envFiles: globals.strings('env-file'),
    asked,
    allResources: globals.bool('all-resources'),
    reading,
    warn: (message) => warn(process, message),
  });
  if (!read.ok) throw new ComposeFailure(read.error);
  return read.value;
}

/** A line of compose's log. */
function warn(process: Process, message: string): void {
  process.stderr.write(`${stamp(process)} level=warning msg=${JSON.stringify(message)}\n`);
}

function stamp(process: Process): string {
  const seconds = Math.floor(process.clock.now / 1000);
  const days = Math.floor(seconds / 86_400);
  const two = (number: number) => String(number).padStart(2, '0');
  const { year, month, day } = dateOf(days);
  const rest = seconds % 86_400;
  const time = `${two(Math.floor(rest / 3600))}:${two(Math.floor((rest % 3600) / 60))}:${two(rest % 60)}`;
  return `time="${year}-${two(month)}-${two(day)}T${time}Z"`;
}

/** The calendar's date of a day since 1970. */
function dateOf(days: number): { year: number; month: number; day: number } {
  const shifted = days + 719_468;
  const era = Math.floor(shifted / 146_097);
  const dayOfEra = shifted - era * 146_097;
  const year = Math.floor(
    (dayOfEra - Math.floor(dayOfEra / 1460) + Math.floor(dayOfEra / 36_524) - Math.floor(dayOfEra / 146_096)) / 365,
  );
  const dayOfYear = dayOfEra - (365 * year + Math.floor(year / 4) - Math.floor(year / 100));
  const shiftedMonth = Math.floor((5 * dayOfYear + 2) / 153);
  const month = shiftedMonth < 10 ? shiftedMonth + 3 : shiftedMonth - 9;
  return {
    year: year + era * 400 + (month <= 2 ? 1 : 0),
    month,
    day: dayOfYear - Math.floor((153 * shiftedMonth + 2) / 5) + 1,
  };
}

function hostOf(invocation: Invocation, globals: FlagValues): ComposeHost {
  const { process, client } = invocation;
  const way = globals.string('progress');
  const terminal = process.tty !== undefined && isTerminal(process.stderr);
  return {
    client,
    process,
    progress: new Progress(process, way === 'auto' ? (terminal ? 'tty' : 'plain') : (way as ProgressWay)),
    warn: (message) => warn(process, message),
    *pull(image): Routine<Answer<void>> {
      return yield* client.waitAnswer<void>('POST /images/create', (daemon, done) =>
        daemon.images.pull(image, { login: undefined, allTags: false, platform: '' }, () => {}, done),
      );
    },
    *build({ context, dockerfile, target, tag, arguments: given, noCache }) {
      const words = ['docker', 'build', '-t', tag, '-f', `${context}/${dockerfile}`];
      if (target !== '') words.push('--target', target);
      if (noCache) words.push('--no-cache');
      for (const [name, value] of Object.entries(given)) words.push('--build-arg', `${name}=${value}`);
      return yield* docker(process, [...words, context]);
    },
    docker: (words) => docker(process, ['docker', ...words]),
  };
}

/** Runs the docker client itself, on the same terminal. */
function* docker(process: Process, words: readonly string[]): Routine<number> {
  const started = startProgram(process, words);
  if (!started.ok) throw new ComposeFailure('docker: not found');
  return (yield* waitForExit(started.value)).code;
}

function composeHelp(): string {
  const width = Math.max(...composeCommands.map((command) => command.name.length));
  const commands = composeCommands.map(({ name, short }) => `  ${name.padEnd(width)}  ${short}\n`).join('');
  return `Usage:  docker compose [OPTIONS] COMMAND\n\nRun the services of a project together\n\nOptions:\n${flagLines(globalFlags)}\nCommands:\n${commands}\nRun 'docker compose COMMAND --help' for more information on a command.\n`;
}

function commandHelp(command: ComposeCommand, path: string): string {
  const options = command.flags.length === 0 ? '' : `\n\nOptions:\n${flagLines(command.flags)}`.trimEnd();
  return `Usage:  ${path} ${command.usage}\n\n${command.short}${options}\n`;
}

function flagLines(flags: readonly Flag[]): string {
  const shown = flags.filter((flag) => flag.hidden !== true);
  const heads = shown.map(({ name, shorthand, type }) => {
    const value = type === 'bool' ? '' : ` ${type === 'array' || type === 'strings' ? 'stringArray' : type}`;
    return `${shorthand === undefined ? '      ' : `  -${shorthand}, `}--${name}${value}`;
  });
  const width = Math.max(...heads.map((head) => head.length));
  return shown.map((flag, at) => `${(heads[at] ?? '').padEnd(width)}   ${flag.usage}\n`).join('');
}
