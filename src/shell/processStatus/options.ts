/** The arguments of ps: Unix options with a dash, BSD options without, long ones with two. */
import { fail, ok, type Result } from '../../base/result';
import { type Column, columnNamed, columnsNamed } from './columns';

export interface Selection {
  readonly all: boolean;
  /** BSD's `a` and `x`: other users', and those without a terminal. */
  readonly others: boolean;
  readonly detached: boolean;
  readonly pids: readonly number[];
  readonly parents: readonly number[];
  readonly commands: readonly string[];
  readonly users: readonly string[];
  readonly terminals: readonly string[];
}

export interface PsOptions {
  readonly select: Selection;
  readonly columns: readonly Column[];
  readonly headers: boolean;
  readonly forest: boolean;
  /** `-%cpu`: most first. */
  readonly sort: readonly string[];
  readonly reverse: boolean;
  readonly help: boolean;
}

interface Draft {
  all: boolean;
  others: boolean;
  detached: boolean;
  pids: string[];
  parents: string[];
  commands: string[];
  users: string[];
  terminals: string[];
  format: string;
  own: Column[];
  headers: boolean;
  forest: boolean;
  sort: string[];
  reverse: boolean;
  help: boolean;
}

const FORMATS: Readonly<Record<string, string>> = {
  unix: 'pid tname time ucmd',
  bsd: 'pid tname stat bsdtime args',
  full: 'uidname pid ppid c stime tname time cmd',
  long: 'f s uid pid ppid c priority ni addr sz wchan tname time ucmd',
  jobs: 'pid pgid sid tname time ucmd',
  user: 'user pid pcpu pmem vsz rss tname stat start bsdtime args',
};

const LISTS: Readonly<Record<string, 'pids' | 'parents' | 'commands' | 'users' | 'terminals'>> = {
  C: 'commands',
  U: 'users',
  p: 'pids',
  pid: 'pids',
  ppid: 'parents',
  q: 'pids',
  t: 'terminals',
  tty: 'terminals',
  u: 'users',
  user: 'users',
  User: 'users',
};

/** What each wants to be followed by, when it is missing. */
const MISSING: Readonly<Record<string, string>> = {
  commands: 'list of command names must follow -C',
  parents: 'list of process IDs must follow --ppid',
  pids: 'list of process IDs must follow -p',
  terminals: 'list of terminals (pty, tty...) must follow -t',
  users: 'list of users must follow -u',
};

/** Reads the arguments; the error is the rest of `error: `. */
export function readPsOptions(arguments_: readonly string[]): Result<PsOptions, string> {
  const draft: Draft = {
    all: false,
    others: false,
    detached: false,
    pids: [],
    parents: [],
    commands: [],
    users: [],
    terminals: [],
    format: 'unix',
    own: [],
    headers: true,
    forest: false,
    sort: [],
    reverse: false,
    help: false,
  };
  const rest = [...arguments_];
  for (let word = rest.shift(); word !== undefined; word = rest.shift()) {
    const problem = word.startsWith('--')
      ? readLong(draft, word.slice(2), rest)
      : word.startsWith('-') && word !== '-'
        ? readUnix(draft, word.slice(1), rest)
        : readBsd(draft, word, rest);
    if (problem !== undefined) return fail(problem);
  }
  return ok(finish(draft));
}

function finish(draft: Draft): PsOptions {
  const { all, others, detached, commands, users, terminals, headers, forest, sort, reverse, help } = draft;
  const pids = draft.pids.map(Number);
  const parents = draft.parents.map(Number);
  return {
    select: { all, others, detached, pids, parents, commands, users, terminals },
    columns: draft.own.length > 0 ? draft.own : columnsNamed(FORMATS[draft.format] ?? ''),
    headers: headers && !(draft.own.length > 0 && draft.own.every((column) => column.header === '')),
    forest,
    sort,
    reverse,
    help,
  };
}

function readUnix(draft: Draft, letters: string, rest: string[]): string | undefined {
  for (let at = 0; at < letters.length; at++) {
    const letter = letters[at] as string;
    const list = LISTS[letter];
    if (list !== undefined || letter === 'o' || letter === 'O') {
      const value = letters.slice(at + 1) || rest.shift();
      if (list !== undefined) return addList(draft, list, value);
      return addColumns(draft, value);
    }
    if (letter === 'e' || letter === 'A') draft.all = true;
    else if (letter === 'a' || letter === 'd') draft.others = true;
    else if (letter === 'f' || letter === 'F') draft.format = 'full';
    else if (letter === 'l') draft.format = 'long';
    else if (letter === 'j') draft.format = 'jobs';
    else if (letter === 'H') draft.forest = true;
    else if (letter === 'x') draft.detached = true;
    else if (!'wyLTmcMZ'.includes(letter)) return 'unsupported SysV option';
  }
  return undefined;
}

function readBsd(draft: Draft, letters: string, rest: string[]): string | undefined {
  if (draft.format === 'unix') draft.format = 'bsd';
  if (/^\d+(?:,\d+)*$/.test(letters)) return addList(draft, 'pids', letters);
  for (let at = 0; at < letters.length; at++) {
    const letter = letters[at] as string;
    if (letter === 'a') draft.others = true;
    else if (letter === 'x') draft.detached = true;
    else if (letter === 'u') draft.format = 'user';
    else if (letter === 'f') draft.forest = true;
    else if (letter === 'l') draft.format = 'long';
    else if (letter === 'j') draft.format = 'jobs';
    else if (letter === 'h') draft.headers = false;
    else if (letter === 'r') draft.others = true;
    else if (letter === 'o') return addColumns(draft, letters.slice(at + 1) || rest.shift());
    else if (letter === 'p') return addList(draft, 'pids', letters.slice(at + 1) || rest.shift());
    else if (!'weScnTms'.includes(letter)) return 'unsupported option (BSD syntax)';
  }
  return undefined;
}

function readLong(draft: Draft, text: string, rest: string[]): string | undefined {
  const equals = text.indexOf('=');
  const name = equals < 0 ? text : text.slice(0, equals);
  const value = () => (equals < 0 ? rest.shift() : text.slice(equals + 1));
  const list = LISTS[name];
  if (list !== undefined) return addList(draft, list, value());
  switch (name) {
    case 'forest':
      draft.forest = true;
      return undefined;
    case 'format':
      return addColumns(draft, value());
    case 'sort':
      draft.sort.push(...(value() ?? '').split(','));
      return undefined;
    case 'no-headers':
    case 'no-heading':
    case 'no-headings':
    case 'noheaders':
      draft.headers = false;
      return undefined;
    case 'help':
      draft.help = true;
      return undefined;
    case 'width':
    case 'columns':
    case 'cols':
      value();
      return undefined;
    default:
      return 'unknown gnu long option';
  }
}

function addList(draft: Draft, list: (typeof LISTS)[string], text: string | undefined): string | undefined {
  if (text === undefined) return MISSING[list];
  const words = text.split(/[, ]+/).filter((word) => word !== '');
  if ((list === 'pids' || list === 'parents') && words.some((word) => !/^\d+$/.test(word)))
    return 'process ID list syntax error';
  draft[list].push(...words);
  return undefined;
}

/** `pid,user:12,args=WHAT`: after `=` everything is the header. */
function addColumns(draft: Draft, text: string | undefined): string | undefined {
  if (text === undefined) return 'format specification must follow -o';
  let rest = text;
  while (rest !== '') {
    const match = /^([%\w]+)(?::(\d+))?(?:=(.*)|[, ]+|$)/s.exec(rest);
    if (match === null) return `unknown user-defined format specifier "${rest.split(/[,=:]/)[0]}"`;
    const [all, name = '', width, header] = match;
    const column = columnNamed(name);
    if (column === undefined) return `unknown user-defined format specifier "${name}"`;
    draft.own.push({
      ...column,
      ...(width === undefined ? {} : { width: Number(width) }),
      ...(header === undefined ? {} : { header: header.includes(',') && /^,/.test(header) ? '' : header }),
    });
    if (header?.startsWith(',') === true) rest = header.slice(1);
    else rest = rest.slice(all.length);
  }
  return undefined;
}
