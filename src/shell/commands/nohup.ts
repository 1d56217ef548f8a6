import { waitForExit } from '../../engine/processes/kernel';
import { isTerminal } from '../../engine/processes/pty';
import { FileOutput } from '../interpreter/descriptors';
import { describeProgramError, startProgram, statusOfProgramError } from '../programs';
import { defineTool } from '../tool/tool';

/** `nohup`: runs a command that the end of the terminal does not end; a terminal's output goes to nohup.out. */
export const nohup = defineTool({
  name: 'nohup',
  summary: 'run a command immune to hangups',
  usage: 'COMMAND [ARG]...',
  usageStatus: 125,
  inOrder: true,
  *run(tool) {
    if (tool.operands.length === 0) return tool.misuse('missing operand', 125);
    const { process } = tool;
    const redirect = isTerminal(process.stdout);
    if (redirect) tool.fail("ignoring input and appending output to 'nohup.out'");
    const output = redirect ? new FileOutput(process.files, tool.path('nohup.out')) : process.stdout;
    process.handle('SIGHUP', () => {});
    const started = startProgram(process, tool.operands, {
      stdout: output,
      stderr: redirect ? output : process.stderr,
      tty: undefined,
    });
    if (!started.ok) {
      tool.fail(`failed to run command ${tool.quoted(tool.operands[0] ?? '')}: ${describeProgramError(started.error)}`);
      return statusOfProgramError(started.error);
    }
    started.value.handle('SIGHUP', () => {});
    return (yield* waitForExit(started.value)).code;
  },
});
