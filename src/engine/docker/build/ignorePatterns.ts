/** .dockerignore: which files of the context stay out of builds. */
import { fail, ok, type Result } from '../../../base/result';
import { type GlobPattern, globPattern } from './globPattern';

interface IgnoreRule {
  readonly pattern: GlobPattern;
  /** `!`: what it matches comes in again. */
  readonly exception: boolean;
}

export class IgnorePatterns {
  readonly #rules: readonly IgnoreRule[];

  private constructor(rules: readonly IgnoreRule[]) {
    this.#rules = rules;
  }

  /** Reads the file; the error is the builder's. */
  static read(text: string): Result<IgnorePatterns, string> {
    const rules: IgnoreRule[] = [];
    for (const trimmed of ignoreLines(text)) {
      const exception = trimmed.startsWith('!');
      const written = exception ? trimmed.slice(1).trim() : trimmed;
      if (written === '') return fail('illegal exclusion pattern: "!"');
      const cleaned = cleanPath(written);
      const pattern = globPattern(cleaned.length > 1 ? cleaned.replace(/^\//, '') : cleaned, { doubleStar: true });
      if (!pattern.ok) return fail('syntax error in pattern');
      rules.push({ pattern: pattern.value, exception });
    }
    return ok(new IgnorePatterns(rules));
  }

  /** Whether a path (without a leading slash) is left out: the last rule that matches it or a directory above decides. */
  excludes(path: string): boolean {
    const parts = path.split('/');
    const paths = parts.map((_, index) => parts.slice(0, index + 1).join('/'));
    let excluded = false;
    for (const { pattern, exception } of this.#rules) {
      // A rule that would change nothing needs no look.
      if (exception === excluded && paths.some((one) => pattern.matches(one))) excluded = !exception;
    }
    return excluded;
  }
}

/** The lines that are patterns, without the blanks around them. */
export function ignoreLines(text: string): readonly string[] {
  return text
    .replace(/^\ufeff/, '')
    .split(/\r?\n/)
    .filter((line) => !line.startsWith('#'))
    .map((line) => line.trim())
    .filter((line) => line !== '');
}

/** The shortest way to write a path: no `.`, no doubled slashes, `..` taken back where it can be (Go's path.Clean). */
function cleanPath(path: string): string {
  const rooted = path.startsWith('/');
  const parts: string[] = [];
  for (const part of path.split('/')) {
    if (part === '' || part === '.') continue;
    if (part === '..' && parts.length > 0 && parts.at(-1) !== '..') parts.pop();
    else if (part !== '..' || !rooted) parts.push(part);
  }
  return (rooted ? '/' : '') + parts.join('/') || '.';
}
