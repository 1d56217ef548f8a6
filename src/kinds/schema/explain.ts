/** What `kubectl explain` says of a kind and of a path into it. */
import { fail, ok, type Result } from '../../base/result';
import type { Kind } from '../kind';
import { type Descriptions, textOf } from './descriptions';
import { enumValues } from './enums';
import { type Definition, definitionName, definitionNamed, type Field, type FieldType, shortName } from './structure';

export interface ExplainedField {
  readonly name: string;
  /** Without its brackets: `[]Container`, `map[string]string`, `integer`, `IntOrString`. */
  readonly type: string;
  readonly required: boolean;
  readonly description: string;
  readonly enum: readonly string[] | undefined;
  /** The definition that its value (or the values in its list or map) is of, if it is one. */
  readonly definition: string | undefined;
}

export interface Explained {
  /** The field at the end of the path; undefined for the kind itself. */
  readonly field: ExplainedField | undefined;
  /** The texts in the order shown: of the field, then of its type. */
  readonly descriptions: readonly string[];
  /** The fields of its type; empty for plain values. */
  readonly fields: readonly ExplainedField[];
}

/** Explains `pod.spec.containers` (path `['spec', 'containers']`). The error is what kubectl prints. */
export function explain(
  kind: Pick<Kind, 'schema'>,
  path: readonly string[],
  texts: Descriptions | undefined,
): Result<Explained, string> {
  let definition: Definition | undefined = definitionNamed(definitionName(kind.schema));
  let field: ExplainedField | undefined;
  let type: FieldType = { kind: 'definition', name: definition.name };
  for (const name of path) {
    const next: Field | undefined = definition?.fields.get(name);
    if (definition === undefined || next === undefined) return fail(`field "${name}" does not exist`);
    field = explained(definition.name, next, texts);
    type = next.type;
    definition = field.definition === undefined ? undefined : definitionNamed(field.definition);
  }
  const inner = innermost(type);
  const typeText = textOf(texts, inner.kind === 'definition' ? inner.name : inner.kind);
  const descriptions = [field?.description, typeText].filter((text) => text !== undefined && text !== '');
  return ok({
    field,
    descriptions: descriptions as string[],
    fields: definition === undefined ? [] : fieldsOf(definition.name, texts),
  });
}

/** The fields of a definition in alphabetical order, for `--recursive`. */
export function fieldsOf(definition: string, texts: Descriptions | undefined): readonly ExplainedField[] {
  return [...definitionNamed(definition).fields.values()].map((field) => explained(definition, field, texts));
}

function explained(definition: string, field: Field, texts: Descriptions | undefined): ExplainedField {
  const inner = innermost(field.type);
  return {
    name: field.name,
    type: typeText(field.type, field.name),
    required: field.required,
    description: textOf(texts, definition, field.name) ?? '',
    enum: enumValues(definition, field.name),
    definition: inner.kind === 'definition' ? inner.name : undefined,
  };
}

function innermost(type: FieldType): FieldType {
  return type.kind === 'list' || type.kind === 'map' ? innermost(type.of) : type;
}

function typeText(type: FieldType, field: string): string {
  switch (type.kind) {
    case 'list':
      return `[]${typeText(type.of, field)}`;
    case 'map':
      return `map[string]${typeText(type.of, field)}`;
    case 'definition':
      return shortName(type.name);
    case 'int32':
    case 'int64':
      return 'integer';
    case 'time':
    case 'microTime':
    case 'bytes':
      return 'string';
    case 'intOrString':
      return 'IntOrString';
    case 'quantity':
      return 'Quantity';
    case 'any':
      return field === 'fieldsV1' ? 'FieldsV1' : 'Object';
    default:
      return type.kind;
  }
}
