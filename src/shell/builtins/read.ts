/** `read` and `mapfile`. */
import { isTerminal } from '../../engine/processes/pty';
import { readLine } from '../interpreter/readLine';
import type { Builtin } from '../interpreter/shell';
import { isName } from '../interpreter/variables';

interface ReadOptions {
  raw: boolean;
  prompt: string;
  silent: boolean;
  array: string | undefined;
  limit: number | undefined;
  delimiter: string;
  timeout: number | undefined;
  descriptor: number;
  names: string[];
  problem: string | undefined;
}

function parse(arguments_: readonly string[]): ReadOptions {
  const options: ReadOptions = {
    raw: false,
    prompt: '',
    silent: false,
    array: undefined,
    limit: undefined,
    delimiter: '\n',
    timeout: undefined,
    descriptor: 0,
    names: [],
    problem: undefined,
  };
  let at = 0;
  for (; /^-./.test(arguments_[at] ?? ''); at++) {
    const argument = arguments_[at] as string;
    if (argument === '--') {
      at++;
      break;
    }
    for (let place = 1; place < argument.length; place++) {
      const letter = argument[place] as string;
      if (letter === 'r') options.raw = true;
      else if (letter === 's') options.silent = true;
      else if (letter === 'e') continue;
      else if ('pandNtui'.includes(letter)) {
        const value = argument.slice(place + 1) || (arguments_[++at] ?? '');
        if (letter === 'p') options.prompt = value;
        else if (letter === 'a') options.array = value;
        else if (letter === 'd') options.delimiter = value.slice(0, 1);
        else if (letter === 'n' || letter === 'N') options.limit = Number(value);
        else if (letter === 't') options.timeout = Number(value) * 1000;
        else if (letter === 'u') options.descriptor = Number(value);
        break;
      } else options.problem ??= `-${letter}: invalid option`;
    }
  }
  options.names = arguments_.slice(at);
  return options;
}

export const read: Builtin = {
  name: 'read',
  *run(shell, arguments_, descriptors) {
    const options = parse(arguments_);
    const bad = options.names.find((name) => !isName(name));
    const problem = options.problem ?? (bad === undefined ? undefined : `\`${bad}': not a valid identifier`);
    if (problem !== undefined) {
      shell.complain(descriptors, `read: ${problem}`);
      return options.problem === undefined ? 1 : 2;
    }
    const input = descriptors.find(options.descriptor)?.input;
    if (input === undefined) {
      shell.complain(descriptors, `read: ${options.descriptor}: invalid file descriptor: Bad file descriptor`);
      return 1;
    }
    if (options.prompt !== '' && isTerminal(input)) descriptors.stderr.write(options.prompt);
    let text = '';
    let complete = true;
    for (;;) {
      const line = yield* readLine(shell, input, {
        delimiter: options.delimiter,
        ...(options.limit === undefined ? {} : { limit: options.limit }),
        ...(options.timeout === undefined ? {} : { timeout: options.timeout }),
      });
      if (line === undefined && text === '') {
        assignAll(shell.variables, options, []);
        return 1;
      }
      text += line?.text ?? '';
      complete = line?.complete ?? false;
      if (options.raw || !/(?<!\\)(?:\\\\)*\\$/.test(text) || !complete) break;
      text = text.slice(0, -1);
    }
    const separators = shell.variables.get('IFS') ?? ' \t\n';
    assignAll(shell.variables, options, splitLine(text, separators, options));
    if (!complete && options.timeout !== undefined) return 142;
    return complete ? 0 : 1;
  },
};

function assignAll(
  variables: Parameters<Builtin['run']>[0]['variables'],
  options: ReadOptions,
  fields: readonly string[],
): void {
  if (options.array !== undefined) {
    variables.clearElements(options.array);
    for (const field of fields) variables.setElement(options.array, undefined, field);
  } else if (options.names.length === 0) variables.set('REPLY', fields[0] ?? '');
  else options.names.forEach((name, at) => variables.set(name, fields[at] ?? ''));
}

/** Splits into as many fields as there are names; the last name gets the rest. */
function splitLine(text: string, separators: string, options: ReadOptions): string[] {
  const characters = [...text].map((character) => ({ character, literal: false }));
  if (!options.raw) {
    for (let at = 0; at < characters.length; at++) {
      if (characters[at]?.character !== '\\') continue;
      characters.splice(at, 1);
      const next = characters[at];
      if (next !== undefined) next.literal = true;
    }
  }
  const whole = characters.map((item) => item.character).join('');
  if (options.names.length === 0 && options.array === undefined) return [whole];
  const limit = options.array === undefined ? options.names.length : Number.POSITIVE_INFINITY;
  const isSpace = (at: number) => {
    const item = characters[at];
    return item !== undefined && !item.literal && separators.includes(item.character) && /\s/.test(item.character);
  };
  const isSeparator = (at: number) => {
    const item = characters[at];
    return item !== undefined && !item.literal && separators.includes(item.character);
  };
  const fields: string[] = [];
  let at = 0;
  while (isSpace(at)) at++;
  while (at < characters.length) {
    if (fields.length === limit - 1) {
      let end = characters.length;
      while (end > at && isSpace(end - 1)) end--;
      fields.push(
        characters
          .slice(at, end)
          .map((item) => item.character)
          .join(''),
      );
      break;
    }
    const start = at;
    while (at < characters.length && !isSeparator(at)) at++;
    fields.push(
      characters
        .slice(start, at)
        .map((item) => item.character)
        .join(''),
    );
    while (isSpace(at)) at++;
    if (isSeparator(at)) {
      at++;
      while (isSpace(at)) at++;
    }
  }
  return fields;
}

export const mapfile: Builtin = {
  name: 'mapfile',
  *run(shell, arguments_, descriptors) {
    const trim = arguments_.includes('-t');
    const name = arguments_.findLast((argument) => !argument.startsWith('-')) ?? 'MAPFILE';
    shell.variables.clearElements(name);
    for (;;) {
      const line = yield* readLine(shell, descriptors.stdin);
      if (line === undefined) return 0;
      shell.variables.setElement(name, undefined, trim || !line.complete ? line.text : `${line.text}\n`);
    }
  },
};

export const readarray: Builtin = { ...mapfile, name: 'readarray' };
