/** The definitions as the decoder reads them: everything that can be known before there is an object, worked out once. */
import { alwaysWritten, goTypeName, isOmittedWhenZero } from './goTypes';
import { type Definition, definitionNamed, type Field, type FieldType, shortName } from './structure';

/** How a value of some type is read. */
export interface Reader {
  readonly kind: FieldType['kind'];
  /** As Go's errors name it. */
  readonly typeName: string;
  readonly type: FieldType;
  /** Of what a list or a map holds. */
  readonly of: Reader | undefined;
}

export interface ShapeField {
  readonly name: string;
  readonly reader: Reader;
  readonly required: boolean;
  /** The empty text says something else than none. */
  readonly keepsEmptyText: boolean;
  /** 0 and false are the same as nothing. */
  readonly omitsZero: boolean;
}

/** A field that is written when it is empty, and what then. */
interface Written {
  readonly name: string;
  readonly empty: null | Readonly<Record<string, unknown>>;
  /** The definition of what is written, if it has one. */
  readonly definition: string | undefined;
}

export interface Shape {
  readonly name: string;
  readonly shortName: string;
  readonly fields: ReadonlyMap<string, ShapeField>;
  readonly requiredFields: readonly ShapeField[];
  readonly written: readonly Written[];
}

const shapes = new Map<string, Shape>();

/** The shape of a definition such as `core/v1.Pod`. */
export function shapeNamed(name: string): Shape {
  let shape = shapes.get(name);
  if (shape === undefined) {
    shape = shapeOf(definitionNamed(name));
    shapes.set(name, shape);
  }
  return shape;
}

function shapeOf(definition: Definition): Shape {
  const fields = new Map([...definition.fields].map(([key, field]) => [key, fieldOf(definition, field)]));
  const written = Object.entries(alwaysWritten(definition.name)).map(([name, empty]) => {
    const type = definition.fields.get(name)?.type;
    return { name, empty, definition: type?.kind === 'definition' ? type.name : undefined };
  });
  return {
    name: definition.name,
    shortName: shortName(definition.name),
    fields,
    requiredFields: [...fields.values()].filter(({ required }) => required),
    written,
  };
}

function fieldOf(definition: Definition, field: Field): ShapeField {
  return {
    name: field.name,
    reader: readerOf(field.type, goTypeName(field.type, definition.name, field.name)),
    required: field.required,
    keepsEmptyText: isPointerText(definition, field),
    omitsZero: isOmittedWhenZero(definition.name, field.name),
  };
}

function readerOf(type: FieldType, typeName: string): Reader {
  return { kind: type.kind, typeName, type, of: innerReader(type, typeName) };
}

function innerReader(type: FieldType, typeName: string): Reader | undefined {
  if (type.kind === 'map') return readerOf(type.of, goTypeName(type.of));
  if (type.kind !== 'list') return undefined;
  return readerOf(type.of, typeName.startsWith('[]') ? typeName.slice(2) : goTypeName(type.of));
}

/** Optional texts for which empty says something else than absent. */
function isPointerText(definition: Definition, field: Field): boolean {
  if (field.type.kind !== 'string') return false;
  if (definition.name === 'discovery/v1.EndpointPort') return true;
  return pointerTexts.has(`${shortName(definition.name)}.${field.name}`);
}

const pointerTexts: ReadonlySet<string> = new Set([
  'Event.reportingComponent',
  'Event.reportingInstance',
  'GRPCAction.service',
  'HostPathVolumeSource.type',
  'LeaseSpec.holderIdentity',
  'PersistentVolumeClaimSpec.storageClassName',
  'TypedLocalObjectReference.apiGroup',
]);
