/** The rules of one schema, compiled: `self` is the value that they stand at, `oldSelf` what it was before. */
import type { Result } from '../../base/result';
import { newEnvironment } from '../expressions/environment';
import { compileExpression, type Expression } from '../expressions/expression';
import { type FieldTypes, schemaType, type ValueType } from '../expressions/schemaType';
import type { JsonSchema, ValidationRule } from './jsonSchema';

export interface CompiledRule {
  readonly rule: ValidationRule;
  readonly expression: Result<Expression, string>;
  readonly message: Result<Expression, string> | undefined;
}

export interface CompiledRules {
  /** undefined for a schema whose values have no type. */
  readonly type: ValueType | undefined;
  readonly rules: readonly CompiledRule[];
  /** A value that may be missing, as `optionalOldSelf` has it. */
  optional(value: unknown): unknown;
}

const TEXT: JsonSchema = { type: 'string' };
const OBJECT_FIELDS = {
  apiVersion: TEXT,
  kind: TEXT,
  metadata: { type: 'object', properties: { name: TEXT, generateName: TEXT } },
};

/** Compiles what stands at a schema itself, not below it. The root of an object also has its names. */
export function compileRules(schema: JsonSchema, isObject: boolean): CompiledRules {
  const environment = newEnvironment();
  const fields: FieldTypes = new Map();
  const whole = isObject ? { ...schema, properties: { ...schema.properties, ...OBJECT_FIELDS } } : schema;
  const type = schemaType(whole, 'selfType', { environment, fields });
  environment.registerVariable('self', type?.name ?? 'dyn');
  const usual = environment.clone().registerVariable('oldSelf', type?.name ?? 'dyn');
  const optional = environment.clone().registerVariable('oldSelf', `optional<${type?.name ?? 'dyn'}>`);
  const optionalOf = environment.clone().registerVariable('value', 'dyn').parse('optional.of(value)');
  const none: unknown = environment.evaluate('optional.none()');
  const rules = (schema['x-kubernetes-validations'] ?? []).map((rule): CompiledRule => {
    const compile = (text: string) => compileExpression(rule.optionalOldSelf === true ? optional : usual, text, fields);
    const { messageExpression = '' } = rule;
    const message = messageExpression === '' ? undefined : compile(messageExpression);
    return { rule, expression: compile(rule.rule ?? ''), message };
  });
  return { type, rules, optional: (value) => (value === undefined ? none : optionalOf({ value })) };
}
