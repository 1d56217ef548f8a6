/** What was typed, as names of keys. */

const SEQUENCES: Readonly<Record<string, string>> = {
  A: 'up',
  B: 'down',
  C: 'right',
  D: 'left',
  H: 'home',
  F: 'end',
  '5~': 'page up',
  '6~': 'page down',
  '3~': 'delete',
};
const CONTROLS: Readonly<Record<string, string>> = {
  '\r': 'enter',
  '\n': 'enter',
  '\t': 'tab',
  '\u007f': 'backspace',
  '\b': 'backspace',
  '\u001b': 'esc',
};

/** Splits what a terminal sent: `up`, `enter`, `ctrl-d`, or a character. Sequences that mean nothing here are left out. */
export function keysOf(data: string): readonly string[] {
  const keys: string[] = [];
  let rest = data;
  while (rest !== '') {
    // biome-ignore lint/suspicious/noControlCharactersInRegex: keys are sent as escape sequences
    const sequence = /^\u001b(?:\[|O)([0-9;]*[A-Za-z~])/.exec(rest);
    if (sequence !== null) {
      const key = SEQUENCES[sequence[1] ?? ''];
      if (key !== undefined) keys.push(key);
      rest = rest.slice(sequence[0].length);
      continue;
    }
    const [character = ''] = rest;
    keys.push(CONTROLS[character] ?? (character < ' ' ? controlName(character) : character));
    rest = rest.slice(character.length);
  }
  return keys;
}

function controlName(character: string): string {
  return `ctrl-${String.fromCharCode(character.charCodeAt(0) + 96)}`;
}
