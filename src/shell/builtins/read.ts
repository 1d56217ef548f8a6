/** `read` and `mapfile`. */
import { isTerminal } from '../../engine/processes/pty';
import { readLine } from '../interpreter/readLine';
import type { Builtin } from '../interpreter/shell';
import { isName } from '../interpreter/variables';
import { parseOptions } from '../tool/options';

interface ReadOptions {
  readonly raw: boolean;
  readonly prompt: string;
  readonly array: string | undefined;
  readonly limit: number | undefined;
  readonly delimiter: string;
  /** Milliseconds. */
  readonly timeout: number | undefined;
  readonly descriptor: number;
  readonly names: readonly string[];
  readonly problem: string | undefined;
}

function parse(arguments_: readonly string[]): ReadOptions {
  const parsed = parseOptions(arguments_, 'r s e p= a= n= N= d= t= u= i=', true);
  const value = (name: string) => (parsed.ok ? parsed.value.options.value(name) : undefined);
  const limit = value('n') ?? value('N');
  const timeout = value('t');
  const letter = parsed.ok ? undefined : /'(.)'$/.exec(parsed.error)?.[1];
  const missing = !parsed.ok && parsed.error.includes('requires');
  return {
    raw: value('r') !== undefined,
    prompt: value('p') ?? '',
    array: value('a'),
    limit: limit === undefined ? undefined : Number(limit),
    delimiter: value('d')?.slice(0, 1) ?? '\n',
    timeout: timeout === undefined ? undefined : Number(timeout) * 1000,
    descriptor: Number(value('u') ?? 0),
    names: parsed.ok ? parsed.value.operands : [],
    problem: parsed.ok ? undefined : `-${letter}: ${missing ? 'option requires an argument' : 'invalid option'}`,
  };
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
  else for (const [at, name] of options.names.entries()) variables.set(name, fields[at] ?? '');
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
