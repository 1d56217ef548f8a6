/** Writes a text so that a shell reads it as just that text. */

/** In single quotes when it has to be; `always` quotes plain words too, as `${x@Q}` does. */
export function quoteForShell(text: string, always = false): string {
  if (!always && /^[A-Za-z0-9_@%+=:,./-]+$/.test(text)) return text;
  if (/\p{Cc}/u.test(text)) return `$'${[...text].map(ansiC).join('')}'`;
  return `'${text.replace(/'/g, `'\\''`)}'`;
}

/** With backslashes, as `printf %q` writes it. */
export function quoteWithBackslashes(text: string): string {
  if (text === '') return "''";
  if (/\p{Cc}/u.test(text)) return quoteForShell(text, true);
  return text.replace(/^[#~]|[\s"'`\\$&|;<>()*?[\]{}!^]/g, '\\$&');
}

const ESCAPES: Readonly<Record<string, string>> = {
  '\n': '\\n',
  '\t': '\\t',
  '\r': '\\r',
  '\u001b': '\\E',
  "'": "\\'",
  '\\': '\\\\',
};

function ansiC(character: string): string {
  const known = ESCAPES[character];
  if (known !== undefined) return known;
  return character < ' ' || character === '\u007f'
    ? `\\${character.charCodeAt(0).toString(8).padStart(3, '0')}`
    : character;
}
