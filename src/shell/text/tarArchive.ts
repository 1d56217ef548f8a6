/** Archives as tar writes them (ustar): a header of 512 bytes before each file, whose text is filled up to 512. */
import { decodeUtf8, encodeUtf8, utf8Length } from '../../base/utf8';

export interface ArchiveEntry {
  /** With a slash at its end for a directory. */
  readonly name: string;
  readonly type: 'file' | 'directory' | 'link';
  readonly mode: number;
  /** In milliseconds. */
  readonly modified: number;
  readonly owner: string;
  readonly text: string;
  /** Where a link leads. */
  readonly target: string;
}

const BLOCK = 512;
const TYPES = { file: '0', link: '2', directory: '5' } as const;

/** One entry as it stands in an archive. Names of more than 100 bytes are parted at a slash, or cut. */
export function archivedEntry(entry: ArchiveEntry): string {
  const size = entry.type === 'file' ? utf8Length(entry.text) : 0;
  const head = headerOf(entry, size);
  if (entry.type !== 'file') return head;
  return `${head}${entry.text}${'\0'.repeat((BLOCK - (size % BLOCK)) % BLOCK)}`;
}

/** What stands at the end of an archive. */
export const archiveEnd = '\0'.repeat(BLOCK * 2);

function headerOf(entry: ArchiveEntry, size: number): string {
  const [prefix, name] = partedName(entry.name);
  const before = [
    field(name, 100),
    octal(entry.mode, 8),
    octal(0, 8),
    octal(0, 8),
    octal(size, 12),
    octal(Math.floor(entry.modified / 1000), 12),
  ].join('');
  const after = [
    TYPES[entry.type],
    field(entry.target, 100),
    'ustar\x0000',
    field(entry.owner, 32),
    field(entry.owner, 32),
    octal(0, 8),
    octal(0, 8),
    field(prefix, 155),
    '\0'.repeat(12),
  ].join('');
  const sum = [...encodeUtf8(`${before}        ${after}`)].reduce((total, byte) => total + byte, 0);
  return `${before}${sum.toString(8).padStart(6, '0')}\0 ${after}`;
}

function partedName(name: string): readonly [string, string] {
  if (utf8Length(name) <= 100) return ['', name];
  for (let at = name.indexOf('/'); at >= 0; at = name.indexOf('/', at + 1)) {
    const rest = name.slice(at + 1);
    if (rest !== '' && utf8Length(rest) <= 100) return [name.slice(0, at), rest];
  }
  return ['', name];
}

function field(text: string, length: number): string {
  let cut = text;
  while (utf8Length(cut) > length) cut = cut.slice(0, -1);
  return `${cut}${'\0'.repeat(length - utf8Length(cut))}`;
}

function octal(value: number, length: number): string {
  return `${value.toString(8).padStart(length - 1, '0')}\0`;
}

/** The entries of an archive; undefined when the text is none. An empty text is an empty archive. */
export function readArchive(text: string): readonly ArchiveEntry[] | undefined {
  const bytes = encodeUtf8(text);
  const entries: ArchiveEntry[] = [];
  let at = 0;
  while (at + BLOCK <= bytes.length) {
    const header = bytes.subarray(at, at + BLOCK);
    if (header[0] === 0) return entries;
    if (textAt(header, 257, 5) !== 'ustar') return undefined;
    const size = octalAt(header, 124, 12);
    at += BLOCK;
    entries.push(entryOf(header, decodeUtf8(bytes.subarray(at, at + size))));
    at += Math.ceil(size / BLOCK) * BLOCK;
  }
  return at === bytes.length ? entries : undefined;
}

function entryOf(header: Uint8Array, text: string): ArchiveEntry {
  const prefix = textAt(header, 345, 155);
  const name = textAt(header, 0, 100);
  const mark = textAt(header, 156, 1);
  return {
    name: prefix === '' ? name : `${prefix}/${name}`,
    type: mark === '5' ? 'directory' : mark === '2' ? 'link' : 'file',
    mode: octalAt(header, 100, 8),
    modified: octalAt(header, 136, 12) * 1000,
    owner: textAt(header, 265, 32),
    text,
    target: textAt(header, 157, 100),
  };
}

function textAt(header: Uint8Array, from: number, length: number): string {
  const part = header.subarray(from, from + length);
  const end = part.indexOf(0);
  return decodeUtf8(end < 0 ? part : part.subarray(0, end));
}

function octalAt(header: Uint8Array, from: number, length: number): number {
  const value = Number.parseInt(textAt(header, from, length).trim(), 8);
  return Number.isNaN(value) ? 0 : value;
}
