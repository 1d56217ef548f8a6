import { describe, expect, it } from 'vitest';
import { Random } from '../../base/random';
import { Clock } from '../clock';
import { MemoryFiles } from '../files/memoryFiles';
import type { NetworkNamespace } from '../network/namespace';
import { Kernel, sleep, waitForExit } from './kernel';
import type { Process } from './process';
import type { Routine } from './routine';

const files = new MemoryFiles();
const network = {} as NetworkNamespace;

function machine() {
  const clock = new Clock(0);
  return { clock, kernel: new Kernel(clock, new Random(1)) };
}

function* forever(process: Process): Routine<number> {
  yield* sleep(process.clock, 1_000_000, { background: true });
  return 0;
}

describe('a kernel', () => {
  it('runs programs, waits for children and keeps exit statuses to a byte', () => {
    const { clock, kernel } = machine();
    const parent = kernel.spawn({
      argv: ['parent'],
      files,
      network,
      program: function* (process) {
        const child = process.spawn({
          argv: ['child'],
          program: function* (self) {
            yield* sleep(self.clock, 100);
            return 300;
          },
        });
        const exit = yield* waitForExit(child);
        return exit.code + 1;
      },
    });
    clock.settle();
    expect(parent.exit).toEqual({ code: 45 });
    expect(clock.now).toBe(100);
    expect(kernel.processes).toEqual([]);
  });

  it('ends a process by a signal, after its clean-up', () => {
    const { clock, kernel } = machine();
    const order: string[] = [];
    const process = kernel.spawn({
      argv: ['x'],
      files,
      network,
      program: function* (self) {
        try {
          return yield* forever(self);
        } finally {
          order.push('finally');
          kernel.signal(self.pid, 'SIGINT');
        }
      },
    });
    clock.advance(10);
    process.onExit((exit) => order.push(`${exit.signal} ${exit.code}`));
    kernel.signal(process.pid, 'SIGTERM');
    expect(order).toEqual(['finally', 'SIGTERM 143']);
  });

  it('ends a process that kills itself with the signal, not with its status', () => {
    const { clock, kernel } = machine();
    const process = kernel.spawn({
      argv: ['x'],
      files,
      network,
      // biome-ignore lint/correctness/useYield: it ends in its first step
      program: function* (self) {
        kernel.signal(self.pid, 'SIGTERM');
        return 0;
      },
    });
    clock.settle();
    expect(process.exit).toEqual({ code: 143, signal: 'SIGTERM' });
  });

  it('stops and continues processes', () => {
    const { clock, kernel } = machine();
    const process = kernel.spawn({
      argv: ['x'],
      files,
      network,
      program: function* (self) {
        yield* sleep(self.clock, 10);
        return 7;
      },
    });
    clock.advance(1);
    kernel.signal(process.pid, 'SIGSTOP');
    clock.advance(100);
    expect(process.exit).toBeUndefined();
    kernel.signal(process.pid, 'SIGCONT');
    clock.advance(1);
    expect(process.exit).toEqual({ code: 7 });
  });

  it('numbers processes in each PID namespace and ends a namespace with its PID 1', () => {
    const { clock, kernel } = machine();
    kernel.spawn({ argv: ['init'], files, network, program: forever });
    const inner = new Kernel(clock, kernel.random, { parent: kernel });
    const first = inner.spawn({ argv: ['app'], files, network, program: forever, init: true });
    const second = first.spawn({ argv: ['worker'], program: forever });
    clock.advance(1);
    expect(inner.processes.map((process) => `${process.pid} ${process.argv[0]}`)).toEqual(['1 app', '2 worker']);
    expect(kernel.processes.map((process) => `${kernel.pidOf(process)} ${process.argv[0]}`)).toEqual([
      '1 init',
      '2 app',
      '3 worker',
    ]);
    // From inside, PID 1 is out of reach; from the node it is not.
    inner.signal(1, 'SIGKILL');
    kernel.signal(2, 'SIGTERM');
    expect(first.exit).toBeUndefined();
    kernel.signal(2, 'SIGKILL');
    expect([first.exit, second.exit]).toEqual([
      { code: 137, signal: 'SIGKILL' },
      { code: 137, signal: 'SIGKILL' },
    ]);
    expect(kernel.processes).toHaveLength(1);
  });
});
