/** A remark of the client beside its work: in colours on a terminal. */

const BADGE = '\u001b[1m\u001b[106m\u001b[30mi\u001b[0m\u001b[0m \u001b[96mInfo → \u001b[0m\u001b[0m';

export function note(text: string, terminal: boolean): string {
  if (!terminal) return `\n Info -> ${text}\n`;
  const [first = '', ...others] = text.split('\n').map((line) => `\u001b[3m${line}\u001b[0m`);
  return `\n${BADGE}${first}\n${others.map((line) => `         ${line}\n`).join('')}`;
}
