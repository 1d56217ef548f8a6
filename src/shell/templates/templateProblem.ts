/** What is wrong with a template, in Go's words. */

/** A template and what it is called in messages; docker's have an empty name. */
export interface Place {
  readonly text: string;
  readonly name: string;
}

export class TemplateError extends Error {}

/** A problem of parsing: `template: output:1: unclosed action`. */
export function problem({ text, name }: Place, at: number, message: string): TemplateError {
  return new TemplateError(`template: ${name}:${lineOf(text, at)}: ${message}`);
}

/** A problem of running: `template: :1:2: executing "" at <.Nope>: map has no entry for key "Nope"`. */
export function runProblem({ text, name }: Place, at: number, source: string, message: string): string {
  const column = at - (text.lastIndexOf('\n', at - 1) + 1);
  return `template: ${name}:${lineOf(text, at)}:${column}: executing ${JSON.stringify(name)} at <${source}>: ${message}`;
}

function lineOf(text: string, at: number): number {
  return text.slice(0, at).split('\n').length;
}

/** Behind a word Go says that the character is none that may follow, elsewhere that it begins nothing. */
export function strayCharacter(text: string, at: number): string {
  const character = text[at] ?? '';
  if (!/[\w.]/.test(text[at - 1] ?? ' ')) return `unexpected ${JSON.stringify(character)} in operand`;
  const code = character.charCodeAt(0).toString(16).toUpperCase().padStart(4, '0');
  return `bad character U+${code} '${character}'`;
}
