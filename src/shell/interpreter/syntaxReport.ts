/** Says what is wrong with a text that could not be parsed. */
import type { Descriptors } from './descriptors';
import type { Shell } from './shell';
import type { SyntaxFailure } from './syntax';

/** What dash and ash, who share their parser, say of it. */
function plainWords(text: string, failure: SyntaxFailure, token: string | undefined, dash: boolean): string {
  const open = /while looking for matching `(.)'$/.exec(failure.message)?.[1];
  if (open === '"' || open === "'") return `${dash ? 'Unterminated' : 'unterminated'} quoted string`;
  if (open === '}') return `${dash ? 'Missing' : 'missing'} '}'`;
  const unexpected = (what: string) => (dash ? `${what} unexpected` : `unexpected ${what}`);
  if (open === ')') return `${unexpected('end of file')} (expecting ")")`;
  if (token === undefined || (token === 'newline' && !text.includes('\n'))) return unexpected('end of file');
  if (token === 'newline') return unexpected('newline');
  return unexpected(/^[<>]/.test(token) ? 'redirection' : `"${token}"`);
}

/** Writes the complaint as the shell's flavour does; `place` is `-c: ` for a command line. */
export function reportSyntax(
  shell: Shell,
  text: string,
  failure: SyntaxFailure,
  descriptors: Descriptors,
  place: string,
): void {
  const token = /near unexpected token `(.*)'$/.exec(failure.message)?.[1];
  if (shell.flavour !== 'bash') {
    const dash = shell.flavour === 'dash';
    const last = Math.min(failure.line, text.split('\n').length);
    const words = plainWords(text, failure, token, dash);
    descriptors.stderr.write(
      dash ? `${shell.name}: ${last}: Syntax error: ${words}\n` : `${shell.name}: syntax error: ${words}\n`,
    );
    return;
  }
  if (shell.interactive) {
    descriptors.stderr.write(`${shell.name}: ${failure.message}\n`);
    return;
  }
  const start = `${shell.name}: ${place}line ${failure.line}: `;
  descriptors.stderr.write(`${start}${failure.message}\n`);
  if (token !== undefined) descriptors.stderr.write(`${start}\`${text.split('\n')[failure.line - 1] ?? ''}'\n`);
}
