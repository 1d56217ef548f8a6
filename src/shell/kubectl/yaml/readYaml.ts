/**
 * Reads a YAML document as kubectl does (sigs.k8s.io/yaml): YAML 1.1's booleans and octal numbers, dates stay texts, of
 * a key that is there twice the last counts, and problems come in go-yaml's words and lines.
 *
 * Simplified: %TAG directives are not looked at.
 */
import { decodeTextBase64 } from '../../../base/base64';
import type { Result } from '../../../base/result';
import { fail, ok } from '../../../base/result';
import { goText } from '../../templates/goValue';
import { plainValue } from './plainValue';
import { Scanner } from './scanner';
import { type Mark, parserProblem, type Token, type TokenType, YamlProblem } from './token';

/** Which words are truth values: of YAML 1.1 `yes` and `off` as well, as kubectl reads; of 1.2 as kustomize does. */
export type YamlVersion = '1.1' | '1.2';

/** What a reader wants to know besides values. */
export interface YamlHooks {
  /** A key that is there twice is an error. */
  readonly uniqueKeys?: boolean;
  /** Problems name the line where what is being read began, as go-yaml 3 and later do. */
  readonly linesFromStart?: boolean;
  /** Told of values with tags that YAML itself does not have, such as `!reset`; what it returns stands in their place. */
  tagged?(tag: string, value: unknown): unknown;
}

/** The first document's value; null for an empty one. The error is such as `line 4: did not find expected key`. */
export function readYaml(text: string, version: YamlVersion = '1.1', hooks: YamlHooks = {}): Result<unknown, string> {
  try {
    return ok(new Composer(text, version, hooks).document());
  } catch (problem) {
    if (problem instanceof YamlProblem)
      return fail(hooks.linesFromStart === true ? problem.fromStart : problem.message);
    throw problem;
  }
}

/** Documents nested deeper than this are refused, so that no text can exhaust the stack (go-yaml takes 10,000). */
const DEEPEST = 500;

class Composer {
  readonly #scanner: Scanner;
  readonly #anchors = new Map<string, unknown>();
  readonly #version: YamlVersion;
  readonly #hooks: YamlHooks;
  #depth = 0;

  constructor(text: string, version: YamlVersion, hooks: YamlHooks) {
    this.#scanner = new Scanner(text);
    this.#version = version;
    this.#hooks = hooks;
  }

  document(): unknown {
    while (this.#is('document-end')) this.#scanner.next();
    if (this.#is('stream-end')) return null;
    let directives = false;
    while (this.#is('directive')) {
      this.#scanner.next();
      directives = true;
    }
    if (this.#is('document-start')) this.#scanner.next();
    else if (directives) {
      const { start } = this.#scanner.peek();
      throw parserProblem(start, start, 'did not find expected <document start>');
    }
    if (this.#is('document-start', 'document-end', 'stream-end', 'directive')) return null;
    const value = this.#node(true, false);
    this.#scanner.peek();
    return value;
  }

  #is(...types: readonly TokenType[]): boolean {
    return types.includes(this.#scanner.peek().type);
  }

  #node(block: boolean, indentless: boolean): unknown {
    const { start } = this.#scanner.peek();
    if (this.#depth > DEEPEST) throw parserProblem(start, start, `exceeded max depth of ${DEEPEST}`);
    this.#depth++;
    try {
      return this.#anchored(block, indentless, start);
    } finally {
      this.#depth--;
    }
  }

  #anchored(block: boolean, indentless: boolean, start: Mark): unknown {
    if (this.#is('alias')) {
      const name = this.#scanner.next().value;
      if (!this.#anchors.has(name)) throw new YamlProblem(`unknown anchor '${name}' referenced`);
      return this.#anchors.get(name);
    }
    let anchor: string | undefined;
    let tag = '';
    while (this.#is('anchor', 'tag')) {
      const token = this.#scanner.next();
      if (token.type === 'anchor') anchor = token.value;
      else tag = token.value;
    }
    const content = this.#content(block, indentless, start, tag, anchor !== undefined || tag !== '');
    const own = /^![^!]/.test(tag);
    const value = own && this.#hooks.tagged !== undefined ? this.#hooks.tagged(tag, content) : content;
    if (anchor !== undefined) this.#anchors.set(anchor, value);
    return value;
  }

  #content(block: boolean, indentless: boolean, start: Mark, tag: string, described: boolean): unknown {
    const token = this.#scanner.peek();
    if (indentless && token.type === 'block-entry') return this.#indentlessSequence();
    switch (token.type) {
      case 'scalar':
        return scalarValue(this.#scanner.next(), tag, this.#version);
      case 'flow-sequence-start':
        return this.#flowSequence();
      case 'flow-mapping-start':
        return this.#flowMapping();
      case 'block-sequence-start':
        if (block) return this.#blockSequence();
        break;
      case 'block-mapping-start':
        if (block) return this.#blockMapping();
        break;
      default:
    }
    if (described) return tag === '!!str' ? '' : null;
    throw parserProblem(token.start, start, 'did not find expected node content');
  }

  #blockSequence(): unknown[] {
    const { start } = this.#scanner.next();
    const items: unknown[] = [];
    while (this.#is('block-entry')) {
      this.#scanner.next();
      items.push(this.#is('block-entry', 'block-end') ? null : this.#node(true, false));
    }
    this.#expectEnd(start, "did not find expected '-' indicator");
    return items;
  }

  #indentlessSequence(): unknown[] {
    const items: unknown[] = [];
    while (this.#is('block-entry')) {
      this.#scanner.next();
      items.push(this.#is('block-entry', 'key', 'value', 'block-end') ? null : this.#node(true, false));
    }
    return items;
  }

  #blockMapping(): Record<string, unknown> {
    const { start } = this.#scanner.next();
    const map: Record<string, unknown> = {};
    const lines = new Map<string, number>();
    while (this.#is('key')) {
      this.#scanner.next();
      const { line } = this.#scanner.peek().start;
      const key = this.#is('key', 'value', 'block-end') ? null : this.#node(true, true);
      this.#checkRepetition(lines, key, line);
      let value: unknown = null;
      if (this.#is('value')) {
        this.#scanner.next();
        value = this.#is('key', 'value', 'block-end') ? null : this.#node(true, true);
      }
      put(map, key, value);
    }
    this.#expectEnd(start, 'did not find expected key');
    return map;
  }

  #checkRepetition(lines: Map<string, number>, key: unknown, line: number): void {
    if (this.#hooks.uniqueKeys !== true || key === '<<') return;
    const before = lines.get(String(key));
    if (before !== undefined)
      throw new YamlProblem(
        `line ${line + 1}: mapping key ${JSON.stringify(key)} already defined at line ${before + 1}`,
      );
    lines.set(String(key), line);
  }

  #expectEnd(start: Mark, problem: string): void {
    const token = this.#scanner.peek();
    if (token.type !== 'block-end') throw parserProblem(token.start, start, problem);
    this.#scanner.next();
  }

  #flowSequence(): unknown[] {
    const { start } = this.#scanner.next();
    const items: unknown[] = [];
    for (let first = true; !this.#is('flow-sequence-end'); first = false) {
      if (!first) {
        this.#expectFlowEntry(start, "did not find expected ',' or ']'");
        if (this.#is('flow-sequence-end')) break;
      }
      items.push(this.#is('key') ? this.#flowPair('flow-sequence-end') : this.#node(false, false));
    }
    this.#scanner.next();
    return items;
  }

  #flowMapping(): Record<string, unknown> {
    const { start } = this.#scanner.next();
    const map: Record<string, unknown> = {};
    for (let first = true; !this.#is('flow-mapping-end'); first = false) {
      if (!first) {
        this.#expectFlowEntry(start, "did not find expected ',' or '}'");
        if (this.#is('flow-mapping-end')) break;
      }
      if (this.#is('key')) Object.assign(map, this.#flowPair('flow-mapping-end', map));
      else put(map, this.#node(false, false), null);
    }
    this.#scanner.next();
    return map;
  }

  #expectFlowEntry(start: Mark, problem: string): void {
    const token = this.#scanner.peek();
    if (token.type !== 'flow-entry') throw parserProblem(token.start, start, problem);
    this.#scanner.next();
  }

  #flowPair(end: TokenType, into: Record<string, unknown> = {}): Record<string, unknown> {
    this.#scanner.next();
    const key = this.#is('value', 'flow-entry', end) ? null : this.#node(false, false);
    let value: unknown = null;
    if (this.#is('value')) {
      this.#scanner.next();
      value = this.#is('flow-entry', end) ? null : this.#node(false, false);
    }
    put(into, key, value);
    return into;
  }
}

/** JSON has only text keys. A `<<` brings in the members that are not there. */
function put(map: Record<string, unknown>, key: unknown, value: unknown): void {
  if (key === '<<') {
    const sources = Array.isArray(value) ? (value as unknown[]) : [value];
    for (const source of sources) {
      if (typeof source !== 'object' || source === null || Array.isArray(source)) {
        throw new YamlProblem('map merge requires map or sequence of maps as the value');
      }
      for (const [name, member] of Object.entries(source)) if (!Object.hasOwn(map, name)) map[name] = member;
    }
    return;
  }
  if (typeof key === 'object' && key !== null) throw new YamlProblem(`invalid map key: ${goText(key)}`);
  const name = key === null ? 'null' : String(key);
  // not by assignment: a key may be called __proto__
  Object.defineProperty(map, name, { value, enumerable: true, configurable: true, writable: true });
}

const ONLY_OLD = /^(?:y|Y|yes|Yes|YES|on|On|ON|n|N|no|No|NO|off|Off|OFF)$/;

function scalarValue({ value, plain }: Token, tag: string, version: YamlVersion): unknown {
  if (version === '1.2' && tag === '' && ONLY_OLD.test(value)) return value;
  if (tag === '') return plain ? plainValue(value) : value;
  if (tag === '!!binary') return decodeTextBase64(value) ?? value;
  if (tag === '!!float' || tag === '!!int') return Number(value);
  return tag === '!!bool' || tag === '!!null' ? plainValue(value) : value;
}
