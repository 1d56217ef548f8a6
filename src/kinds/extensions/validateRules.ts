/** What is wrong with the rules of a definition's schema (`x-kubernetes-validations`), as apiextensions tells it. */
import type { Result } from '../../base/result';
import type { Expression } from '../expressions/expression';
import { type FieldError, type GoText, goText, invalid, notSupported, required } from '../fieldError';
import { compileRules } from './compiledRules';
import { isRecord, type JsonSchema, schemasBelow, type ValidationRule } from './jsonSchema';

const REASONS = ['FieldValueDuplicate', 'FieldValueForbidden', 'FieldValueInvalid', 'FieldValueRequired'];

/** Mistakes in the rules' own fields; where there are none, `ruleCompileErrors` tells what cannot be compiled. */
export function ruleFieldErrors(schema: JsonSchema, place: string): FieldError[] {
  const own = (schema['x-kubernetes-validations'] ?? []).flatMap((rule, index) =>
    fieldErrors(rule, `${place}.x-kubernetes-validations[${index}]`, schema),
  );
  return [...schemasBelow(schema).flatMap((one) => ruleFieldErrors(one.schema, `${place}${one.place}`)), ...own];
}

function fieldErrors(rule: ValidationRule, at: string, schema: JsonSchema): FieldError[] {
  const { rule: text = '', message = '', messageExpression = '', reason, fieldPath = '' } = rule;
  const errors: FieldError[] = [];
  const hasLines = (one: string) => /[\n\r]/.test(one.trim());
  if (text.trim() === '') errors.push(required(`${at}.rule`, 'rule is not specified'));
  else if (message !== '' && message.trim() === '') {
    errors.push(invalid(`${at}.message`, message, 'message must be non-empty if specified'));
  } else if (hasLines(message)) {
    errors.push(invalid(`${at}.message`, message, 'message must not contain line breaks'));
  } else if (hasLines(text) && message.trim() === '') {
    errors.push(required(`${at}.message`, 'message must be specified if rule contains line breaks'));
  }
  if (messageExpression !== '' && messageExpression.trim() === '') {
    errors.push(required(`${at}.messageExpression`, 'messageExpression must be non-empty if specified'));
  }
  if (reason !== undefined && !REASONS.includes(reason)) errors.push(notSupported(`${at}.reason`, reason, REASONS));
  const wrong = fieldPath === '' ? undefined : pathError(fieldPath, schema);
  if (wrong !== undefined) {
    errors.push(invalid(`${at}.fieldPath`, fieldPath, `fieldPath must be a valid path: ${wrong}`));
  }
  return errors;
}

/** Why a path such as `.spec['a.b']` leads to no field of the schema. */
function pathError(path: string, schema: JsonSchema): string | undefined {
  let [rest, at]: [string, JsonSchema] = [path, schema];
  while (rest !== '') {
    const match = /^(?:\.([^.[\]]+)|\['((?:[^'\\]|\\.)*)'\])/.exec(rest);
    if (match === null) return `expected [ or . but got: ${/^[^.[\]]+|./.exec(rest)?.[0]}`;
    const name = match[1] ?? match[2] ?? '';
    const member: JsonSchema | undefined =
      at.properties === undefined && isRecord(at.additionalProperties)
        ? (at.additionalProperties as JsonSchema)
        : at.properties?.[name];
    if (member === undefined) return 'does not refer to a valid field';
    [rest, at] = [rest.slice(match[0].length), member];
  }
  return undefined;
}

/** Rules that cannot be compiled, or speak of what was before where nobody can tell. `closed` is the path of such a place. */
export function ruleCompileErrors(schema: JsonSchema, place: string, isObject = true, closed?: string): FieldError[] {
  const below = schemasBelow(schema).flatMap((one) => {
    const inner = `${place}${one.place}`;
    const isEmbedded = one.schema['x-kubernetes-embedded-resource'] === true;
    return ruleCompileErrors(one.schema, inner, isEmbedded, closed ?? uncorrelatable(schema, one.place, place));
  });
  if ((schema['x-kubernetes-validations'] ?? []).length === 0) return below;
  const own = compileRules(schema, isObject).rules.flatMap(({ rule, expression, message }, index) => {
    const at = `${place}.x-kubernetes-validations[${index}]`;
    const value = goRule(rule);
    const errors: FieldError[] = [];
    const wrong = compileError(expression, 'bool', 'compilation failed: ', 'cel expression must evaluate to a bool');
    if (wrong !== undefined) errors.push(invalid(`${at}.rule`, value, wrong));
    const wordless =
      message === undefined || wrong !== undefined
        ? undefined
        : compileError(
            message,
            'string',
            'messageExpression compilation failed: ',
            'messageExpression must evaluate to a string',
          );
    if (wordless !== undefined) errors.push(invalid(`${at}.messageExpression`, value, wordless));
    if (closed !== undefined && expression.ok && expression.value.uses('oldSelf')) {
      const why = `oldSelf cannot be used on the uncorrelatable portion of the schema within ${closed}`;
      errors.push(invalid(`${at}.rule`, rule.rule, why));
    }
    return errors;
  });
  return [...below, ...own];
}

function compileError(
  expression: Result<Expression, string>,
  type: string,
  prefix: string,
  mistyped: string,
): string | undefined {
  if (!expression.ok) return `${prefix}${expression.error}`;
  return expression.value.type === type ? undefined : mistyped;
}

/** Below lists without keys and maps that are one value, nothing has a past of its own. */
function uncorrelatable(schema: JsonSchema, below: string, place: string): string | undefined {
  if (below === '.items') return schema['x-kubernetes-list-type'] === 'map' ? undefined : place;
  return schema['x-kubernetes-map-type'] === 'atomic' ? place : undefined;
}

function goRule({ rule = '', message = '', messageExpression = '', fieldPath = '', ...more }: ValidationRule): GoText {
  const text = (value: string) => JSON.stringify(value);
  const pointer = (type: string, value: unknown) => `(*${type})(${value === undefined ? 'nil' : '0xc000000000'})`;
  return goText(
    `apiextensions.ValidationRule{Rule:${text(rule)}, Message:${text(message)}, MessageExpression:${text(messageExpression)}, ` +
      `Reason:${pointer('apiextensions.FieldValueErrorReason', more.reason)}, FieldPath:${text(fieldPath)}, ` +
      `OptionalOldSelf:${pointer('bool', more.optionalOldSelf)}}`,
  );
}
