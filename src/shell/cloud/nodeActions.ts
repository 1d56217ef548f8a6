/** What can be asked of the cloud about machines. A new action is one entry here. */
import { sleep } from '../../engine/processes/kernel';
import type { Process } from '../../engine/processes/process';
import { callback, type Routine } from '../../engine/processes/routine';
import { machineType } from '../../kinds/cloudNode';
import type { ClusterMachines } from '../command';
import { CloudFailure } from './cloudFailure';
import { planMachine } from './planMachine';

interface Asked {
  readonly process: Process;
  readonly machines: ClusterMachines;
  readonly force: boolean;
}

export interface NodeAction {
  readonly name: string;
  readonly needsName?: boolean;
  readonly takesForce?: boolean;
  run(asked: Asked, name: string | undefined): Routine<void>;
}

/** How long the cloud takes for each, in milliseconds. */
const TIMES = { ask: 300, add: 12_000, start: 8_000, force: 1_000, remove: 3_000 };

const list: NodeAction = {
  name: 'list',
  *run({ process, machines }, name) {
    yield* sleep(process.clock, TIMES.ask);
    const nodes = machines.life.nodes.filter(({ profile }) => name === undefined || profile.name === name);
    if (name !== undefined && nodes.length === 0) throw noSuch(name);
    const rows = nodes.map(({ profile, powered }) => [
      profile.name,
      powered ? 'running' : 'stopped',
      machineType(profile),
      profile.address,
    ]);
    process.stdout.write(table([['NAME', 'STATE', 'TYPE', 'ADDRESS'], ...rows]));
  },
};

const add: NodeAction = {
  name: 'add',
  *run({ process, machines }, name) {
    const planned = planMachine(machines, name);
    process.stdout.write(`Starting a machine "${planned.name}" (${machineType(planned)}) ...\n`);
    yield* sleep(process.clock, TIMES.add);
    // Somebody may have been faster meanwhile, in another terminal.
    const node = planMachine(machines, name);
    machines.life.addNode(node);
    process.stdout.write(`${node.name} is running at ${node.address}. It joins the cluster by itself.\n`);
  },
};

const remove: NodeAction = {
  name: 'remove',
  needsName: true,
  *run({ process, machines }, name = '') {
    if (find(machines, name).profile.roles.includes('control-plane'))
      throw new CloudFailure(`${name} holds the control plane and its data: the cluster would be gone with it`);
    yield* sleep(process.clock, TIMES.remove);
    machines.life.removeMachine(name);
    process.stdout.write(`${name} is gone, with everything on it.\n`);
  },
};

const stop: NodeAction = {
  name: 'stop',
  needsName: true,
  takesForce: true,
  *run({ process, machines, force }, name = '') {
    if (!find(machines, name).powered) {
      process.stdout.write(`${name} is stopped already.\n`);
      return;
    }
    yield* sleep(process.clock, force ? TIMES.force : TIMES.ask);
    if (force) machines.life.cutPower(name);
    else {
      yield* callback<void>((done) => {
        machines.life.stopNode(name, () => done());
        return undefined;
      });
    }
    process.stdout.write(`${name} is stopped.\n`);
  },
};

const start: NodeAction = {
  name: 'start',
  needsName: true,
  *run({ process, machines }, name = '') {
    if (find(machines, name).powered) {
      process.stdout.write(`${name} is running already.\n`);
      return;
    }
    yield* sleep(process.clock, TIMES.start);
    machines.life.startNode(name);
    process.stdout.write(`${name} is running.\n`);
  },
};

export const nodeActions: readonly NodeAction[] = [list, add, remove, stop, start];

function find({ life }: ClusterMachines, name: string) {
  const found = life.nodes.find(({ profile }) => profile.name === name);
  if (found === undefined) throw noSuch(name);
  return found;
}

function noSuch(name: string): CloudFailure {
  return new CloudFailure(`there is no machine "${name}" ("cloud nodes" lists them)`);
}

function table(rows: readonly (readonly string[])[]): string {
  const widths = (rows[0] ?? []).map((_, at) => Math.max(...rows.map((row) => (row[at] ?? '').length)) + 3);
  const line = (row: readonly string[]) =>
    row
      .map((cell, at) => cell.padEnd(widths[at] ?? 0))
      .join('')
      .trimEnd();
  return rows.map((row) => `${line(row)}\n`).join('');
}
