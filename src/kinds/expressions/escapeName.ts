/** Names of properties as expressions write them: `x-y` is `x__dash__y`, a word of the language `__in__`. */
const RESERVED: ReadonlySet<string> = new Set([
  'true',
  'false',
  'null',
  'in',
  'as',
  'break',
  'const',
  'continue',
  'else',
  'for',
  'function',
  'if',
  'import',
  'let',
  'loop',
  'package',
  'namespace',
  'return',
  'var',
  'void',
  'while',
]);
const SIGNS: Readonly<Record<string, string>> = {
  __: '__underscores__',
  '.': '__dot__',
  '-': '__dash__',
  '/': '__slash__',
};

/** Follows apiserver's `cel.Escape`; undefined for names that cannot be written. */
export function escapeName(name: string): string | undefined {
  if (!/^[A-Za-z_][\w./-]*$/.test(name)) return undefined;
  if (RESERVED.has(name)) return `__${name}__`;
  return name.replace(/__|[./-]/g, (sign) => SIGNS[sign] ?? sign);
}
