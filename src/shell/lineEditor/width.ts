/** How many columns text takes on a terminal, and how it is cut into what the cursor steps over. */

/** Ranges of code points that are two columns wide (Unicode's East Asian wide and emoji). */
const WIDE: readonly (readonly [number, number])[] = [
  [0x1100, 0x115f],
  [0x231a, 0x231b],
  [0x2329, 0x232a],
  [0x23e9, 0x23ec],
  [0x25fd, 0x25fe],
  [0x2614, 0x2615],
  [0x2648, 0x2653],
  [0x26a1, 0x26a1],
  [0x26bd, 0x26be],
  [0x26d4, 0x26d4],
  [0x2705, 0x2705],
  [0x270a, 0x270b],
  [0x2728, 0x2728],
  [0x274c, 0x274c],
  [0x2753, 0x2757],
  [0x2795, 0x2797],
  [0x2b1b, 0x2b1c],
  [0x2b50, 0x2b55],
  [0x2e80, 0x303e],
  [0x3041, 0x33ff],
  [0x3400, 0x4dbf],
  [0x4e00, 0x9fff],
  [0xa000, 0xa4cf],
  [0xa960, 0xa97f],
  [0xac00, 0xd7a3],
  [0xf900, 0xfaff],
  [0xfe30, 0xfe6f],
  [0xff00, 0xff60],
  [0xffe0, 0xffe6],
  [0x1f300, 0x1f64f],
  [0x1f680, 0x1f6ff],
  [0x1f900, 0x1f9ff],
  [0x1fa70, 0x1faff],
  [0x20000, 0x3fffd],
];

const ZERO = /^[\p{Mn}\p{Me}\p{Cf}\u1160-\u11ff]$/u;

/** 0 for marks that combine with what is before them, 2 for wide characters, else 1. Control characters show as `^X`. */
function characterWidth(character: string): number {
  const code = character.codePointAt(0) ?? 0;
  if (code < 0x20 || code === 0x7f) return 2;
  if (code < 0x300) return 1;
  if (ZERO.test(character)) return 0;
  return WIDE.some(([from, to]) => code >= from && code <= to) ? 2 : 1;
}

/** The characters of a text, each with the marks that combine with it. */
export function splitCharacters(text: string): string[] {
  const parts: string[] = [];
  for (const character of text) {
    if (parts.length > 0 && character !== '\n' && characterWidth(character) === 0) parts[parts.length - 1] += character;
    else parts.push(character);
  }
  return parts;
}

/** Columns of one character as `splitCharacters` gives it. */
export function widthOf(part: string): number {
  return characterWidth(String.fromCodePoint(part.codePointAt(0) ?? 0));
}

/** Columns of a text without line ends. */
export function textWidth(text: string): number {
  return splitCharacters(text).reduce((sum, part) => sum + widthOf(part), 0);
}

/** A text without its escape sequences. */
export function withoutEscapes(text: string): string {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: escape sequences are made of them
  return text.replace(/\u001b\[[0-9;?]*[A-Za-z]|\u001b\][^\u0007]*\u0007|[\u0001\u0002]/g, '');
}
