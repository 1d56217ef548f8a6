import { waitForExit } from '../../engine/processes/kernel';
import type { Process, Signal } from '../../engine/processes/process';
import { withDescendants } from '../../engine/processes/pty';
import type { Routine } from '../../engine/processes/routine';
import { describeProgramError, startProgram, statusOfProgramError } from '../programs';
import { signalNamed } from '../text/signals';
import { readDuration } from '../tool/count';
import { defineTool } from '../tool/tool';

/** `timeout`: runs a command and ends it after a time, with status 124. */
export const timeout = defineTool({
  name: 'timeout',
  summary: 'run a command with a time limit',
  usage: '[OPTION] DURATION COMMAND [ARG]...',
  usageStatus: 125,
  options: 's|signal= k|kill-after= preserve-status foreground v|verbose',
  inOrder: true,
  *run(tool) {
    const [limit, ...command] = tool.operands;
    if (limit === undefined || command.length === 0) {
      tool.process.stderr.write("Try 'timeout --help' for more information.\n");
      return 125;
    }
    const duration = readDuration(limit);
    if (duration === undefined) return tool.misuse(`invalid time interval ${tool.quoted(limit ?? '')}`, 125);
    const signal = signalNamed(tool.value('s') ?? 'TERM');
    if (signal === undefined) return tool.misuse(`${tool.value('s')}: invalid signal`, 125);
    const { process } = tool;
    const started = startProgram(process, command);
    if (!started.ok) {
      tool.fail(`failed to run command ${tool.quoted(command[0] ?? '')}: ${describeProgramError(started.error)}`);
      return statusOfProgramError(started.error);
    }
    const child = started.value;
    const killAfter = readDuration(tool.value('k') ?? '');
    const stopPassing = process.handle('SIGTERM', () => signalTree(child, 'SIGTERM'));
    let expired = false;
    if (duration > 0) {
      expired = !(yield* waitUntil(child, process.clock.now + duration));
      if (expired && signal !== 'none') signalTree(child, signal);
      if (expired && killAfter !== undefined && !(yield* waitUntil(child, process.clock.now + killAfter)))
        signalTree(child, 'SIGKILL');
    }
    const exit = yield* waitForExit(child);
    stopPassing();
    if (!expired || tool.has('preserve-status')) return exit.code;
    return exit.signal === 'SIGKILL' ? 137 : 124;
  },
});

function signalTree(root: Process, signal: Signal): void {
  for (const target of withDescendants([root])) target.kernel.signal(target.pid, signal);
}

/** Waits for a process until a moment. False when it still runs then. */
function* waitUntil(child: Process, moment: number): Routine<boolean> {
  const { clock } = child;
  while (child.exit === undefined && clock.now < moment) {
    yield (wake) => {
      const cancel = child.onExit(wake);
      const timer = Number.isFinite(moment) ? clock.at(moment, wake, { background: true }) : undefined;
      return () => {
        cancel();
        timer?.cancel();
      };
    };
  }
  return child.exit !== undefined;
}
