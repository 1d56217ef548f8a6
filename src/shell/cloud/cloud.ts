/** `cloud`: the command line of this world's own cloud, from which the playground's machines are rented. */
import type { Process } from '../../engine/processes/process';
import type { Routine } from '../../engine/processes/routine';
import type { ClusterMachines, Command, ShellServices } from '../command';
import { parseOptions } from '../tool/options';
import { CloudFailure } from './cloudFailure';
import { HELP, NODES_HELP } from './help';
import { type NodeAction, nodeActions } from './nodeActions';

/** The command for the laptop's shell. Where the machines are nobody's cloud's, it says so. */
export function createCloud({ machines }: ShellServices): Command {
  return {
    name: 'cloud',
    summary: "the cloud's machines: list, add, remove, start, stop",
    *run(process) {
      try {
        return yield* dispatch(process, machines);
      } catch (thrown) {
        if (!(thrown instanceof CloudFailure)) throw thrown;
        process.stderr.write(`cloud: ${thrown.message}\n`);
        return 1;
      }
    },
    *complete({ words }) {
      if (words.length === 2) return { items: ['nodes', 'help'] };
      if (words[1] !== 'nodes') return { items: [] };
      if (words.length === 3) return { items: nodeActions.map(({ name }) => name) };
      const names = (machines?.life.nodes ?? []).map(({ profile }) => profile.name);
      return { items: words.at(-1)?.startsWith('-') === true ? ['--force'] : words[2] === 'add' ? [] : names };
    },
  };
}

function* dispatch(process: Process, machines: ClusterMachines | undefined): Routine<number> {
  const parsed = parseOptions(process.argv.slice(1), 'h|help force');
  if (!parsed.ok) throw new CloudFailure(`${parsed.error}\nTry "cloud help".`);
  const { options, operands } = parsed.value;
  const [group = 'help', verb = 'list', ...names] = operands;
  if (group === 'help' || (options.has('h') && group !== 'nodes')) return print(process, HELP);
  if (group !== 'nodes') throw new CloudFailure(`there is no command "${group}". Try "cloud help".`);
  if (options.has('h') || verb === 'help') return print(process, NODES_HELP);
  const action = nodeActions.find((one) => one.name === verb);
  if (action === undefined) throw new CloudFailure(`there is no command "nodes ${verb}". Try "cloud nodes help".`);
  if (machines?.profile.cloud !== true)
    throw new CloudFailure("this playground's machines belong to no cloud, so there is nothing to ask for here");
  return yield* runAction(process, machines, action, names, options.has('force'));
}

function* runAction(
  process: Process,
  machines: ClusterMachines,
  action: NodeAction,
  names: readonly string[],
  force: boolean,
): Routine<number> {
  if (force && action.takesForce !== true) throw new CloudFailure(`"nodes ${action.name}" knows no --force`);
  if (action.needsName && names.length === 0)
    throw new CloudFailure(`name a machine: cloud nodes ${action.name} NAME ("cloud nodes" lists them)`);
  const asked = { process, machines, force };
  if (names.length === 0) yield* action.run(asked, undefined);
  for (const name of names) yield* action.run(asked, name);
  return 0;
}

function print(process: Process, text: string): number {
  process.stdout.write(text);
  return 0;
}
