/** Reads a label selector's text as apimachinery's labels.Parse does, with its words for what it cannot read. */
import { fail, ok, type Result } from '../base/result';
import { labelValueErrors, qualifiedNameErrors } from './names';
import { type Requirement, type Selector, type SelectorOperator, sorted } from './selector';

type TokenType =
  | 'identifier'
  | 'end'
  | 'error'
  | 'in'
  | 'notin'
  | '('
  | ')'
  | ','
  | '!'
  | '='
  | '=='
  | '!='
  | '>'
  | '<';

interface Token {
  readonly type: TokenType;
  readonly text: string;
}

class SelectorSyntaxError extends Error {}

const symbols: readonly string[] = ['(', ')', ',', '!', '==', '=', '!=', '>', '<'];

/** Parses `a=b,c!=d,e in (x,y),f notin (z),!g,h`. The error is the sentence that kubectl prints. */
export function parseSelector(text: string): Result<Selector, string> {
  try {
    return ok(sorted(new Parser(tokensOf(text)).parse()));
  } catch (error) {
    if (error instanceof SelectorSyntaxError) return fail(error.message);
    throw error;
  }
}

class Parser {
  readonly #tokens: readonly Token[];
  #position = 0;

  constructor(tokens: readonly Token[]) {
    this.#tokens = tokens;
  }

  parse(): Requirement[] {
    const requirements: Requirement[] = [];
    for (;;) {
      const next = this.#peek();
      if (next.type === 'end') return requirements;
      if (next.type !== 'identifier' && next.type !== '!') {
        throw new SelectorSyntaxError(`found '${next.text}', expected: !, identifier, or 'end of string'`);
      }
      requirements.push(this.#requirementOrError());
      const after = this.#take();
      if (after.type === 'end') return requirements;
      if (after.type !== ',') {
        throw new SelectorSyntaxError(`found '${after.text}', expected: ',' or 'end of string'`);
      }
      const following = this.#peek();
      if (following.type !== 'identifier' && following.type !== '!') {
        throw new SelectorSyntaxError(`found '${following.text}', expected: identifier after ','`);
      }
    }
  }

  #requirementOrError(): Requirement {
    try {
      return this.#requirement();
    } catch (error) {
      if (!(error instanceof SelectorSyntaxError)) throw error;
      throw new SelectorSyntaxError(`unable to parse requirement: ${error.message}`);
    }
  }

  #requirement(): Requirement {
    let token = this.#take();
    const negated = token.type === '!';
    if (negated) token = this.#take();
    if (token.type !== 'identifier') throw new SelectorSyntaxError(`found '${token.text}', expected: identifier`);
    const key = token.text;
    const keyErrors = qualifiedNameErrors(key);
    if (keyErrors.length > 0) {
      throw new SelectorSyntaxError(`key: Invalid value: ${JSON.stringify(key)}: ${keyErrors.join('; ')}`);
    }
    const next = this.#peek().type;
    if (negated) return { key, operator: '!', values: [] };
    if (next === 'end' || next === ',') return { key, operator: 'exists', values: [] };
    const operator = this.#operator();
    const values = operator === 'in' || operator === 'notin' ? this.#values() : [this.#exactValue()];
    return checked(key, operator, values);
  }

  #operator(): SelectorOperator {
    const token = this.#tokens[this.#position++] ?? { type: 'end', text: '' };
    switch (token.type) {
      case '=':
      case '==':
        return '=';
      case '!=':
      case 'in':
      case 'notin':
      case '>':
      case '<':
        return token.type;
      default:
        throw new SelectorSyntaxError(`found '${token.text}', expected: in, notin, =, ==, !=, gt, lt`);
    }
  }

  #values(): string[] {
    const open = this.#take();
    if (open.type !== '(') throw new SelectorSyntaxError(`found '${open.text}' expected: '('`);
    const first = this.#peek();
    if (first.type === ')') {
      this.#take();
      return [];
    }
    if (first.type !== 'identifier' && first.type !== ',') {
      throw new SelectorSyntaxError(`found '${first.text}', expected: ',', ')' or identifier`);
    }
    const values = this.#identifiers();
    this.#take();
    return [...new Set(values)].sort();
  }

  /** The values up to the closing bracket, which stays to be taken; empty places are empty values. */
  #identifiers(): string[] {
    const values: string[] = [];
    for (;;) {
      const token = this.#take();
      if (token.type === 'identifier') {
        values.push(token.text);
        const next = this.#peek();
        if (next.type === ')') return values;
        if (next.type !== ',') throw new SelectorSyntaxError(`found '${next.text}', expected: ',' or ')'`);
      } else if (token.type === ',') {
        if (values.length === 0) values.push('');
        const next = this.#peek().type;
        if (next === ')') return [...values, ''];
        if (next === ',') {
          this.#take();
          values.push('');
        }
      } else {
        throw new SelectorSyntaxError(`found '${token.text}', expected: ',', or identifier`);
      }
    }
  }

  #exactValue(): string {
    const next = this.#peek().type;
    if (next === 'end' || next === ',') return '';
    const token = this.#take();
    if (token.type === 'identifier') return token.text;
    throw new SelectorSyntaxError(`found '${token.text}', expected: identifier`);
  }

  #peek(): Token {
    return asValue(this.#tokens[this.#position] ?? { type: 'end', text: '' });
  }

  #take(): Token {
    const token = this.#peek();
    this.#position++;
    return token;
  }
}

function checked(key: string, operator: SelectorOperator, values: readonly string[]): Requirement {
  const errors: string[] = [];
  if ((operator === 'in' || operator === 'notin') && values.length === 0) {
    errors.push("values: Invalid value: []: for 'in', 'notin' operators, values set can't be empty");
  }
  if ((operator === '>' || operator === '<') && !/^[+-]?[0-9]+$/.test(values[0] ?? '')) {
    const value = JSON.stringify(values[0] ?? '');
    errors.push(`values[0]: Invalid value: ${value}: for 'Gt', 'Lt' operators, the value must be an integer`);
  }
  values.forEach((value, index) => {
    const wrong = labelValueErrors(value);
    if (wrong.length > 0) {
      errors.push(`values[${index}][${key}]: Invalid value: ${JSON.stringify(value)}: ${wrong.join('; ')}`);
    }
  });
  if (errors.length > 0) throw new SelectorSyntaxError(errors.length === 1 ? `${errors[0]}` : `[${errors.join(', ')}]`);
  return { key, operator, values };
}

/** In the place of a key or value the words `in` and `notin` are ordinary names. */
function asValue(token: Token): Token {
  return token.type === 'in' || token.type === 'notin' ? { type: 'identifier', text: token.text } : token;
}

function tokensOf(text: string): Token[] {
  const tokens: Token[] = [];
  let at = 0;
  while (at < text.length) {
    const character = text[at] ?? '';
    if (/\s/.test(character)) {
      at++;
      continue;
    }
    const token = /[=!(),><]/.test(character) ? symbolAt(text, at) : wordAt(text, at);
    tokens.push(token.token);
    at = token.end;
  }
  tokens.push({ type: 'end', text: '' });
  return tokens;
}

function wordAt(text: string, start: number): { token: Token; end: number } {
  const word = /^[^\s=!(),><]+/.exec(text.slice(start))?.[0] ?? '';
  const type = word === 'in' || word === 'notin' ? word : 'identifier';
  return { token: { type, text: word }, end: start + word.length };
}

function symbolAt(text: string, start: number): { token: Token; end: number } {
  const two = text.slice(start, start + 2);
  const symbol = symbols.includes(two) ? two : text.slice(start, start + 1);
  return { token: { type: symbol as TokenType, text: symbol }, end: start + symbol.length };
}
