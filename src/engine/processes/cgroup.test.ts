import { describe, expect, it } from 'vitest';
import { Random } from '../../base/random';
import { Clock } from '../clock';
import { MemoryFiles } from '../files/memoryFiles';
import type { NetworkNamespace } from '../network/namespace';
import { Cgroup } from './cgroup';
import { CgroupFiles } from './cgroupFiles';
import { useCpu } from './cpu';
import { Kernel, sleep } from './kernel';
import type { Process, Program } from './process';

const MEBIBYTE = 1024 ** 2;

function machine(options: { readonly memoryBytes?: number; readonly cpus?: number } = {}) {
  const clock = new Clock(0);
  const kernel = new Kernel(clock, new Random(1), options);
  const start = (program: Program, cgroup = kernel.rootCgroup): Process =>
    kernel.spawn({
      argv: ['app'],
      program,
      files: new MemoryFiles(),
      network: {} as NetworkNamespace,
      cgroup,
      memory: MEBIBYTE,
    });
  return { clock, kernel, start };
}

function* forever(process: Process) {
  yield* sleep(process.clock, 1_000_000, { background: true });
  return 0;
}

function computes(milliseconds: number): Program {
  return function* (process) {
    yield* useCpu(process, milliseconds);
    return 0;
  };
}

describe('memory in a cgroup', () => {
  it('kills who holds most when it is over its limit, and tells', () => {
    const { clock, kernel, start } = machine();
    const group = kernel.rootCgroup.child('box');
    group.memoryMax = 10 * MEBIBYTE;
    const killed: (string | undefined)[] = [];
    group.onOutOfMemory((process) => killed.push(process.exit?.signal));
    const [small, big] = [start(forever, group), start(forever, group)];
    clock.advance(1);
    big.setMemory(6 * MEBIBYTE);
    small.setMemory(3 * MEBIBYTE);
    expect([group.memoryCurrent, group.oomKills]).toEqual([9 * MEBIBYTE, 0]);
    small.setMemory(5 * MEBIBYTE);
    expect([small.exit, big.exit]).toEqual([undefined, { code: 137, signal: 'SIGKILL' }]);
    expect([group.memoryCurrent, group.memoryPeak, group.oomKills, killed]).toEqual([
      5 * MEBIBYTE,
      11 * MEBIBYTE,
      1,
      ['SIGKILL'],
    ]);
    group.memoryMax = 4 * MEBIBYTE;
    expect([small.exit?.code, group.memoryCurrent, kernel.rootCgroup.oomKills]).toEqual([137, 0, 2]);
  });

  it('is limited by the groups above as well, and by the machine', () => {
    const { clock, kernel, start } = machine({ memoryBytes: 20 * MEBIBYTE });
    const outer = kernel.rootCgroup.child('outer');
    outer.memoryMax = 8 * MEBIBYTE;
    const inner = start(forever, outer.child('inner'));
    const other = start(forever);
    clock.advance(1);
    inner.setMemory(9 * MEBIBYTE);
    other.setMemory(21 * MEBIBYTE);
    expect([inner.exit?.code, other.exit?.code]).toEqual([137, 137]);
    expect([outer.oomKills, kernel.rootCgroup.oomKills]).toEqual([1, 2]);
  });

  it('kills one that runs just now when it has yielded', () => {
    const { clock, kernel, start } = machine();
    const group = kernel.rootCgroup.child('box');
    group.memoryMax = 2 * MEBIBYTE;
    let said = '';
    const process = start(function* (self) {
      self.setMemory(3 * MEBIBYTE);
      said = 'still here';
      yield* sleep(self.clock, 1);
      said = 'never';
      return 0;
    }, group);
    clock.settle();
    expect([said, process.exit, group.oomKills, group.memoryCurrent]).toEqual([
      'still here',
      { code: 137, signal: 'SIGKILL' },
      1,
      0,
    ]);
  });
});

describe('CPU time', () => {
  function took(cpus: number, amounts: readonly number[], quota?: number): readonly number[] {
    const { clock, kernel, start } = machine({ cpus });
    const group = kernel.rootCgroup.child('box');
    group.cpuMax = quota;
    const ends: number[] = [];
    for (const amount of amounts) start(computes(amount), group).onExit(() => ends.push(clock.now));
    clock.settle(600_000);
    return ends;
  }

  it('takes as long as it is where there are CPUs enough, and is shared where not', () => {
    expect(took(2, [100, 100])).toEqual([100, 100]);
    expect(took(1, [1000, 1000]).every((end) => end > 1900 && end < 2100)).toBe(true);
  });

  it('is given out by the period to a group with a quota', () => {
    expect(took(2, [200], 0.5)).toEqual([350]);
    expect(took(2, [30, 30], 0.5)).toEqual([30, 110]);
    expect(took(2, [200], 2)).toEqual([200]);
  });

  it('is counted for the process, its groups and the machine', () => {
    const { clock, kernel, start } = machine();
    const group = kernel.rootCgroup.child('a').child('b');
    group.cpuMax = 0.2;
    const process = start(computes(100), group);
    clock.advance(130);
    expect([process.cpuTime, group.cpuUsage, kernel.rootCgroup.cpuUsage]).toEqual([40, 40, 40]);
    expect([group.throttledPeriods, group.throttledTime]).toEqual([2, 160]);
    clock.settle();
    expect([clock.now, process.cpuTime, kernel.processors.used]).toEqual([420, 100, 100]);
  });
});

describe('a frozen cgroup', () => {
  it('stops everything in it and below, unnoticed, until it is thawed; SIGKILL comes through', () => {
    const { clock, kernel, start } = machine();
    const group = kernel.rootCgroup.child('box');
    const seen: string[] = [];
    const process = start(function* (self) {
      self.handle('SIGTERM', () => seen.push(`SIGTERM at ${self.clock.now}`));
      for (let turn = 1; turn <= 3; turn++) {
        yield* sleep(self.clock, 10);
        seen.push(`turn ${turn} at ${self.clock.now}`);
      }
      return 7;
    }, group.child('inner'));
    const victim = start(forever, group);
    clock.advance(15);
    group.frozen = true;
    kernel.signal(process.pid, 'SIGTERM');
    process.whenRunning(() => seen.push(`request at ${clock.now}`));
    kernel.signal(victim.pid, 'SIGKILL');
    clock.advance(85);
    expect([process.frozen, process.stopped, victim.exit?.code, seen]).toEqual([true, false, 137, ['turn 1 at 10']]);
    group.frozen = false;
    clock.settle();
    expect(seen).toEqual(['turn 1 at 10', 'SIGTERM at 100', 'request at 100', 'turn 2 at 100', 'turn 3 at 110']);
    expect(process.exit).toEqual({ code: 7 });
  });
});

describe('the number of processes', () => {
  it('is limited by pids.max', () => {
    const { clock, kernel, start } = machine();
    const group = kernel.rootCgroup.child('box');
    group.pidsMax = 2;
    const first = start(forever, group);
    clock.advance(1);
    expect(first.forkProblem).toBeUndefined();
    first.spawn({ argv: ['child'], program: forever });
    expect([first.forkProblem, group.pids]).toEqual(['EAGAIN', 2]);
    expect(first.spawn({ argv: ['late'], program: forever }).exit).toEqual({ code: 254 });
    expect([group.pids, group.pidsRefused, kernel.processes.length]).toEqual([2, 1, 2]);
  });
});

describe('cgroup files', () => {
  function setUp() {
    const { clock, kernel, start } = machine();
    return { clock, kernel, start, files: new CgroupFiles(kernel, kernel.rootCgroup) };
  }
  const denied = (code: string, path: string) => ({ ok: false, error: { code, path } });

  it('make groups, limit them, fill them and remove them', () => {
    const { kernel, start, files } = setUp();
    const process = start(forever);
    expect(files.makeDirectory('/demo').ok).toBe(true);
    expect(files.write('/demo/memory.max', '50M\n').ok).toBe(true);
    expect(files.read('/demo/memory.max')).toEqual({ ok: true, value: `${50 * MEBIBYTE}\n` });
    expect(files.write('/demo/cpu.max', '50000 100000\n').ok).toBe(true);
    expect([files.read('/demo/cpu.max'), kernel.rootCgroup.find('demo')?.cpuMax]).toEqual([
      { ok: true, value: '50000 100000\n' },
      0.5,
    ]);
    expect(files.write('/demo/cgroup.procs', `${process.pid}\n`).ok).toBe(true);
    expect([files.read('/demo/cgroup.procs'), files.read('/cgroup.procs')]).toEqual([
      { ok: true, value: '1\n' },
      { ok: true, value: '' },
    ]);
    expect(files.remove('/demo')).toEqual(denied('EBUSY', '/demo'));
    expect(files.write('/demo/cgroup.kill', '1').ok).toBe(true);
    expect(process.exit?.signal).toBe('SIGKILL');
    expect([files.remove('/demo').ok, files.stat('/demo').ok]).toEqual([true, false]);
  });

  it('say what is wrong', () => {
    const { files } = setUp();
    files.makeDirectory('/demo');
    expect(files.write('/demo/memory.max', 'much')).toEqual(denied('EINVAL', '/demo/memory.max'));
    expect(files.write('/demo/cpu.max', '1 2 3')).toEqual(denied('EINVAL', '/demo/cpu.max'));
    expect(files.write('/demo/cgroup.procs', '99')).toEqual(denied('ESRCH', '/demo/cgroup.procs'));
    expect(files.write('/demo/memory.current', '1')).toEqual(denied('EACCES', '/demo/memory.current'));
    expect(files.read('/memory.max')).toEqual(denied('ENOENT', '/memory.max'));
    expect(files.makeDirectory('/no/where')).toEqual(denied('ENOENT', '/no/where'));
    expect(files.remove('/demo/memory.max')).toEqual(denied('EPERM', '/demo/memory.max'));
  });

  it('hand controllers on, but not to groups with processes of their own', () => {
    const { start, files } = setUp();
    files.makeDirectory('/a');
    files.makeDirectory('/a/b');
    expect(files.read('/a/b/cgroup.controllers')).toEqual({ ok: true, value: '\n' });
    expect(files.read('/a/b/memory.max')).toEqual(denied('ENOENT', '/a/b/memory.max'));
    expect(files.write('/a/cgroup.subtree_control', '+memory +pids').ok).toBe(true);
    expect(files.read('/a/b/cgroup.controllers')).toEqual({ ok: true, value: 'memory pids\n' });
    expect(files.read('/a/b/memory.max')).toEqual({ ok: true, value: 'max\n' });
    const { pid } = start(forever);
    expect(files.write('/a/cgroup.procs', String(pid))).toEqual(denied('EBUSY', '/a/cgroup.procs'));
    expect(files.write('/a/b/cgroup.procs', String(pid)).ok).toBe(true);
    expect(files.write('/a/b/cgroup.subtree_control', '+pids')).toEqual(denied('EBUSY', '/a/b/cgroup.subtree_control'));
  });

  it('show a group as if it were the root to whoever is given them so', () => {
    const { kernel } = setUp();
    const group = kernel.rootCgroup.descendant('system.slice/box');
    group.memoryMax = 4096;
    const inner = new CgroupFiles(kernel, group);
    expect([group.path, inner.read('/memory.max')]).toEqual(['/system.slice/box', { ok: true, value: '4096\n' }]);
    expect(new Cgroup().path).toBe('/');
  });
});
