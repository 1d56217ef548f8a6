/** docker-init (tini): PID 1 that starts the command, passes signals on to it, and takes in orphans. */

import { waitForExit } from '../processes/kernel';
import type { Process, Program, Signal } from '../processes/process';
import { findProgram, type LaunchPlace } from './launch';

const FORWARDED: readonly Signal[] = ['SIGHUP', 'SIGINT', 'SIGQUIT', 'SIGTERM', 'SIGUSR1', 'SIGUSR2', 'SIGWINCH'];

/** A program that runs `argv` as its child and ends as it does. */
export function dockerInit(place: LaunchPlace, argv: readonly string[]): Program {
  return function* (process) {
    process.reapsAll = true;
    const launch = findProgram(place, argv);
    if (!launch.ok) {
      const why = launch.error.code === 127 ? 'No such file or directory' : 'Permission denied';
      process.stderr.write(`[FATAL tini (${process.pid + 6})] exec ${argv[0] ?? ''} failed: ${why}\n`);
      return launch.error.code;
    }
    const child: Process = process.spawn({ ...launch.value });
    for (const signal of FORWARDED) process.handle(signal, () => process.kernel.signal(child.pid, signal));
    const exit = yield* waitForExit(child);
    return exit.code;
  };
}
