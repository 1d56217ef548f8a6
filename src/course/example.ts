/** A ready-made example for the free playground: files, a sentence about them, commands to try, and what comes of it. */
import { load } from 'js-yaml';
import { fail, ok, type Result } from '../base/result';
import { type ConditionDefinition, type LessonError, parseConditions } from './lesson';

type InBoth = Readonly<Record<'en' | 'ko', string>>;

/** What the page knows of an example. */
export interface Example {
  /** The folder's name without its number. */
  readonly id: string;
  readonly title: InBoth;
  readonly text: InBoth;
  /** The profiles that it works on. */
  readonly worlds: readonly string[];
  /** The file to open, by its path in the home directory. */
  readonly open: string;
  readonly commands: readonly string[];
  /** By path in the home directory. */
  readonly files: Readonly<Record<string, string>>;
}

export interface ExampleDefinition {
  readonly example: Example;
  /** What must be so after the commands: the prover's business. */
  readonly expect: readonly ConditionDefinition[];
}

const FIELDS = ['title', 'text', 'worlds', 'into', 'open', 'try', 'expect'];

/** Reads an example's description; `files` are those that stand beside it. Mistakes are told with file and line. */
export function parseExample(
  id: string,
  text: string,
  files: Readonly<Record<string, string>>,
  file: string,
): Result<ExampleDefinition, readonly LessonError[]> {
  let data: Readonly<Record<string, unknown>>;
  try {
    data = (load(text) ?? {}) as Record<string, unknown>;
  } catch (error) {
    const line = (error as { mark?: { line?: number } }).mark?.line ?? 0;
    return fail([{ file, line: line + 1, message: `this is not YAML: ${(error as Error).message.split('\n')[0]}` }]);
  }
  const errors: LessonError[] = [];
  const tell = (field: string, message: string) => {
    const line = text.split('\n').findIndex((one) => one.startsWith(`${field}:`));
    errors.push({ file, line: Math.max(0, line) + 1, message });
  };
  for (const field of Object.keys(data))
    if (!FIELDS.includes(field)) tell(field, `an example has no field "${field}"; known are ${FIELDS.join(', ')}`);
  const texts = (field: string): readonly string[] => {
    const value = data[field];
    if (Array.isArray(value) && value.length > 0 && value.every((one) => typeof one === 'string')) return value;
    tell(field, `${field} must be a list of texts`);
    return [];
  };
  const inBoth = (field: string): InBoth => {
    const value = (data[field] ?? {}) as Partial<InBoth>;
    for (const language of ['en', 'ko'] as const)
      if (typeof value[language] !== 'string') tell(field, `${field}.${language} is missing`);
    return { en: value.en ?? '', ko: value.ko ?? '' };
  };
  const folder = typeof data['into'] === 'string' ? `${data['into']}/` : '';
  const placed = Object.fromEntries(Object.entries(files).map(([path, content]) => [folder + path, content]));
  const open = `${folder}${String(data['open'])}`;
  if (!Object.hasOwn(placed, open)) tell('open', `there is no file "${String(data['open'])}" beside the example`);
  const expect = parseConditions(data['expect'], text, file);
  if (!expect.ok) errors.push(...expect.error);
  const example: Example = {
    id,
    title: inBoth('title'),
    text: inBoth('text'),
    worlds: texts('worlds'),
    open,
    commands: texts('try'),
    files: placed,
  };
  return errors.length > 0 || !expect.ok ? fail(errors) : ok({ example, expect: expect.value });
}
