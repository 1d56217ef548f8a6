/**
 * Reads a JSON body into an object of a kind as the API server's decoder does: unknown fields are dropped and reported,
 * wrong types are refused in Go's words, quantities become canonical, and what Go leaves out when it is empty goes.
 */

import type { ClusterObject } from '../object';
import { canonicalQuantity, parseQuantity } from '../quantity';
import { alwaysWritten, goTypeName, isOmittedWhenZero } from './goTypes';
import { type Definition, definitionName, definitionNamed, type Field, type FieldType, shortName } from './structure';

export interface Decoded<T> {
  /** The object, with known fields only. Meaningless when there is an `error`. */
  readonly object: T;
  /** Each as `unknown field "spec.containers[0].port"`, in the order of the body's sorted keys. */
  readonly unknownFields: readonly string[];
  /** Why the body cannot be an object of this kind at all, in Go's words. */
  readonly error?: string;
}

/** Reads a body as an object of a kind (or of any definition, by its schema's name). */
export function decode<T extends ClusterObject>(kind: { readonly schema: string }, body: unknown): Decoded<T> {
  return decodeDefinition<T>(definitionName(kind.schema), body);
}

/** Reads a body as a definition such as `meta/v1.DeleteOptions`. */
function decodeDefinition<T>(name: string, body: unknown): Decoded<T> {
  const decoder = new Decoder();
  try {
    const decoded = decoder.object(definitionNamed(name), body, { struct: '', path: [], place: '' });
    const object = decoded === nothing ? {} : decoded;
    const error = decoder.error;
    const unknownFields = decoder.unknownFields;
    return error === undefined ? { object: object as T, unknownFields } : { object: object as T, unknownFields, error };
  } catch (failure) {
    if (!(failure instanceof Refusal)) throw failure;
    return { object: {} as T, unknownFields: decoder.unknownFields, error: failure.message };
  }
}

/** What is wrong with a body's `metadata` alone, which clients read of objects whose kind they do not know. */
export function metadataError(body: unknown): string | undefined {
  const metadata = isRecord(body) ? body['metadata'] : undefined;
  const decoder = new Decoder();
  try {
    const context = { struct: '', path: ['metadata'], place: 'metadata' };
    decoder.object(definitionNamed('meta/v1.ObjectMeta'), metadata, context);
    return decoder.error;
  } catch (failure) {
    if (failure instanceof Refusal) return failure.message;
    throw failure;
  }
}

/** The message that refuses a body with unknown fields when the caller asked for strict validation. */
export function strictDecodingError(unknownFields: readonly string[]): string {
  return `strict decoding error: ${unknownFields.join(', ')}`;
}

/** Stops the decoding at once, as an error of a type's own reader does. */
class Refusal extends Error {}

/** Where the decoder is: for Go's errors the struct and the field path, for strict errors the place with indexes. */
interface Context {
  readonly struct: string;
  readonly path: readonly string[];
  readonly place: string;
}

const nothing = Symbol('left out');

class Decoder {
  readonly unknownFields: string[] = [];
  #error: string | undefined;

  /** The first wrong type; the decoder reads on after it. */
  get error(): string | undefined {
    return this.#error;
  }

  object(definition: Definition, value: unknown, context: Context, typeName?: string): unknown {
    if (value === null || value === undefined) return nothing;
    if (!isRecord(value)) {
      return this.#wrong(value, typeName ?? `v1.${shortName(definition.name)}`, context);
    }
    const out: Record<string, unknown> = {};
    for (const key of Object.keys(value).sort()) {
      const field = definition.fields.get(key);
      const place = context.place === '' ? key : `${context.place}.${key}`;
      if (field === undefined) {
        if (value[key] !== undefined) this.unknownFields.push(`unknown field ${JSON.stringify(place)}`);
        continue;
      }
      const inner = { struct: shortName(definition.name), path: [...context.path, key], place };
      const decoded = this.#value(field.type, value[key], inner, goTypeName(field.type, definition.name, key));
      if (decoded !== nothing && !isLeftOut(definition, field, decoded)) out[key] = decoded;
    }
    for (const field of definition.requiredFields) {
      const zero = out[field.name] === undefined ? zeroOf(field.type) : undefined;
      if (zero !== undefined) out[field.name] = zero;
    }
    for (const [key, empty] of Object.entries(alwaysWritten(definition.name))) {
      if (out[key] !== undefined) continue;
      const type = definition.fields.get(key)?.type;
      out[key] = type?.kind === 'definition' ? this.object(definitionNamed(type.name), empty ?? {}, context) : empty;
    }
    return out;
  }

  #value(type: FieldType, value: unknown, context: Context, typeName: string): unknown {
    if (value === null || value === undefined) return nothing;
    switch (type.kind) {
      case 'definition':
        return this.object(definitionNamed(type.name), value, context, typeName);
      case 'list':
        return this.#list(type.of, value, context, typeName);
      case 'map':
        return this.#map(type.of, value, context, typeName);
      case 'string':
        return typeof value === 'string' ? value : this.#wrong(value, typeName, context);
      case 'boolean':
        return typeof value === 'boolean' ? value : this.#wrong(value, typeName, context);
      case 'int32':
      case 'int64':
        return isInteger(value, type.kind) ? value : this.#wrong(value, typeName, context);
      case 'number':
        return typeof value === 'number' ? value : this.#wrong(value, typeName, context);
      case 'intOrString':
        return typeof value === 'string' || isInteger(value, 'int32') ? value : refuse(value, 'int32', context);
      case 'quantity':
        return quantity(value);
      case 'time':
      case 'microTime':
        return time(value, type.kind, context);
      case 'bytes':
        return typeof value === 'string' ? this.#bytes(value) : this.#wrong(value, '[]uint8', context);
      case 'any':
        return value;
    }
  }

  #list(of: FieldType, value: unknown, context: Context, typeName: string): unknown {
    if (!Array.isArray(value)) return this.#wrong(value, typeName, context);
    const itemType = typeName.startsWith('[]') ? typeName.slice(2) : goTypeName(of, '', '');
    return value.map((item, index) => {
      const decoded = this.#value(of, item, { ...context, place: `${context.place}[${index}]` }, itemType);
      return decoded === nothing ? emptyOf(of) : decoded;
    });
  }

  #map(of: FieldType, value: unknown, context: Context, typeName: string): unknown {
    if (!isRecord(value)) return this.#wrong(value, typeName, context);
    const out: Record<string, unknown> = {};
    for (const key of Object.keys(value).sort()) {
      const inner = { ...context, place: `${context.place}.${key}` };
      const decoded = this.#value(of, value[key], inner, goTypeName(of, '', ''));
      out[key] = decoded === nothing ? emptyOf(of) : decoded;
    }
    return out;
  }

  #bytes(text: string): unknown {
    const at = corruptBase64At(text);
    if (at === undefined) return text;
    this.#error ??= `illegal base64 data at input byte ${at}`;
    return nothing;
  }

  #wrong(value: unknown, typeName: string, context: Context): typeof nothing {
    this.#error ??= typeError(value, typeName, context);
    return nothing;
  }
}

function refuse(value: unknown, typeName: string, context: Context): never {
  throw new Refusal(typeError(value, typeName, context));
}

function typeError(value: unknown, typeName: string, { struct, path }: Context): string {
  const where = struct === '' ? 'Go value' : `Go struct field ${struct}.${path.join('.')}`;
  return `json: cannot unmarshal ${jsonKind(value, typeName)} into ${where} of type ${typeName}`;
}

function jsonKind(value: unknown, typeName: string): string {
  if (Array.isArray(value)) return 'array';
  if (typeof value === 'boolean') return 'bool';
  if (typeof value === 'number') return /^u?int\d*$/.test(typeName) ? `number ${value}` : 'number';
  return typeof value;
}

function quantity(value: unknown): string {
  const text = typeof value === 'string' ? value.trim() : JSON.stringify(value);
  const parsed = parseQuantity(text);
  if (!parsed.ok) throw new Refusal(parsed.error);
  return canonicalQuantity(text);
}

function time(value: unknown, kind: 'time' | 'microTime', context: Context): unknown {
  if (typeof value !== 'string') return refuse(value, 'string', context);
  if (/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)$/.test(value)) return value;
  const layout = kind === 'time' ? '2006-01-02T15:04:05Z07:00' : '2006-01-02T15:04:05.000000Z07:00';
  const text = JSON.stringify(value);
  throw new Refusal(`parsing time ${text} as ${JSON.stringify(layout)}: cannot parse ${text} as "2006"`);
}

/** Where Go's decoder stumbles over base64 that is none; undefined when it is well-formed. */
function corruptBase64At(text: string): number | undefined {
  let filled = 0;
  for (let at = 0; at < text.length; at++) {
    const character = text[at] ?? '';
    if (character === '\n' || character === '\r') continue;
    if (/[A-Za-z0-9+/]/.test(character)) {
      filled = (filled + 1) % 4;
      continue;
    }
    if (character !== '=' || filled < 2) return at;
    const rest = text.slice(at + 1).replace(/[\r\n]/g, '');
    if (filled === 3) return rest === '' ? undefined : at + 1;
    if (rest === '') return text.length;
    if (!rest.startsWith('=')) return at + 1;
    return rest === '=' ? undefined : at + 2;
  }
  return filled === 0 ? undefined : text.length - filled;
}

function isInteger(value: unknown, kind: 'int32' | 'int64'): boolean {
  if (typeof value !== 'number' || !Number.isInteger(value)) return false;
  return kind === 'int64' || (value >= -2147483648 && value <= 2147483647);
}

function isLeftOut(definition: Definition, field: Field, value: unknown): boolean {
  if (field.required) return false;
  if (value === '' || (Array.isArray(value) && value.length === 0)) return !isPointerText(definition, field);
  if (field.type.kind === 'map') return Object.keys(value as object).length === 0;
  return (value === 0 || value === false) && isOmittedWhenZero(definition.name, field.name);
}

/** Optional texts for which empty says something else than absent. */
function isPointerText(definition: Definition, field: Field): boolean {
  if (field.type.kind !== 'string') return false;
  if (definition.name === 'discovery/v1.EndpointPort') return true;
  const name = `${shortName(definition.name)}.${field.name}`;
  return pointerTexts.has(name);
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

/** What Go has in a required field that nobody set; undefined for objects, which may be absent. */
function zeroOf(type: FieldType): unknown {
  switch (type.kind) {
    case 'string':
      return '';
    case 'list':
      // Go has null here; an empty list means the same to whoever reads it.
      return [];
    case 'int32':
    case 'int64':
    case 'number':
    case 'intOrString':
      return 0;
    case 'boolean':
      return false;
    default:
      return undefined;
  }
}

function emptyOf(type: FieldType): unknown {
  if (type.kind === 'string' || type.kind === 'bytes') return '';
  if (type.kind === 'definition') return {};
  return null;
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
