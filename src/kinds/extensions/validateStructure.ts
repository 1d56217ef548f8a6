/** Whether a schema is structural: every field has a type, and what forbids or demands stays beside the structure. */
import { type FieldError, forbidden, invalid, notSupported, required } from '../fieldError';
import { type JsonSchema, schemasBelow } from './jsonSchema';
import { validateValue } from './validateValue';

const TYPES = ['array', 'boolean', 'integer', 'number', 'object', 'string'];

/** All that is wrong with the schema at a place such as `spec.versions[0].schema.openAPIV3Schema`. */
export function validateStructure(
  schema: JsonSchema,
  place: string,
  level: 'root' | 'field' | 'item' = 'root',
): FieldError[] {
  const errors: FieldError[] = [];
  const { type = '', default: standard } = schema;
  const open = schema['x-kubernetes-preserve-unknown-fields'] === true;
  const intOrString = schema['x-kubernetes-int-or-string'] === true;
  if (level === 'root' && type !== 'object') {
    errors.push(
      type === ''
        ? required(`${place}.type`, 'must not be empty at the root')
        : invalid(`${place}.type`, type, 'must be object at the root'),
    );
  } else if (type === '' && !open && !intOrString) {
    const what = level === 'item' ? 'array items' : 'object fields';
    errors.push(required(`${place}.type`, `must not be empty for specified ${what}`));
  } else if (type !== '' && !TYPES.includes(type)) errors.push(notSupported(`${place}.type`, type, TYPES));
  if (type === 'array' && schema.items === undefined) errors.push(required(`${place}.items`, 'must be specified'));
  // `true` beside properties says no more than that unknown fields may come.
  if (schema.properties !== undefined && (schema.additionalProperties ?? true) !== true) {
    errors.push(forbidden(`${place}.additionalProperties`, 'additionalProperties and properties are mutual exclusive'));
  }
  if (schema.additionalProperties === false) {
    errors.push(forbidden(`${place}.additionalProperties`, 'additionalProperties cannot be set to false'));
  }
  if (schema.uniqueItems === true) {
    errors.push(
      forbidden(
        `${place}.uniqueItems`,
        'uniqueItems cannot be set to true since the runtime complexity becomes quadratic',
      ),
    );
  }
  errors.push(...listErrors(schema, place));
  if (standard !== undefined) {
    const wrong = validateValue(standard, schema, '').map((error) => error.body.replace(/^Invalid value: /, ''));
    if (wrong.length > 0) errors.push(invalid(`${place}.default`, standard, wrong.join(', ')));
  }
  for (const below of schemasBelow(schema)) {
    errors.push(
      ...validateStructure(below.schema, `${place}${below.place}`, below.place === '.items' ? 'item' : 'field'),
    );
  }
  return errors;
}

function listErrors(schema: JsonSchema, place: string): FieldError[] {
  const type = schema['x-kubernetes-list-type'];
  const keys = schema['x-kubernetes-list-map-keys'];
  if (type === undefined) return [];
  const known = ['atomic', 'map', 'set'];
  if (!known.includes(type)) return [notSupported(`${place}.x-kubernetes-list-type`, type, known)];
  if (schema.type !== 'array')
    return [invalid(`${place}.type`, schema.type ?? '', 'must be array if x-kubernetes-list-type is specified')];
  if (type === 'map' && (keys ?? []).length === 0) {
    return [required(`${place}.x-kubernetes-list-map-keys`, 'must not be empty if x-kubernetes-list-type is map')];
  }
  return [];
}

/** True when a rule in the Common Expression Language stands anywhere in the schema. */
export function hasRules(schema: JsonSchema): boolean {
  return (
    (schema['x-kubernetes-validations'] ?? []).length > 0 ||
    schemasBelow(schema).some((below) => hasRules(below.schema))
  );
}
