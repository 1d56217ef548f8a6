/** The expressions of `test` and `[`. */
import type { Process } from '../../engine/processes/process';
import { isTerminal } from '../../engine/processes/pty';
import { compareNumbers, testBinary, testUnary } from '../interpreter/conditional';

export interface TestProblem {
  /** Such as `x: integer expression expected`. */
  readonly problem: string;
}

class Problem {
  readonly problem: string;

  constructor(problem: string) {
    this.problem = problem;
  }
}

type Unary = (operator: string, operand: string) => boolean | undefined;

const BINARY = /^(?:=|==|!=|<|>|-eq|-ne|-lt|-le|-gt|-ge|-nt|-ot|-ef)$/;
const UNARY = /^-[a-hkprstuwxzLOGSNnov]$/;

/** The truth of an expression, or what is wrong with it. `name` is `[` when the last argument has to be `]`. */
export function evaluateTest(
  name: string,
  arguments_: readonly string[],
  process: Process,
  extra: Unary = () => undefined,
): boolean | TestProblem {
  let words = arguments_;
  if (name === '[') {
    if (words.at(-1) !== ']') return { problem: "missing `]'" };
    words = words.slice(0, -1);
  }
  try {
    const parser = new Parser(words, process, extra);
    return parser.evaluate();
  } catch (thrown) {
    if (thrown instanceof Problem) return { problem: thrown.problem };
    throw thrown;
  }
}

class Parser {
  readonly #words: readonly string[];
  readonly #process: Process;
  readonly #extra: Unary;
  #at = 0;

  constructor(words: readonly string[], process: Process, extra: Unary) {
    this.#words = words;
    this.#process = process;
    this.#extra = extra;
  }

  evaluate(): boolean {
    const words = this.#words;
    if (words.length === 0) return false;
    if (words.length === 1) return words[0] !== '';
    if (words.length === 2 && words[0] !== '!') {
      if (!UNARY.test(words[0] ?? '')) throw new Problem(`${words[0]}: unary operator expected`);
      return this.#unary(words[0] ?? '', words[1] ?? '');
    }
    if (
      words.length === 3 &&
      !BINARY.test(words[1] ?? '') &&
      words[0] !== '!' &&
      words[0] !== '(' &&
      !['-a', '-o'].includes(words[1] ?? '')
    )
      throw new Problem(`${words[1]}: binary operator expected`);
    const result = this.#or();
    if (this.#at < words.length) throw new Problem('too many arguments');
    return result;
  }

  #or(): boolean {
    let result = this.#and();
    while (this.#words[this.#at] === '-o') {
      this.#at++;
      const right = this.#and();
      result = result || right;
    }
    return result;
  }

  #and(): boolean {
    let result = this.#primary();
    while (this.#words[this.#at] === '-a') {
      this.#at++;
      const right = this.#primary();
      result = result && right;
    }
    return result;
  }

  #primary(): boolean {
    const [word, next, third] = this.#words.slice(this.#at, this.#at + 3);
    if (word === undefined) throw new Problem('argument expected');
    if (next !== undefined && third !== undefined && BINARY.test(next)) {
      this.#at += 3;
      return this.#binary(word, next, third);
    }
    if (word === '!' && next !== undefined) {
      this.#at++;
      return !this.#primary();
    }
    if (word === '(' && next !== undefined) {
      this.#at++;
      const result = this.#or();
      if (this.#words[this.#at] !== ')') throw new Problem("`)' expected");
      this.#at++;
      return result;
    }
    if (UNARY.test(word) && next !== undefined) {
      this.#at += 2;
      return this.#unary(word, next);
    }
    this.#at++;
    return word !== '';
  }

  #unary(operator: string, operand: string): boolean {
    if (operator === '-t') {
      const { stdin, stdout, stderr } = this.#process;
      const stream = [stdin, stdout, stderr][Number(operand)];
      return stream !== undefined && isTerminal(stream);
    }
    return this.#extra(operator, operand) ?? testUnary(operator, operand, this.#process) ?? false;
  }

  #binary(left: string, operator: string, right: string): boolean {
    const text = testBinary(left, operator, right, this.#process);
    if (text !== undefined) return text;
    return compareNumbers(operator, whole(left), whole(right)) ?? false;
  }
}

function whole(text: string): bigint {
  const trimmed = text.trim();
  if (!/^[-+]?\d+$/.test(trimmed)) throw new Problem(`${text}: integer expression expected`);
  return BigInt(trimmed.replace(/^\+/, ''));
}
