/** What a lesson is, as data, and how its file is read: every mistake of an author gets a message with file and line. */
import { load } from 'js-yaml';
import { fail, ok, type Result } from '../base/result';
import { kinds } from '../kinds/registry';
import { checks } from './checks/registry';
import type { Model, Setting, Settings } from './models/model';
import { type ModelMove, type Move, refuseMove } from './models/moves';
import { models } from './models/registry';
import { things } from './things/registry';

/** A check word with its particulars, as the lesson's file has them: `{check: exists, kind: Pod, name: kubia}`. */
export interface CheckUse {
  readonly check: string;
  readonly [particular: string]: unknown;
}

export interface ConditionDefinition {
  readonly id: string;
  readonly use: CheckUse;
}

export interface WrongAttempt {
  readonly commands: readonly Move[];
  /** The mistake that must be recognised then. */
  readonly mistake?: string;
}

export interface StepDefinition {
  readonly id: string;
  readonly conditions: readonly ConditionDefinition[];
  /** Mistakes that a hint can name, most particular first. */
  readonly mistakes: readonly ConditionDefinition[];
  /** Ways to solve it; the first one is the one that is played. */
  readonly solutions: readonly (readonly Move[])[];
  readonly wrong: readonly WrongAttempt[];
  /** The index of the right option, where the step asks for a prediction. */
  readonly answer?: number;
}

export interface LessonDefinition {
  readonly id: string;
  readonly rows: readonly string[];
  readonly minutes: number;
  readonly profile: string;
  /** The model that stands in the place of the world's picture. */
  readonly model?: string;
  /** Files in the home directory, commands that are run and knobs that are turned before the learner arrives. */
  readonly setUp: {
    readonly files: Readonly<Record<string, string>>;
    readonly commands: readonly string[];
    readonly knobs: Settings;
  };
  readonly steps: readonly StepDefinition[];
}

export interface LessonError {
  readonly file: string;
  /** Counted from 1. */
  readonly line: number;
  readonly message: string;
}

const LESSON_FIELDS = ['id', 'rows', 'minutes', 'profile', 'model', 'setUp', 'steps'];
const STEP_FIELDS = ['id', 'conditions', 'mistakes', 'solution', 'also', 'wrong', 'answer'];

/** Reads a lesson's file. */
export function parseLesson(text: string, file: string): Result<LessonDefinition, readonly LessonError[]> {
  let data: unknown;
  try {
    data = load(text);
  } catch (error) {
    const line = (error as { mark?: { line?: number } }).mark?.line ?? 0;
    return fail([{ file, line: line + 1, message: `this is not YAML: ${(error as Error).message.split('\n')[0]}` }]);
  }
  const reader = new LessonReader(text, file);
  const lesson = reader.lesson(data);
  return reader.errors.length > 0 ? fail(reader.errors) : ok(lesson);
}

/** Reads conditions that stand elsewhere than in a lesson. */
export function parseConditions(
  data: unknown,
  text: string,
  file: string,
): Result<readonly ConditionDefinition[], readonly LessonError[]> {
  const reader = new LessonReader(text, file);
  const conditions = reader.conditions(data, 'expect');
  return reader.errors.length > 0 ? fail(reader.errors) : ok(conditions);
}

class LessonReader {
  readonly errors: LessonError[] = [];
  readonly #lines: readonly string[];
  readonly #file: string;
  /** Where the last named thing stood: mistakes are looked for from there. */
  #from = 0;
  #model: Model | undefined;

  constructor(text: string, file: string) {
    this.#lines = text.split('\n');
    this.#file = file;
  }

  lesson(data: unknown): LessonDefinition {
    const lesson = this.#record(data, 'the lesson');
    this.#known(lesson, LESSON_FIELDS, 'a lesson');
    const setUp = this.#record(lesson['setUp'] ?? {}, 'setUp');
    this.#known(setUp, ['files', 'commands', 'knobs'], 'setUp');
    const model = this.#modelOf(lesson['model']);
    const knobs = this.#knobs(setUp['knobs'] ?? {});
    const head = {
      id: this.#text(lesson['id'], 'id'),
      rows: this.#texts(lesson['rows'] ?? [], 'rows'),
      minutes: this.#number(lesson['minutes'], 'minutes'),
      profile: this.#text(lesson['profile'] ?? 'playground', 'profile'),
    };
    const steps = this.#list(lesson['steps'] ?? [], 'steps').map((step) => this.#step(step));
    if (steps.length === 0) this.#error('steps', 'a lesson needs at least one step');
    this.#unique(steps, 'step');
    return {
      ...head,
      ...model,
      setUp: {
        files: this.#files(setUp['files'] ?? {}),
        commands: this.#texts(setUp['commands'] ?? [], 'commands'),
        knobs,
      },
      steps,
    };
  }

  /** At least one, each with a name of its own. */
  conditions(data: unknown, field: string): readonly ConditionDefinition[] {
    const conditions = this.#list(data ?? [], field).map((one) => this.#condition(one));
    if (conditions.length === 0) this.#error(field, `${field} needs at least one condition`);
    this.#unique(conditions, 'condition');
    return conditions;
  }

  #files(data: unknown): Readonly<Record<string, string>> {
    return Object.fromEntries(
      Object.entries(this.#record(data, 'files')).map(([path, text]) => [path, this.#text(text, path)]),
    );
  }

  #step(data: unknown): StepDefinition {
    const step = this.#record(data, 'a step');
    const id = this.#text(step['id'], 'id');
    this.#from = Math.max(this.#from, this.#find(new RegExp(`id: *["']?${id}\\b`)));
    this.#known(step, STEP_FIELDS, `step ${id}`);
    const conditions = this.#list(step['conditions'] ?? [], 'conditions').map((one) => this.#condition(one));
    if (conditions.length === 0) this.#error(`id: ${id}`, `step ${id} has no condition: it could never be done`);
    const mistakes = this.#list(step['mistakes'] ?? [], 'mistakes').map((one) => this.#condition(one));
    this.#unique([...conditions, ...mistakes], `condition of step ${id}`);
    const first = this.#moves(step['solution'] ?? [], 'solution');
    if (first.length === 0) this.#error(`id: ${id}`, `step ${id} has no solution`);
    const also = this.#list(step['also'] ?? [], 'also').map((moves) => this.#moves(moves, 'also'));
    const answer = step['answer'] === undefined ? {} : { answer: this.#number(step['answer'], 'answer') };
    const wrong = this.#list(step['wrong'] ?? [], 'wrong').map((one) => this.#wrong(one, mistakes));
    return { id, conditions, mistakes, solutions: [first, ...also], wrong, ...answer };
  }

  #condition(data: unknown): ConditionDefinition {
    const { id, ...use } = this.#record(data, 'a condition');
    const name = this.#text(id, 'id');
    const word = this.#text(use['check'], 'check');
    const check = checks[word];
    if (check === undefined) {
      this.#error(`check: ${word}`, `there is no check "${word}"; known are ${Object.keys(checks).join(', ')}`);
    } else {
      for (const field of Object.keys(use)) {
        if (field === 'check' || Object.hasOwn(check.fields, field)) continue;
        const known = Object.keys(check.fields).join(', ');
        this.#error(`${field}:`, `check "${word}" has no field "${field}"; known are ${known}`);
      }
      for (const field of check.required) {
        if (use[field] === undefined) this.#error(`id: ${name}`, `check "${word}" needs the field "${field}"`);
      }
      if (use['kind'] !== undefined) this.#kind(use);
      this.#expressions(use);
      if (word === 'model') this.#facts(use);
    }
    return { id: name, use: use as CheckUse };
  }

  /** The kind must be one that there is; of things the fields are known, too. */
  #kind(use: Readonly<Record<string, unknown>>): void {
    const kind = String(use['kind']);
    const thing = Object.hasOwn(things, kind) ? things[kind] : undefined;
    if (thing === undefined) {
      if (kinds.some((one) => one.kind === kind)) return;
      const known = Object.keys(things).join(', ');
      this.#error(`kind: ${kind}`, `there is no kind "${kind}"; known are those of the API, and ${known}`);
      return;
    }
    const where = this.#record(use['where'] ?? {}, 'where');
    for (const path of [...Object.keys(where), ...(typeof use['field'] === 'string' ? [use['field']] : [])]) {
      const [field = ''] = path.split(/[.[]/);
      if (Object.hasOwn(thing.fields, field) || field === 'metadata') continue;
      this.#error(path, `a ${kind} has no field "${field}"; known are ${Object.keys(thing.fields).join(', ')}`);
    }
  }

  #modelOf(name: unknown): { readonly model?: string } {
    if (name === undefined) return {};
    const model = this.#text(name, 'model');
    this.#model = Object.hasOwn(models, model) ? models[model] : undefined;
    if (this.#model === undefined)
      this.#error(`model: ${model}`, `there is no model "${model}"; known are ${Object.keys(models).join(', ')}`);
    return { model };
  }

  #knobs(data: unknown): Settings {
    const knobs = this.#record(data, 'knobs') as Record<string, Setting>;
    for (const [turn, to] of Object.entries(knobs)) this.#refuse({ turn, to }, `${turn}:`);
    return knobs;
  }

  #moves(data: unknown, what: string): readonly Move[] {
    return this.#list(data, what).map((one) => (typeof one === 'string' ? this.#text(one, what) : this.#move(one)));
  }

  /** `{turn: machines, to: 3}` or `{act: release, of: payments}` */
  #move(data: unknown): ModelMove {
    const move = this.#record(data, 'a move of the model');
    const turns = move['turn'] !== undefined;
    this.#known(move, turns ? ['turn', 'to'] : ['act', 'of'], 'a move of the model');
    const name = this.#text(turns ? move['turn'] : move['act'], turns ? 'turn' : 'act');
    const made = (turns ? { turn: name, to: move['to'] } : { ...move, act: name }) as ModelMove;
    this.#refuse(made, turns ? `turn: ${name}, to: ${String(move['to'])}` : `act: ${name}`);
    return made;
  }

  #refuse(move: ModelMove, near: string): void {
    const reason = this.#model === undefined ? 'the lesson has no model' : refuseMove(this.#model, move);
    if (reason !== undefined) this.#error(near, reason);
  }

  /** What a condition asks of the model must be a knob or a figure of it. */
  #facts(use: Readonly<Record<string, unknown>>): void {
    if (this.#model === undefined) {
      this.#error('check: model', 'the lesson has no model');
      return;
    }
    const known = [...Object.keys(this.#model.knobs), ...Object.keys(this.#model.figures)];
    for (const path of Object.keys(this.#record(use['where'] ?? {}, 'where'))) {
      if (!known.includes(path)) this.#error(`${path}:`, `the model has no "${path}"; known are ${known.join(', ')}`);
    }
  }

  /** What stands under `matches`, at any depth, must be a regular expression. */
  #expressions(value: unknown): void {
    if (typeof value !== 'object' || value === null) return;
    for (const [name, inner] of Object.entries(value)) {
      this.#expressions(inner);
      if (name !== 'matches') continue;
      try {
        new RegExp(String(inner), 'm');
      } catch (error) {
        this.#error(String(inner), (error as Error).message);
      }
    }
  }

  #wrong(data: unknown, mistakes: readonly ConditionDefinition[]): WrongAttempt {
    const wrong = this.#record(data, 'a wrong attempt');
    this.#known(wrong, ['commands', 'mistake'], 'a wrong attempt');
    const commands = this.#moves(wrong['commands'], 'commands');
    if (wrong['mistake'] === undefined) return { commands };
    const mistake = this.#text(wrong['mistake'], 'mistake');
    if (!mistakes.some(({ id }) => id === mistake))
      this.#error(`mistake: ${mistake}`, `there is no mistake "${mistake}"`);
    return { commands, mistake };
  }

  #known(record: Record<string, unknown>, fields: readonly string[], what: string): void {
    for (const field of Object.keys(record)) {
      if (!fields.includes(field))
        this.#error(`${field}:`, `${what} has no field "${field}"; known are ${fields.join(', ')}`);
    }
  }

  #unique(named: readonly { readonly id: string }[], what: string): void {
    const seen = new Set<string>();
    for (const { id } of named) {
      if (seen.has(id)) this.#error(`id: ${id}`, `there are two of the ${what} "${id}"`);
      seen.add(id);
    }
  }

  #record(value: unknown, what: string): Record<string, unknown> {
    if (typeof value === 'object' && value !== null && !Array.isArray(value)) return value as Record<string, unknown>;
    this.#error(what, `${what} must be a mapping`);
    return {};
  }

  #list(value: unknown, what: string): readonly unknown[] {
    if (Array.isArray(value)) return value;
    this.#error(`${what}:`, `${what} must be a list`);
    return [];
  }

  #texts(value: unknown, what: string): readonly string[] {
    return this.#list(value, what).map((one) => this.#text(one, what));
  }

  #text(value: unknown, what: string): string {
    if (typeof value === 'string' && value !== '') return value;
    this.#error(`${what}:`, value === undefined ? `${what} is missing` : `${what} must be a text`);
    return '';
  }

  #number(value: unknown, what: string): number {
    if (typeof value === 'number' && Number.isFinite(value)) return value;
    this.#error(`${what}:`, value === undefined ? `${what} is missing` : `${what} must be a number`);
    return 0;
  }

  #error(near: string, message: string): void {
    const line = this.#find(new RegExp(near.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')));
    this.errors.push({ file: this.#file, line: (line < 0 ? this.#from : line) + 1, message });
  }

  #find(pattern: RegExp): number {
    const after = this.#lines.findIndex((line, at) => at >= this.#from && pattern.test(line));
    return after >= 0 ? after : this.#lines.findIndex((line) => pattern.test(line));
  }
}
