/** Patterns of `${name#pattern}` and `${name/pattern/text}`: `*` and `?`, with a backslash before what is meant as is. */
import { fail, ok, type Result } from '../../../../base/result';

type Part = { readonly kind: 'text'; readonly text: string } | { readonly kind: 'one' } | { readonly kind: 'any' };

export interface ShellPattern {
  /** Where the pattern, beginning at `from`, may end: the shortest or the longest match. */
  matchAt(text: string, from: number, longest: boolean): number | undefined;
}

/** Reads a pattern; the error is what BuildKit says of a bad escape. */
export function shellPattern(pattern: string): Result<ShellPattern, string> {
  const parts: Part[] = [];
  const characters = [...pattern];
  for (let at = 0; at < characters.length; at++) {
    let character = characters[at] ?? '';
    if (character === '*') {
      if (parts.at(-1)?.kind !== 'any') parts.push({ kind: 'any' });
      continue;
    }
    if (character === '?') {
      parts.push({ kind: 'one' });
      continue;
    }
    if (character === '\\') {
      character = characters[++at] ?? '';
      if (!['*', '?', '\\', '}', '/'].includes(character)) return fail(`invalid escape '\\${character}'`);
    }
    parts.push({ kind: 'text', text: character });
  }
  return ok({ matchAt: (text, from, longest) => longestOrShortest(parts, text, from, longest) });
}

/** Follows all possible positions at once, so that patterns with many stars end. */
function longestOrShortest(parts: readonly Part[], text: string, from: number, longest: boolean): number | undefined {
  let ends: readonly number[] = [from];
  for (const part of parts) {
    ends = part.kind === 'any' ? everyEndFrom(Math.min(...ends), text) : stepped(part, ends, text);
    if (ends.length === 0) return undefined;
  }
  return longest ? Math.max(...ends) : Math.min(...ends);
}

function everyEndFrom(first: number, text: string): readonly number[] {
  return Array.from({ length: text.length - first + 1 }, (_, index) => first + index);
}

function stepped(part: Part, ends: readonly number[], text: string): readonly number[] {
  const next = new Set<number>();
  for (const at of ends) {
    if (part.kind === 'one' && at < text.length) next.add(at + String.fromCodePoint(text.codePointAt(at) ?? 0).length);
    if (part.kind === 'text' && text.startsWith(part.text, at)) next.add(at + part.text.length);
  }
  return [...next];
}
