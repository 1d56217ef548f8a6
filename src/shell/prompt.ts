/** Prompts: the escapes of PS1 and PS2. */

import type { Shell } from './interpreter/shell';
import { formatDate } from './text/date';

/** PS1 or PS2 as it is shown. Parts between `\[` and `\]` take no room; they stay marked for the line editor. */
export function expandPrompt(shell: Shell, text: string): string {
  const { process, variables } = shell;
  const now = process.clock.now;
  const values = new Map<string, string>([
    ['u', process.user],
    ['h', shell.hostname.split('.')[0] ?? ''],
    ['H', shell.hostname],
    ['w', shortDirectory(shell)],
    ['W', shortDirectory(shell).split('/').at(-1) || '/'],
    ['$', process.uid === 0 ? '#' : '$'],
    ['n', '\n'],
    ['r', '\r'],
    ['a', '\u0007'],
    ['e', '\u001b'],
    ['s', shell.name],
    ['v', '5.2'],
    ['V', '5.2.15'],
    ['t', formatDate(now, '%T')],
    ['T', formatDate(now, '%I:%M:%S')],
    ['A', formatDate(now, '%R')],
    ['@', formatDate(now, '%I:%M %p')],
    ['d', formatDate(now, '%a %b %d')],
    ['j', String(shell.jobs.all.length)],
    ['l', process.tty === undefined ? 'tty' : `pts/${process.kernel.terminalNumber(process.tty)}`],
    ['!', String(shell.history.first + shell.history.lines.length)],
    ['#', String(shell.history.lines.length + 1)],
    ['[', '\u0001'],
    [']', '\u0002'],
    ['\\', '\\'],
  ]);
  const escaped = text.replace(/\\(?:([0-7]{3})|([\s\S]))/g, (all, octal: string | undefined, letter: string) =>
    octal !== undefined ? String.fromCharCode(Number.parseInt(octal, 8)) : (values.get(letter) ?? all),
  );
  return escaped.replace(
    /\$(\w+)|\$\{(\w+)\}/g,
    (_, plain, braced) => variables.get((plain ?? braced) as string) ?? '',
  );
}

function shortDirectory(shell: Shell): string {
  const directory = shell.process.workingDirectory;
  const home = shell.variables.get('HOME');
  if (home === undefined || home === '' || home === '/' || shell.flavour === 'dash') return directory;
  return directory === home || directory.startsWith(`${home}/`) ? `~${directory.slice(home.length)}` : directory;
}

/** What a shell asks with when no startup file has set a prompt. */
export function defaultPrompt(shell: Shell): string {
  if (shell.flavour === 'ash') return '\\w \\$ ';
  return shell.flavour === 'dash' ? '\\$ ' : '\\u@\\h:\\w\\$ ';
}
