import type { Command } from '../command';
import { echoText } from '../text/echo';
import { formatPrintf } from '../text/printf';
import { evaluateTest } from '../text/test';
import { defineTool } from '../tool/tool';

/** `true`, `false`, `echo`, `printf`, `test` and `[` as programs; in a shell its builtins come first. */
function plain(name: string, summary: string, run: Command['run']): Command {
  return { name, summary, run };
}

export const trueCommand = plain('true', 'do nothing, successfully', nothing(0));
export const falseCommand = plain('false', 'do nothing, unsuccessfully', nothing(1));

function nothing(status: number): Command['run'] {
  // biome-ignore lint/correctness/useYield: it has nothing to wait for
  return function* () {
    return status;
  };
}

export const echo: Command = {
  name: 'echo',
  summary: 'print a line of text',
  // biome-ignore lint/correctness/useYield: it has nothing to wait for
  *run(process) {
    return process.stdout.write(echoText(process.argv.slice(1))) ? 0 : 1;
  },
};

export const printf = defineTool({
  name: 'printf',
  summary: 'format and print data',
  usage: 'FORMAT [ARGUMENT]...',
  inOrder: true,
  *run(tool) {
    const [format, ...rest] = tool.operands;
    if (format === undefined) return tool.misuse('missing operand');
    const { text, errors } = formatPrintf(format, rest, tool.process.clock.now);
    for (const error of errors) tool.fail(error.replace(/^(.*): invalid number$/, "'$1': expected a numeric value"));
    yield* tool.print(text);
    return errors.length > 0 ? 1 : 0;
  },
});

function testing(name: string): Command {
  return {
    name,
    summary: 'check file types and compare values',
    // biome-ignore lint/correctness/useYield: it has nothing to wait for
    *run(process) {
      const result = evaluateTest(name, process.argv.slice(1), process);
      if (typeof result === 'boolean') return result ? 0 : 1;
      process.stderr.write(`${name}: ${result.problem}\n`);
      return 2;
    },
  };
}

export const test = testing('test');
export const bracket = testing('[');
