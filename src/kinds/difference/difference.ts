/**
 * The difference of two specs as the API server prints it when it refuses an update (go-cmp's Diff over the
 * internal types). Simplified: lists of different lengths are compared item by item from the front.
 */
import { equal } from '../../base/equality';
import { quantityOf } from '../quantity';
import { type GoType, goFields, goTypeText } from './goStructs';
import { layOut, line, prefixed, type TextNode, type TextRecord, wrap } from './textTree';

type Json = unknown;
/** How a value is printed: with its type, without, or as one that did not change. */
type Mode = 'typed' | 'bare' | 'same';

/** Unchanged neighbours shown around a change. */
const contextSize = 2;
/** Members shown of something unchanged, and of something removed or added. */
const sameLimit = 4;
const changedLimit = 16;

/** Lines led by `- ` for the old and `+ ` for the new. */
export function podSpecDifference(before: object, after: object): string {
  return structDifference('PodSpec', internal(before), internal(after));
}

/** The same of the specs of two claims for volumes. */
export function claimSpecDifference(before: object, after: object): string {
  return structDifference('PersistentVolumeClaimSpec', before, after);
}

/** The same of where the data of two persistent volumes is. */
export function volumeSourceDifference(before: object, after: object): string {
  return structDifference('PersistentVolumeSource', before, after);
}

function structDifference(name: string, before: Json, after: Json): string {
  return layOut(difference({ kind: 'struct', name }, before, after, 'typed'));
}

/** The internal type keeps the host namespaces in the security context. */
function internal(spec: object): Json {
  const source = spec as Record<string, Json>;
  const { hostNetwork, hostPID, hostIPC, shareProcessNamespace, hostUsers } = source;
  const namespaces = { hostNetwork, hostPID, hostIPC, shareProcessNamespace, hostUsers };
  return { ...source, securityContext: { ...namespaces, ...(source['securityContext'] as object) } };
}

interface Member {
  readonly key: string;
  readonly type: GoType;
  readonly before: Json;
  readonly after: Json;
}

function difference(type: GoType, before: Json, after: Json, mode: Mode): TextNode {
  if (type.kind === 'pointer') return prefixed('&', difference(type.of, before, after, mode));
  const members = membersOf(type, before, after);
  const records: TextRecord[] = [];
  let at = 0;
  while (at < members.length) {
    const start = at;
    while (at < members.length && same(members[at])) at++;
    appendUnchanged(records, members.slice(start, at), start === 0, at === members.length, type);
    while (at < members.length && !same(members[at])) appendChanged(records, members[at++], type);
  }
  return wrap(mode === 'typed' ? goTypeText(type) : '', records);
}

function appendUnchanged(
  records: TextRecord[],
  run: readonly Member[],
  first: boolean,
  last: boolean,
  of: GoType,
): void {
  const low = first ? 0 : Math.min(contextSize, run.length);
  let high = last ? 0 : Math.min(contextSize, run.length - low);
  if (run.length - low - high === 1) high++;
  const show = (member: Member) => {
    records.push({ mark: '', key: member.key, value: value(member.type, member.after, 'same', 1) });
  };
  run.slice(0, low).forEach(show);
  const hidden = run.length - low - high;
  if (hidden > 0) {
    const unit = of.kind === 'struct' ? 'field' : of.kind === 'map' ? 'entr' : 'element';
    const plural = unit === 'entr' ? (hidden === 1 ? 'y' : 'ies') : hidden === 1 ? '' : 's';
    records.push({ mark: '', key: '', value: line('...'), comment: `${hidden} identical ${unit}${plural}` });
  }
  run.slice(run.length - high).forEach((member) => {
    if (high > 0) show(member);
  });
}

function appendChanged(records: TextRecord[], member: Member | undefined, of: GoType): void {
  if (member === undefined) return;
  const { key, type, before, after } = member;
  const mode = of.kind === 'struct' ? 'typed' : 'bare';
  if (!isChain(type, before, after)) {
    records.push({ mark: '', key, value: difference(type, before, after, mode) });
    return;
  }
  const absent = of.kind !== 'struct';
  if (!absent || before !== undefined) records.push({ mark: '-', key, value: value(type, before, mode, 3) });
  if (!absent || after !== undefined) records.push({ mark: '+', key, value: value(type, after, mode, 3) });
}

/** Whether the change is shown as old and new line: plain values, and what wraps a single one. */
function isChain(type: GoType, before: Json, after: Json): boolean {
  if (type.kind === 'pointer') return isNil(type, before) || isNil(type, after) || isChain(type.of, before, after);
  if (type.kind === 'struct') {
    const members = membersOf(type, before, after);
    return before === undefined || after === undefined || (members.length === 1 && isChainMember(members[0]));
  }
  if (type.kind !== 'list' && type.kind !== 'map') return true;
  if (isNil(type, before) || isNil(type, after)) return true;
  const members = membersOf(type, before, after);
  return members.length === 1 && isChainMember(members[0]);
}

function isChainMember(member: Member | undefined): boolean {
  return member === undefined || isChain(member.type, member.before, member.after);
}

function membersOf(type: GoType, before: Json, after: Json): readonly Member[] {
  const old = (before ?? {}) as Record<string, Json>;
  const now = (after ?? {}) as Record<string, Json>;
  if (type.kind === 'struct') {
    return goFields(type.name).map((field) =>
      field.json === undefined
        ? { key: field.name, type: field.type, before: embedded(field.type, old), after: embedded(field.type, now) }
        : { key: field.name, type: field.type, before: old[field.json], after: now[field.json] },
    );
  }
  if (type.kind === 'list') {
    const length = Math.max((old as unknown as Json[]).length ?? 0, (now as unknown as Json[]).length ?? 0);
    return Array.from({ length }, (_, i) => ({ key: '', type: type.of, before: old[i], after: now[i] }));
  }
  if (type.kind !== 'map') return [];
  const keys = [...new Set([...Object.keys(old), ...Object.keys(now)])].sort();
  return keys.map((key) => ({ key: mapKey(type.of, key), type: type.of, before: old[key], after: now[key] }));
}

/** The part of an object that belongs to an embedded struct. */
function embedded(type: GoType, object: Record<string, Json>): Json {
  if (type.kind !== 'struct') return undefined;
  const own = goFields(type.name).flatMap(({ json = '' }) =>
    object[json] === undefined ? [] : [[json, object[json]]],
  );
  return Object.fromEntries(own);
}

function same(member: Member | undefined): boolean {
  return member === undefined || equal(member.before, member.after);
}

function isNil(type: GoType, json: Json): boolean {
  if (json === undefined || json === null) return true;
  return type.kind === 'list' && (json as Json[]).length === 0;
}

/** A value on its own; `level` says how deep it is still told in full. */
function value(type: GoType, json: Json, mode: Mode, level: number): TextNode {
  switch (type.kind) {
    case 'string':
      return line(JSON.stringify(json ?? ''));
    case 'integer':
      return line(String(json ?? 0));
    case 'boolean':
      return line(String(json ?? false));
    case 'port':
      return port(json, mode);
    case 'quantity':
      return quantity(json, mode);
    case 'pointer':
      return isNil(type, json) ? line('nil') : prefixed('&', value(type.of, json, mode, level));
    default:
      return isNil(type, json) && type.kind !== 'struct' ? line('nil') : composite(type, json, mode, level);
  }
}

function composite(type: GoType, json: Json, mode: Mode, level: number): TextNode {
  const inner = mode === 'same' ? 'same' : type.kind === 'struct' ? 'typed' : 'bare';
  const limit = mode === 'same' ? sameLimit : level > 0 ? changedLimit >> (3 - level) : 0;
  const records: TextRecord[] = [];
  for (const member of membersOf(type, json, json)) {
    if (type.kind === 'struct' && isZero(member.type, member.after)) continue;
    if (records.length === limit) {
      records.push({ mark: '', key: '', value: line('...') });
      break;
    }
    const below = mode === 'same' ? level : level - 1;
    records.push({ mark: '', key: member.key, value: value(member.type, member.after, inner, below) });
  }
  return wrap(mode === 'typed' ? goTypeText(type) : '', records);
}

function isZero(type: GoType, json: Json): boolean {
  if (type.kind === 'struct') return membersOf(type, json, json).every((member) => isZero(member.type, member.after));
  if (json === undefined || json === null) return true;
  if (type.kind === 'pointer' || type.kind === 'map' || type.kind === 'port' || type.kind === 'quantity') return false;
  return type.kind === 'list' ? (json as Json[]).length === 0 : json === '' || json === 0 || json === false;
}

function port(json: Json, mode: Mode): TextNode {
  const prefix = mode === 'typed' ? 'intstr.IntOrString' : '';
  if (typeof json === 'string') return line(`${prefix}{Type: 1, StrVal: ${JSON.stringify(json)}}`);
  return line(json ? `${prefix}{IntVal: ${json}}` : `${prefix}{}`);
}

function quantity(json: Json, mode: Mode): TextNode {
  const text = String(json ?? '0');
  const { nano, format } = quantityOf(text);
  const milli = nano % 1_000_000_000n !== 0n;
  const amount = milli ? `value: ${nano / 1_000_000n}, scale: -3` : `value: ${nano / 1_000_000_000n}`;
  const inner = mode === 'same' ? '{...}' : `resource.int64Amount{${amount}}`;
  return line(
    `${mode === 'typed' ? 'resource.Quantity' : ''}{i: ${inner}, s: ${JSON.stringify(text)}, Format: "${format}"}`,
  );
}

function mapKey(of: GoType, key: string): string {
  return of.kind === 'quantity' ? `s${JSON.stringify(key)}` : JSON.stringify(key);
}
