/** Whether an object keeps to the rules of its schema (`x-kubernetes-validations`), in the words of the real server. */
import { equal } from '../../base/equality';
import { duplicate, type FieldError, forbidden, invalid, required } from '../fieldError';
import { type CompiledRule, type CompiledRules, compileRules } from './compiledRules';
import { isRecord, type JsonSchema, type ValidationRule } from './jsonSchema';
import { hasRules } from './validateStructure';

/** How the real server writes the place of the object as a whole. */
const ROOT = '<nil>';

export interface RuleFindings {
  readonly errors: readonly FieldError[];
  /** Of what was wrong before and has not changed: it is told, and let be. */
  readonly warnings: readonly string[];
}

/** A value, what it was before, and whether anything about it has changed. */
interface Subject {
  readonly value: unknown;
  readonly old: unknown;
  readonly unchanged: boolean;
}

/** Follows apiextensions' `cel.Validator`. Simplified: expressions cost nothing. */
export class RuleValidator {
  readonly #schema: JsonSchema;
  readonly #compiled = new Map<JsonSchema, CompiledRules>();
  #found: { errors: FieldError[]; warnings: string[] } = { errors: [], warnings: [] };

  constructor(schema: JsonSchema) {
    this.#schema = schema;
  }

  /** What breaks a rule; without an old object, rules about changes are left out. */
  check(value: unknown, old?: unknown): RuleFindings {
    this.#found = { errors: [], warnings: [] };
    this.#visit(this.#schema, '', { value, old, unchanged: false }, true);
    return this.#found;
  }

  #visit(schema: JsonSchema, place: string, subject: Subject, isObject: boolean): void {
    const { value, old } = subject;
    if (value === undefined || value === null || !hasRules(schema)) return;
    if ((schema['x-kubernetes-validations'] ?? []).length > 0) this.#evaluate(schema, place, subject, isObject);
    if (Array.isArray(value)) this.#visitItems(schema, place, value, { ...subject, old });
    else if (isRecord(value)) this.#visitMembers(schema, place, value, subject);
  }

  #visitItems(schema: JsonSchema, place: string, items: readonly unknown[], { old, unchanged }: Subject): void {
    const { items: below } = schema;
    if (below === undefined) return;
    const before = oldItems(schema, old);
    items.forEach((value, index) => {
      this.#visit(below, `${place}[${index}]`, subjectOf(value, before(value), unchanged), isEmbedded(below));
    });
  }

  #visitMembers(
    schema: JsonSchema,
    place: string,
    value: Readonly<Record<string, unknown>>,
    { old, unchanged }: Subject,
  ): void {
    const { properties = {}, additionalProperties } = schema;
    const before = schema['x-kubernetes-map-type'] !== 'atomic' && isRecord(old) ? old : {};
    for (const name of Object.keys(value)) {
      const subject = subjectOf(value[name], before[name], unchanged);
      const member = properties[name];
      if (member !== undefined) {
        this.#visit(member, place === '' ? name : `${place}.${name}`, subject, isEmbedded(member));
      } else if (isRecord(additionalProperties)) {
        const below = additionalProperties as JsonSchema;
        this.#visit(below, `${place}[${name}]`, subject, isEmbedded(below));
      }
    }
  }

  #evaluate(schema: JsonSchema, place: string, { value, old, unchanged }: Subject, isObject: boolean): void {
    const compiled = this.#compiled.get(schema) ?? compileRules(schema, isObject);
    this.#compiled.set(schema, compiled);
    const self = compiled.type?.read(value);
    const oldSelf = old === undefined || old === null ? undefined : compiled.type?.read(old);
    for (const one of compiled.rules) {
      const { rule, expression } = one;
      if (!expression.ok) continue;
      const isTransition = expression.value.uses('oldSelf');
      const optional = rule.optionalOldSelf === true;
      if (isTransition && oldSelf === undefined && !optional) continue;
      const variables = { self, oldSelf: optional ? compiled.optional(oldSelf) : oldSelf };
      const error = errorOf(one, variables, place === '' ? ROOT : place, schema.type ?? '');
      if (error === undefined) continue;
      // Rules that cannot be evaluated always refuse.
      if (error.broken && unchanged && !isTransition) {
        this.#found.warnings.push(`${error.error.field}: ${error.error.body}`);
      } else this.#found.errors.push(error.error);
    }
  }
}

function subjectOf(value: unknown, old: unknown, parentUnchanged: boolean): Subject {
  return { value, old, unchanged: parentUnchanged || (old !== undefined && equal(value, old)) };
}

function isEmbedded(schema: JsonSchema): boolean {
  return schema['x-kubernetes-embedded-resource'] === true;
}

/** What an item was before: only lists of items with keys can tell. */
function oldItems(schema: JsonSchema, old: unknown): (item: unknown) => unknown {
  if (schema['x-kubernetes-list-type'] !== 'map' || !Array.isArray(old)) return () => undefined;
  const keys = schema['x-kubernetes-list-map-keys'] ?? [];
  const isSame = (a: unknown, b: unknown) => isRecord(a) && isRecord(b) && keys.every((key) => equal(a[key], b[key]));
  return (item) => old.find((one) => isSame(one, item));
}

/** `broken` tells a rule that is not kept from one that could not be evaluated. */
function errorOf(
  { rule, expression, message }: CompiledRule,
  variables: Readonly<Record<string, unknown>>,
  place: string,
  type: string,
): { readonly error: FieldError; readonly broken: boolean } | undefined {
  if (!expression.ok) return undefined;
  const result = expression.value.evaluate(variables);
  if (!result.ok) {
    const why =
      result.error === 'no such overload'
        ? `'${result.error}': call arguments did not match a supported operator, function or macro signature for rule: ${nameOf(rule)}`
        : `${result.error} evaluating rule: ${nameOf(rule)}`;
    return { error: invalid(place, type, why), broken: false };
  }
  if (result.value === true) return undefined;
  const said = message?.ok === true ? message.value.evaluate(variables) : undefined;
  const text = said?.ok === true ? String(said.value).trim() : '';
  const detail = text === '' || text.includes('\n') ? defaultMessage(rule) : text;
  return { error: refusal(fieldOf(place, rule), type, detail, rule.reason), broken: true };
}

function nameOf({ rule = '', message = '' }: ValidationRule): string {
  return message === '' ? rule.trim() : message.trim();
}

function defaultMessage(rule: ValidationRule): string {
  const { message = '' } = rule;
  return message === '' ? `failed rule: ${nameOf(rule)}` : message.trim();
}

/** The field that a rule points at, below the one where it stands. */
function fieldOf(place: string, { fieldPath = '' }: ValidationRule): string {
  const below = fieldPath.replace(/\['([^']*)'\]/g, '.$1').replace(/^\./, '');
  if (below === '') return place;
  return place === ROOT ? below : `${place}.${below}`;
}

function refusal(field: string, type: string, detail: string, reason: string | undefined): FieldError {
  switch (reason) {
    case 'FieldValueForbidden':
      return forbidden(field, detail);
    case 'FieldValueRequired':
      return required(field, detail);
    case 'FieldValueDuplicate':
      return duplicate(field, type);
    default:
      return invalid(field, type, detail);
  }
}
