/** Runs syntax trees: lists, pipelines, background jobs; commands and compound commands are files of their own. */
import type { AndOr, CommandNode, CompoundList, Pipeline, PipelineNode, Statement } from 'unbash';
import type { Routine } from '../../engine/processes/routine';
import { builtins } from '../builtins/registry';
import { runCompound } from './compound';
import { ShellExit } from './control';
import type { Descriptors } from './descriptors';
import { launchNode, launchPipeline, waitForeground, withoutInput } from './launch';
import type { Builtin, RunContext, Runner, Shell } from './shell';
import { runSimple } from './simpleCommand';
import { lineOf, parseWhole } from './syntax';
import { runPendingTraps, runTrap } from './traps';

const builtinsByName: ReadonlyMap<string, Builtin> = new Map(builtins.map((builtin) => [builtin.name, builtin]));

/** How every shell runs its scripts. */
export const runner: Runner = {
  statements: runStatements,
  node: runNode,
  text: runText,
  builtin: (name) => builtinsByName.get(name),
  builtinNames: builtins.map((builtin) => builtin.name),
};

function* runText(text: string, shell: Shell, descriptors: Descriptors): Routine<number> {
  const parsed = parseWhole(text);
  if (parsed.kind !== 'complete') {
    shell.complain(descriptors, parsed.failure.message);
    shell.status = 2;
    return 2;
  }
  const { line } = shell;
  const status = yield* runStatements(parsed.script.commands, {
    shell,
    descriptors,
    source: text,
    condition: false,
    inPlace: false,
  });
  shell.line = line;
  return status;
}

function* runStatements(statements: readonly Statement[], context: RunContext): Routine<number> {
  const { shell } = context;
  let status = 0;
  for (const [at, statement] of statements.entries()) {
    const last = at === statements.length - 1;
    const inside = context.inPlace && !last ? { ...context, inPlace: false } : context;
    shell.line = lineOf(context.source, statement.pos);
    status = statement.background === true ? startJob(statement, inside) : yield* runNode(statement.command, inside);
    shell.status = status;
    if (shell.hasPending) yield* runPendingTraps(shell, context.descriptors);
  }
  return status;
}

function startJob(statement: Statement, context: RunContext): number {
  const { shell } = context;
  const node = statement.command;
  const inside = { ...context, descriptors: withoutInput(context.descriptors) };
  const plain = node.type === 'Pipeline' && node.prefixes.length === 0 && node.commands.length > 1;
  const processes = plain ? launchPipeline(node, inside) : [launchNode(node, inside)];
  const command = context.source.slice(node.pos, node.end).trim();
  const job = shell.jobs.add(processes, command);
  const pid = processes.at(-1)?.pid;
  shell.lastBackground = pid;
  for (const process of processes) shell.terminal?.background.add(process);
  if (shell.interactive && shell.flavour === 'bash') context.descriptors.stderr.write(`[${job.number}] ${pid}\n`);
  return 0;
}

function* runNode(node: CommandNode | PipelineNode | AndOr | CompoundList, context: RunContext): Routine<number> {
  switch (node.type) {
    case 'AndOr':
      return yield* runAndOr(node, context);
    case 'Pipeline':
      return yield* settle(
        yield* runPipeline(node, context),
        isNegated(node) ? { ...context, condition: true } : context,
      );
    case 'CompoundList':
      return yield* runStatements(node.commands, context);
    case 'Command':
      return yield* settle(yield* runSimple(node, context), context);
    default: {
      const status = yield* runCompound(node, context);
      const counts = node.type === 'Subshell' || node.type === 'TestCommand' || node.type === 'ArithmeticCommand';
      return counts ? yield* settle(status, context) : status;
    }
  }
}

/** Looks at a finished command's status: ERR trap, `set -e`. */
function* settle(status: number, context: RunContext): Routine<number> {
  const { shell } = context;
  shell.status = status;
  if (status === 0 || context.condition) return status;
  yield* runTrap(shell, 'ERR', context.descriptors);
  if (shell.options.has('errexit')) throw new ShellExit(status);
  return status;
}

function* runAndOr(node: AndOr, context: RunContext): Routine<number> {
  let status = 0;
  for (const [at, command] of node.commands.entries()) {
    const operator = at === 0 ? undefined : node.operators[at - 1];
    if ((operator === '&&' && status !== 0) || (operator === '||' && status === 0)) continue;
    const last = at === node.commands.length - 1;
    const inside = last ? context : { ...context, condition: true, inPlace: false };
    status = yield* runNode(command, inside);
    context.shell.status = status;
  }
  return status;
}

function* runPipeline(node: Pipeline, context: RunContext): Routine<number> {
  const { shell } = context;
  const began = shell.process.clock.now;
  const negated = isNegated(node);
  const timed = node.prefixes.some((prefix) => prefix.type === 'Time');
  const inside = {
    ...context,
    condition: context.condition || negated,
    inPlace: context.inPlace && !negated && !timed,
  };
  let statuses: readonly number[];
  const only = node.commands.length === 1 ? node.commands[0] : undefined;
  if (only !== undefined) statuses = [yield* runNode(only, inside)];
  else if (node.commands.length === 0) statuses = [0];
  else {
    yield* shell.tick();
    const text = context.source.slice(node.pos, node.end);
    statuses = yield* waitForeground(shell, launchPipeline(node, inside), text, context.descriptors);
  }
  shell.pipeStatus = statuses;
  if (timed) context.descriptors.stderr.write(timing(shell.process.clock.now - began, isPosix(node)));
  const failed = statuses.findLast((status) => status !== 0) ?? 0;
  const status = shell.options.has('pipefail') ? failed : (statuses.at(-1) ?? 0);
  return negated ? (status === 0 ? 1 : 0) : status;
}

function isNegated(node: Pipeline): boolean {
  return node.prefixes.filter((prefix) => prefix.type === 'Negation').length % 2 === 1;
}

function isPosix(node: Pipeline): boolean {
  return node.prefixes.some((prefix) => prefix.type === 'Time' && prefix.posix !== undefined);
}

function timing(milliseconds: number, posix: boolean): string {
  if (posix) return `real ${(milliseconds / 1000).toFixed(2)}\nuser 0.00\nsys 0.00\n`;
  const minutes = Math.floor(milliseconds / 60_000);
  const real = `${minutes}m${((milliseconds % 60_000) / 1000).toFixed(3)}s`;
  return `\nreal\t${real}\nuser\t0m0.000s\nsys\t0m0.000s\n`;
}
