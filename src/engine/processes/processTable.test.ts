import { describe, expect, it } from 'vitest';
import { Random } from '../../base/random';
import { Clock } from '../clock';
import { MemoryFiles } from '../files/memoryFiles';
import type { NetworkNamespace } from '../network/namespace';
import type { Cgroup } from './cgroup';
import { Kernel, sleep, waitForExit } from './kernel';
import { UserNamespace, UtsNamespace } from './namespaces';
import type { Process, Program, Signal } from './process';
import { signalProcess } from './signalling';

const files = new MemoryFiles();
const network = { inode: 1 } as NetworkNamespace;

function* forever(process: Process) {
  yield* sleep(process.clock, 1_000_000, { background: true });
  return 0;
}

/** PID 1 of a machine: takes in every orphan. */
const init: Program = function* (process) {
  process.reapsAll = true;
  return yield* forever(process);
};

function machine() {
  const clock = new Clock(0);
  const kernel = new Kernel(clock, new Random(1));
  const first = kernel.spawn({ argv: ['init'], program: init, files, network, init: true });
  const start = (name: string, parent: Process = first, options: { readonly pid?: Kernel } = {}) =>
    parent.spawn({
      argv: [name],
      program: forever,
      ...(options.pid === undefined ? {} : { namespaces: { pid: options.pid } }),
    });
  clock.advance(1);
  return { clock, kernel, first, start };
}

function listing(kernel: Kernel): readonly string[] {
  return kernel.everyProcess.map(
    (process) =>
      `${kernel.pidOf(process)} ${process.parent === undefined ? 0 : (kernel.pidOf(process.parent) ?? 0)} ${process.argv[0]}${process.zombie ? ' (zombie)' : ''}`,
  );
}

describe('PID namespaces', () => {
  it('nest to any depth; a process has a number in each that it is in', () => {
    const { clock, kernel, start } = machine();
    const kernels = [kernel];
    let parent = start('shell');
    for (let depth = 1; depth <= 4; depth++) {
      const inner = new Kernel(clock, kernel.random, { parent: kernels.at(-1) ?? kernel });
      kernels.push(inner);
      parent = start(`level ${depth}`, parent, { pid: inner });
    }
    clock.advance(1);
    expect(kernels.map((one) => one.pidOf(parent))).toEqual([6, 4, 3, 2, 1]);
    expect(kernels.map((one) => one.processes.length)).toEqual([6, 4, 3, 2, 1]);
    expect(new Set(kernels.map((one) => one.inode)).size).toBe(5);
    kernels[2]?.signal(1, 'SIGKILL');
    expect(listing(kernel)).toHaveLength(6);
    kernel.signal(4, 'SIGKILL');
    expect(listing(kernel)).toEqual(['1 0 init', '2 1 shell', '3 2 level 1']);
    expect([kernels[2]?.over, kernels[4]?.over, kernels[1]?.over]).toEqual([true, true, false]);
  });

  it('of the children change with unshare: the first is PID 1, and after its end nobody can be started', () => {
    const { clock, kernel, start } = machine();
    const shell = start('shell');
    clock.advance(1);
    shell.enter({ pid: new Kernel(clock, kernel.random, { parent: kernel }) });
    expect([shell.pid, shell.kernel === kernel, shell.forkProblem]).toEqual([2, true, undefined]);
    const child = start('child', shell);
    const second = start('second', shell);
    clock.advance(1);
    expect([child.pid, second.pid, kernel.pidOf(second)]).toEqual([1, 2, 4]);
    kernel.signal(3, 'SIGKILL');
    expect([second.exit?.code, shell.exit, shell.forkProblem]).toEqual([137, undefined, 'ENOMEM']);
    expect(start('third', shell).exit).toEqual({ code: 254 });
  });

  it('hide what is outside, and shield their PID 1 from signals that it does not handle', () => {
    const { clock, kernel, start } = machine();
    const inner = new Kernel(clock, kernel.random, { parent: kernel });
    const app = start('app', start('shell'), { pid: inner });
    const worker = start('worker', app);
    clock.advance(1);
    expect(inner.find(3)).toBeUndefined();
    for (const signal of ['SIGTERM', 'SIGINT', 'SIGKILL', 'SIGSTOP'] satisfies Signal[])
      signalProcess(worker, 1, signal);
    kernel.signal(kernel.pidOf(app) ?? 0, 'SIGTERM');
    expect([app.exit, app.stopped]).toEqual([undefined, false]);
    kernel.signal(kernel.pidOf(app) ?? 0, 'SIGSTOP');
    expect(app.stopped).toBe(true);
    let told = 0;
    app.handle('SIGUSR2', () => told++);
    kernel.signal(kernel.pidOf(app) ?? 0, 'SIGCONT');
    signalProcess(worker, 1, 'SIGUSR2');
    expect(told).toBe(1);
  });
});

describe('orphans and zombies', () => {
  it('are taken in by PID 1 of their namespace', () => {
    const { clock, kernel, start } = machine();
    const shell = start('shell');
    const middle = start('middle', shell);
    start('orphan', middle);
    clock.advance(1);
    kernel.signal(middle.pid, 'SIGKILL');
    expect(listing(kernel)).toEqual(['1 0 init', '2 1 shell', '4 1 orphan']);
    kernel.signal(4, 'SIGKILL');
    expect(listing(kernel)).toEqual(['1 0 init', '2 1 shell']);
  });

  it('stay zombies where PID 1 does not look after them, until it ends', () => {
    const { clock, kernel, start } = machine();
    const inner = new Kernel(clock, kernel.random, { parent: kernel });
    const app = start('app', start('shell'), { pid: inner });
    const middle = start('middle', app);
    const orphan = start('orphan', middle);
    clock.advance(1);
    inner.signal(2, 'SIGKILL');
    inner.signal(3, 'SIGKILL');
    expect(listing(inner)).toEqual(['1 0 app', '3 1 orphan (zombie)']);
    expect([orphan.zombie, inner.processes.length]).toEqual([true, 1]);
    kernel.signal(kernel.pidOf(app) ?? 0, 'SIGKILL');
    expect([listing(inner), listing(kernel)]).toEqual([[], ['1 0 init', '2 1 shell']]);
  });

  it('come of programs that were another when they had children', () => {
    const { clock, kernel, start, first } = machine();
    const shell = first.spawn({
      argv: ['sh'],
      *program(process) {
        const child = process.spawn({ argv: ['short'], program: forever });
        yield* sleep(process.clock, 5);
        process.become({ ...process, argv: ['sleep'] });
        process.kernel.signal(child.pid, 'SIGKILL');
        return yield* forever(process);
      },
    });
    start('other');
    clock.advance(10);
    expect(listing(kernel)).toEqual(['1 0 init', '2 1 sleep', '3 1 other', '4 2 short (zombie)']);
    kernel.signal(shell.pid, 'SIGKILL');
    expect(listing(kernel)).toEqual(['1 0 init', '3 1 other']);
  });

  it('are none of a parent that waits', () => {
    const { clock, kernel, first } = machine();
    first.spawn({
      argv: ['waits'],
      *program(process) {
        yield* waitForExit(
          process.spawn({
            argv: ['true'],
            *program(child) {
              yield* sleep(child.clock, 1);
              return 0;
            },
          }),
        );
        return yield* forever(process);
      },
    });
    clock.advance(10);
    expect(listing(kernel)).toEqual(['1 0 init', '2 1 waits']);
  });
});

describe('users', () => {
  it('may only signal their own, and may do nothing in namespaces that are not theirs', () => {
    const { clock, kernel, first } = machine();
    const learner = first.spawn({ argv: ['shell'], program: forever, user: 'learner' });
    const own = learner.spawn({ argv: ['own'], program: forever });
    clock.advance(1);
    expect([learner.uid, learner.user, learner.capable('SYS_ADMIN')]).toEqual([1000, 'learner', false]);
    expect(signalProcess(learner, 1, 'SIGTERM')).toEqual({ ok: false, error: 'EPERM' });
    expect(signalProcess(learner, 99, 'SIGTERM')).toEqual({ ok: false, error: 'ESRCH' });
    expect(signalProcess(learner, own.pid, 'SIGTERM')).toEqual({ ok: true, value: undefined });
    expect(signalProcess(first, learner.pid, 'none')).toEqual({ ok: true, value: undefined });
    expect([own.exit?.signal, first.capable('SYS_ADMIN')]).toEqual(['SIGTERM', true]);
    expect(kernel.uts.hostname).toBe('localhost');
  });

  it('are nobody in a user namespace without a map, and root in one with a map, of that namespace only', () => {
    const { clock, kernel, first } = machine();
    const learner = first.spawn({ argv: ['shell'], program: forever, user: 'learner' });
    clock.advance(1);
    const user = new UserNamespace(kernel.nextInode(), kernel.user, learner.machineUser);
    learner.enter({ user });
    learner.become({ ...learner, argv: ['id'] });
    expect([learner.uid, learner.gid, learner.capable('SYS_ADMIN')]).toEqual([65_534, 65_534, false]);
    user.users = [{ inside: 0, outside: 1000, count: 1 }];
    user.groups = user.users;
    const uts = new UtsNamespace(kernel.nextInode(), user, 'box');
    expect([learner.uid, learner.user, learner.machineUser]).toEqual([0, 'root', 1000]);
    expect([learner.capable('SYS_ADMIN', uts.owner), learner.capable('SYS_ADMIN', kernel.uts.owner)]).toEqual([
      true,
      false,
    ]);
    expect([first.capable('SYS_ADMIN', user), signalProcess(learner, 1, 'SIGTERM')]).toEqual([
      true,
      { ok: false, error: 'EPERM' },
    ]);
  });

  it('of a container may have less than root has', () => {
    const { first } = machine();
    const app = first.spawn({ argv: ['app'], program: forever, capabilities: new Set(['KILL']) });
    const child = app.spawn({ argv: ['child'], program: forever });
    expect([child.uid, child.capable('KILL'), child.capable('SYS_ADMIN')]).toEqual([0, true, false]);
  });
});

/** What does not hold of all that always has to. */
function disorder(kernels: readonly Kernel[], groups: readonly Cgroup[], everyone: readonly Process[]): string[] {
  const problems: string[] = [];
  const holds = (condition: boolean, problem: string) => condition || problems.push(problem);
  for (const process of everyone) {
    const inside = new Set<Kernel>();
    for (let at: Kernel | undefined = process.kernel; at !== undefined; at = at.parent) inside.add(at);
    const [name = ''] = process.argv;
    const alive = process.exit === undefined;
    for (const kernel of kernels) {
      const pid = kernel.pidOf(process);
      if (alive) holds((pid !== undefined) === inside.has(kernel), `${name} has a number just where it lives`);
      if (pid !== undefined) holds(kernel.find(pid) === process, `${name} is found by its number`);
    }
    if (!alive) continue;
    holds(process.kernel.pidOf(process) === process.pid, `${name} knows its number`);
    holds(!process.kernel.over, `${name} lives in a namespace that lives`);
    holds(process.parent?.exit === undefined, `${name} has a parent that lives`);
  }
  for (const kernel of kernels) {
    const numbers = kernel.everyProcess.map((process) => kernel.pidOf(process) ?? 0);
    holds(new Set(numbers).size === numbers.length, 'no number is given twice');
    holds(!kernel.over || kernel.processes.length === 0, 'nobody outlives PID 1');
  }
  for (const group of groups) {
    const members = group.everyProcess;
    holds(group.pids === members.length, 'a group counts its processes');
    holds(group.memoryCurrent === members.reduce((sum, one) => sum + one.memory, 0), 'a group counts their memory');
    holds(
      members.every((process) => process.exit === undefined),
      'the dead leave their group',
    );
  }
  return problems;
}

describe('random work on a process table', () => {
  it.each(Array.from({ length: 40 }, (_, seed) => seed))('keeps everyone and everything in order (seed %i)', (seed) => {
    const { clock, kernel, first } = machine();
    const random = new Random(seed);
    const kernels = [kernel];
    const groups = [kernel.rootCgroup, kernel.rootCgroup.child('a'), kernel.rootCgroup.child('a').child('b')];
    const everyone = [first];
    const living = () => everyone.filter((process) => process.exit === undefined);
    const program: Program = function* (process) {
      process.reapsAll = random.next() < 0.3;
      yield* sleep(process.clock, random.integer(400), { background: true });
      if (random.next() < 0.2) process.become({ ...process, argv: ['another'] });
      yield* sleep(process.clock, random.integer(400), { background: true });
      return random.integer(256);
    };
    for (let step = 0; step < 120; step++) {
      const actor = random.pick(living());
      const act = random.integer(8);
      if (act < 3) everyone.push(actor.spawn({ argv: [`p${step}`], program, cgroup: random.pick(groups) }));
      else if (act === 3) {
        const inner = new Kernel(clock, kernel.random, { parent: actor.childrenPid });
        kernels.push(inner);
        actor.enter({ pid: inner });
      } else if (act === 4) actor.moveTo(random.pick(groups));
      else if (act === 5) actor.setMemory(random.integer(8) * 1024 ** 2);
      else if (act === 6 && actor !== first) {
        const from = random.pick(living());
        signalProcess(from, from.kernel.pidOf(actor) ?? 0, random.pick(['SIGKILL', 'SIGTERM', 'SIGSTOP', 'SIGCONT']));
      } else random.pick(groups.slice(1)).frozen = random.next() < 0.3;
      clock.advance(random.integer(30));
      expect(disorder(kernels, groups, everyone)).toEqual([]);
    }
    for (const group of groups.slice(1)) group.frozen = false;
    kernel.halt();
    expect([listing(kernel), kernel.rootCgroup.memoryCurrent, kernel.rootCgroup.pids]).toEqual([[], 0, 0]);
  });
});
