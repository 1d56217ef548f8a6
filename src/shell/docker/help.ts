/** Help as docker lays it out. */
import type { Flag } from '../flags/flag';
import type { DockerCommand } from './dockerCommand';
import { flagLines } from './flagLines';
import { globalFlags } from './globalFlags';
import { type CommandGroup, commandGroups } from './registry';
import { usageLine } from './usageLine';

/** The column of names is at least so wide. */
const SHORTEST_COLUMN = 11;

/** What `docker`, `docker help` and `docker --help` print. */
export function rootHelp(columns: number, home: string): string {
  const groups = commandGroups
    .map(({ title, commands }, i) => `${title}:\n${list(i === 0 ? commands : sorted(commands))}\n`)
    .join('');
  return [
    'Usage:  docker [OPTIONS] COMMAND\n\nA self-sufficient runtime for containers\n\n',
    groups,
    `Global Options:\n${flagLines(globalFlags(home), columns)}\n`,
    "Run 'docker COMMAND --help' for more information on a command.\n\n",
    'For more help on how to use Docker, head to https://docs.docker.com/go/guides/\n',
  ].join('');
}

/** Listed only where -h means something else. */
const helpFlag: Flag = { name: 'help', type: 'bool', usage: 'Print usage' };

/** What `docker COMMAND --help` prints. */
export function commandHelp(command: DockerCommand, path: string, columns: number): string {
  const below = (command.commands ?? []).filter((one) => one.hidden !== true);
  const out = [`Usage:  ${below.length > 0 ? `${path} COMMAND` : usageLine(command, path)}\n\n`];
  out.push(`${command.long ?? command.short}\n`);
  if (command.calls !== undefined) out.push(`\nAliases:\n  ${command.calls}\n`);
  const shown = command.flags.filter((flag) => flag.hidden !== true);
  const flags = shown.some(({ shorthand }) => shorthand === 'h') ? [...shown, helpFlag] : shown;
  if (flags.length > 0) out.push(`\nOptions:\n${flagLines(flags, columns)}`);
  if (below.length > 0) {
    out.push(
      `\nCommands:\n${list(sorted(below))}`,
      `\nRun '${path} COMMAND --help' for more information on a command.\n`,
    );
  }
  return out.join('');
}

/** All groups but the first are in the order of their names. */
function sorted(commands: CommandGroup['commands']): CommandGroup['commands'] {
  return [...commands].sort((a, b) => (a.name < b.name ? -1 : 1));
}

function list(commands: CommandGroup['commands']): string {
  const shown = commands.filter((command) => command.hidden !== true);
  const names = shown.map(({ name, plugin }) => (plugin === true ? `${name}*` : name));
  const width = Math.max(SHORTEST_COLUMN, ...names.map((name) => name.length)) + 1;
  return shown.map(({ short }, i) => `  ${(names[i] ?? '').padEnd(width)}${short}\n`).join('');
}
