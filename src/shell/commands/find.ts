import type { FileStat } from '../../engine/files/fileSystem';
import { normalise } from '../../engine/files/fileSystem';
import { busyboxOf } from '../../engine/processes/busybox';
import { waitForExit } from '../../engine/processes/kernel';
import type { Process } from '../../engine/processes/process';
import type { Routine } from '../../engine/processes/routine';
import type { Command } from '../command';
import { matchesPattern } from '../interpreter/pattern';
import { describeProgramError, startProgram } from '../programs';
import { quotedFor } from '../tool/tool';

interface Entry {
  readonly path: string;
  readonly depth: number;
  readonly stat: FileStat;
  readonly empty: boolean;
}

type Action =
  | { readonly kind: 'print' | 'print0' | 'delete' }
  | { readonly kind: 'exec'; readonly words: readonly string[]; readonly together: boolean };

interface Query {
  readonly test: (entry: Entry) => boolean;
  readonly actions: readonly Action[];
  readonly minimum: number;
  readonly maximum: number;
}

/** `find`: files below directories, by name, type, size, age; with `-exec`, `-delete`, `-print0`. */
export const find: Command = {
  name: 'find',
  summary: 'search for files in a directory tree',
  *run(process) {
    const words = process.argv.slice(1);
    const first = words.findIndex((word) => /^[-(!]/.test(word));
    const starts = first < 0 ? words : words.slice(0, first);
    const query = readQuery(first < 0 ? [] : words.slice(first), process.clock.now);
    if (typeof query === 'string') {
      process.stderr.write(`find: ${query}\n`);
      return 1;
    }
    let status = 0;
    const together: string[] = [];
    for (const start of starts.length > 0 ? starts : ['.']) {
      const stat = process.files.stat(normalise(start, process.workingDirectory));
      if (!stat.ok) {
        process.stderr.write(`find: ${shown(process, start)}: No such file or directory\n`);
        status = 1;
        continue;
      }
      for (const entry of walk(process, start, 0, query)) {
        if (!query.test(entry)) continue;
        for (const action of query.actions) status = (yield* act(process, action, entry, together)) || status;
      }
    }
    const last = query.actions.find((action) => action.kind === 'exec' && action.together);
    if (last?.kind === 'exec' && together.length > 0)
      status =
        (yield* runCommand(
          process,
          last.words.flatMap((word) => (word === '{}' ? together : [word])),
        )) || status;
    return status;
  },
};

function walk(process: Process, path: string, depth: number, query: Query): Entry[] {
  const whole = normalise(path, process.workingDirectory);
  // links are told of, not followed: /proc would lead into itself without end
  const stat = process.files.stat(whole, { follow: false });
  if (!stat.ok) return [];
  const names = stat.value.type === 'directory' ? process.files.list(whole) : undefined;
  const below = names?.ok === true ? names.value : [];
  const own: Entry = {
    path,
    depth,
    stat: stat.value,
    empty: stat.value.type === 'directory' ? below.length === 0 : stat.value.size === 0,
  };
  const inner =
    depth >= query.maximum
      ? []
      : below.flatMap((name) => walk(process, `${path.replace(/\/$/, '')}/${name}`, depth + 1, query));
  const here = depth >= query.minimum ? [own] : [];
  return query.actions.some((action) => action.kind === 'delete') ? [...inner, ...here] : [...here, ...inner];
}

function* act(process: Process, action: Action, entry: Entry, together: string[]): Routine<number> {
  switch (action.kind) {
    case 'print':
      process.stdout.write(`${entry.path}\n`);
      return 0;
    case 'print0':
      process.stdout.write(`${entry.path}\0`);
      return 0;
    case 'delete':
      return process.files.remove(normalise(entry.path, process.workingDirectory), { recursive: entry.empty }).ok
        ? 0
        : 1;
    default:
      if (!action.together)
        return yield* runCommand(
          process,
          action.words.map((word) => word.replaceAll('{}', () => entry.path)),
        );
      together.push(entry.path);
      return 0;
  }
}

/** A name in a message: busybox quotes none. */
function shown(process: Process, name: string): string {
  return busyboxOf(process) === undefined ? quotedFor(process, name) : name;
}

function* runCommand(process: Process, words: readonly string[]): Routine<number> {
  const started = startProgram(process, words);
  if (started.ok) return (yield* waitForExit(started.value)).code === 0 ? 0 : 1;
  process.stderr.write(`find: ${shown(process, words[0] ?? '')}: ${describeProgramError(started.error)}\n`);
  return 1;
}

const PREDICATES: ReadonlySet<string> = new Set(
  '-name -iname -path -wholename -type -size -mmin -mtime -user -perm -maxdepth -mindepth'.split(' '),
);

/** Reads the expression; the text is what is wrong with it. */
function readQuery(words: readonly string[], now: number): Query | string {
  const reader = new QueryReader(now);
  for (let at = 0; at < words.length; at++) {
    const word = words[at] as string;
    if (reader.takeWord(word)) continue;
    if (word === '-exec') {
      const end = words.findIndex((item, index) => index > at && (item === ';' || item === '+'));
      if (end < 0) return "missing argument to `-exec'";
      reader.actions.push({ kind: 'exec', words: words.slice(at + 1, end), together: words[end] === '+' });
      at = end;
      continue;
    }
    if (!PREDICATES.has(word))
      return word.startsWith('-') ? `unknown predicate \`${word}'` : `paths must precede expression: \`${word}'`;
    const value = words[++at];
    if (value === undefined) return `missing argument to \`${word}'`;
    reader.takeValue(word, value);
  }
  return reader.query();
}

class QueryReader {
  readonly actions: Action[] = [];
  readonly #now: number;
  readonly #groups: ((entry: Entry) => boolean)[][] = [[]];
  #minimum = 0;
  #maximum = Number.POSITIVE_INFINITY;
  #negated = false;

  constructor(now: number) {
    this.#now = now;
  }

  /** A word without a value; false when it is none of these. */
  takeWord(word: string): boolean {
    if (word === '!' || word === '-not') this.#negated = !this.#negated;
    else if (word === '-o' || word === '-or') this.#groups.push([]);
    else if (word === '-print' || word === '-print0')
      this.actions.push({ kind: word === '-print' ? 'print' : 'print0' });
    else if (word === '-delete') this.actions.push({ kind: 'delete' });
    else if (word === '-empty') this.#add((entry) => entry.empty);
    else return ['-a', '-and', '-mount', '-xdev'].includes(word);
    return true;
  }

  takeValue(word: string, value: string): void {
    if (word === '-maxdepth') this.#maximum = Number(value);
    else if (word === '-mindepth') this.#minimum = Number(value);
    else this.#add(testFor(word, value, this.#now));
  }

  query(): Query {
    const groups = this.#groups;
    return {
      test: (entry) => groups.some((group) => group.every((one) => one(entry))),
      actions: this.actions.length > 0 ? this.actions : [{ kind: 'print' }],
      minimum: this.#minimum,
      maximum: this.#maximum,
    };
  }

  #add(test: (entry: Entry) => boolean): void {
    const wanted = !this.#negated;
    this.#groups.at(-1)?.push((entry) => test(entry) === wanted);
    this.#negated = false;
  }
}

function testFor(word: string, value: string, now: number): (entry: Entry) => boolean {
  const name = (entry: Entry) => entry.path.split('/').at(-1) || entry.path;
  const compare = (amount: number, wanted: number) =>
    value.startsWith('+') ? amount > wanted : value.startsWith('-') ? amount < wanted : amount === wanted;
  const number = Math.abs(Number.parseFloat(value.replace(/^[-+]/, '')));
  switch (word) {
    case '-name':
      return (entry) => matchesPattern(name(entry), value);
    case '-iname':
      return (entry) => matchesPattern(name(entry), value, { ignoreCase: true });
    case '-path':
    case '-wholename':
      return (entry) => matchesPattern(entry.path, value);
    case '-type':
      return (entry) => entry.stat.type === ({ f: 'file', d: 'directory', l: 'link' } as Record<string, string>)[value];
    case '-size': {
      const unit = { c: 1, k: 1024, M: 1024 ** 2, G: 1024 ** 3 }[value.at(-1) ?? ''] ?? 512;
      return (entry) => compare(Math.ceil(entry.stat.size / unit), number);
    }
    case '-mmin':
      return (entry) => compare(Math.floor((now - entry.stat.modified) / 60_000), number);
    case '-mtime':
      return (entry) => compare(Math.floor((now - entry.stat.modified) / 86_400_000), number);
    case '-user':
      return (entry) => entry.stat.owner === value;
    case '-perm':
      return (entry) => (entry.stat.mode & 0o777) === Number.parseInt(value.replace(/^[-/]/, ''), 8);
    default:
      return () => false;
  }
}
