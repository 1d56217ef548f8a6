/**
 * Reads a JSON body into an object of a kind as the API server's decoder does: unknown fields are dropped and reported,
 * wrong types are refused in Go's words, quantities become canonical, and what Go leaves out when it is empty goes.
 */

import type { ClusterObject } from '../object';
import { canonicalQuantity, parseQuantity } from '../quantity';
import { type Reader, type Shape, type ShapeField, shapeNamed } from './shapes';
import { definitionName, type FieldType } from './structure';

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
  const { unknownFields } = decoder;
  try {
    const decoded = decoder.object(shapeNamed(name), body);
    const object = (decoded === nothing ? {} : decoded) as T;
    const { error } = decoder;
    return error === undefined ? { object, unknownFields } : { object, unknownFields, error };
  } catch (failure) {
    if (!(failure instanceof Refusal)) throw failure;
    return { object: {} as T, unknownFields, error: failure.message };
  }
}

/** What is wrong with a body's `metadata` alone, which clients read of objects whose kind they do not know. */
export function metadataError(body: unknown): string | undefined {
  const metadata = isRecord(body) ? body['metadata'] : undefined;
  const decoder = new Decoder(['metadata']);
  try {
    decoder.object(shapeNamed('meta/v1.ObjectMeta'), metadata);
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

const nothing = Symbol('left out');

/** Knows where it is, and spells that out only when something is wrong there. */
class Decoder {
  readonly unknownFields: string[] = [];
  /** Names of fields, for Go's errors. */
  readonly #path: string[];
  /** The structs that those fields are of. */
  readonly #structs: string[] = [];
  /** Names of fields, keys of maps and indexes, for strict errors. */
  readonly #place: (string | number)[];
  #error: string | undefined;

  constructor(at: readonly string[] = []) {
    this.#path = [...at];
    this.#place = [...at];
  }

  /** The first wrong type; the decoder reads on after it. */
  get error(): string | undefined {
    return this.#error;
  }

  object(shape: Shape, value: unknown, typeName?: string): unknown {
    if (value === null || value === undefined) return nothing;
    if (!isRecord(value)) return this.#wrong(value, typeName ?? `v1.${shape.shortName}`);
    const out: Record<string, unknown> = {};
    for (const key of sortedKeys(value)) {
      const member = value[key];
      if (member === undefined) continue;
      const field = shape.fields.get(key);
      if (field === undefined) this.#unknown(key);
      else if (member !== null) this.#field(shape, field, member, out);
    }
    for (const { name, reader } of shape.requiredFields) {
      if (out[name] !== undefined) continue;
      const zero = zeroOf(reader.type);
      if (zero !== undefined) out[name] = zero;
    }
    for (const { name, empty, definition } of shape.written) {
      if (out[name] !== undefined) continue;
      out[name] = definition === undefined ? empty : this.object(shapeNamed(definition), empty ?? {});
    }
    return out;
  }

  #field(shape: Shape, field: ShapeField, member: unknown, out: Record<string, unknown>): void {
    const { name, reader } = field;
    // what most fields are, and right
    if (reader.kind === 'string' && typeof member === 'string') {
      if (member !== '' || field.required || field.keepsEmptyText) out[name] = member;
      return;
    }
    this.#path.push(name);
    this.#structs.push(shape.shortName);
    this.#place.push(name);
    const decoded = this.#value(reader, member);
    this.#path.pop();
    this.#structs.pop();
    this.#place.pop();
    if (decoded !== nothing && !isLeftOut(field, decoded)) out[name] = decoded;
  }

  #value(reader: Reader, value: unknown): unknown {
    if (value === null || value === undefined) return nothing;
    const { type, typeName } = reader;
    switch (type.kind) {
      case 'definition':
        return this.object(shapeNamed(type.name), value, typeName);
      case 'list':
        return this.#list(reader, value);
      case 'map':
        return this.#map(reader, value);
      case 'string':
        return typeof value === 'string' ? value : this.#wrong(value, typeName);
      case 'boolean':
        return typeof value === 'boolean' ? value : this.#wrong(value, typeName);
      case 'int32':
      case 'int64':
        return isInteger(value, type.kind) ? value : this.#wrong(value, typeName);
      case 'number':
        return typeof value === 'number' ? value : this.#wrong(value, typeName);
      case 'intOrString':
        return typeof value === 'string' || isInteger(value, 'int32') ? value : this.#refuse(value, 'int32');
      case 'quantity':
        return quantity(value);
      case 'time':
      case 'microTime':
        return typeof value === 'string' ? time(value, type.kind) : this.#refuse(value, 'string');
      case 'bytes':
        return typeof value === 'string' ? this.#bytes(value) : this.#wrong(value, '[]uint8');
      case 'any':
        return value;
    }
  }

  #list({ typeName, of }: Reader, value: unknown): unknown {
    if (!Array.isArray(value) || of === undefined) return this.#wrong(value, typeName);
    return value.map((item, index) => this.#item(of, item, index));
  }

  #map({ typeName, of }: Reader, value: unknown): unknown {
    if (!isRecord(value) || of === undefined) return this.#wrong(value, typeName);
    const out: Record<string, unknown> = {};
    for (const key of sortedKeys(value)) out[key] = this.#item(of, value[key], key);
    return out;
  }

  #item(of: Reader, item: unknown, at: string | number): unknown {
    this.#place.push(at);
    const decoded = this.#value(of, item);
    this.#place.pop();
    return decoded === nothing ? emptyOf(of.type) : decoded;
  }

  #bytes(text: string): unknown {
    const at = corruptBase64At(text);
    if (at === undefined) return text;
    this.#error ??= `illegal base64 data at input byte ${at}`;
    return nothing;
  }

  #unknown(key: string): void {
    const place = [...this.#place, key].map((part) => (typeof part === 'number' ? `[${part}]` : `.${part}`)).join('');
    this.unknownFields.push(`unknown field ${JSON.stringify(place.slice(1))}`);
  }

  #wrong(value: unknown, typeName: string): typeof nothing {
    this.#error ??= this.#typeError(value, typeName);
    return nothing;
  }

  /** Stops the decoding at once. */
  #refuse(value: unknown, typeName: string): never {
    throw new Refusal(this.#typeError(value, typeName));
  }

  #typeError(value: unknown, typeName: string): string {
    const struct = this.#structs.at(-1);
    const where = struct === undefined ? 'Go value' : `Go struct field ${struct}.${this.#path.join('.')}`;
    return `json: cannot unmarshal ${jsonKind(value, typeName)} into ${where} of type ${typeName}`;
  }
}

/** Most objects come with their keys in order already. */
function sortedKeys(value: Record<string, unknown>): string[] {
  const keys = Object.keys(value);
  for (let at = 1; at < keys.length; at++) if ((keys[at] as string) < (keys[at - 1] as string)) return keys.sort();
  return keys;
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

function time(value: string, kind: 'time' | 'microTime'): string {
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

function isLeftOut({ required, reader, keepsEmptyText, omitsZero }: ShapeField, value: unknown): boolean {
  if (required) return false;
  if (value === '') return !keepsEmptyText;
  if (Array.isArray(value)) return value.length === 0;
  if (reader.kind === 'map') return Object.keys(value as object).length === 0;
  return omitsZero && (value === 0 || value === false);
}

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

/** What stands for a null in a list or a map. */
function emptyOf(type: FieldType): unknown {
  switch (type.kind) {
    case 'bytes':
      return '';
    case 'definition':
      return {};
    case 'quantity':
      return '0';
    case 'list':
      return null;
    default:
      return zeroOf(type) ?? null;
  }
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
