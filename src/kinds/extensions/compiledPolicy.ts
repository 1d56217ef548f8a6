/** The expressions of a ValidatingAdmissionPolicy, compiled, with the variables that they may speak of. */
import type { Environment } from '@marcbachmann/cel-js';
import type { Result } from '../../base/result';
import { newEnvironment } from '../expressions/environment';
import { compileExpression, type Expression } from '../expressions/expression';
import { ExpressionError } from '../expressions/expressionError';
import { plainValue } from '../expressions/plainValue';
import { type FieldTypes, schemaType, type ValueType } from '../expressions/schemaType';
import type { AdmissionObject } from './admissionObject';
import { NAMESPACE_SCHEMA, REQUEST_SCHEMA } from './admissionSchemas';

/** What an expression sees; objects are JSON, `null` for what there isn't. */
export interface AdmissionInput {
  readonly object: unknown;
  readonly oldObject: unknown;
  readonly request: unknown;
  readonly params: unknown;
  readonly namespaceObject: unknown;
}

export type Compiled = Result<Expression, string>;

interface CompiledVariable {
  readonly name: string;
  readonly expression: Compiled;
}

export interface CompiledPolicy {
  readonly matchConditions: readonly Compiled[];
  readonly variables: readonly CompiledVariable[];
  readonly validations: readonly { readonly expression: Compiled; readonly message: Compiled | undefined }[];
  readonly auditAnnotations: readonly Compiled[];
  /** The input as expressions read it. */
  read(input: AdmissionInput): Readonly<Record<string, unknown>>;
}

/**
 * Conditions see no variables of the policy; a variable sees those before it. What its author left out is compiled as if it
 * were empty: validation tells it.
 */
export function compilePolicy({ spec }: AdmissionObject): CompiledPolicy {
  const { matchConditions = [], variables = [], validations = [], auditAnnotations = [], paramKind } = spec ?? {};
  const scope = admissionScope(paramKind !== undefined);
  const compileIn = (environment: Environment) => (text: string) => compileExpression(environment, text, scope.fields);
  const known: CompiledVariable[] = [];
  for (const { name = '', expression = '' } of variables) {
    known.push({ name, expression: compileIn(scope.withVariables(known))(expression) });
  }
  const compile = compileIn(scope.withVariables(known));
  return {
    matchConditions: matchConditions.map(({ expression = '' }) => compileIn(scope.environment)(expression)),
    variables: known,
    validations: validations.map(({ expression = '', messageExpression = '' }) => ({
      expression: compile(expression),
      message: messageExpression.trim() === '' ? undefined : compile(messageExpression),
    })),
    auditAnnotations: auditAnnotations.map(({ valueExpression = '' }) => compile(valueExpression)),
    read: (input) => withVariables(scope.read(input), known),
  };
}

/** Holds the values of a policy's variables. */
class Variables {}

/** The environment of a policy, before its own variables are declared. */
function admissionScope(hasParams: boolean) {
  const environment = newEnvironment();
  const fields: FieldTypes = new Map();
  const nameOf = (name: string) => name;
  const typed = (schema: object, name: string) =>
    schemaType(schema, name, { environment, fields, nameOf }) as ValueType;
  const request = typed(REQUEST_SCHEMA, 'kubernetes.AdmissionRequest');
  const namespace = typed(NAMESPACE_SCHEMA, 'kubernetes.Namespace');
  for (const name of ['object', 'oldObject', ...(hasParams ? ['params'] : [])]) {
    environment.registerVariable(name, 'dyn');
  }
  environment.registerVariable('request', request.name).registerVariable('namespaceObject', namespace.name);
  return {
    environment,
    fields,
    withVariables(known: readonly CompiledVariable[]): Environment {
      if (known.length === 0) return environment;
      const types = Object.fromEntries(
        known.map(({ name, expression }) => [name, expression.ok ? expression.value.libraryType : 'dyn']),
      );
      fields.set('kubernetes.variables', types);
      return environment
        .clone()
        .registerType('kubernetes.variables', { ctor: Variables, fields: types })
        .registerVariable('variables', 'kubernetes.variables');
    },
    read: (input: AdmissionInput): Record<string, unknown> => ({
      object: plainValue(input.object),
      oldObject: plainValue(input.oldObject),
      request: request.read(input.request),
      namespaceObject: input.namespaceObject === null ? null : namespace.read(input.namespaceObject),
      ...(hasParams ? { params: plainValue(input.params) } : {}),
    }),
  };
}

/** Variables are evaluated when they are first looked at, and once. */
function withVariables(
  values: Record<string, unknown>,
  variables: readonly CompiledVariable[],
): Readonly<Record<string, unknown>> {
  const holder = new Variables();
  values['variables'] = holder;
  for (const { name, expression } of variables) {
    const found = new Map<string, unknown>();
    Object.defineProperty(holder, name, {
      get() {
        if (!found.has(name)) {
          const result: Result<unknown, string> = expression.ok ? expression.value.evaluate(values) : expression;
          if (!result.ok) {
            throw new ExpressionError(`composited variable ${JSON.stringify(name)} fails to evaluate: ${result.error}`);
          }
          found.set(name, result.value);
        }
        return found.get(name);
      },
    });
  }
  return values;
}
