/** `jobs`, `fg`, `bg`, `wait`, `kill`, `disown`. */
import type { Process } from '../../engine/processes/process';
import { withDescendants } from '../../engine/processes/pty';
import { signalProcess } from '../../engine/processes/signalling';
import type { Descriptors } from '../interpreter/descriptors';
import type { Job } from '../interpreter/jobs';
import { stateOf } from '../interpreter/jobs';
import { waitForeground } from '../interpreter/launch';
import type { Builtin, Shell } from '../interpreter/shell';
import { readSignal, signalColumn, signalList, translateSignal } from '../text/signals';

export const jobs: Builtin = {
  name: 'jobs',
  run(shell, arguments_, descriptors) {
    for (const job of [...shell.jobs.all]) {
      if (arguments_.includes('-p')) descriptors.stdout.write(`${job.processes[0]?.pid}\n`);
      else if (!arguments_.includes('-r') || stateOf(job) === 'Running')
        descriptors.stdout.write(`${shell.jobs.describe(job, shell.flavour, arguments_.includes('-l'))}\n`);
      if (stateOf(job) === 'Done') shell.jobs.remove(job);
    }
    return 0;
  },
};

function findJob(shell: Shell, command: string, specification: string, descriptors: Descriptors): Job | undefined {
  const job = shell.jobs.find(specification);
  if (job === undefined || stateOf(job) === 'Done') {
    const name = specification === '' ? 'current' : specification;
    shell.complain(descriptors, `${command}: ${name}: no such job`);
    return undefined;
  }
  return job;
}

function continueJob(job: Job): void {
  for (const process of withDescendants(job.processes)) process.kernel.signal(process.pid, 'SIGCONT');
}

export const fg: Builtin = {
  name: 'fg',
  *run(shell, arguments_, descriptors) {
    if (!shell.interactive) {
      shell.complain(descriptors, 'fg: no job control');
      return shell.flavour === 'bash' ? 1 : 2;
    }
    const job = findJob(shell, 'fg', arguments_[0] ?? '', descriptors);
    if (job === undefined) return 1;
    descriptors.stdout.write(`${job.command}\n`);
    shell.jobs.remove(job);
    for (const process of job.processes) shell.terminal?.background.delete(process);
    continueJob(job);
    return (yield* waitForeground(shell, job.processes, job.command, descriptors)).at(-1) ?? 0;
  },
};

export const bg: Builtin = {
  name: 'bg',
  run(shell, arguments_, descriptors) {
    if (!shell.interactive) {
      shell.complain(descriptors, 'bg: no job control');
      return shell.flavour === 'bash' ? 1 : 2;
    }
    const job = findJob(shell, 'bg', arguments_[0] ?? '', descriptors);
    if (job === undefined) return 1;
    if (stateOf(job) === 'Running') {
      shell.complain(descriptors, `bg: job ${job.number} already in background`);
      return 0;
    }
    shell.jobs.use(job);
    continueJob(job);
    job.told = 'Running';
    descriptors.stdout.write(`[${job.number}]${shell.jobs.mark(job)} ${job.command} &\n`);
    return 0;
  },
};

function* waitProcesses(shell: Shell, processes: readonly Process[]) {
  while (processes.some((process) => process.exit === undefined)) {
    yield* shell.wait((wake) => {
      const alive = processes.filter((process) => process.exit === undefined);
      const cancels = alive.map((process) => process.onExit(wake));
      return () => {
        for (const cancel of cancels) cancel();
      };
    });
    if (shell.hasPending) return 129;
  }
  return processes.at(-1)?.exit?.code ?? 0;
}

export const wait: Builtin = {
  name: 'wait',
  *run(shell, arguments_, descriptors) {
    const operands = arguments_.filter((argument) => !argument.startsWith('-'));
    if (arguments_.includes('-n')) return yield* waitAny(shell);
    if (operands.length === 0) {
      for (const job of [...shell.jobs.all]) {
        yield* waitProcesses(shell, job.processes);
        if (!shell.interactive) shell.jobs.remove(job);
      }
      return 0;
    }
    let status = 0;
    for (const operand of operands) {
      const job = operand.startsWith('%') ? shell.jobs.find(operand) : jobOfPid(shell, Number(operand));
      if (job === undefined) {
        const reason = operand.startsWith('%') ? 'no such job' : 'is not a child of this shell';
        if (shell.flavour === 'bash' || operand.startsWith('%'))
          shell.complain(
            descriptors,
            operand.startsWith('%') ? `wait: ${operand}: ${reason}` : `wait: pid ${operand} ${reason}`,
          );
        status = 127;
      } else {
        status = yield* waitProcesses(shell, job.processes);
        if (!shell.interactive) shell.jobs.remove(job);
      }
    }
    return status;
  },
};

function* waitAny(shell: Shell) {
  const running = shell.jobs.all;
  if (running.length === 0) return 127;
  while (!running.some((job) => stateOf(job) === 'Done')) {
    yield* shell.wait((wake) => {
      const alive = running.flatMap((job) => job.processes.filter((process) => process.exit === undefined));
      const cancels = alive.map((process) => process.onExit(wake));
      return () => {
        for (const cancel of cancels) cancel();
      };
    });
  }
  const done = running.find((job) => stateOf(job) === 'Done');
  if (done !== undefined) shell.jobs.remove(done);
  return done?.processes.at(-1)?.exit?.code ?? 0;
}

function jobOfPid(shell: Shell, pid: number): Job | undefined {
  return shell.jobs.all.find((job) => job.processes.some((process) => process.pid === pid));
}

export const kill: Builtin = {
  name: 'kill',
  run(shell, arguments_, descriptors) {
    if (arguments_[0] === '-l' || arguments_[0] === '-L') {
      return listSignals(shell, arguments_.slice(1), descriptors);
    }
    const { signal, operands, problem } = readSignal(arguments_);
    if (problem !== undefined) {
      shell.complain(descriptors, `kill: ${problem}`);
      return shell.flavour === 'dash' ? 2 : 1;
    }
    if (operands.length === 0) {
      if (shell.flavour === 'ash') {
        shell.complain(descriptors, 'you need to specify whom to kill');
        return 1;
      }
      const dash = 'kill: Usage: kill [-s sigspec | -signum | -sigspec] [pid | job]... or\nkill -l [exitstatus]';
      if (shell.flavour === 'dash') shell.complain(descriptors, dash);
      else
        descriptors.stderr.write(
          'kill: usage: kill [-s sigspec | -n signum | -sigspec] pid | jobspec ... or kill -l [sigspec]\n',
        );
      return 2;
    }
    let status = 0;
    for (const operand of operands) {
      const failure = killOne(shell, operand, signal);
      if (failure === undefined) continue;
      shell.complain(descriptors, `kill: ${failure}`);
      const odd = operand.startsWith('%') ? shell.flavour !== 'bash' : !/^-?\d+$/.test(operand);
      status = odd && (shell.flavour === 'dash' || operand.startsWith('%')) ? 2 : 1;
    }
    return status;
  },
};

function listSignals(shell: Shell, words: readonly string[], descriptors: Descriptors): number {
  if (words.length === 0) descriptors.stdout.write(shell.flavour === 'ash' ? signalColumn() : signalList());
  let status = 0;
  for (const word of words) {
    const text = translateSignal(word);
    if (text !== undefined) descriptors.stdout.write(`${text}\n`);
    else {
      shell.complain(descriptors, `kill: ${word}: invalid signal specification`);
      status = 1;
    }
  }
  return status;
}

/** What went wrong, if anything did. */
function killOne(shell: Shell, operand: string, signal: ReturnType<typeof readSignal>['signal']): string | undefined {
  const { kernel } = shell.process;
  if (operand.startsWith('%')) {
    const job = shell.jobs.find(operand);
    if (job === undefined || stateOf(job) === 'Done') return `${operand}: no such job`;
    const targets = withDescendants(job.processes);
    const stopped = stateOf(job) === 'Stopped';
    for (const process of targets) if (signal !== undefined) kernel.signal(process.pid, signal);
    if (stopped && signal !== 'SIGSTOP' && signal !== 'SIGTSTP') continueJob(job);
    return undefined;
  }
  if (!/^-?\d+$/.test(operand)) return `${operand}: arguments must be process or job IDs`;
  const sent = signalProcess(shell.process, Math.abs(Number(operand)), signal ?? 'none');
  if (sent.ok) return undefined;
  return `(${operand}) - ${sent.error === 'ESRCH' ? 'No such process' : 'Operation not permitted'}`;
}

export const disown: Builtin = {
  name: 'disown',
  *run(shell, arguments_, descriptors) {
    const job = findJob(shell, 'disown', arguments_.find((argument) => !argument.startsWith('-')) ?? '', descriptors);
    if (job === undefined) return 1;
    shell.jobs.remove(job);
    return 0;
  },
};
