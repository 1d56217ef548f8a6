/** Proves a lesson: that it can be solved as it says, no sooner, and not by what only looks like a solution. */
import { type Attempt, deriveAttempts } from './derivedAttempts';
import type { LessonDefinition } from './lesson';
import type { Block, LessonText } from './lessonText';
import { type Move, tellMove } from './models/moves';
import { missingFiles } from './namedFiles';
import { FIRST_SEED, make, openAt, type ProverTools } from './provingGround';

export interface Proof {
  readonly lesson: string;
  readonly steps: number;
  readonly rows: readonly string[];
  readonly problems: readonly string[];
  /** Wrong attempts that were made from the solutions, and how many of them were rejected. */
  readonly attempts: number;
  readonly rejected: number;
  /** Derived attempts that solved their step all the same. */
  readonly accepted: readonly string[];
}

const OTHER_SEED = 2;

/** Proves one lesson. `texts` is its prose by language; every language must have the same steps, code and ids. */
export function proveLesson(
  lesson: LessonDefinition,
  texts: Readonly<Record<string, LessonText>>,
  tools: ProverTools,
): Proof {
  const problems: string[] = [];
  for (const [language, text] of Object.entries(texts)) problems.push(...compareText(lesson, text, language, tools));
  problems.push(...compareLanguages(texts));
  const first = solve(lesson, FIRST_SEED, tools, problems);
  tools.solved?.(lesson, [...new Set(problems)]);
  // what else is said of a lesson that cannot be solved only follows from that
  const derived = first === undefined ? [] : proveTheRest(lesson, first, tools, problems);
  return {
    lesson: lesson.id,
    steps: lesson.steps.length,
    rows: lesson.rows,
    problems: [...new Set(problems)],
    attempts: derived.length,
    rejected: derived.filter(({ solved }) => !solved).length,
    accepted: derived.filter(({ solved }) => solved).map(({ what }) => what),
  };
}

/** `first`: the state that the solutions led to with the first seed. Returns the attempts derived from them. */
function proveTheRest(lesson: LessonDefinition, first: string, tools: ProverTools, problems: string[]): Attempt[] {
  solve(lesson, OTHER_SEED, tools, problems);
  if (solve(lesson, FIRST_SEED, tools, problems) !== first) problems.push('the same seed gave two different histories');
  lesson.steps.forEach((_, step) => {
    proveOtherSolutions(lesson, step, tools, problems);
    proveListedMistakes(lesson, step, tools, problems);
  });
  return deriveAttempts(lesson, tools);
}

/** Plays the first solution of every step; returns the hash of the state at the end, undefined: it stuck half-way. */
function solve(lesson: LessonDefinition, seed: number, tools: ProverTools, problems: string[]): string | undefined {
  const ground = tools.open(lesson, seed);
  const first = ground.run.progress;
  if (first.current !== 0) problems.push(`step ${lesson.steps[0]?.id} is solved before anything was done`);
  if (first.steps[0]?.conditions.every(({ met }) => met))
    problems.push(`step ${lesson.steps[0]?.id} holds at the start`);
  for (const [at, step] of lesson.steps.entries()) {
    const moves = step.solutions[0] ?? [];
    let last = '';
    for (const [index, move] of moves.entries()) {
      if (ground.run.progress.current > at)
        problems.push(`step ${step.id} is solved before its solution is: "${tellMove(move)}" is not needed`);
      const { exit, stderr } = make(ground, move);
      const failure = exit === 0 ? '' : `"${tellMove(move)}" failed: ${stderr.trim()}`;
      if (failure !== '' && index < moves.length - 1) problems.push(`step ${step.id}: ${failure}`);
      last = failure === '' ? '' : ` (${failure})`;
    }
    if (ground.run.progress.current <= at) {
      const missing = ground.run.progress.steps[at]?.conditions.filter(({ reached }) => !reached).map(({ id }) => id);
      problems.push(`seed ${seed}: the solution of step ${step.id} does not reach ${missing?.join(', ')}${last}`);
      return undefined;
    }
    if (ground.run.progress.current > at + 1) problems.push(`the solution of step ${step.id} solves the next step too`);
  }
  return ground.world.hash();
}

function tell(moves: readonly Move[]): string {
  return moves.map(tellMove).join('; ');
}

function proveOtherSolutions(lesson: LessonDefinition, at: number, tools: ProverTools, problems: string[]): void {
  for (const solution of lesson.steps[at]?.solutions.slice(1) ?? []) {
    const ground = openAt(lesson, at, tools);
    for (const move of solution) make(ground, move);
    if (ground.run.progress.current <= at)
      problems.push(`step ${lesson.steps[at]?.id}: "${tell(solution)}" should solve it`);
  }
}

function proveListedMistakes(lesson: LessonDefinition, at: number, tools: ProverTools, problems: string[]): void {
  const step = lesson.steps[at];
  for (const { commands, mistake } of step?.wrong ?? []) {
    const ground = openAt(lesson, at, tools);
    for (const move of commands) make(ground, move);
    const said = `step ${step?.id}: "${tell(commands)}"`;
    if (ground.run.progress.current > at) problems.push(`${said} should not solve it`);
    const seen = ground.run.progress.steps[at]?.mistakes ?? [];
    if (mistake !== undefined && !seen.includes(mistake)) problems.push(`${said} should be recognised as ${mistake}`);
  }
}

/** The prose must speak of exactly the steps, conditions and mistakes that the lesson has. */
function compareText(lesson: LessonDefinition, text: LessonText, language: string, tools: ProverTools): string[] {
  const problems: string[] = [];
  const differ = (what: string, wanted: readonly string[], got: readonly string[]) => {
    if ([...wanted].sort().join() !== [...got].sort().join()) {
      problems.push(
        `${language}: ${what} are ${got.join(', ') || 'none'}, the lesson has ${wanted.join(', ') || 'none'}`,
      );
    }
  };
  if (text.steps.map(({ id }) => id).join() !== lesson.steps.map(({ id }) => id).join()) {
    differ(
      'the steps',
      lesson.steps.map(({ id }) => id),
      text.steps.map(({ id }) => id),
    );
  }
  for (const step of lesson.steps) {
    const said = text.steps.find(({ id }) => id === step.id);
    if (said === undefined) continue;
    differ(
      `the conditions of step ${step.id}`,
      step.conditions.map(({ id }) => id),
      Object.keys(said.conditions),
    );
    differ(
      `the mistakes of step ${step.id}`,
      step.mistakes.map(({ id }) => id),
      Object.keys(said.mistakes),
    );
    if (said.hints.length === 0) problems.push(`${language}: step ${step.id} has no hint`);
    if (said.blocks.length === 0) problems.push(`${language}: step ${step.id} says nothing`);
    if ((step.answer !== undefined) !== (said.prediction !== undefined))
      problems.push(`${language}: step ${step.id}: prediction and answer go together`);
    if (said.prediction !== undefined && (step.answer ?? 0) >= said.prediction.options.length)
      problems.push(`${language}: step ${step.id}: there is no option ${step.answer}`);
    const commands = commandsOf(said.blocks);
    for (const command of commands) {
      const reason = tools.refuse(command);
      if (reason !== undefined) problems.push(`${language}: step ${step.id}: "${command}": ${reason}`);
    }
    for (const { command, file } of missingFiles(commands, lesson, text))
      problems.push(`${language}: step ${step.id}: "${command}": nothing in the lesson makes a file ${file}`);
  }
  return problems;
}

/** All languages have the same shape: the same number of hints and options, the same code. */
function compareLanguages(texts: Readonly<Record<string, LessonText>>): string[] {
  const [first, ...others] = Object.entries(texts);
  if (first === undefined) return ['there is no prose'];
  const shape = (text: LessonText) =>
    text.steps.map((step) => ({
      id: step.id,
      code: step.blocks.flatMap((block) => ('text' in block ? [`${block.kind} ${block.text}`] : [])).join('\n'),
      hints: step.hints.length,
      options: step.prediction?.options.length ?? 0,
    }));
  const wanted = shape(first[1]);
  return others.flatMap(([language, text]) => {
    const got = shape(text);
    return wanted.flatMap((step, at) =>
      (['code', 'hints', 'options'] as const)
        .filter((part) => step[part] !== got[at]?.[part])
        .map((part) => `step ${step.id}: ${first[0]} and ${language} differ in ${part}`),
    );
  });
}

function commandsOf(blocks: readonly Block[]): string[] {
  return blocks.flatMap((block) => (block.kind === 'command' ? block.text.split('\n') : []));
}
