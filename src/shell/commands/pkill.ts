import { describeFileError } from '../../engine/files/fileSystem';
import type { Process } from '../../engine/processes/process';
import { signalProcess } from '../../engine/processes/signalling';
import { signalNamed } from '../text/signals';
import { type ListedProcess, listProcesses } from '../tool/processList';
import type { Tool } from '../tool/tool';
import { defineTool } from '../tool/tool';
import { UserNames } from '../tool/userNames';

const MATCHING =
  'f|full x|exact P|parent= u|euid= U|uid= i|ignore-case n|newest o|oldest c|count v|inverse t|terminal=';

/** The processes that the options and the pattern mean; undefined after a complaint. */
function matching(tool: Tool): readonly ListedProcess[] | undefined {
  const { process } = tool;
  const [pattern, ...more] = tool.operands;
  if (more.length > 0) return misused(tool, 'only one pattern can be provided');
  if (pattern === undefined && !['P', 'u', 'U', 't'].some((option) => tool.has(option)))
    return misused(tool, 'no matching criteria specified');
  const wanted = expressionOf(tool, pattern ?? '');
  const names = new UserNames(process);
  const self = selfPid(process);
  const list = (option: string) => tool.value(option)?.split(',');
  const parents = list('P')?.map(Number);
  const users = list('u') ?? list('U');
  const found = (listProcesses(process) ?? []).filter((one) => {
    if (one.pid === self) return false;
    const text = tool.has('f') ? one.arguments.join(' ') || one.comm : one.comm;
    const matches =
      wanted.test(text) &&
      (parents === undefined || parents.includes(one.parent)) &&
      (users === undefined || users.includes(names.user(one.uid)) || users.includes(String(one.uid)));
    return tool.has('v') ? !matches : matches;
  });
  if (tool.has('n')) return found.slice(-1);
  return tool.has('o') ? found.slice(0, 1) : found;
}

function misused(tool: Tool, message: string): undefined {
  tool.fail(message);
  tool.process.stderr.write(`Try \`${tool.name} --help' for more information.\n`);
  return undefined;
}

function expressionOf(tool: Tool, pattern: string): RegExp {
  const flags = tool.has('i') ? 'i' : '';
  try {
    return new RegExp(tool.has('x') ? `^(?:${pattern})$` : pattern, flags);
  } catch {
    return /(?!)/;
  }
}

function selfPid(process: Process): number | undefined {
  const link = process.files.stat('/proc/self', { follow: false });
  return link.ok ? Number(link.value.target) : undefined;
}

/** `pgrep`: PIDs by name. */
export const pgrep = defineTool({
  name: 'pgrep',
  summary: 'look up processes by name',
  usage: '[options] <pattern>',
  options: `${MATCHING} l|list-name a|list-full d|delimiter=`,
  usageStatus: 2,
  *run(tool) {
    const found = matching(tool);
    if (found === undefined) return 2;
    if (tool.has('c')) {
      yield* tool.print(`${found.length}\n`);
      return found.length > 0 ? 0 : 1;
    }
    const lines = found.map((one) => {
      if (tool.has('a')) return `${one.pid} ${one.arguments.join(' ') || one.comm}`;
      return tool.has('l') ? `${one.pid} ${one.comm}` : String(one.pid);
    });
    if (lines.length > 0) yield* tool.print(`${lines.join(tool.value('d') ?? '\n')}\n`);
    return found.length > 0 ? 0 : 1;
  },
});

/** `pkill`: signals processes by name. */
export const pkill = defineTool({
  name: 'pkill',
  summary: 'signal processes by name',
  usage: '[options] <pattern>',
  options: `${MATCHING} s|signal= e|echo`,
  usageStatus: 2,
  rewrite: (arguments_) =>
    arguments_.flatMap((argument) =>
      signalNamed(argument.slice(1)) !== undefined && /^-(?:\d+|[A-Z]{2,}\d?)$/.test(argument)
        ? ['-s', argument.slice(1)]
        : [argument],
    ),
  *run(tool) {
    const signal = signalNamed(tool.value('s') ?? 'TERM');
    if (signal === undefined) return tool.fail(`unknown signal: ${tool.value('s')}`, 2);
    const found = matching(tool);
    if (found === undefined) return 2;
    let killed = 0;
    for (const one of found) {
      const sent = signalProcess(tool.process, one.pid, signal);
      if (sent.ok) {
        killed++;
        if (tool.has('e')) yield* tool.print(`${one.comm} killed (pid ${one.pid})\n`);
      } else tool.fail(`killing pid ${one.pid} failed: ${describeFileError({ code: sent.error, path: '' })}`);
    }
    if (tool.has('c')) yield* tool.print(`${killed}\n`);
    return killed > 0 ? 0 : 1;
  },
});

/** `pidof`: PIDs of programs, newest first. */
export const pidof = defineTool({
  name: 'pidof',
  summary: 'find the process IDs of running programs',
  usage: '[options] [program [...]]',
  options: 's|single-shot x q c z o=',
  *run(tool) {
    const every = [...(listProcesses(tool.process) ?? [])].reverse();
    const found = tool.operands.flatMap((name) =>
      every.filter(
        (one) => one.comm === name || one.arguments[0] === name || one.arguments[0]?.split('/').at(-1) === name,
      ),
    );
    const shown = tool.has('s') ? found.slice(0, 1) : found;
    if (shown.length > 0 && !tool.has('q')) yield* tool.print(`${shown.map((one) => one.pid).join(' ')}\n`);
    return shown.length > 0 ? 0 : 1;
  },
});

/** `killall`: signals all processes with a name. */
export const killall = defineTool({
  name: 'killall',
  summary: 'kill processes by name',
  usage: '[OPTION]... [--] NAME...',
  options: 's|signal= q|quiet v|verbose w|wait e|exact',
  rewrite: (arguments_) =>
    arguments_.flatMap((argument) =>
      signalNamed(argument.slice(1)) !== undefined && /^-(?:\d+|[A-Z]{2,}\d?)$/.test(argument)
        ? ['-s', argument.slice(1)]
        : [argument],
    ),
  run(tool) {
    const signal = signalNamed(tool.value('s') ?? 'TERM');
    if (signal === undefined) return tool.fail(`${tool.value('s')}: unknown signal; killall -l lists signals.`);
    let status = 0;
    for (const name of tool.operands) {
      const found = (listProcesses(tool.process) ?? []).filter((one) => one.comm === name);
      for (const one of found) {
        const sent = signalProcess(tool.process, one.pid, signal);
        if (!sent.ok) {
          tool.process.stderr.write(`${name}(${one.pid}): ${describeFileError({ code: sent.error, path: '' })}\n`);
          status = 1;
        }
      }
      if (found.length > 0) continue;
      const words = tool.busybox ? `killall: ${name}: no process killed` : `${name}: no process found`;
      if (!tool.has('q')) tool.process.stderr.write(`${words}\n`);
      status = 1;
    }
    return status;
  },
});
