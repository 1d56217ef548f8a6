/** Compiles and evaluates expressions of the Common Expression Language, in the words of cel-go. */
import type { ASTNode, Environment } from '@marcbachmann/cel-js';
import { fail, ok, type Result } from '../../base/result';
import { complaintLines, complaintText, type LibraryError, typeName } from './complaint';
import { ExpressionError } from './expressionError';
import type { FieldTypes } from './schemaType';
import { nodesOf } from './syntaxTree';
import { treeComplaint } from './treeComplaint';

export interface Expression {
  /** As cel-go writes it: `bool`, `list(string)`. */
  readonly type: string;
  /** The same in the library's notation. */
  readonly libraryType: string;
  /** True when the variable is looked at. */
  uses(variable: string): boolean;
  /** The value, or why there is none: `no such key: spec`. */
  evaluate(variables: Readonly<Record<string, unknown>>): Result<unknown, string>;
}

/** An expression that is ready to be evaluated, or all that is wrong with it. */
export function compileExpression(
  environment: Environment,
  text: string,
  fields: FieldTypes = new Map(),
): Result<Expression, string> {
  const functions = new Set(environment.getDefinitions().functions.map(({ name }) => name));
  try {
    const parsed = environment.parse(text);
    const { valid, type, error } = parsed.check();
    if (!valid) return fail(complaintText(error as unknown as LibraryError, text, functions));
    const wrong = treeComplaint(parsed.ast, fields);
    if (wrong !== undefined) return fail(complaintLines(wrong, text));
    return ok(expressionOf(parsed, type ?? 'dyn'));
  } catch (error) {
    return fail(complaintText(error as LibraryError, text, functions));
  }
}

function expressionOf(
  parsed: ((context: object) => unknown) & { readonly ast: ASTNode },
  libraryType: string,
): Expression {
  const names = new Set([...nodesOf(parsed.ast)].filter(({ op }) => op === 'id').map(({ args }) => String(args)));
  return {
    type: typeName(libraryType),
    libraryType,
    uses: (variable) => names.has(variable),
    evaluate(variables) {
      try {
        return ok(parsed(variables));
      } catch (error) {
        return fail(error instanceof ExpressionError ? error.message : runtimeText(error as LibraryError));
      }
    },
  };
}

const RUNTIME_TEXTS: Readonly<Record<string, string>> = {
  division_by_zero: 'division by zero',
  modulo_by_zero: 'modulus by zero',
  numeric_overflow: 'integer overflow',
  bool_conversion_error: "type conversion error from 'string' to 'bool'",
  int_conversion_error: "type conversion error from 'string' to 'int'",
  uint_conversion_error: "type conversion error from 'string' to 'uint'",
  double_conversion_error: "type conversion error from 'string' to 'double'",
  invalid_timestamp: "type conversion error from 'string' to 'google.protobuf.Timestamp'",
  invalid_duration: "type conversion error from 'string' to 'google.protobuf.Duration'",
  optional_value_missing: 'optional.none() dereference',
};

function runtimeText({ code, summary = '' }: LibraryError): string {
  if (code === 'no_such_key') return summary.replace('No such key', 'no such key');
  if (code === 'index_out_of_bounds') return `index out of bounds: ${/index (-?\d+)/.exec(summary)?.[1]}`;
  if (code === 'index_out_of_range') return 'index out of range';
  return RUNTIME_TEXTS[code] ?? 'no such overload';
}
