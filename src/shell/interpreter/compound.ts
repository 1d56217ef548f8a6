/** Compound commands: groups, subshells, conditions, loops, functions, `[[ ]]` and `(( ))`. */
import type { ArithmeticFor, Case, CommandNode, For, If, Redirected, Select, Statement, While, Word } from 'unbash';
import { Pty } from '../../engine/processes/pty';
import type { Routine } from '../../engine/processes/routine';
import { evaluateCondition } from './conditional';
import { ExpansionError, LoopJump } from './control';
import { expandArithmetic, expandPattern, expandText, expandWords } from './expand';
import { launchNode, waitForeground } from './launch';
import { matchesPattern } from './pattern';
import { readLine } from './readLine';
import { applyRedirects } from './redirect';
import type { RunContext } from './shell';

/** Runs any command but a simple one. */
export function* runCompound(node: Exclude<CommandNode, { type: 'Command' }>, context: RunContext): Routine<number> {
  const { shell } = context;
  const inner = { ...context, inPlace: false };
  try {
    switch (node.type) {
      case 'Redirected':
        return yield* runRedirected(node, context);
      case 'BraceGroup':
        return yield* statements(node.body.commands, context);
      case 'Subshell':
        return yield* runSubshell(node, context);
      case 'If':
        return yield* runIf(node, context);
      case 'While':
        return yield* runWhile(node, inner);
      case 'For':
        return yield* runFor(node, inner);
      case 'ArithmeticFor':
        return yield* runArithmeticFor(node, inner);
      case 'Case':
        return yield* runCase(node, context);
      case 'Select':
        return yield* runSelect(node, inner);
      case 'Function':
        shell.functions.set(node.name.value, { body: node.body, source: context.source });
        return 0;
      case 'TestCommand':
        yield* shell.tick();
        return (yield* evaluateCondition(node.expression, context)) ? 0 : 1;
      case 'ArithmeticCommand':
        yield* shell.tick();
        return (yield* expandArithmetic(node.expression, node.body, context)) === 0n ? 1 : 0;
      default:
        throw new ExpansionError('coproc: not simulated');
    }
  } catch (thrown) {
    const arithmetic = node.type === 'ArithmeticCommand';
    if (!(thrown instanceof ExpansionError) || (thrown.scope !== 'command' && !arithmetic)) throw thrown;
    shell.complain(context.descriptors, `${arithmetic ? '((: ' : ''}${thrown.message}`);
    return 1;
  }
}

function statements(list: readonly Statement[], context: RunContext): Routine<number> {
  return context.shell.runner.statements(list, context);
}

function* runRedirected(node: Redirected, context: RunContext): Routine<number> {
  const descriptors = yield* applyRedirects(node.redirects, context);
  return yield* context.shell.runner.node(node.command, { ...context, descriptors, inPlace: false });
}

function* runSubshell(node: CommandNode & { type: 'Subshell' }, context: RunContext): Routine<number> {
  const { shell } = context;
  yield* shell.tick();
  const process = launchNode(node.body, context);
  const text = context.source.slice(node.pos, node.end);
  return (yield* waitForeground(shell, [process], text, context.descriptors))[0] ?? 0;
}

function* runIf(node: If, context: RunContext): Routine<number> {
  const condition = { ...context, condition: true, inPlace: false };
  if ((yield* statements(node.clause.commands, condition)) === 0) return yield* statements(node.then.commands, context);
  for (const branch of node.elif) {
    if ((yield* statements(branch.clause.commands, condition)) === 0)
      return yield* statements(branch.then.commands, context);
  }
  return node.else === undefined ? 0 : yield* statements(node.else.commands, context);
}

/** Runs a loop's body once. False when the loop is over. */
function* runBody(body: readonly Statement[], context: RunContext, result: { status: number }): Routine<boolean> {
  const { shell } = context;
  shell.loopDepth++;
  try {
    result.status = yield* statements(body, context);
    return true;
  } catch (thrown) {
    if (!(thrown instanceof LoopJump)) throw thrown;
    if (thrown.levels > 1 && shell.loopDepth > 1) throw new LoopJump(thrown.kind, thrown.levels - 1);
    result.status = 0;
    return thrown.kind === 'continue';
  } finally {
    shell.loopDepth--;
  }
}

function* runWhile(node: While, context: RunContext): Routine<number> {
  const result = { status: 0 };
  const wanted = node.kind === 'while';
  for (;;) {
    const clause = { status: 0 };
    const goesOn = yield* runBody(node.clause.commands, { ...context, condition: true }, clause);
    if (!goesOn || (clause.status === 0) !== wanted) return result.status;
    if (!(yield* runBody(node.body.commands, context, result))) return result.status;
  }
}

function* loopItems(wordlist: readonly Word[] | undefined, context: RunContext): Routine<readonly string[]> {
  return wordlist === undefined ? context.shell.positional : yield* expandWords(wordlist, context);
}

function* runFor(node: For, context: RunContext): Routine<number> {
  const result = { status: 0 };
  const items = yield* loopItems(node.wordlist, context);
  const words = node.wordlist?.map((word) => word.text).join(' ') ?? '"$@"';
  for (const item of items) {
    if (context.shell.options.has('xtrace')) context.descriptors.stderr.write(`+ for ${node.name.value} in ${words}\n`);
    if (!context.shell.variables.set(node.name.value, item))
      throw new ExpansionError(`${node.name.value}: readonly variable`, 'line');
    yield* context.shell.tick();
    if (!(yield* runBody(node.body.commands, context, result))) break;
  }
  return result.status;
}

function* runArithmeticFor(node: ArithmeticFor, context: RunContext): Routine<number> {
  const result = { status: 0 };
  yield* expandArithmetic(node.initialize, '', context);
  while (node.test === undefined || (yield* expandArithmetic(node.test, '', context)) !== 0n) {
    yield* context.shell.tick();
    if (!(yield* runBody(node.body.commands, context, result))) break;
    yield* expandArithmetic(node.update, '', context);
  }
  return result.status;
}

function* runCase(node: Case, context: RunContext): Routine<number> {
  const { shell } = context;
  yield* shell.tick();
  const text = yield* expandText(node.word, context);
  let status = 0;
  let falling = false;
  for (const item of node.items) {
    let matches = falling;
    for (const pattern of matches ? [] : item.pattern) {
      matches = matchesPattern(text, yield* expandPattern(pattern, context), {
        ignoreCase: shell.options.has('nocasematch'),
      });
      if (matches) break;
    }
    if (!matches) continue;
    status = yield* statements(item.body.commands, { ...context, inPlace: false });
    if (item.terminator !== ';&' && item.terminator !== ';;&') return status;
    falling = item.terminator === ';&';
  }
  return status;
}

function* runSelect(node: Select, context: RunContext): Routine<number> {
  const { shell, descriptors } = context;
  const items = yield* loopItems(node.wordlist, context);
  const result = { status: 0 };
  const menu = items.map((item, at) => `${at + 1}) ${item}\n`).join('');
  let show = true;
  for (;;) {
    descriptors.stderr.write(`${show ? menu : ''}${shell.variables.get('PS3') ?? '#? '}`);
    const line = yield* readLine(shell, descriptors.stdin);
    if (line === undefined) {
      if (!(shell.process.tty instanceof Pty)) descriptors.stderr.write('\n');
      return 1;
    }
    shell.variables.set('REPLY', line.text);
    show = line.text.trim() === '';
    if (show) continue;
    shell.variables.set(node.name.value, items[Number(line.text) - 1] ?? '');
    if (!(yield* runBody(node.body.commands, context, result))) return result.status;
  }
}
