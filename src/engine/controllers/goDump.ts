/** The text that Go's spew makes of Kubernetes objects, which some names and orders are hashes of. */
import { parseQuantity } from '../../kinds/quantity';
import { goStructs } from './goStructs';

/** Go members whose JSON names do not follow from their own. */
const JSON_NAMES: Readonly<Record<string, string>> = {
  ObjectMeta: 'metadata',
  DeprecatedServiceAccount: 'serviceAccount',
  StorageOS: 'storageos',
};
const ZERO_TIME = '{Time:(time.Time){wall:(uint64)0 ext:(int64)0 loc:(*time.Location)<nil>}}';

interface Member {
  readonly name: string;
  readonly type: string;
  readonly json: string;
  readonly embedded: boolean;
}

/**
 * Dumps a JSON value as the Go type `type` as `%#v` of spew does (types shown, keys sorted, no methods). What the table
 * of structures does not know of is added as JSON, so that the text changes with it; it is then not Go's.
 */
export function goDump(value: unknown, type: string): string {
  return `(${type})${bare(value, type)}`;
}

/** Without the type in front, as in lists and maps. */
function bare(value: unknown, type: string): string {
  if (type.startsWith('*')) return pointer(value, type.slice(1));
  if (type.startsWith('[]')) return list(value, type.slice(2));
  if (type === 'map[string]string') return map(value, 'string');
  if (type === 'v1.ResourceList') return map(value, 'resource.Quantity');
  if (type === 'v1.Time') return ZERO_TIME + extra(value);
  if (type === 'intstr.IntOrString') return intOrString(value);
  if (type === 'resource.Quantity') return quantity(value);
  const members = goStructs[type];
  if (members !== undefined) return struct(value, members);
  if (typeof value === 'object' && value !== null) return extra(value);
  return String(value ?? zero(type));
}

function pointer(value: unknown, type: string): string {
  return value === undefined || value === null ? '<nil>' : bare(value, type);
}

function list(value: unknown, type: string): string {
  if (!Array.isArray(value) || value.length === 0) return '<nil>';
  return `[${value.map((item) => bare(item, type)).join(' ')}]`;
}

function map(value: unknown, type: string): string {
  const entries = Object.entries((value ?? {}) as Record<string, unknown>);
  if (entries.length === 0) return '<nil>';
  entries.sort(([a], [b]) => (a < b ? -1 : 1));
  return `map[${entries.map(([key, member]) => `${key}:${bare(member, type)}`).join(' ')}]`;
}

function struct(value: unknown, members: string): string {
  const object = (value ?? {}) as Record<string, unknown>;
  const known = new Set<string>();
  const text = structText(object, members, known);
  const unknown = Object.entries(object).filter(([key, member]) => !known.has(key) && member !== undefined);
  return unknown.length === 0 ? text : text + extra(Object.fromEntries(unknown));
}

/** Members of an embedded structure are read from the same object. */
function structText(object: Record<string, unknown>, members: string, known: Set<string>): string {
  const texts = members.split(' ').map((text) => {
    const { name, type, json, embedded } = member(text);
    if (embedded) return `${name}:(${type})${structText(object, goStructs[type] ?? '', known)}`;
    known.add(json);
    return `${name}:${goDump(object[json], type)}`;
  });
  return `{${texts.join(' ')}}`;
}

function member(text: string): Member {
  const embedded = text.startsWith('^');
  const at = text.indexOf(':');
  const name = text.slice(embedded ? 1 : 0, at);
  return { name, type: text.slice(at + 1), json: JSON_NAMES[name] ?? jsonName(name), embedded };
}

/** `HTTPGet` is `httpGet`, `TTY` is `tty`, `HostIP` is `hostIP`. */
function jsonName(name: string): string {
  return name.replace(/^[A-Z]+(?=[A-Z][a-z])|^[A-Z]+$|^[A-Z]/, (start) => start.toLowerCase());
}

function intOrString(value: unknown): string {
  const isText = typeof value === 'string';
  const number = typeof value === 'number' ? value : 0;
  return `{Type:(intstr.Type)${isText ? 1 : 0} IntVal:(int32)${number} StrVal:(string)${isText ? value : ''}}`;
}

/** As ParseQuantity fills the structure for amounts that fit into 64 bits; it keeps the text of decimal ones only. */
function quantity(value: unknown): string {
  const text = value === undefined ? '' : String(value);
  const match = /^([+-]?\d+)(?:\.(\d+))?([a-zA-Z]*)$/.exec(text);
  const [, whole = '0', fraction = '', suffix = ''] = match ?? [];
  const binary = suffix.endsWith('i');
  const format = text === '' ? '' : binary ? 'BinarySI' : 'DecimalSI';
  const amount = binary ? wholeOf(text) : BigInt(whole + fraction);
  const scale = binary ? 0 : (SCALES[suffix] ?? 0) - fraction.length;
  return (
    `{i:(resource.int64Amount){value:(int64)${amount} scale:(resource.Scale)${scale}} ` +
    `d:(resource.infDecAmount){Dec:(*inf.Dec)<nil>} s:(string)${binary ? '' : text} Format:(resource.Format)${format}}`
  );
}

const SCALES: Readonly<Record<string, number>> = { n: -9, u: -6, m: -3, k: 3, M: 6, G: 9, T: 12, P: 15, E: 18 };

function wholeOf(text: string): bigint {
  const parsed = parseQuantity(text);
  return parsed.ok ? parsed.value.nano / 1_000_000_000n : 0n;
}

function zero(type: string): string {
  return type === 'bool' ? 'false' : type === 'int32' || type === 'int64' ? '0' : '';
}

function extra(value: unknown): string {
  return value === undefined || value === null ? '' : JSON.stringify(value);
}
