import { waitForExit } from '../../engine/processes/kernel';
import { describeProgramError, startProgram, statusOfProgramError } from '../programs';
import { defineTool } from '../tool/tool';

/** `env`: the environment, or a command in a changed one. */
export const env = defineTool({
  name: 'env',
  summary: 'run a program in a modified environment',
  usage: '[OPTION]... [-] [NAME=VALUE]... [COMMAND [ARG]...]',
  usageStatus: 125,
  options: 'i|ignore-environment u|unset= 0|null C|chdir= S|split-string=',
  inOrder: true,
  *run(tool) {
    const variables = new Map(tool.has('i') || tool.operands[0] === '-' ? [] : tool.process.env);
    for (const name of tool.options.values('u')) variables.delete(name);
    const words = tool.operands[0] === '-' ? tool.operands.slice(1) : tool.operands;
    let at = 0;
    for (; /^[^=]+=/.test(words[at] ?? ''); at++) {
      const [name = '', ...value] = (words[at] as string).split('=');
      variables.set(name, value.join('='));
    }
    const command = words.slice(at);
    if (command.length === 0) {
      for (const [name, value] of variables) yield* tool.print(`${name}=${value}${tool.has('0') ? '\0' : '\n'}`);
      return 0;
    }
    const started = startProgram(tool.process, command, { env: variables });
    if (started.ok) return (yield* waitForExit(started.value)).code;
    tool.fail(`${tool.quoted(command[0] ?? '')}: ${describeProgramError(started.error)}`);
    return statusOfProgramError(started.error);
  },
});

export const printenv = defineTool({
  name: 'printenv',
  summary: 'print environment variables',
  usage: '[VARIABLE]...',
  usageStatus: 2,
  options: '0|null',
  *run(tool) {
    if (tool.operands.length === 0)
      for (const [name, value] of tool.process.env) yield* tool.print(`${name}=${value}\n`);
    let status = 0;
    for (const name of tool.operands) {
      const value = tool.process.env.get(name);
      if (value === undefined) status = 1;
      else yield* tool.print(`${value}\n`);
    }
    return status;
  },
});
