/** Text in lines of a width, with lists, code and paragraphs kept apart, as kubectl's older writer does it. */
export function paragraphs(text: string, width: number): string[] {
  const done: string[] = [];
  let line = '';
  let last = '';
  const flush = (): void => {
    if (line !== '') done.push(line);
    line = '';
  };
  for (const one of text.split('\n')) {
    if (one.startsWith('    ')) {
      flush();
      done.push(one);
      continue;
    }
    // Before anything is written an empty line is none.
    if (done.length > 0 && one.trim() === '') {
      flush();
      done.push('');
      continue;
    }
    if (startsLine(last, one)) flush();
    for (const word of one.split(/\s+/).filter((part) => part !== '')) {
      last = word;
      if (line !== '' && line.length + 1 + word.length > width) flush();
      line = line === '' ? word : `${line} ${word}`;
    }
  }
  flush();
  return done;
}

function startsLine(last: string, text: string): boolean {
  const trimmed = text.trim();
  return last.endsWith(':') || trimmed === '' || /^(\d+\.?|-|\*)\s/.test(trimmed);
}
