/**
 * `k9s`: looks at a cluster on the whole screen. The core of the real one: lists that are kept up, commands, filters,
 * the way from a deployment to its pods and containers, describe, YAML, logs, shell, edit, scale, delete. What else the
 * real one has (xray, pulses, plugins, skins, port-forwards, marks) says that it isn't here.
 */

import type { Process } from '../../engine/processes/process';
import { isTerminal, Pty } from '../../engine/processes/pty';
import type { Routine } from '../../engine/processes/routine';
import type { Command, ShellServices } from '../command';
import type { Flag } from '../flags/flag';
import { parseFlags } from '../flags/parseFlags';
import { CommandError, errorText } from '../kubectl/errors';
import { App } from './app';
import { runCommand } from './commands';
import { drive } from './drive';

const FLAGS: readonly Flag[] = [
  { name: 'all-namespaces', shorthand: 'A', type: 'bool', usage: 'Begin with all namespaces' },
  { name: 'command', shorthand: 'c', type: 'string', usage: 'What to show first: pods, deploy, ns' },
  { name: 'context', type: 'string', usage: 'The context of the kubeconfig' },
  { name: 'kubeconfig', type: 'string', usage: 'The kubeconfig file' },
  { name: 'namespace', shorthand: 'n', type: 'string', usage: 'The namespace to begin with' },
  { name: 'readonly', type: 'bool', usage: 'Change nothing' },
];

const HELP = `K9s looks at a cluster and goes through it with the keyboard.

Usage:
  k9s [flags]
  k9s [command]

Available Commands:
  help        Show this
  version     Say what this is

Flags:
${FLAGS.map(({ name, shorthand, usage }) => `  ${shorthand === undefined ? '   ' : `-${shorthand},`} --${name.padEnd(16)} ${usage}`).join('\n')}
`;

const VERSION = 'k9s: its core, built for the simulated cluster of this page (keys and commands of v0.40)\n';

export function createK9s(services: ShellServices): Command {
  return {
    name: 'k9s',
    summary: 'look at a cluster on the whole screen',
    *run(process: Process): Routine<number> {
      try {
        return yield* start(process, services);
      } catch (error) {
        if (!(error instanceof CommandError)) throw error;
        process.stderr.write(errorText(error));
        return error.code;
      }
    },
    *complete() {
      return { items: ['version', 'help', ...FLAGS.map(({ name }) => `--${name}`)] };
    },
  };
}

function* start(process: Process, services: ShellServices): Routine<number> {
  const { values, args, help } = parseFlags(FLAGS, process.argv.slice(1), {
    refuse: (message) => new CommandError(`Error: ${message}\n\n${HELP}`, { verbatim: true }),
  });
  const [word] = args;
  if (help || word === 'help') {
    process.stdout.write(HELP);
    return 0;
  }
  if (word === 'version') {
    process.stdout.write(VERSION);
    return 0;
  }
  if (word !== undefined) {
    throw new CommandError(`Error: unknown command ${JSON.stringify(word)} for "k9s"\n`, { verbatim: true });
  }
  const terminal = process.tty;
  if (!(terminal instanceof Pty) || !isTerminal(process.stdout)) {
    process.stderr.write('k9s: it needs a terminal: it shows itself on the whole screen\n');
    return 1;
  }
  const all = values.bool('all-namespaces');
  const given = values.string('namespace');
  const app = new App(process, services, terminal, {
    context: values.string('context'),
    kubeconfig: values.string('kubeconfig'),
    namespace: all || given === 'all' ? '' : given === '' ? undefined : given,
    command: values.string('command') || 'pods',
    readOnly: values.bool('readonly'),
  });
  runCommand(app, app.settings.command);
  return yield* app.run((keys) => drive(app, keys));
}
