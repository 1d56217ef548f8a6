/** Help as minikube lays it out. */
import type { Flag } from '../flags/flag';
import type { MinikubeCommand } from './minikubeCommand';

const GROUPS = [
  ['Basic', 'Basic Commands'],
  ['Images', 'Images Commands'],
  ['Configuration and Management', 'Configuration and Management Commands'],
  ['Networking and Connectivity', 'Networking and Connectivity Commands'],
  ['Advanced', 'Advanced Commands'],
  ['Troubleshooting', 'Troubleshooting Commands'],
  ['Other', 'Other Commands'],
] as const;

const OPTIONS_HINT = 'Use "minikube options" for a list of global command-line options (applies to all commands).\n';

/** What `minikube` alone prints. */
export function rootHelp(commands: readonly MinikubeCommand[]): string {
  const width = Math.max(...commands.map(({ name }) => name.length));
  const out = ['minikube makes and looks after a local Kubernetes cluster, for learning and trying things out.\n'];
  for (const [group, title] of GROUPS) {
    const lines = commands
      .filter((command) => command.group === group)
      .map(({ name, short }) => `  ${name.padEnd(width)}   ${short}\n`);
    if (lines.length > 0) out.push(`\n${title}:\n`, ...lines);
  }
  out.push('\nUsage:\n  minikube [flags] [options]\n\n');
  out.push('Use "minikube <command> --help" for more information about a given command.\n', OPTIONS_HINT);
  return out.join('');
}

/** What `minikube COMMAND --help` prints. */
export function commandHelp(command: MinikubeCommand, path: string): string {
  const out = [`${command.short}\n\n`];
  if (command.aliases !== undefined) out.push(`Aliases:\n${[command.name, ...command.aliases].join(', ')}\n\n`);
  const children = command.commands ?? [];
  if (children.length > 0) {
    const width = Math.max(...children.map(({ name }) => name.length));
    out.push(
      'Available Commands:\n',
      ...children.map(({ name, short }) => `  ${name.padEnd(width)}   ${short}\n`),
      '\n',
    );
  }
  const flags = command.flags ?? [];
  if (flags.length > 0) out.push(`Options:\n${flagList(flags)}`);
  out.push(
    `Usage:\n  minikube ${path} ${command.usage ?? (children.length > 0 ? 'SUBCOMMAND' : '')}`.trimEnd(),
    ' [options]\n\n',
  );
  if (children.length > 0)
    out.push(`Use "minikube ${path} <command> --help" for more information about a given command.\n`);
  out.push(OPTIONS_HINT);
  return out.join('');
}

export function flagList(flags: readonly Flag[]): string {
  return [...flags]
    .sort((a, b) => (a.name < b.name ? -1 : 1))
    .map((flag) => {
      const name = flag.shorthand === undefined ? `--${flag.name}` : `-${flag.shorthand}, --${flag.name}`;
      return `    ${name}=${defaultText(flag)}:\n\t${flag.usage}\n\n`;
    })
    .join('');
}

function defaultText({ type, default: usual, defaultText: text }: Flag): string {
  if (type === 'bool') return String(usual ?? false);
  if (type === 'int') return String(usual ?? 0);
  if (type === 'duration') return String(usual ?? '0s');
  if (type === 'strings' || type === 'array') return '[]';
  return `'${text ?? String(usual ?? '')}'`;
}
