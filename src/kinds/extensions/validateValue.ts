/** Whether a value is of a custom resource's schema, in the words of the real server. */
import { equal } from '../../base/equality';
import { type FieldError, invalid, notSupported, required, tooLong, tooMany } from '../fieldError';
import { isRecord, type JsonSchema } from './jsonSchema';

/** All that is wrong with a value at a place such as `spec.replicas`. */
export function validateValue(value: unknown, schema: JsonSchema, place: string): FieldError[] {
  if (value === undefined) return [];
  if (value === null && schema.nullable === true) return [];
  const mistyped = typeError(value, schema, place);
  if (mistyped !== undefined) return [mistyped];
  const errors = [...ownErrors(value, schema, place), ...combinedErrors(value, schema, place)];
  if (Array.isArray(value)) {
    const { items } = schema;
    if (items !== undefined)
      value.forEach((item, index) => {
        errors.push(...validateValue(item, items, `${place}[${index}]`));
      });
    errors.push(...listErrors(value, schema, place));
  } else if (isRecord(value)) errors.push(...memberErrors(value, schema, place));
  return errors;
}

function memberErrors(value: Readonly<Record<string, unknown>>, schema: JsonSchema, place: string): FieldError[] {
  const { properties = {}, additionalProperties } = schema;
  const at = (name: string) => (place === '' ? name : `${place}.${name}`);
  const missing = (schema.required ?? []).filter((name) => value[name] === undefined).map((name) => required(at(name)));
  const members = Object.keys(value).flatMap((name) => {
    const member =
      properties[name] ?? (isRecord(additionalProperties) ? (additionalProperties as JsonSchema) : undefined);
    return member === undefined ? [] : validateValue(value[name], member, at(name));
  });
  return [...missing, ...members];
}

function typeError(value: unknown, schema: JsonSchema, place: string): FieldError | undefined {
  const found = typeName(value);
  if (schema['x-kubernetes-int-or-string'] === true) {
    if (found === 'integer' || found === 'string') return undefined;
    return wrongType(found, 'integer,string', place);
  }
  const { type } = schema;
  if (type === undefined || type === '' || type === found) return undefined;
  if (type === 'number' && found === 'integer') return undefined;
  return wrongType(found, type, place);
}

function wrongType(found: string, wanted: string, place: string): FieldError {
  const detail = `${place} in body must be of type ${wanted}: ${JSON.stringify(found)}`;
  return { ...invalid(place, found, detail), type: 'FieldValueTypeInvalid' };
}

function typeName(value: unknown): string {
  if (value === null) return 'null';
  if (Array.isArray(value)) return 'array';
  if (typeof value === 'number') return Number.isInteger(value) ? 'integer' : 'number';
  return typeof value;
}

function ownErrors(value: unknown, schema: JsonSchema, place: string): FieldError[] {
  const wrong = (detail: string) => invalid(place, value, `${place} in body ${detail}`);
  const errors: FieldError[] = [];
  if (schema.enum !== undefined && !schema.enum.some((one) => equal(one, value))) {
    errors.push(
      notSupported(
        place,
        value,
        schema.enum.map((one) => (typeof one === 'string' ? one : JSON.stringify(one))),
      ),
    );
  }
  if (typeof value === 'number') errors.push(...numberErrors(value, schema, wrong));
  if (typeof value === 'string') {
    if (schema.maxLength !== undefined && [...value].length > schema.maxLength)
      errors.push(tooLong(place, schema.maxLength));
    if (schema.minLength !== undefined && [...value].length < schema.minLength) {
      errors.push(wrong(`should be at least ${schema.minLength} chars long`));
    }
    if (schema.pattern !== undefined && !matches(schema.pattern, value))
      errors.push(wrong(`should match '${schema.pattern}'`));
    const format = formatError(value, schema.format);
    if (format !== undefined) errors.push(wrong(format));
  }
  return errors;
}

function numberErrors(value: number, schema: JsonSchema, wrong: (detail: string) => FieldError): FieldError[] {
  const { minimum, maximum, exclusiveMinimum, exclusiveMaximum, multipleOf } = schema;
  const errors: FieldError[] = [];
  if (maximum !== undefined && (exclusiveMaximum === true ? value >= maximum : value > maximum)) {
    errors.push(wrong(`should be less than ${exclusiveMaximum === true ? '' : 'or equal to '}${maximum}`));
  }
  if (minimum !== undefined && (exclusiveMinimum === true ? value <= minimum : value < minimum)) {
    errors.push(wrong(`should be greater than ${exclusiveMinimum === true ? '' : 'or equal to '}${minimum}`));
  }
  if (multipleOf !== undefined && value % multipleOf !== 0) errors.push(wrong(`should be a multiple of ${multipleOf}`));
  return errors;
}

function listErrors(value: readonly unknown[], schema: JsonSchema, place: string): FieldError[] {
  const errors: FieldError[] = [];
  if (schema.maxItems !== undefined && value.length > schema.maxItems)
    errors.push(tooMany(place, value.length, schema.maxItems));
  if (schema.minItems !== undefined && value.length < schema.minItems) {
    errors.push(invalid(place, value.length, `${place} in body should have at least ${schema.minItems} items`));
  }
  const keyOf = listKey(schema);
  const seen = new Set<string>();
  value.forEach((item, index) => {
    const key = keyOf?.(item);
    if (key === undefined) return;
    const text = JSON.stringify(key);
    if (seen.has(text))
      errors.push({ type: 'FieldValueDuplicate', field: `${place}[${index}]`, body: `Duplicate value: ${text}` });
    seen.add(text);
  });
  return errors;
}

function listKey(schema: JsonSchema): ((item: unknown) => unknown) | undefined {
  const type = schema['x-kubernetes-list-type'];
  if (type === 'set') return (item) => item;
  if (type !== 'map') return undefined;
  const keys = schema['x-kubernetes-list-map-keys'] ?? [];
  return (item) => (isRecord(item) ? Object.fromEntries(keys.map((key) => [key, item[key]])) : undefined);
}

function combinedErrors(value: unknown, schema: JsonSchema, place: string): FieldError[] {
  const isValid = (one: JsonSchema) => validateValue(value, one, place).length === 0;
  const wrong = (detail: string) =>
    invalid(place, value === null ? 'null' : value, `${JSON.stringify(place)} ${detail}`);
  const errors: FieldError[] = (schema.allOf ?? []).flatMap((one) => validateValue(value, one, place));
  if (schema.anyOf !== undefined && !schema.anyOf.some(isValid)) {
    errors.push(wrong('must validate at least one schema (anyOf)'));
  }
  if (schema.oneOf !== undefined && schema.oneOf.filter(isValid).length !== 1) {
    errors.push(wrong('must validate one and only one schema (oneOf)'));
  }
  if (schema.not !== undefined && isValid(schema.not)) errors.push(wrong('must not validate the schema (not)'));
  return errors;
}

function matches(pattern: string, value: string): boolean {
  try {
    return new RegExp(pattern).test(value);
  } catch {
    return true;
  }
}

const FORMATS: Readonly<Record<string, RegExp>> = {
  'date-time': /^\d{4}-\d\d-\d\d[Tt]\d\d:\d\d:\d\d(\.\d+)?([Zz]|[+-]\d\d:\d\d)$/,
  date: /^\d{4}-\d\d-\d\d$/,
  ipv4: /^(\d{1,3}\.){3}\d{1,3}$/,
  uuid: /^[0-9a-f]{8}-?[0-9a-f]{4}-?[0-9a-f]{4}-?[0-9a-f]{4}-?[0-9a-f]{12}$/i,
  email: /^[^@\s]+@[^@\s]+$/,
};

function formatError(value: string, format: string | undefined): string | undefined {
  const pattern = FORMATS[format ?? ''];
  return pattern === undefined || pattern.test(value)
    ? undefined
    : `must be of type ${format}: ${JSON.stringify(value)}`;
}
