import { encodeUtf8, textOfBytes } from '../../base/utf8';

/** What `echo` prints: `-n`, `-e`, `-E` are options as long as they stand first. `always`: escapes count without -e. */
export function echoText(arguments_: readonly string[], always = false): string {
  let newline = true;
  let escapes = always;
  let at = 0;
  for (; /^-[neE]+$/.test(arguments_[at] ?? ''); at++) {
    for (const letter of (arguments_[at] as string).slice(1)) {
      if (letter === 'n') newline = false;
      else escapes = letter === 'e';
    }
  }
  const text = arguments_.slice(at).join(' ');
  if (!escapes) return newline ? `${text}\n` : text;
  const { text: expanded, stopped } = expandEscapes(text);
  return newline && !stopped ? `${expanded}\n` : expanded;
}

const SIMPLE: Readonly<Record<string, string>> = {
  a: '\u0007',
  b: '\b',
  e: '\u001b',
  E: '\u001b',
  f: '\f',
  n: '\n',
  r: '\r',
  t: '\t',
  v: '\v',
  '\\': '\\',
};

/** Backslash escapes as `echo -e` and `printf %b` know them; `\c` ends everything. */
export function expandEscapes(text: string, octal: 'zero' | 'any' = 'zero'): { text: string; stopped: boolean } {
  const stop = /(?<!\\)(?:\\\\)*\\c/.exec(text);
  const used = stop === null ? text : text.slice(0, stop.index + stop[0].length - 2);
  const digits = octal === 'zero' ? '0[0-7]{0,3}' : '0[0-7]{0,3}|[1-7][0-7]{0,2}';
  const pattern = new RegExp(
    `\\\\(?:x([0-9a-fA-F]{1,2})|u([0-9a-fA-F]{1,4})|U([0-9a-fA-F]{1,8})|(${digits})|([abeEfnrtv\\\\]))`,
    'g',
  );
  const expanded = used.replace(pattern, (_all, hex, short, long, oct, simple) => {
    if (simple !== undefined) return SIMPLE[simple as string] ?? '';
    if (oct !== undefined) return byteText(Number.parseInt(oct as string, 8) & 255);
    if (hex !== undefined) return byteText(Number.parseInt(hex as string, 16));
    const code = Number.parseInt((short ?? long) as string, 16);
    return code <= 0x10ffff ? String.fromCodePoint(code) : '';
  });
  return { text: wholeText(expanded), stopped: stop !== null };
}

/** A byte as it stands in a text until it is known what its neighbours are. */
function byteText(byte: number): string {
  return byte < 0x80 ? String.fromCharCode(byte) : textOfBytes(Uint8Array.of(byte));
}

/** Bytes that are a character together become it. */
function wholeText(text: string): string {
  return /[\udc80-\udcff]/.test(text) ? textOfBytes(encodeUtf8(text)) : text;
}
