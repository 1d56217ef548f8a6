/** Redirects: which files a command's descriptors stand for. */
import type { HereDoc, Redirect, Redirection } from 'unbash';
import type { FileError } from '../../engine/files/fileSystem';
import { describeFileError, normalise } from '../../engine/files/fileSystem';
import { endlessDevice } from '../../engine/processes/deviceInput';
import type { Routine } from '../../engine/processes/routine';
import { ExpansionError } from './control';
import type { Descriptor, Descriptors } from './descriptors';
import { FileOutput, nowhere, TextInput } from './descriptors';
import { expandParts, expandText } from './expand';
import type { ExpansionContext } from './expansionContext';
import type { Shell } from './shell';

/** The descriptors with all redirects applied, from left to right; throws an ExpansionError in bash's words. */
export function* applyRedirects(redirects: readonly Redirection[], context: ExpansionContext): Routine<Descriptors> {
  let { descriptors } = context;
  for (const redirect of redirects) descriptors = yield* applyOne(redirect, descriptors, context);
  return descriptors;
}

function* applyOne(redirect: Redirection, table: Descriptors, context: ExpansionContext): Routine<Descriptors> {
  const inside = { ...context, descriptors: table };
  const number = redirect.descriptor?.type === 'FileDescriptor' ? redirect.descriptor.value : undefined;
  if (redirect.type === 'HereString') {
    const text = redirect.target === undefined ? '' : yield* expandText(redirect.target, inside);
    return table.with(number ?? 0, { input: new TextInput(`${text}\n`) });
  }
  if (redirect.type === 'HereDoc') {
    return table.with(number ?? 0, { input: new TextInput(yield* hereDocument(redirect, inside)) });
  }
  const target = redirect.target === undefined ? '' : yield* expandText(redirect.target, inside);
  return redirectTo(redirect, number, target, table, context.shell);
}

function* hereDocument(document: HereDoc, context: ExpansionContext): Routine<string> {
  const strip = document.operator === '<<-';
  if (document.body.parts === undefined || document.delimiter?.quoted === true) {
    return strip ? document.body.text.replace(/^\t+/gm, '') : document.body.text;
  }
  const parts = strip
    ? document.body.parts.map((part, at) =>
        part.type === 'Literal'
          ? { ...part, value: (at === 0 ? part.value.replace(/^\t+/, '') : part.value).replace(/\n\t+/g, '\n') }
          : part,
      )
    : document.body.parts;
  return yield* expandParts(parts, context);
}

function redirectTo(
  redirect: Redirect,
  number: number | undefined,
  target: string,
  table: Descriptors,
  shell: Shell,
): Descriptors {
  const { operator } = redirect;
  if (operator === '<&' || operator === '>&') {
    const default_ = operator === '<&' ? 0 : 1;
    if (target === '-') return table.with(number ?? default_, undefined);
    if (/^\d+-?$/.test(target)) {
      const source = table.find(Number.parseInt(target, 10));
      if (source === undefined) throw new ExpansionError(`${target}: Bad file descriptor`);
      return table.with(number ?? default_, source);
    }
    if (operator === '<&') throw new ExpansionError(`${target}: ambiguous redirect`);
  }
  if (operator === '<') return table.with(number ?? 0, openInput(target, table, shell));
  const append = operator === '>>' || operator === '&>>';
  const output = openOutput(target, append, operator === '>|', table, shell);
  if (operator === '<>') return table.with(number ?? 0, { ...openInput(target, table, shell), ...output });
  const both = operator === '&>' || operator === '&>>' || (operator === '>&' && number === undefined);
  return both ? table.with(1, output).with(2, output) : table.with(number ?? 1, output);
}

function openInput(target: string, table: Descriptors, shell: Shell): Descriptor {
  const special = specialFile(target, table, shell);
  if (special !== undefined) return special;
  const path = normalise(target, shell.process.workingDirectory);
  const { files } = shell.process;
  const text = files.read(path);
  if (!text.ok) throw new ExpansionError(openProblem(shell, target, text.error));
  const stat = files.stat(path);
  const device = stat.ok ? endlessDevice(stat.value.device, shell.process) : undefined;
  return { input: device ?? new TextInput(text.value) };
}

function openOutput(target: string, append: boolean, force: boolean, table: Descriptors, shell: Shell): Descriptor {
  const special = specialFile(target, table, shell);
  if (special !== undefined) return special;
  if (target === '') throw new ExpansionError(': No such file or directory');
  const { files } = shell.process;
  const path = normalise(target, shell.process.workingDirectory);
  if (target.endsWith('/') || files.stat(path).ok) {
    const stat = files.stat(path);
    if (stat.ok && stat.value.type === 'directory')
      throw new ExpansionError(createProblem(shell, target, { code: 'EISDIR', path: target }));
    if (stat.ok && shell.options.has('noclobber') && !append && !force)
      throw new ExpansionError(`${target}: cannot overwrite existing file`);
  }
  const opened = files.write(path, '', { append });
  if (!opened.ok) throw new ExpansionError(createProblem(shell, target, opened.error));
  return { output: new FileOutput(files, path) };
}

function specialFile(target: string, table: Descriptors, shell: Shell): Descriptor | undefined {
  switch (target) {
    case '/dev/null':
      return { input: new TextInput(''), output: nowhere };
    case '/dev/stdin':
    case '/dev/fd/0':
      return table.find(0);
    case '/dev/stdout':
    case '/dev/fd/1':
      return table.find(1);
    case '/dev/stderr':
    case '/dev/fd/2':
      return table.find(2);
    case '/dev/tty': {
      const terminal = shell.terminal;
      if (terminal === undefined) throw new ExpansionError('/dev/tty: No such device or address');
      return { input: terminal.input, output: terminal.output };
    }
    default:
      return undefined;
  }
}

function openProblem(shell: Shell, target: string, error: FileError): string {
  const missing = error.code === 'ENOENT';
  switch (shell.flavour) {
    case 'dash':
      return `cannot open ${target}: ${missing ? 'No such file' : describeFileError(error)}`;
    case 'ash':
      return `can't open ${target}: ${missing ? 'no such file' : describeFileError(error)}`;
    default:
      return `${target}: ${describeFileError(error)}`;
  }
}

function createProblem(shell: Shell, target: string, error: FileError): string {
  const missing = error.code === 'ENOENT';
  switch (shell.flavour) {
    case 'dash':
      return `cannot create ${target}: ${missing ? 'Directory nonexistent' : describeFileError(error)}`;
    case 'ash':
      return `can't create ${target}: ${missing ? 'nonexistent directory' : describeFileError(error)}`;
    default:
      return `${target}: ${describeFileError(error)}`;
  }
}
