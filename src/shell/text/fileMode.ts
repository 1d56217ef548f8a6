import type { FileStat } from '../../engine/files/fileSystem';

/** Type and permissions as `ls -l` shows them: `drwxr-xr-x`. */
export function describeMode(stat: Pick<FileStat, 'type' | 'mode'>): string {
  const type = stat.type === 'directory' ? 'd' : stat.type === 'link' ? 'l' : '-';
  const triple = (bits: number) => `${bits & 4 ? 'r' : '-'}${bits & 2 ? 'w' : '-'}${bits & 1 ? 'x' : '-'}`;
  return `${type}${triple(stat.mode >> 6)}${triple(stat.mode >> 3)}${triple(stat.mode)}`;
}

/** The mode that `chmod` makes of another one: `755`, `u+x`, `go-w`, `a=r`; undefined when the text is no mode. */
export function changeMode(text: string, mode: number, directory: boolean): number | undefined {
  if (/^[0-7]{1,4}$/.test(text)) return Number.parseInt(text, 8);
  let result = mode;
  for (const clause of text.split(',')) {
    const match = /^([ugoa]*)((?:[-+=][rwxX]*)+)$/.exec(clause);
    if (match === null) return undefined;
    const who = match[1] === '' || match[1]?.includes('a') ? 'ugo' : (match[1] as string);
    for (const [, operator, letters = ''] of (match[2] as string).matchAll(/([-+=])([rwxX]*)/g)) {
      let bits = 0;
      for (const letter of letters) {
        if (letter === 'r') bits |= 4;
        else if (letter === 'w') bits |= 2;
        else if (letter === 'x' || directory || (mode & 0o111) !== 0) bits |= 1;
      }
      for (const one of who) {
        const shift = one === 'u' ? 6 : one === 'g' ? 3 : 0;
        if (operator === '=') result = (result & ~(7 << shift)) | (bits << shift);
        else result = operator === '+' ? result | (bits << shift) : result & ~(bits << shift);
      }
    }
  }
  return result;
}
