import { signalNamed } from '../text/signals';
import { defineTool } from '../tool/tool';

function matching(tool: Parameters<Parameters<typeof defineTool>[0]['run']>[0]) {
  const { process } = tool;
  const expression = new RegExp(tool.operands[0] ?? '(?!)');
  return process.kernel.processes.filter(
    (one) =>
      one !== process &&
      expression.test(tool.has('f') ? one.argv.join(' ') : ((one.argv[0] ?? '').split('/').at(-1) ?? '')),
  );
}

/** `pgrep`: PIDs by name. */
export const pgrep = defineTool({
  name: 'pgrep',
  summary: 'look up processes by name',
  usage: '[OPTION]... PATTERN',
  options: 'f l a x',
  *run(tool) {
    const found = matching(tool);
    for (const one of found)
      yield* tool.print(
        `${tool.process.kernel.pidOf(one)}${tool.has('a') || tool.has('l') ? ` ${one.argv.join(' ')}` : ''}\n`,
      );
    return found.length > 0 ? 0 : 1;
  },
});

/** `pkill`: signals processes by name. */
export const pkill = defineTool({
  name: 'pkill',
  summary: 'signal processes by name',
  usage: '[-SIGNAL] PATTERN',
  options: 'f x s|signal=',
  rewrite: (arguments_) =>
    arguments_.flatMap((argument) => (/^-(?:\d+|[A-Z]{2,})$/.test(argument) ? ['-s', argument.slice(1)] : [argument])),
  run(tool) {
    const signal = signalNamed(tool.value('s') ?? 'TERM');
    if (signal === undefined) return tool.fail(`invalid signal: ${tool.value('s')}`, 2);
    const found = matching(tool);
    const { kernel } = tool.process;
    for (const one of found) {
      const pid = kernel.pidOf(one);
      if (pid !== undefined && signal !== 'none') kernel.signal(pid, signal);
    }
    return found.length > 0 ? 0 : 1;
  },
});
