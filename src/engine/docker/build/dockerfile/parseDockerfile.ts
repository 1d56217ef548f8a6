/** A Dockerfile, read: the stages and what their instructions say. */
import { fail, ok, type Result } from '../../../../base/result';
import { splitFlags } from './flags';
import type { ArgInstruction, FromInstruction, Instruction, StageInstruction } from './instruction';
import { instructionKinds } from './instructions/registry';
import { type LogicalLine, readLogicalLines } from './logicalLines';
import { firstWord } from './words';

export interface Stage {
  readonly from: FromInstruction;
  readonly instructions: readonly StageInstruction[];
}

export interface Dockerfile {
  /** ARGs before the first FROM: for FROMs only. */
  readonly globalArguments: readonly ArgInstruction[];
  /** At least one. */
  readonly stages: readonly Stage[];
  readonly escapeMark: string;
}

/** Reads a whole Dockerfile. The error is what BuildKit says of it, `dockerfile parse error line 2: ...`. */
export function parseDockerfile(text: string): Result<Dockerfile, string> {
  if (text === '') return fail('the Dockerfile cannot be empty');
  const logical = readLogicalLines(text);
  if (!logical.ok) return logical;
  const instructions = readAll(logical.value.lines, logical.value.escapeMark);
  if (!instructions.ok) return instructions;
  const globalArguments: ArgInstruction[] = [];
  const stages: { from: FromInstruction; instructions: StageInstruction[] }[] = [];
  for (const instruction of instructions.value) {
    const stage = stages.at(-1);
    if (instruction.type === 'from') stages.push({ from: instruction, instructions: [] });
    else if (stage !== undefined) stage.instructions.push(instruction);
    else if (instruction.type === 'arg') globalArguments.push(instruction);
    else return fail('no build stage in current context');
  }
  if (stages.length === 0) return fail('dockerfile contains no stages to build');
  return ok({ globalArguments, stages, escapeMark: logical.value.escapeMark });
}

/** Reads one instruction that stands by itself: a trigger of ONBUILD, a change of `docker commit`. */
export function parseInstruction(text: string): Result<Instruction, string> {
  const logical = readLogicalLines(text);
  if (!logical.ok) return logical;
  const [line, more] = logical.value.lines;
  if (line === undefined || more !== undefined) return fail('onbuild trigger should be a single expression');
  return readInstruction(line, logical.value.escapeMark);
}

/** What BuildKit's first parser finds anywhere comes before what the second finds further up. */
function readAll(lines: readonly LogicalLine[], escapeMark: string): Result<readonly Instruction[], string> {
  const instructions: Instruction[] = [];
  let late: string | undefined;
  for (const line of lines) {
    const instruction = readInstruction(line, escapeMark);
    if (instruction.ok) instructions.push(instruction.value);
    else if (!instruction.error.startsWith(PREFIX)) return instruction;
    else late ??= instruction.error;
  }
  return late === undefined ? ok(instructions) : fail(late);
}

const PREFIX = 'dockerfile parse error line ';

function readInstruction(line: LogicalLine, escapeMark: string): Result<Instruction, string> {
  const [word, after] = firstWord(line.text.trim());
  const keyword = word.toUpperCase();
  const kind = instructionKinds.get(keyword);
  if (kind === undefined) return fail(`${PREFIX}${line.line}: unknown instruction: ${keyword}`);
  const { flags, rest } = splitFlags(after, escapeMark);
  const code = line.text.trim();
  const { heredocs } = line;
  const instruction = kind.read({ keyword, flags, rest, heredocs, escapeMark, line: line.line, code });
  if (instruction.ok) return instruction;
  const { message, early } = instruction.error;
  return fail(early === true ? message : `${PREFIX}${line.line}: ${message}`);
}
