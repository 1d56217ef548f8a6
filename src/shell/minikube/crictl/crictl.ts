/** `crictl` on a node: the containers as the runtime has them, not as Kubernetes tells of them. */
import type { ContainerRuntime } from '../../../engine/containers/runtime';
import type { Process } from '../../../engine/processes/process';
import type { Routine } from '../../../engine/processes/routine';
import type { ClusterMachines, Command } from '../../command';
import type { Flag, FlagValues } from '../../flags/flag';
import { parseFlags } from '../../flags/parseFlags';
import { changes } from './changes';
import { CrictlFailure } from './failure';
import { lists } from './lists';
import { looks } from './looks';

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
  readonly run: (invocation: CrictlInvocation) => Routine<number>;
}

const commands: readonly CrictlCommand[] = [...lists, ...looks, ...changes].sort((a, b) => (a.name < b.name ? -1 : 1));

const ENDPOINT = 'unix:///run/containerd/containerd.sock';

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
  const [word, ...rest] = process.argv.slice(1);
  if (word === undefined || word === 'help' || word === '-h' || word === '--help') {
    process.stdout.write(help());
    return 0;
  }
  const command = commands.find(({ name, aliases }) => name === word || aliases?.includes(word) === true);
  if (command === undefined) {
    process.stderr.write(`No help topic for '${word}'\n`);
    return 3;
  }
  const {
    args,
    values,
    help: asked,
  } = parseFlags(command.flags ?? [], rest, {
    refuse: (message) => new CrictlFailure(`Incorrect Usage: ${message}\n\n${commandHelp(command)}`),
    ...(command.inOrder === true ? { inOrder: true } : {}),
  });
  if (asked) {
    process.stdout.write(commandHelp(command));
    return 0;
  }
  const runtime = machines.runtimeOn(node);
  if (process.uid !== 0 || runtime === undefined) {
    const why = runtime === undefined ? 'connection refused' : 'permission denied';
    throw new CrictlFailure(
      `FATA[0000] validate service connection: validate CRI v1 runtime API for endpoint "${ENDPOINT}": rpc error: code = Unavailable desc = connection error: desc = "transport: Error while dialing: dial unix ${ENDPOINT.slice(7)}: connect: ${why}"`,
    );
  }
  const print = (text: string) => void process.stdout.write(text);
  return yield* command.run({ args, flags: values, process, runtime, machines, node, print });
}

function help(): string {
  const width = Math.max(...commands.map(({ name }) => name.length));
  const lines = commands.map(({ name, short }) => `   ${name.padEnd(width)}  ${short}\n`);
  return `NAME:\n   crictl - client for CRI\n\nUSAGE:\n   crictl command [command options] [arguments...]\n\nCOMMANDS:\n${lines.join('')}`;
}

function commandHelp({ name, short, usage = '', flags = [] }: CrictlCommand): string {
  const options = flags.map(
    (flag) => `   --${flag.name}${flag.shorthand === undefined ? '' : `, -${flag.shorthand}`}  ${flag.usage}\n`,
  );
  return `NAME:\n   crictl ${name} - ${short}\n\nUSAGE:\n   crictl ${name} [command options] ${usage}\n${options.length === 0 ? '' : `\nOPTIONS:\n${options.join('')}`}`;
}
