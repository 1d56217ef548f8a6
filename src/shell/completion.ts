/** Tab completion: commands, variables, files, and what a command's own completer knows. */
import { normalise } from '../engine/files/fileSystem';
import type { Routine } from '../engine/processes/routine';
import type { Completer } from './command';
import { commandWords } from './commandWords';
import type { Shell } from './interpreter/shell';
import type { Completions } from './lineEditor/lineEditor';

export type Completers = ReadonlyMap<string, Completer>;

interface Candidate {
  /** Without quotes or escapes. */
  readonly text: string;
  readonly label: string;
  /** Goes on: no blank behind it. */
  readonly open: boolean;
}

const KEYWORDS = [
  'if',
  'then',
  'else',
  'elif',
  'fi',
  'case',
  'esac',
  'for',
  'while',
  'until',
  'do',
  'done',
  'function',
  'select',
  'time',
];

/** What Tab may put at the cursor. Asking a command's completer may take cluster time. */
export function* completeLine(
  shell: Shell,
  line: string,
  cursor: number,
  completers: Completers,
): Routine<Completions> {
  const before = [...line].slice(0, cursor).join('');
  const { words, current, redirected } = commandWords(before);
  const value = current.value;
  let candidates: readonly Candidate[];
  const variable = /^(.*)\$(\{?)(\w*)$/.exec(value);
  if (variable !== null && current.quote !== "'") candidates = variables(shell, variable);
  else if (redirected) candidates = files(shell, value, false);
  else if (words.length === 0)
    candidates = value.includes('/') ? files(shell, value, false, true) : commands(shell, value);
  else candidates = yield* argumentsOf(shell, [...words, value], completers);
  const single = candidates.length === 1 ? candidates[0] : undefined;
  return {
    start: [...before.slice(0, current.start)].length,
    items: candidates.map((candidate) => current.quote + escapeFor(candidate.text, current.quote)),
    labels: candidates.map((candidate) => candidate.label),
    suffix: single === undefined || single.open ? '' : `${current.quote} `,
  };
}

function* argumentsOf(shell: Shell, words: readonly string[], completers: Completers): Routine<readonly Candidate[]> {
  const resolved = resolveAlias(shell, words);
  const last = words.at(-1) ?? '';
  const name = resolved[0]?.split('/').at(-1) ?? '';
  if (name === 'cd' || name === 'pushd' || name === 'rmdir') return files(shell, last, true);
  if (
    ['type', 'which', 'command', 'man', 'watch', 'time', 'exec', 'sudo', 'xargs', 'nohup'].includes(name) &&
    words.length === 2
  )
    return commands(shell, last);
  if (['watch', 'nohup', 'exec', 'time', 'xargs'].includes(name) && resolved.length > 2)
    return yield* argumentsOf(shell, resolved.slice(1), completers);
  if (['export', 'unset'].includes(name)) return plain(shell.variables.names.filter((item) => item.startsWith(last)));
  if (['alias', 'unalias'].includes(name))
    return plain([...shell.aliases.keys()].filter((item) => item.startsWith(last)).sort());
  const completer = completers.get(shell.completions.get(name) ?? name) ?? completers.get(name);
  if (completer === undefined) return files(shell, last, false);
  const result = yield* completer({ words: resolved, process: shell.process });
  const items = [...new Set(result.items.filter((item) => item.startsWith(last)))].sort();
  const own = items.map((text) => ({ text, label: text, open: result.noSpace === true }));
  return result.files === undefined ? own : [...own, ...files(shell, last, result.files === 'directories')];
}

/** The words with an alias in front replaced by what it stands for. */
function resolveAlias(shell: Shell, words: readonly string[]): readonly string[] {
  const seen = new Set<string>();
  let resolved = words;
  for (;;) {
    const [first = '', ...rest] = resolved;
    const value = shell.aliases.get(first);
    if (value === undefined || seen.has(first)) return resolved;
    seen.add(first);
    resolved = [...value.split(/\s+/).filter(Boolean), ...rest];
  }
}

function plain(items: readonly string[]): Candidate[] {
  return items.map((text) => ({ text, label: text, open: false }));
}

function variables(shell: Shell, match: RegExpExecArray): Candidate[] {
  const [, before = '', brace = '', start = ''] = match;
  return shell.variables.names
    .filter((name) => name.startsWith(start))
    .map((name) => ({ text: `${before}$${brace}${name}${brace === '' ? '' : '}'}`, label: `$${name}`, open: false }));
}

/** Everything that can be run by the name that begins so. */
function commands(shell: Shell, start: string): Candidate[] {
  const names = new Set([
    ...KEYWORDS,
    ...shell.aliases.keys(),
    ...shell.functions.keys(),
    ...shell.runner.builtinNames,
  ]);
  for (const directory of (shell.variables.get('PATH') ?? '').split(':')) {
    const listed = shell.process.files.list(directory);
    for (const name of listed.ok ? listed.value : []) names.add(name);
  }
  return plain([...names].filter((name) => name.startsWith(start)).sort());
}

function files(shell: Shell, word: string, directoriesOnly: boolean, runnable = false): Candidate[] {
  const slash = word.lastIndexOf('/') + 1;
  const directory = word.slice(0, slash);
  const start = word.slice(slash);
  const home = shell.variables.get('HOME') ?? '/';
  const searched = directory.startsWith('~/') ? `${home}${directory.slice(1)}` : directory;
  const path = normalise(searched === '' ? '.' : searched, shell.process.workingDirectory);
  const names = shell.process.files.list(path);
  if (!names.ok) return [];
  return names.value.flatMap((name) => {
    if (!name.startsWith(start) || (name.startsWith('.') && !start.startsWith('.'))) return [];
    const stat = shell.process.files.stat(`${path === '/' ? '' : path}/${name}`);
    const folder = stat.ok && stat.value.type === 'directory';
    if ((directoriesOnly && !folder) || (runnable && !folder && (!stat.ok || (stat.value.mode & 0o111) === 0)))
      return [];
    return [{ text: `${directory}${name}${folder ? '/' : ''}`, label: `${name}${folder ? '/' : ''}`, open: folder }];
  });
}

/** As it has to be written, within the quotes that are open or without any. */
function escapeFor(text: string, quote: string): string {
  if (quote === "'") return text.replace(/'/g, `'\\''`);
  if (quote === '"') return text.replace(/["`\\]/g, '\\$&');
  return text.replace(/[\s"'`\\;&|<>()*?[\]!#]/g, '\\$&');
}
