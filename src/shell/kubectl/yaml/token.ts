/** What the YAML scanner hands to the parser. */

export interface Mark {
  readonly index: number;
  /** From 0. */
  readonly line: number;
  readonly column: number;
}

export type TokenType =
  | 'stream-end'
  | 'directive'
  | 'document-start'
  | 'document-end'
  | 'block-sequence-start'
  | 'block-mapping-start'
  | 'block-end'
  | 'flow-sequence-start'
  | 'flow-sequence-end'
  | 'flow-mapping-start'
  | 'flow-mapping-end'
  | 'block-entry'
  | 'flow-entry'
  | 'key'
  | 'value'
  | 'alias'
  | 'anchor'
  | 'tag'
  | 'scalar';

export interface Token {
  readonly type: TokenType;
  readonly start: Mark;
  /** Of scalars their text, of aliases, anchors and tags their name. */
  readonly value: string;
  readonly plain: boolean;
}

/** A problem in go-yaml's words, with its line where it names one. */
export class YamlProblem extends Error {
  /** The same with the line where what is being read began, as go-yaml 3 and later name it. */
  readonly fromStart: string;

  constructor(message: string, fromStart = message) {
    super(message);
    this.fromStart = fromStart;
  }
}

/** The scanner's problems name the line that they stand in. */
export function scannerProblem(at: Mark, message: string, start = at): YamlProblem {
  const told = (line: number) => (line === 0 ? message : `line ${line + 1}: ${message}`);
  return new YamlProblem(told(at.line), told(start.line === 0 ? at.line : start.line));
}

/** The parser's problems name the line before, as go-yaml counts from 0 there. */
export function parserProblem(at: Mark, context: Mark, message: string): YamlProblem {
  const told = (line: number) => (line === 0 ? message : `line ${line}: ${message}`);
  return new YamlProblem(
    told(at.line === 0 ? context.line : at.line),
    told(context.line === 0 ? at.line : context.line),
  );
}
