import { isTerminal } from '../../engine/processes/pty';
import type { Routine } from '../../engine/processes/routine';
import { evaluate, isTrue } from '../jq/evaluate';
import { compactJson, formatJson } from '../jq/format';
import { parseJq } from '../jq/parser';
import type { Filter, Json } from '../jq/syntax';
import { JqError, JqSyntaxError } from '../jq/syntax';
import type { Tool } from '../tool/tool';
import { defineTool } from '../tool/tool';

/** `jq`: filters JSON. Left out: `def`, `foreach`, `label`, `input`, streaming. */
export const jq = defineTool({
  name: 'jq',
  summary: 'process JSON with filters',
  usage: '[OPTIONS] FILTER [FILE]...',
  usageStatus: 2,
  options:
    'r|raw-output j|join-output c|compact-output s|slurp n|null-input e|exit-status S|sort-keys R|raw-input C|color-output M|monochrome-output a tab indent= f|from-file=',
  // these two take two values each: marked, so that they come through as operands
  rewrite: (arguments_) =>
    arguments_.map((argument) => (/^--arg(?:json)?$/.test(argument) ? `\u0000${argument.slice(2)}` : argument)),
  *run(tool) {
    const { words, variables } = takeArguments(tool.operands, tool);
    const [source = '.', ...files] = words;
    if (words.length === 0 && isTerminal(tool.process.stdin)) {
      tool.process.stderr.write('Usage:\tjq [OPTIONS] FILTER [FILE]...\n');
      return 2;
    }
    let filter: Filter;
    try {
      filter = parseJq(source);
    } catch (thrown) {
      if (!(thrown instanceof JqSyntaxError)) throw thrown;
      tool.process.stderr.write(
        `jq: error: ${thrown.message} (Unix shell quoting issues?) at <top-level>, line 1:\n${source}\njq: 1 compile error\n`,
      );
      return 3;
    }
    const inputs = yield* readInputs(tool, files);
    if (inputs === undefined) return 2;
    return yield* filterAll(tool, filter, inputs, variables);
  },
});

/** `--arg name value` and `--argjson name value` stand between the operands. */
function takeArguments(operands: readonly string[], tool: Tool): { words: string[]; variables: Record<string, Json> } {
  const variables: Record<string, Json> = {
    ENV: Object.fromEntries(tool.process.env),
    now: tool.process.clock.now / 1000,
  };
  const words: string[] = [];
  for (let at = 0; at < operands.length; at++) {
    const [word = '', name = '', value = ''] = operands.slice(at, at + 3);
    if (word !== '\u0000arg' && word !== '\u0000argjson') {
      words.push(word);
      continue;
    }
    variables[name] = word === '\u0000arg' ? value : (JSON.parse(value) as Json);
    at += 2;
  }
  return { words, variables };
}

function* readInputs(tool: Tool, files: readonly string[]): Routine<Json[] | undefined> {
  if (tool.has('n')) return [null];
  const { texts, status } = yield* tool.readAll(files);
  if (status !== 0) return undefined;
  const text = texts.join('');
  if (tool.has('R')) return tool.has('s') ? [text] : text.replace(/\n$/, '').split('\n');
  const parsed = parseMany(text);
  if (typeof parsed === 'string') {
    tool.process.stderr.write(`parse error: ${parsed}\n`);
    return undefined;
  }
  return tool.has('s') ? [parsed] : parsed;
}

/** All JSON values of a text, one after another; the text is what is wrong. */
function parseMany(text: string): Json[] | string {
  const whole = text.trim();
  if (whole === '') return [];
  try {
    return [JSON.parse(whole) as Json];
  } catch {
    // more than one value, or none at all: they are told apart by where each ends
  }
  const values: Json[] = [];
  for (let at = 0; at < whole.length; ) {
    const end = valueEnd(whole, at);
    const piece = whole.slice(at, end);
    try {
      if (piece.trim() !== '') values.push(JSON.parse(piece) as Json);
    } catch {
      return `Invalid literal at line ${whole.slice(0, end).split('\n').length}, column ${piece.length}`;
    }
    at = end;
  }
  return values;
}

/** Where the value that begins at `start` ends. */
function valueEnd(text: string, start: number): number {
  let depth = 0;
  for (let at = start; at < text.length; at++) {
    const character = text[at] as string;
    if (character === '"') at = textEnd(text, at);
    else if (/[{[]/.test(character)) depth++;
    else if (/[}\]]/.test(character)) depth--;
    else if (depth > 0 || !/\s/.test(character)) continue;
    if (depth === 0 && text.slice(start, at + 1).trim() !== '') return at + 1;
  }
  return text.length;
}

/** The closing quote. */
function textEnd(text: string, start: number): number {
  let at = start + 1;
  while (at < text.length && text[at] !== '"') at += text[at] === '\\' ? 2 : 1;
  return at;
}

function* filterAll(
  tool: Tool,
  filter: Filter,
  inputs: readonly Json[],
  variables: Record<string, Json>,
): Routine<number> {
  const write = writer(tool);
  let last: Json | undefined;
  let status = 0;
  for (const input of inputs) {
    try {
      for (const result of evaluate(filter, input, variables)) {
        last = result;
        yield* tool.print(write(result));
      }
    } catch (thrown) {
      if (!(thrown instanceof JqError)) throw thrown;
      const words = typeof thrown.value === 'string' ? thrown.value : `${compactJson(thrown.value)} (not a string)`;
      status = tool.fail(`error (at <stdin>:${tool.has('n') ? 0 : 1}): ${words}`, 5);
    }
  }
  if (status !== 0 || !tool.has('e')) return status;
  return last === undefined ? 4 : isTrue(last) ? 0 : 1;
}

/** How a result is written, by the options. */
function writer(tool: Tool): (result: Json) => string {
  const indent = tool.has('tab') ? '\t' : ' '.repeat(Number(tool.value('indent') ?? 2));
  const style = {
    indent: tool.has('c') ? '' : indent,
    sorted: tool.has('S'),
    coloured: tool.has('C') || (isTerminal(tool.process.stdout) && !tool.has('M')),
  };
  const raw = tool.has('r') || tool.has('j');
  const end = tool.has('j') ? '' : '\n';
  return (result) => (raw && typeof result === 'string' ? result : formatJson(result, style)) + end;
}
