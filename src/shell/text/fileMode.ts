import type { FileStat } from '../../engine/files/fileSystem';

/** Type and permissions as `ls -l` shows them: `drwxr-xr-x`. */
export function describeMode(stat: Pick<FileStat, 'type' | 'mode' | 'device'>): string {
  const device = stat.device === undefined ? '-' : stat.device.kind === 'character' ? 'c' : 'b';
  const type = stat.type === 'directory' ? 'd' : stat.type === 'link' ? 'l' : device;
  const triple = (bits: number) => `${bits & 4 ? 'r' : '-'}${bits & 2 ? 'w' : '-'}${bits & 1 ? 'x' : '-'}`;
  const sticky = (text: string) =>
    (stat.mode & 0o1000) === 0 ? text : `${text.slice(0, 2)}${text[2] === 'x' ? 't' : 'T'}`;
  return `${type}${triple(stat.mode >> 6)}${triple(stat.mode >> 3)}${sticky(triple(stat.mode))}`;
}

/** The mode that `chmod` makes of another one: `755`, `u+x`, `go-w`, `a=r`; undefined when the text is no mode. */
export function changeMode(text: string, mode: number, directory: boolean): number | undefined {
  if (/^[0-7]{1,4}$/.test(text)) return Number.parseInt(text, 8);
  if (/^[-+]t$/.test(text)) return text === '+t' ? mode | 0o1000 : mode & ~0o1000;
  let result = mode;
  for (const clause of text.split(',')) {
    const match = /^([ugoa]*)((?:[-+=][rwxX]*)+)$/.exec(clause);
    if (match === null) return undefined;
    const [, given = '', changes = ''] = match;
    const who = given === '' || given.includes('a') ? 'ugo' : given;
    for (const [, operator = '', letters = ''] of changes.matchAll(/([-+=])([rwxX]*)/g))
      for (const one of who)
        result = changeBits(result, one, operator, bitsOf(letters, directory || (mode & 0o111) !== 0));
  }
  return result;
}

function bitsOf(letters: string, executable: boolean): number {
  const execute = letters.includes('x') || (letters.includes('X') && executable);
  return (letters.includes('r') ? 4 : 0) | (letters.includes('w') ? 2 : 0) | (execute ? 1 : 0);
}

function changeBits(mode: number, who: string, operator: string, bits: number): number {
  const shift = who === 'u' ? 6 : who === 'g' ? 3 : 0;
  if (operator === '=') return (mode & ~(7 << shift)) | (bits << shift);
  return operator === '+' ? mode | (bits << shift) : mode & ~(bits << shift);
}
