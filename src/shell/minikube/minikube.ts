/** The minikube program: finds the command, reads its flags, runs it, and prints what went wrong as minikube does. */
import { sleep } from '../../engine/processes/kernel';
import type { Process } from '../../engine/processes/process';
import type { Routine } from '../../engine/processes/routine';
import type { Command, ShellServices } from '../command';
import { parseFlags, takesNext } from '../flags/parseFlags';
import { CommandError } from '../kubectl/errors';
import { suggestions } from '../kubectl/suggestions';
import { completeMinikube } from './completion';
import { profileName } from './config';
import { MinikubeFailure, notSimulated, UsageFailure } from './failure';
import { findMinikubeCommand } from './findCommand';
import { commandHelp, rootHelp } from './help';
import { globalFlags } from './minikubeCommand';
import { Printer } from './printer';
import { minikubeCommands } from './registry';

/** How long the program takes until it does something, in milliseconds. */
const START_TIME = 60;

/** The command for the laptop's shell. */
export function createMinikube(services: ShellServices): Command {
  return {
    name: 'minikube',
    summary: 'a local Kubernetes cluster, and what belongs to it',
    *run(process: Process): Routine<number> {
      const out = new Printer(process);
      try {
        yield* sleep(process.clock, START_TIME);
        return yield* dispatch(process, services, out);
      } catch (thrown) {
        if (thrown instanceof MinikubeFailure) {
          for (const { style, text } of thrown.lines) out.step(style, text);
          return thrown.code;
        }
        if (!(thrown instanceof UsageFailure) && !(thrown instanceof CommandError)) throw thrown;
        out.error(`Error: ${thrown.message}\n`);
        return 1;
      }
    },
    complete: completeMinikube,
  };
}

function* dispatch(process: Process, services: ShellServices, out: Printer): Routine<number> {
  const words = process.argv.slice(1);
  const { command, path, rest } = findMinikubeCommand(words);
  if (command === undefined) return withoutCommand(out, rest);
  const flags = [...(command.flags ?? []), ...globalFlags];
  const parsed = parseFlags(flags, rest, {
    refuse: (message) => new UsageFailure(`${message}\nSee 'minikube ${path} --help' for usage.`),
    ...(command.inOrder === true ? { inOrder: true } : {}),
  });
  if (parsed.help || command.run === undefined) {
    out.plain(commandHelp(command, path));
    return 0;
  }
  for (const { name, notSimulated: odd } of flags)
    if (odd === true && parsed.values.changed(name)) throw notSimulated(`minikube ${path} --${name}`);
  const { machines } = services;
  if (machines === undefined) throw notSimulated('minikube');
  const profile = parsed.values.string('profile') || profileName(process);
  const { args, argsBeforeDash, values } = parsed;
  return yield* command.run({
    path,
    args,
    argsBeforeDash,
    flags: values,
    process,
    out,
    services,
    machines,
    profile,
  });
}

function withoutCommand(out: Printer, rest: readonly string[]): number {
  const word = rest.find((one, at) => !one.startsWith('-') && !(at > 0 && takesNext(globalFlags, rest[at - 1] ?? '')));
  if (word === 'help') return help(out, rest.slice(rest.indexOf('help') + 1));
  if (word !== undefined) throw unknownCommand(word);
  parseFlags(globalFlags, rest, {
    refuse: (message) => new UsageFailure(`${message}\nSee 'minikube --help' for usage.`),
  });
  out.plain(rootHelp(minikubeCommands));
  return 0;
}

function help(out: Printer, words: readonly string[]): number {
  const { command, path } = findMinikubeCommand(words);
  if (command === undefined && words.length > 0) {
    out.plain(`Unknown help topic [${words.map((word) => `\`${word}\``).join(' ')}]\n`);
    return 0;
  }
  out.plain(command === undefined ? rootHelp(minikubeCommands) : commandHelp(command, path));
  return 0;
}

function unknownCommand(word: string): UsageFailure {
  const meant = suggestions(
    word,
    minikubeCommands.map(({ name }) => name),
  );
  const hint = meant.length === 0 ? '' : `\n\nDid you mean this?\n${meant.map((one) => `\t${one}\n`).join('')}`;
  return new UsageFailure(`unknown command "${word}" for "minikube"${hint}\nRun 'minikube --help' for usage.`);
}
