/**
 * Reads the protobuf bodies that kubectl's generators (`kubectl create deployment`, `create service`, ...) and `drain`
 * send: the wire format is self-describing but for field numbers and types, which the table below gives for what they
 * send. A body that says something else is refused.
 */
import { type FieldKind, MESSAGES } from './protobufMessages';

/** What Kubernetes puts before a protobuf body. */
const MAGIC = 'k8s\0';

/** The object in a protobuf body; undefined when it is none, or of a kind that isn't in the table. */
export function decodeProtobuf(body: Buffer): unknown {
  if (body.subarray(0, MAGIC.length).toString('latin1') !== MAGIC) return undefined;
  const { typeMeta, raw } = readMessage(body.subarray(MAGIC.length), 'Unknown') as {
    typeMeta?: { apiVersion?: string; kind?: string };
    raw?: string;
  };
  const kind = typeMeta?.kind ?? '';
  if (MESSAGES[kind] === undefined || raw === undefined) return undefined;
  try {
    return { ...typeMeta, ...readMessage(Buffer.from(raw, 'base64'), kind) };
  } catch (failure) {
    if (!(failure instanceof UnknownField)) throw failure;
    process.stderr.write(`serve: a ${kind} in protobuf is refused: ${failure.message} is not known here\n`);
    return undefined;
  }
}

/** Says something that isn't in the table: to pass over it would be to do something else than was asked. */
class UnknownField extends Error {}

/** Go writes all fields that are no pointers, and so a status with nothing in it. */
function isEmpty(value: number | Buffer): boolean {
  if (typeof value === 'number') return value === 0;
  if (value.length === 0) return true;
  const reader = new Reader(value);
  while (!reader.done) if (!isEmpty(reader.next().value)) return false;
  return true;
}

function readMessage(bytes: Buffer, type: string): Record<string, unknown> {
  const message = MESSAGES[type] ?? {};
  const out: Record<string, unknown> = {};
  const reader = new Reader(bytes);
  while (!reader.done) {
    const { field, value } = reader.next();
    const declared = message[field];
    if (declared === undefined) {
      if (!isEmpty(value)) throw new UnknownField(`field ${field} of ${type}`);
      continue;
    }
    const [name, kind] = declared;
    if (kind === 'ignored') continue;
    if (kind.startsWith('[]')) {
      out[name] = [...((out[name] as unknown[] | undefined) ?? []), fieldValue(value, kind.slice(2))];
    } else if (kind.startsWith('{}')) {
      const entry = readMessage(value as Buffer, `MapEntry${kind}`);
      out[name] = { ...(out[name] as object | undefined), [String(entry['key'] ?? '')]: entry['value'] ?? '' };
    } else if (name === '') {
      // An embedded message's fields stand among those around it.
      Object.assign(out, fieldValue(value, kind));
    } else {
      const found = fieldValue(value, kind);
      // Go writes empty texts and zeroes that JSON leaves out.
      const isLeftOut = found === '' || (found === 0 && kind !== 'int') || (found === false && kind === 'trueOnly');
      if (!isLeftOut) out[name] = found;
    }
  }
  return dropZeroPorts(out);
}

/** A port or generation of 0 says that none was given. */
function dropZeroPorts(message: Record<string, unknown>): Record<string, unknown> {
  for (const name of ['nodePort', 'hostPort', 'targetPort', 'generation'])
    if (message[name] === 0) delete message[name];
  return message;
}

function fieldValue(value: number | Buffer, kind: FieldKind): unknown {
  if (typeof value === 'number') return kind === 'bool' || kind === 'trueOnly' ? value !== 0 : value;
  switch (kind) {
    case 'string':
      return value.toString('utf8');
    case 'bytes':
      return value.toString('base64');
    case 'time': {
      const { seconds } = readMessage(value, 'Timestamp') as { seconds?: number };
      return seconds === undefined ? '' : new Date(seconds * 1000).toISOString().replace('.000Z', 'Z');
    }
    case 'quantity':
      return readMessage(value, 'Quantity')['string'] ?? '0';
    case 'intOrString': {
      const { type = 0, intVal = 0, strVal = '' } = readMessage(value, 'IntOrString');
      return type === 0 ? intVal : strVal;
    }
    default:
      return readMessage(value, kind);
  }
}

class Reader {
  readonly #bytes: Buffer;
  #at = 0;

  constructor(bytes: Buffer) {
    this.#bytes = bytes;
  }

  get done(): boolean {
    return this.#at >= this.#bytes.length;
  }

  /** The next field: a number for variable-length and fixed integers, the bytes of anything else. */
  next(): { field: number; value: number | Buffer } {
    const tag = this.#varint();
    const field = Math.floor(tag / 8);
    switch (tag % 8) {
      case 0:
        return { field, value: this.#varint() };
      case 1:
        return { field, value: this.#take(8) };
      case 2:
        return { field, value: this.#take(this.#varint()) };
      default:
        return { field, value: this.#take(4) };
    }
  }

  /** Up to 2^53; negative numbers, which take ten bytes, come out as such. */
  #varint(): number {
    let value = 0n;
    for (let shift = 0n; ; shift += 7n) {
      const byte = BigInt(this.#bytes[this.#at++] ?? 0);
      value |= (byte & 127n) << shift;
      if (byte < 128n) return Number(BigInt.asIntN(64, value));
    }
  }

  #take(length: number): Buffer {
    const bytes = this.#bytes.subarray(this.#at, this.#at + length);
    this.#at += length;
    return bytes;
  }
}
