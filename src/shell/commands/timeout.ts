import { withDescendants } from '../../engine/processes/pty';
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
    if (limit === undefined || command.length === 0) return tool.misuse('missing operand', 125);
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
    const end = process.clock.now + duration;
    const killAfter = readDuration(tool.value('k') ?? '');
    let expired = false;
    const pass = process.handle('SIGTERM', () => {
      for (const target of withDescendants([child])) process.kernel.signal(target.pid, 'SIGTERM');
    });
    while (child.exit === undefined) {
      const next = expired
        ? end + (killAfter ?? Number.POSITIVE_INFINITY)
        : duration === 0
          ? Number.POSITIVE_INFINITY
          : end;
      if (process.clock.now >= next) {
        const chosen = expired ? 'SIGKILL' : signal === 'none' ? undefined : signal;
        expired = true;
        for (const target of withDescendants([child]))
          if (chosen !== undefined) process.kernel.signal(target.pid, chosen);
        if (killAfter === undefined && child.exit === undefined && chosen === 'SIGKILL') break;
        continue;
      }
      yield (wake) => {
        const cancel = child.onExit(wake);
        const timer = Number.isFinite(next) ? process.clock.at(next, wake, { background: true }) : undefined;
        return () => {
          cancel();
          timer?.cancel();
        };
      };
    }
    pass();
    const code = child.exit?.code ?? 137;
    return expired && !tool.has('preserve-status') ? (child.exit?.signal === 'SIGKILL' ? 137 : 124) : code;
  },
});
