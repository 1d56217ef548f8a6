/** The kubectl program: finds the verb, reads its flags, runs it, and prints what went wrong as kubectl does. */
import { sleep } from '../../engine/processes/kernel';
import type { Process } from '../../engine/processes/process';
import type { Routine } from '../../engine/processes/routine';
import type { Command, ShellServices } from '../command';
import type { Flag, FlagValues } from '../flags/flag';
import { takesNext } from '../flags/parseFlags';
import { ClusterAccess } from './client/access';
import { runPlugin } from './client/plugins';
import { completeKubectl } from './completion';
import { CommandError, errorText } from './errors';
import { findVerb } from './findVerb';
import { globalFlags } from './globalFlags';
import { optionsHelp, rootHelp, verbHelp } from './help';
import { parseVerbFlags } from './parseVerbFlags';
import { verbGroups } from './registry';
import { suggestions } from './suggestions';

/** How long the program takes until its first request, in milliseconds: time in which the cluster goes on. */
const START_TIME = 80;

/** Thrown when nobody reads any more what a verb prints: SIGPIPE. */
class BrokenPipe {}

/** The command for the laptop's shell. */
export function createKubectl(services: ShellServices): Command {
  return {
    name: 'kubectl',
    summary: 'drive a Kubernetes cluster',
    *run(process: Process): Routine<number> {
      try {
        yield* sleep(process.kernel.clock, START_TIME);
        return yield* dispatch(process, services);
      } catch (error) {
        if (error instanceof BrokenPipe) {
          process.kernel.signal(process.pid, 'SIGPIPE');
          return 141;
        }
        if (!(error instanceof CommandError)) throw error;
        if (error.printed !== '') process.stdout.write(error.printed);
        process.stderr.write(errorText(error));
        return error.code;
      }
    },
    complete: (request) => completeKubectl(request, services),
  };
}

function* dispatch(process: Process, services: ShellServices): Routine<number> {
  const words = process.argv.slice(1);
  const { verb, command, words: rest } = findVerb(words);
  const columns = process.tty?.columns;
  if (verb === undefined) {
    // an unknown command is told before its flags are looked at
    const word = rest.find(
      (one, at) => !one.startsWith('-') && !(at > 0 && takesNext(globalFlags, rest[at - 1] ?? '')),
    );
    if (word !== undefined && word !== 'help' && word !== 'options') {
      const ended = yield* runPlugin(process, words);
      if (ended !== undefined) return ended;
      const [leading = ''] = words;
      if (leading.startsWith('-')) throw new CommandError(`flags cannot be placed before plugin name: ${leading}`);
      throw unknownCommand(word);
    }
    const { args } = parseVerbFlags(command, globalFlags, rest);
    const name = args[0];
    if (name === 'help') return printHelp(process, args.slice(1));
    if (name === 'options') {
      process.stdout.write(optionsHelp(columns));
      return 0;
    }
    process.stdout.write(rootHelp(verbGroups));
    return 0;
  }
  // a verb's own flag stands before the global one of its name: debug's --profile
  const own = new Set(verb.flags.map((flag) => flag.name));
  const flags = [...verb.flags, ...globalFlags.filter((flag) => !own.has(flag.name))];
  const parsed = parseVerbFlags(command, flags, rest, (line) => void process.stderr.write(`${line}\n`));
  if (parsed.help) {
    process.stdout.write(verbHelp(verb, command, columns));
    return 0;
  }
  if (!own.has('profile')) checkProfile(parsed.values);
  if (verb.run === undefined) {
    const [name] = parsed.args;
    if (name !== undefined) {
      throw new CommandError(
        `unknown command ${JSON.stringify(parsed.args.join(' '))}\nSee '${command} -h' for help and examples`,
      );
    }
    const out = verb.helpTo === 'stdout' ? process.stdout : process.stderr;
    out.write(verbHelp(verb, command, columns));
    return 1;
  }
  const missing = verb.flags.filter((flag) => flag.required === true && !parsed.values.changed(flag.name));
  if (missing.length > 0) {
    const names = missing.map((flag) => JSON.stringify(flag.name)).sort();
    throw new CommandError(`required flag(s) ${names.join(', ')} not set`);
  }
  refuseNotSimulated(command, verb.flags, parsed.values);
  const access = new ClusterAccess(process, services, parsed.values);
  const status = yield* verb.run({
    verb,
    command,
    args: parsed.args,
    argsBeforeDash: parsed.argsBeforeDash,
    flags: parsed.values,
    process,
    access,
    editor: services.editor,
    print: (text) => {
      if (!process.stdout.write(text)) throw new BrokenPipe();
    },
    printError: (text) => void process.stderr.write(text),
  });
  const warnings = access.warningsReceived;
  if (status === 0 && warnings > 0 && parsed.values.bool('warnings-as-errors'))
    throw new CommandError(`${warnings} ${warnings === 1 ? 'warning' : 'warnings'} received`);
  return status;
}

/** What kubectl itself could record while it runs; debug has a flag of its own with that name. */
const PROFILES = ['none', 'cpu', 'heap', 'goroutine', 'threadcreate', 'block', 'mutex'];

function checkProfile(values: FlagValues): void {
  const profile = values.string('profile');
  if (!PROFILES.includes(profile)) throw new CommandError(`unknown profile '${profile}'`);
}

/** An option that would be ignored is refused instead. */
function refuseNotSimulated(command: string, flags: readonly Flag[], values: FlagValues): void {
  for (const { name, type, notSimulated, default: usual } of flags) {
    if (notSimulated !== true || !values.changed(name)) continue;
    const given = type === 'bool' ? values.bool(name) : values.string(name);
    if (given === (usual ?? (type === 'bool' ? false : ''))) continue;
    throw new CommandError(`${command} --${name} is not simulated here yet`);
  }
}

function printHelp(process: Process, words: readonly string[]): number {
  const { verb, command, words: rest } = findVerb(words);
  if (verb === undefined && rest.length > 0) {
    const topic = rest.map((word) => JSON.stringify(word).replace(/"/g, '`')).join(' ');
    const help = rootHelp(verbGroups);
    process.stderr.write(`Unknown help topic [${topic}]\n\n\n${help.slice(help.indexOf('Basic Commands'))}`);
    return 0;
  }
  process.stdout.write(verb === undefined ? rootHelp(verbGroups) : verbHelp(verb, command, process.tty?.columns));
  return 0;
}

function unknownCommand(name: string): CommandError {
  const names = verbGroups.flatMap((group) => group.verbs).map((verb) => verb.name);
  const meant = suggestions(name, names);
  const hint = meant.length === 0 ? '' : `\n\nDid you mean this?\n${meant.map((one) => `\t${one}\n`).join('')}\n`;
  return new CommandError(`unknown command ${JSON.stringify(name)} for "kubectl"${hint}`);
}
