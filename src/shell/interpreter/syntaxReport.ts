/** Says what is wrong with a text that could not be parsed. */
import type { Descriptors } from './descriptors';
import type { Shell } from './shell';
import type { SyntaxFailure } from './syntax';

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
    const words = token === undefined ? 'end of file unexpected' : `"${token}" unexpected`;
    const ash = token === undefined ? 'unexpected end of file' : `unexpected "${token}"`;
    const line =
      shell.flavour === 'dash'
        ? `${shell.name}: ${failure.line}: Syntax error: ${words}`
        : `${shell.name}: syntax error: ${ash}`;
    descriptors.stderr.write(`${line}\n`);
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
