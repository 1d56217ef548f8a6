/**
 * Reads YAML as kubectl does (sigs.k8s.io/yaml): YAML 1.1's booleans and octal numbers, dates stay texts, and the
 * problems in go-yaml's words.
 */
import {
  defineScalarTag,
  load,
  mapTag,
  mergeTag,
  NOT_RESOLVED,
  nullYaml11Tag,
  Schema,
  seqTag,
  strTag,
  YAMLException,
} from 'js-yaml';
import type { Result } from '../../../base/result';
import { fail, ok } from '../../../base/result';
import { parseInteger } from '../flag';

const TRUE = /^(?:y|Y|yes|Yes|YES|true|True|TRUE|on|On|ON)$/;
const FALSE = /^(?:n|N|no|No|NO|false|False|FALSE|off|Off|OFF)$/;
const FLOAT = /^[-+]?(?:\.[0-9]+|[0-9]+(?:\.[0-9]*)?)(?:[eE][-+]?[0-9]+)?$/;

const boolTag = defineScalarTag('tag:yaml.org,2002:bool', {
  implicit: true,
  resolve: (source) => (TRUE.test(source) ? true : FALSE.test(source) ? false : NOT_RESOLVED),
  identify: (data) => typeof data === 'boolean',
});

const intTag = defineScalarTag('tag:yaml.org,2002:int', {
  implicit: true,
  resolve: (source) => {
    const value = parseInteger(source.replaceAll('_', ''));
    return value === undefined || source.startsWith('_') ? NOT_RESOLVED : Number(value);
  },
  identify: (data) => Number.isInteger(data),
});

const floatTag = defineScalarTag('tag:yaml.org,2002:float', {
  implicit: true,
  resolve: (source) => (FLOAT.test(source.replaceAll('_', '')) ? Number(source.replaceAll('_', '')) : NOT_RESOLVED),
  identify: (data) => typeof data === 'number',
});

const schema = new Schema([strTag, seqTag, mapTag, nullYaml11Tag, boolTag, intTag, floatTag, mergeTag]);

/** The value of a plain word in a YAML file: `on` is true, `0777` is 511, `1.5` a number; texts stay themselves. */
export function plainValue(word: string): unknown {
  if (/^(?:~|null|Null|NULL|)$/.test(word)) return null;
  if (TRUE.test(word)) return true;
  if (FALSE.test(word)) return false;
  const integer = word.startsWith('_') ? undefined : parseInteger(word.replaceAll('_', ''));
  if (integer !== undefined) return Number(integer);
  if (FLOAT.test(word.replaceAll('_', ''))) return Number(word.replaceAll('_', ''));
  if (/^[-+]?\.(?:inf|Inf|INF)$|^\.(?:nan|NaN|NAN)$/.test(word)) return Number.NaN;
  return word;
}

/** One document's value; null for an empty one. The error is go-yaml's, such as `line 4: did not find expected key`. */
export function readYaml(text: string): Result<unknown, string> {
  if (/^\s*(#[^\n]*\s*)*$/.test(text)) return ok(null);
  try {
    return ok(withTextKeys(load(text, { schema, json: false })));
  } catch (error) {
    if (error instanceof YAMLException) return fail(goMessage(error, text));
    throw error;
  }
}

/** JSON has only text keys: others are written as Go writes them. */
function withTextKeys(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withTextKeys);
  if (value instanceof Map) {
    return Object.fromEntries([...value].map(([key, member]) => [String(key), withTextKeys(member)]));
  }
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, member]) => [key, withTextKeys(member)]));
}

/** What libyaml's scanner and parser would have said, as far as the reason and the text tell. */
function goMessage(error: YAMLException, text: string): string {
  const line = (error.mark?.line ?? 0) + 1;
  const lines = text.split('\n');
  const tab = lines.findIndex((one) => /^ *\t+\s*[^\s#]/.test(one));
  const { reason } = error;
  if (tab >= 0 && tab + 1 <= line + 1) return `line ${tab + 1}: found character that cannot start any token`;
  if (/duplicat/.test(reason)) return `unmarshal errors:\n  line ${line}: ${duplicateKey(lines[line - 1] ?? '')}`;
  if (/unidentified alias/.test(reason)) return `unknown anchor '${/"(.*)"/.exec(reason)?.[1] ?? ''}' referenced`;
  if (/unexpected end of the (stream|document)|end of the document within|end of the stream within/.test(reason)) {
    return `line ${line}: found unexpected end of stream`;
  }
  if (/mapping values? (is|are) not allowed|nested mappings|bad indentation of a mapping entry/.test(reason)) {
    return mappingMessage(lines, line);
  }
  if (/can not read a block mapping entry|implicit map|multiline key/.test(reason)) {
    return `line ${line}: could not find expected ':'`;
  }
  if (/sequence entry/.test(reason)) return `line ${line}: did not find expected '-' indicator`;
  if (/flow|missed comma/.test(reason)) return `line ${line}: did not find expected ',' or ']'`;
  return `line ${line}: did not find expected key`;
}

function mappingMessage(lines: readonly string[], line: number): string {
  const current = lines[line - 1] ?? '';
  const before = lines.slice(0, line - 1).findLast((one) => one.trim() !== '' && !one.trim().startsWith('#')) ?? '';
  const deeper = indent(current) > indent(before);
  // after `key: value`, deeper lines continue the value, so that a colon in them is the problem
  if (deeper && /:\s+\S/.test(before) && /:(\s|$)/.test(current)) {
    return `line ${line}: mapping values are not allowed in this context`;
  }
  if (!deeper && /:\s+\S.*:(\s|$)/.test(current)) return `line ${line}: mapping values are not allowed in this context`;
  return `line ${line}: did not find expected key`;
}

function duplicateKey(line: string): string {
  const key = /^[\s-]*(.+?)\s*:/.exec(line)?.[1] ?? '';
  return `key ${JSON.stringify(key)} already set in map`;
}

function indent(line: string): number {
  return line.length - line.trimStart().length;
}
