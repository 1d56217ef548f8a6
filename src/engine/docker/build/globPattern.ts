/**
 * Patterns of file names: `*` and `?` for anything but a slash, `[a-z]`, a backslash before what is meant as it is, and
 * where it is asked for `**` for any number of directories. As Go's filepath.Match and moby's patternmatcher have them.
 */
import { fail, ok, type Result } from '../../../base/result';

type Part =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'class'; readonly negated: boolean; readonly ranges: readonly (readonly [string, string])[] }
  /** Anything but a slash, once or any number of times. */
  | { readonly kind: 'one' }
  | { readonly kind: 'star' }
  /** Nothing, or anything that ends in a slash. */
  | { readonly kind: 'directories' }
  | { readonly kind: 'everything' };

export interface GlobPattern {
  matches(path: string): boolean;
}

/** Reads a pattern; undefined when it is malformed (an open bracket, an escape at the end). */
export function globPattern(
  pattern: string,
  options: { readonly doubleStar: boolean },
): Result<GlobPattern, 'bad pattern'> {
  const reader = new PatternReader(pattern, options.doubleStar);
  const parts: Part[] = [];
  for (let part = reader.next(); part !== undefined; part = reader.next()) parts.push(part);
  return reader.bad ? fail('bad pattern') : ok({ matches: (path) => matches(parts, path) });
}

/** True when a name has something in it that makes it a pattern. */
export function isGlobPattern(text: string): boolean {
  return /(?:^|[^\\])[*?[]/.test(text);
}

class PatternReader {
  bad = false;
  readonly #characters: readonly string[];
  readonly #doubleStar: boolean;
  #at = 0;

  constructor(pattern: string, doubleStar: boolean) {
    this.#characters = [...pattern];
    this.#doubleStar = doubleStar;
  }

  next(): Part | undefined {
    const character = this.#characters[this.#at++];
    if (character === undefined || this.bad) return undefined;
    if (character === '*') return this.#star();
    if (character === '?') return { kind: 'one' };
    if (character === '[') return this.#class();
    return { kind: 'text', text: character === '\\' ? this.#escaped() : character };
  }

  #escaped(): string {
    const character = this.#characters[this.#at++];
    if (character === undefined) this.bad = true;
    return character ?? '';
  }

  #star(): Part {
    if (!this.#doubleStar || this.#characters[this.#at] !== '*') return { kind: 'star' };
    this.#at++;
    if (this.#at === this.#characters.length) return { kind: 'everything' };
    if (this.#characters[this.#at] !== '/') return { kind: 'everything' };
    this.#at++;
    return { kind: 'directories' };
  }

  #class(): Part {
    const negated = this.#characters[this.#at] === '^';
    if (negated) this.#at++;
    const ranges: (readonly [string, string])[] = [];
    while (this.#characters[this.#at] !== ']' || ranges.length === 0) {
      const from = this.#member();
      let to = from;
      if (this.#characters[this.#at] === '-') {
        this.#at++;
        to = this.#member();
      }
      if (this.bad) break;
      ranges.push([from, to]);
    }
    this.#at++;
    return { kind: 'class', negated, ranges };
  }

  #member(): string {
    const character = this.#characters[this.#at++];
    if (character === '\\') return this.#escaped();
    if (character === undefined || character === '-' || character === ']') this.bad = true;
    return character ?? '';
  }
}

/** Follows all possible positions at once, so that patterns with many stars end. */
function matches(parts: readonly Part[], path: string): boolean {
  const characters = [...path];
  let here: ReadonlySet<number> = new Set([0]);
  for (const part of parts) {
    const next = new Set<number>();
    for (const at of here) step(part, characters, at, next);
    if (next.size === 0) return false;
    here = next;
  }
  return here.has(characters.length);
}

/** Adds the positions that a part can lead to. */
function step(part: Part, characters: readonly string[], at: number, next: Set<number>): void {
  const character = characters[at];
  if (part.kind === 'text' || part.kind === 'one' || part.kind === 'class') {
    if (character !== undefined && accepts(part, character)) next.add(at + 1);
    return;
  }
  next.add(at);
  for (let end = at; end < characters.length; end++) {
    const slash = characters[end] === '/';
    if (part.kind === 'star' && slash) return;
    if (part.kind !== 'directories' || slash) next.add(end + 1);
  }
}

function accepts(part: Part, character: string): boolean {
  if (part.kind === 'text') return part.text === character;
  if (character === '/') return false;
  if (part.kind !== 'class') return true;
  const inside = part.ranges.some(([from, to]) => from <= character && character <= to);
  return inside !== part.negated;
}
