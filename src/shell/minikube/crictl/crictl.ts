/** `crictl` on a node: the containers as the runtime has them, not as Kubernetes tells of them. */
import type { ContainerRuntime } from '../../../engine/containers/runtime';
import type { Process } from '../../../engine/processes/process';
import type { Routine } from '../../../engine/processes/routine';
import type { ClusterMachines, Command } from '../../command';
import type { Flag, FlagValues } from '../../flags/flag';
import { parseFlags } from '../../flags/parseFlags';
import { changes } from './changes';
import { CrictlFailure, fatal } from './failure';
import { lists } from './lists';
import { looks } from './looks';
import { usages } from './stats';

export interface CrictlInvocation {
  readonly args: readonly string[];
  readonly flags: FlagValues;
  readonly process: Process;
  readonly runtime: ContainerRuntime;
  readonly machines: ClusterMachines;
  readonly node: string;
  readonly print: (text: string) => void;
}

export interface CrictlCommand {
  readonly name: string;
  readonly aliases?: readonly string[];
  readonly short: string;
  readonly usage?: string;
  readonly flags?: readonly Flag[];
  readonly inOrder?: boolean;
  /** Its words are not read: it says that it is not simulated. */
  readonly lenient?: boolean;
  readonly run: (invocation: CrictlInvocation) => Routine<number>;
}

/** Those that crictl has and this one has not. */
const REFUSED: Readonly<Record<string, string>> = {
  attach: 'Attach to a running container',
  checkpoint: 'Checkpoint containers',
  config: "Read and set crictl's own settings",
  create: 'Make a container',
  events: 'What happens to containers',
  imagefsinfo: 'What images take of the disk',
  metricdescs: 'What pod metrics there are',
  metricsp: 'Metrics of pods',
  'port-forward': 'Forward local ports to a pod',
  run: 'Run a container in a new pod',
  runp: 'Run a new pod',
  'runtime-config': "The runtime's settings",
  start: 'Start containers that were made',
  update: 'Change what containers may use',
};

const refused: readonly CrictlCommand[] = Object.entries(REFUSED).map(([name, short]) => ({
  name,
  short: `${short} (not simulated)`,
  flags: [],
  lenient: true,
  // biome-ignore lint/correctness/useYield: it has nothing to wait for
  *run() {
    throw fatal(`crictl ${name} is not simulated here; nothing was done`);
  },
}));

const commands: readonly CrictlCommand[] = [...lists, ...usages, ...looks, ...changes, ...refused].sort((a, b) =>
  a.name < b.name ? -1 : 1,
);

const globalFlags: readonly Flag[] = [
  { name: 'runtime-endpoint', shorthand: 'r', type: 'string', usage: "The runtime's socket" },
  { name: 'image-endpoint', shorthand: 'i', type: 'string', usage: "The image service's socket" },
  { name: 'config', shorthand: 'c', type: 'string', default: '/etc/crictl.yaml', usage: 'Where the settings are' },
  { name: 'timeout', shorthand: 't', type: 'duration', default: '2s', usage: 'How long to wait for the runtime' },
  { name: 'debug', shorthand: 'D', type: 'bool', usage: 'Tell more', notSimulated: true },
  { name: 'version', shorthand: 'v', type: 'bool', usage: "Print crictl's version" },
];

/** That of the node's Kubernetes. */
const CRICTL_VERSION = 'v1.32.0';

export function createCrictl(machines: ClusterMachines, node: string): Command {
  return {
    name: 'crictl',
    summary: "look at a node's container runtime",
    *run(process) {
      try {
        return yield* dispatch(process, machines, node);
      } catch (thrown) {
        if (!(thrown instanceof CrictlFailure)) throw thrown;
        process.stderr.write(`${thrown.message}\n`);
        return 1;
      }
    },
  };
}

function* dispatch(process: Process, machines: ClusterMachines, node: string): Routine<number> {
  const before = parseFlags(globalFlags, process.argv.slice(1), {
    refuse: (message) => incorrectUsage(process, message, help()),
    inOrder: true,
  });
  const [word, ...rest] = before.args;
  if (before.values.bool('version')) {
    process.stdout.write(`crictl version ${CRICTL_VERSION}\n`);
    return 0;
  }
  if (word === undefined || word === 'help' || word === 'h' || before.help) {
    process.stdout.write(help());
    return 0;
  }
  refuseOdd(globalFlags, before.values, '');
  const command = commands.find(({ name, aliases }) => name === word || aliases?.includes(word) === true);
  if (command === undefined) {
    process.stderr.write(`No help topic for '${word}'\n`);
    return 3;
  }
  const { args, values, help: asked } = command.lenient === true ? before : commandWords(process, command, rest);
  if (asked) {
    process.stdout.write(commandHelp(command));
    return 0;
  }
  refuseOdd(command.flags ?? [], values, ` ${command.name}`);
  const runtime = reached(process, machines, node, before.values.string('runtime-endpoint'));
  const print = (text: string) => void process.stdout.write(text);
  return yield* command.run({ args, flags: values, process, runtime, machines, node, print });
}

function commandWords(process: Process, command: CrictlCommand, words: readonly string[]) {
  return parseFlags(command.flags ?? [], words, {
    refuse: (message) => incorrectUsage(process, message, commandHelp(command)),
    ...(command.inOrder === true ? { inOrder: true } : {}),
  });
}

/** The library behind crictl prints what is wrong with the help, and crictl says it again. */
function incorrectUsage(process: Process, message: string, text: string): CrictlFailure {
  const [, unknown] = /^unknown flag: --(.+)$/.exec(message) ?? /^unknown shorthand flag: '(.)'/.exec(message) ?? [];
  const own = unknown === undefined ? message.replace(': --', ': -') : `flag provided but not defined: -${unknown}`;
  process.stdout.write(`Incorrect Usage: ${own}\n\n${text}`);
  return fatal(own);
}

function refuseOdd(flags: readonly Flag[], values: FlagValues, command: string): void {
  for (const { name, notSimulated } of flags)
    if (notSimulated === true && values.changed(name))
      throw fatal(`crictl${command} --${name} is not simulated here; nothing was done`);
}

/** The runtime behind the endpoint. @throws when nobody answers there, or the user may not ask */
function reached(process: Process, machines: ClusterMachines, node: string, wish: string): ContainerRuntime {
  const runtime = machines.runtimeOn(node);
  const own =
    machines.profile.runtime.scheme === 'docker://'
      ? 'unix:///var/run/cri-dockerd.sock'
      : 'unix:///run/containerd/containerd.sock';
  const endpoint = wish === '' ? own : wish;
  const path = endpoint.replace(/^unix:\/\//, '');
  const there = path.replace(/^\/var\/run\//, '/run/') === own.slice(7).replace(/^\/var\/run\//, '/run/');
  if (runtime !== undefined && there && process.uid === 0) return runtime;
  const why = !there ? 'no such file or directory' : runtime === undefined ? 'connection refused' : 'permission denied';
  throw fatal(
    `validate service connection: validate CRI v1 runtime API for endpoint "${endpoint}": rpc error: code = Unavailable desc = connection error: desc = "transport: Error while dialing: dial unix ${path}: connect: ${why}"`,
  );
}

function help(): string {
  const width = Math.max(...commands.map(({ name }) => name.length));
  const lines = commands.map(({ name, short }) => `   ${name.padEnd(width)}  ${short}\n`);
  return `NAME:\n   crictl - client for CRI\n\nUSAGE:\n   crictl [global options] command [command options] [arguments...]\n\nVERSION:\n   ${CRICTL_VERSION}\n\nCOMMANDS:\n${lines.join('')}\nGLOBAL OPTIONS:\n${flagLines(globalFlags)}`;
}

function flagLines(flags: readonly Flag[]): string {
  return flags
    .map(({ name, shorthand, usage }) => `   --${name}${shorthand === undefined ? '' : `, -${shorthand}`}  ${usage}\n`)
    .join('');
}

function commandHelp({ name, short, usage = '', flags = [] }: CrictlCommand): string {
  const options = flags.length === 0 ? '' : `\nOPTIONS:\n${flagLines(flags)}`;
  return `NAME:\n   crictl ${name} - ${short}\n\nUSAGE:\n   crictl ${name} [command options] ${usage}\n${options}`;
}
