/** What a lesson is, as data, and how its file is read: every mistake of an author gets a message with file and line. */
import { load } from 'js-yaml';
import { fail, ok, type Result } from '../base/result';
import { kinds } from '../kinds/registry';
import { checks } from './checks/registry';
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
  readonly commands: readonly string[];
  /** The mistake that must be recognised then. */
  readonly mistake?: string;
}

export interface StepDefinition {
  readonly id: string;
  readonly conditions: readonly ConditionDefinition[];
  /** Mistakes that a hint can name, most particular first. */
  readonly mistakes: readonly ConditionDefinition[];
  /** Ways to solve it; the first one is the one that is played. */
  readonly solutions: readonly (readonly string[])[];
  readonly wrong: readonly WrongAttempt[];
  /** The index of the right option, where the step asks for a prediction. */
  readonly answer?: number;
}

export interface LessonDefinition {
  readonly id: string;
  readonly rows: readonly string[];
  readonly minutes: number;
  readonly profile: string;
  /** Files in the home directory and commands that are run before the learner arrives. */
  readonly setUp: { readonly files: Readonly<Record<string, string>>; readonly commands: readonly string[] };
  readonly steps: readonly StepDefinition[];
}

export interface LessonError {
  readonly file: string;
  /** Counted from 1. */
  readonly line: number;
  readonly message: string;
}

const LESSON_FIELDS = ['id', 'rows', 'minutes', 'profile', 'setUp', 'steps'];
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

class LessonReader {
  readonly errors: LessonError[] = [];
  readonly #lines: readonly string[];
  readonly #file: string;
  /** Where the last named thing stood: mistakes are looked for from there. */
  #from = 0;

  constructor(text: string, file: string) {
    this.#lines = text.split('\n');
    this.#file = file;
  }

  lesson(data: unknown): LessonDefinition {
    const lesson = this.#record(data, 'the lesson');
    this.#known(lesson, LESSON_FIELDS, 'a lesson');
    const setUp = this.#record(lesson['setUp'] ?? {}, 'setUp');
    this.#known(setUp, ['files', 'commands'], 'setUp');
    const steps = this.#list(lesson['steps'], 'steps').map((step) => this.#step(step));
    if (steps.length === 0) this.#error('steps', 'a lesson needs at least one step');
    this.#unique(steps, 'step');
    return {
      id: this.#text(lesson['id'], 'id'),
      rows: this.#texts(lesson['rows'] ?? [], 'rows'),
      minutes: this.#number(lesson['minutes'], 'minutes'),
      profile: this.#text(lesson['profile'] ?? 'playground', 'profile'),
      setUp: {
        files: this.#files(setUp['files'] ?? {}),
        commands: this.#texts(setUp['commands'] ?? [], 'commands'),
      },
      steps,
    };
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
    const conditions = this.#list(step['conditions'], 'conditions').map((one) => this.#condition(one));
    if (conditions.length === 0) this.#error('conditions', `step ${id} has no condition: it could never be done`);
    const mistakes = this.#list(step['mistakes'] ?? [], 'mistakes').map((one) => this.#condition(one));
    this.#unique([...conditions, ...mistakes], `condition of step ${id}`);
    const first = this.#texts(step['solution'], 'solution');
    if (first.length === 0) this.#error('solution', `step ${id} has no solution`);
    const also = this.#list(step['also'] ?? [], 'also').map((commands) => this.#texts(commands, 'also'));
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
    const commands = this.#texts(wrong['commands'], 'commands');
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
    this.#error(`${what}:`, `${what} must be a text`);
    return '';
  }

  #number(value: unknown, what: string): number {
    if (typeof value === 'number' && Number.isFinite(value)) return value;
    this.#error(`${what}:`, `${what} must be a number`);
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
