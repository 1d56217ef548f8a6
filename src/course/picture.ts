/**
 * The small drawings of the glossary, as data: a picture is a list of shapes on a sheet of 160 by 100. One file holds a
 * family of pictures; each has its description in every language and what is drawn.
 */
import { load } from 'js-yaml';
import { fail, ok, type Result } from '../base/result';
import type { LessonError } from './lesson';

/** How many numbers each shape is placed with: at least, at most. */
const SHAPES = {
  /** x y width height; a frame, its label in the middle or at its top. */
  box: [4, 4],
  /** x y width; a pod with its state and its name. */
  pod: [2, 3],
  /** x y radius; a process, its number within. */
  circle: [3, 3],
  /** x y x y ...; with an arrow at its end if wanted. */
  line: [4, 12],
  /** x y; a word. */
  text: [2, 2],
  /** x y width height; what is kept. */
  disk: [4, 4],
  /** x y width height; a file with its lines. */
  file: [4, 4],
  /** x y width count; slabs, one upon the other. */
  layers: [4, 4],
  /** x y; a label that is stuck on something. */
  tag: [2, 2],
  /** x y width; how much of something is taken. */
  meter: [3, 3],
  /** x y; a yes and a no. */
  tick: [2, 2],
  cross: [2, 2],
  /** x y radius; what is done again and again. */
  loop: [3, 3],
} as const;

export type ShapeName = keyof typeof SHAPES;

const LOOKS = ['plain', 'accent', 'soft', 'dashed', 'wall', 'ok', 'wait', 'gone', 'old', 'move', 'strong'] as const;

export type Look = (typeof LOOKS)[number];

export interface Shape {
  readonly shape: ShapeName;
  readonly at: readonly number[];
  readonly look?: Look;
  /** Names as the cluster has them: the same in every language. */
  readonly label?: string;
  /** A box's label stands at its top. */
  readonly top?: boolean;
  readonly arrow?: boolean;
  /** Of a meter, from 0 to 1. */
  readonly value?: number;
  /** Of a file: what is written in it. */
  readonly lines?: readonly string[];
}

export interface Picture {
  /** What is to be seen, for those who don't. */
  readonly says: Readonly<Record<'en' | 'ko', string>>;
  readonly shapes: readonly Shape[];
}

const FIELDS = ['look', 'label', 'top', 'arrow', 'value', 'lines'];

/** Reads a family of pictures; mistakes are told with file and line. */
export function parsePictures(
  text: string,
  file: string,
): Result<Readonly<Record<string, Picture>>, readonly LessonError[]> {
  let data: unknown;
  try {
    data = load(text);
  } catch (error) {
    const line = (error as { mark?: { line?: number } }).mark?.line ?? 0;
    return fail([{ file, line: line + 1, message: `this is not YAML: ${(error as Error).message.split('\n')[0]}` }]);
  }
  const errors: LessonError[] = [];
  const pictures: Record<string, Picture> = {};
  for (const [id, value] of Object.entries(recordOf(data) ?? {})) {
    const start = text.split('\n').findIndex((line) => line.startsWith(`${id}:`));
    const tell = (message: string, after = 0) => errors.push({ file, line: start + 1 + after, message });
    pictures[id] = readPicture(id, value, tell, (shape) => lineOfShape(text, start, shape) - start);
  }
  return errors.length > 0 ? fail(errors) : ok(pictures);
}

function readPicture(
  id: string,
  value: unknown,
  tell: (message: string, after?: number) => void,
  lineOf: (shape: number) => number,
): Picture {
  const picture = recordOf(value) ?? {};
  for (const language of ['en', 'ko']) {
    if (typeof picture[language] !== 'string') tell(`the picture "${id}" does not say in ${language} what it shows`);
  }
  const draw = Array.isArray(picture['draw']) ? picture['draw'] : [];
  if (draw.length === 0) tell(`the picture "${id}" draws nothing`);
  const shapes = draw.flatMap((one, at) => readShape(one, (message) => tell(message, lineOf(at))));
  return { says: { en: String(picture['en']), ko: String(picture['ko']) }, shapes };
}

function readShape(value: unknown, tell: (message: string) => void): Shape[] {
  const given = recordOf(value) ?? {};
  const names = Object.keys(given).filter((name) => Object.hasOwn(SHAPES, name)) as ShapeName[];
  const [shape] = names;
  if (shape === undefined || names.length > 1) {
    tell(`a shape is one of ${Object.keys(SHAPES).join(', ')}`);
    return [];
  }
  const at = given[shape];
  const [least, most] = SHAPES[shape];
  const numbers = Array.isArray(at) && at.every((one) => typeof one === 'number');
  if (!numbers || at.length < least || at.length > most) {
    tell(`"${shape}" is placed with ${least === most ? least : `${least} to ${most}`} numbers`);
    return [];
  }
  const { [shape]: _, ...rest } = given;
  for (const field of Object.keys(rest)) {
    if (!FIELDS.includes(field)) tell(`a shape has no field "${field}"; known are ${FIELDS.join(', ')}`);
  }
  if (rest['look'] !== undefined && !(LOOKS as readonly unknown[]).includes(rest['look']))
    tell(`there is no look "${rest['look']}"; known are ${LOOKS.join(', ')}`);
  return [{ shape, at: at as number[], ...rest }];
}

/** Shapes stand in a list, one below the other; counted from 0. */
function lineOfShape(text: string, start: number, shape: number): number {
  const lines = text.split('\n');
  let seen = -1;
  for (let line = start + 1; line < lines.length; line++) {
    if (/^\s+- /.test(lines[line] ?? '')) seen++;
    if (seen === shape) return line;
  }
  return start;
}

function recordOf(value: unknown): Record<string, unknown> | undefined {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
    ? (value as Record<string, unknown>)
    : undefined;
}
