import { useCpu } from '../../engine/processes/cpu';
import { sleep, waitForExit } from '../../engine/processes/kernel';
import type { Process } from '../../engine/processes/process';
import type { Routine } from '../../engine/processes/routine';
import { readCount, readDuration } from '../tool/count';
import type { Tool } from '../tool/tool';
import { defineTool } from '../tool/tool';

/** How much a worker takes at a time, in bytes, and how long that takes, in milliseconds. */
const STEP = 8 * 1024 ** 2;
const STEP_TIME = 4;

/** `stress`: makes work: `--cpu N` computes, `--vm N --vm-bytes SIZE` takes memory. */
export const stress = defineTool({
  name: 'stress',
  summary: 'put load on the machine',
  usage: '[OPTION [ARG]] ...',
  options: 'c|cpu= m|vm= vm-bytes= vm-hang= vm-keep t|timeout= q|quiet v|verbose i|io= d|hdd= n|dry-run',
  *run(tool) {
    const odd = ['i', 'd', 'n'].find((option) => tool.has(option));
    if (odd !== undefined) return tool.fail(`-${odd} is not simulated here`);
    const [cpus, vms] = [Number(tool.value('c') ?? 0), Number(tool.value('m') ?? 0)];
    if (!(cpus + vms > 0)) return tool.misuse('nothing to do: --cpu N or --vm N');
    const bytes = readCount(tool.value('vm-bytes') ?? '256M');
    if (bytes === undefined) return tool.fail(`incorrect value: ${tool.value('vm-bytes')}`);
    const { pid } = tool.process;
    if (!tool.has('q'))
      yield* tool.print(`stress: info: [${pid}] dispatching hogs: ${cpus} cpu, 0 io, ${vms} vm, 0 hdd\n`);
    const workers = [
      ...Array.from({ length: cpus }, () => start(tool, compute)),
      ...Array.from({ length: vms }, () => start(tool, (process) => hold(process, bytes, tool.has('vm-keep')))),
    ];
    return yield* watch(tool, workers);
  },
});

function start(tool: Tool, program: (process: Process) => Routine<number>): Process {
  return tool.process.spawn({ argv: tool.process.argv, executable: tool.process.executable, program });
}

/** Computes for ever. */
function* compute(process: Process): Routine<number> {
  for (;;) yield* useCpu(process, 1000, { background: true });
}

/** Takes memory piece by piece, gives it back and begins again. */
function* hold(process: Process, bytes: number, keep: boolean): Routine<number> {
  const before = process.memory;
  for (;;) {
    for (let taken = 0; taken < bytes; taken += STEP) {
      process.setMemory(before + Math.min(bytes, taken + STEP));
      yield* useCpu(process, STEP_TIME, { background: true });
    }
    yield* useCpu(process, 200, { background: true });
    if (!keep) process.setMemory(before);
  }
}

/** Until the time is over; a worker that is killed takes the others with it. */
function* watch(tool: Tool, workers: readonly Process[]): Routine<number> {
  const { process } = tool;
  const began = process.clock.now;
  const duration = readDuration(tool.value('t') ?? 'infinity') ?? Number.POSITIVE_INFINITY;
  const kill = (signal: 'SIGKILL' | 'SIGTERM') => {
    for (const worker of workers) if (worker.exit === undefined) worker.kernel.signal(worker.pid, signal);
  };
  for (const signal of ['SIGINT', 'SIGTERM'] as const)
    process.handle(signal, () => {
      kill('SIGTERM');
      process.kernel.signal(process.pid, 'SIGKILL');
    });
  const ended = () => workers.find((worker) => worker.exit !== undefined);
  while (ended() === undefined && process.clock.now - began < duration) {
    yield (wake) => {
      const timer = Number.isFinite(duration)
        ? process.clock.at(began + duration, wake, { background: true })
        : undefined;
      const stops = workers.map((worker) => worker.onExit(wake));
      return () => {
        timer?.cancel();
        for (const stop of stops) stop();
      };
    };
  }
  const dead = ended();
  const seconds = Math.round((process.clock.now - began) / 1000);
  kill('SIGTERM');
  for (const worker of workers) yield* waitForExit(worker);
  yield* sleep(process.clock, 1);
  if (dead === undefined) {
    if (!tool.has('q')) yield* tool.print(`stress: info: [${process.pid}] successful run completed in ${seconds}s\n`);
    return 0;
  }
  const how = dead.exit?.signal === 'SIGKILL' ? 'got signal 9' : `exited with status ${dead.exit?.code}`;
  const say = (line: string) => process.stderr.write(`stress: ${line}\n`);
  say(`FAIL: [${process.pid}] (415) <-- worker ${dead.pid} ${how}`);
  say(`WARN: [${process.pid}] (417) now reaping child worker processes`);
  say(`FAIL: [${process.pid}] (451) failed run completed in ${seconds}s`);
  return 1;
}
