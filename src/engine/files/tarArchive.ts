/**
 * Archives in tar's format, as GNU tar and Go read and write them: a header of 512 bytes (ustar) before each file, whose
 * bytes are filled up to 512; what does not fit into a header stands in an extended one before it (pax).
 *
 * Of a file that counts for more than the text that stands for it (programs, zeros that dd wrote) the rest is a hole: such
 * files are written as GNU tar writes sparse files (format 0.1), so that an archive stays as small as what is kept.
 */
import { encodeUtf8, textOfBytes, utf8Length } from '../../base/utf8';
import type { Device } from './fileSystem';

export interface ArchiveEntry {
  /** With a slash at its end for a directory. */
  readonly name: string;
  readonly type: 'file' | 'directory' | 'link';
  readonly mode: number;
  /** In milliseconds. */
  readonly modified: number;
  /** A name, or a number; then the archive names nobody. */
  readonly owner: string;
  /** The owner's own when left out. */
  readonly group?: string;
  /** Numbers of owner and group; 0 when left out. */
  readonly uid?: number;
  readonly gid?: number;
  readonly text: string;
  /** What it counts for in bytes, where that is not the text's own length. */
  readonly size?: number;
  /** Where a link leads. */
  readonly target: string;
  /** The name of a file before it that is the same file: a hard link. Its text is kept all the same. */
  readonly linkedTo?: string;
  readonly device?: Device;
}

const BLOCK = 512;
const TYPES = { file: '0', link: '2', directory: '5' } as const;
const HARD_LINK = '1';
const DEVICE_TYPES = { character: '3', block: '4' } as const;
/** What fits into the octal digits of a size. */
const LARGEST = 8 ** 11;

/** A whole archive. */
export function writeArchive(entries: readonly ArchiveEntry[]): string {
  return `${entries.map(archivedEntry).join('')}${END}`;
}

/** One entry as it stands in an archive. */
function archivedEntry(entry: ArchiveEntry): string {
  const text = entry.type === 'file' ? entry.text : '';
  const stored = utf8Length(text);
  const [prefix, name] = partedName(entry.name);
  const extended: [string, string][] = [];
  if (utf8Length(name) > 100) extended.push(['path', entry.name]);
  if (utf8Length(entry.target) > 100) extended.push(['linkpath', entry.target]);
  if (entry.size !== undefined && entry.size !== stored && entry.linkedTo === undefined) {
    const counted: [string, string][] = [
      ['size', String(entry.size)],
      ['numblocks', '1'],
      ['map', `0,${stored}`],
    ];
    extended.push(...counted.map(([key, value]): [string, string] => [`GNU.sparse.${key}`, value]));
  }
  const before = extended.length === 0 ? '' : extendedHeader(entry.name, extended);
  return `${before}${headerOf(entry, [prefix, name], stored)}${text}${filling(stored)}`;
}

/** What stands at the end of an archive. */
const END = '\0'.repeat(BLOCK * 2);

/** How many bytes an archive of these entries would take on a real machine, with all that counts here only. */
export function archiveSize(entries: Iterable<ArchiveEntry>): number {
  let blocks = 2;
  for (const { type, text, size, linkedTo } of entries) {
    blocks += 1 + (type === 'file' && linkedTo === undefined ? Math.ceil((size ?? utf8Length(text)) / BLOCK) : 0);
  }
  return blocks * BLOCK;
}

function filling(size: number): string {
  return '\0'.repeat((BLOCK - (size % BLOCK)) % BLOCK);
}

function extendedHeader(name: string, records: readonly (readonly [string, string])[]): string {
  const text = records.map(([key, value]) => extendedRecord(`${key}=${value}\n`)).join('');
  const size = utf8Length(text);
  const entry = { type: 'file', mode: 0o644, modified: 0, owner: '', target: '' } as const;
  const base = name.replace(/\/$/, '');
  const at = `PaxHeaders.0/${base.slice(base.lastIndexOf('/') + 1)}`;
  return `${headerOf({ ...entry, name: at, text }, ['', at], size, 'x')}${text}${filling(size)}`;
}

/** `30 mtime=1350244992.023960108\n`: the length counts itself. */
function extendedRecord(text: string): string {
  const rest = utf8Length(text) + 1;
  let length = rest + String(rest).length;
  if (String(length).length !== String(rest).length) length = rest + String(length).length;
  return `${length} ${text}`;
}

function headerOf(
  entry: ArchiveEntry,
  [prefix, name]: readonly [string, string],
  size: number,
  mark: string = markOf(entry),
): string {
  const { owner, group = owner, uid = numberOf(owner), gid = numberOf(group), device } = entry;
  const before = [
    field(name, 100),
    octal(entry.mode, 8),
    octal(uid, 8),
    octal(gid, 8),
    octal(size % LARGEST, 12),
    octal(Math.max(0, Math.floor(entry.modified / 1000)), 12),
  ].join('');
  const after = [
    mark,
    field(entry.linkedTo ?? entry.target, 100),
    'ustar\x0000',
    field(nameOf(owner), 32),
    field(nameOf(group), 32),
    octal(device?.major ?? 0, 8),
    octal(device?.minor ?? 0, 8),
    field(prefix, 155),
    '\0'.repeat(12),
  ].join('');
  const sum = encodeUtf8(`${before}        ${after}`).reduce((total, byte) => total + byte, 0);
  return `${before}${sum.toString(8).padStart(6, '0')}\0 ${after}`;
}

function markOf({ type, device, linkedTo }: ArchiveEntry): string {
  if (linkedTo !== undefined) return HARD_LINK;
  return device === undefined ? TYPES[type] : DEVICE_TYPES[device.kind];
}

function numberOf(owner: string): number {
  return /^\d+$/.test(owner) ? Number(owner) : 0;
}

function nameOf(owner: string): string {
  return /^\d+$/.test(owner) ? '' : owner;
}

function partedName(name: string): readonly [string, string] {
  if (utf8Length(name) <= 100) return ['', name];
  for (let at = name.indexOf('/'); at >= 0; at = name.indexOf('/', at + 1)) {
    const rest = name.slice(at + 1);
    if (rest !== '' && utf8Length(rest) <= 100 && utf8Length(name.slice(0, at)) <= 155)
      return [name.slice(0, at), rest];
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

/** What is said of the next entry by the extended headers before it. */
type Extended = Map<string, string>;

/**
 * The entries of an archive; undefined when the text is none, or when it ends too soon. An empty text is an empty
 * archive. Files that are hard links stand for what they are linked to; what is neither file, directory, link nor device
 * (a fifo) is left out.
 */
export function readArchive(text: string): readonly ArchiveEntry[] | undefined {
  const bytes = encodeUtf8(text);
  const entries: ArchiveEntry[] = [];
  let extended: Extended = new Map();
  let at = 0;
  while (at + BLOCK <= bytes.length) {
    const header = bytes.subarray(at, at + BLOCK);
    if (header.every((byte) => byte === 0)) break;
    if (!isHeader(header)) return undefined;
    const size = octalAt(header, 124, 12);
    const mark = textAt(header, 156, 1) || '0';
    at += BLOCK;
    if (at + size > bytes.length) return undefined;
    const content = textOfBytes(bytes.subarray(at, at + size));
    at += Math.ceil(size / BLOCK) * BLOCK;
    if (mark === 'x') extended = new Map([...extended, ...extendedRecords(content)]);
    else if (mark === 'L') extended.set('path', content.replace(/\0.*$/s, ''));
    else if (mark === 'K') extended.set('linkpath', content.replace(/\0.*$/s, ''));
    else if (mark !== 'g') {
      const entry = entryOf(header, mark, content, extended, entries);
      extended = new Map();
      if (entry !== undefined) entries.push(entry);
    }
  }
  return at === 0 && bytes.length > 0 && at + BLOCK > bytes.length ? undefined : entries;
}

/** Whether the sum in a header is that of its bytes, its own field counted as blanks. */
function isHeader(header: Uint8Array): boolean {
  let sum = 0;
  for (const [at, byte] of header.entries()) sum += at >= 148 && at < 156 ? 32 : byte;
  return sum === octalAt(header, 148, 8);
}

function extendedRecords(text: string): Extended {
  const records: Extended = new Map();
  for (const record of text.split('\n')) {
    const match = /^\d+ ([^=]+)=(.*)$/s.exec(record);
    if (match !== null) records.set(match[1] as string, match[2] as string);
  }
  return records;
}

function entryOf(
  header: Uint8Array,
  mark: string,
  text: string,
  extended: Extended,
  before: readonly ArchiveEntry[],
): ArchiveEntry | undefined {
  const prefix = textAt(header, 257, 5) === 'ustar' ? textAt(header, 345, 155) : '';
  const short = textAt(header, 0, 100);
  const name =
    extended.get('GNU.sparse.name') ?? extended.get('path') ?? (prefix === '' ? short : `${prefix}/${short}`);
  const target = extended.get('linkpath') ?? textAt(header, 157, 100);
  const [uid, gid] = [octalAt(header, 108, 8), octalAt(header, 116, 8)];
  const owner = textAt(header, 265, 32) || String(uid);
  const group = textAt(header, 297, 32) || String(gid);
  const size = extended.get('GNU.sparse.size') ?? extended.get('GNU.sparse.realsize');
  const common = {
    name,
    mode: octalAt(header, 100, 8) & 0o7777,
    modified: octalAt(header, 136, 12) * 1000,
    owner,
    ...(group === owner ? {} : { group }),
    uid,
    gid,
    text: '',
    target: '',
  };
  if (mark === HARD_LINK) {
    const linked = before.findLast((one) => one.name === target);
    if (linked === undefined) return { ...common, type: 'file', text, linkedTo: target };
    return { ...linked, name, linkedTo: target, ...(text === '' ? {} : { text }) };
  }
  if (mark === '2') return { ...common, type: 'link', target };
  if (mark === '5') return { ...common, type: 'directory', name: name.endsWith('/') ? name : `${name}/` };
  if (mark === '3' || mark === '4') {
    const [major, minor] = [octalAt(header, 329, 8), octalAt(header, 337, 8)];
    return { ...common, type: 'file', device: { kind: mark === '3' ? 'character' : 'block', major, minor } };
  }
  if (mark !== '0' && mark !== '7') return undefined;
  return { ...common, type: 'file', text, ...(size === undefined ? {} : { size: Number(size) }) };
}

function textAt(header: Uint8Array, from: number, length: number): string {
  const part = header.subarray(from, from + length);
  const end = part.indexOf(0);
  return textOfBytes(end < 0 ? part : part.subarray(0, end));
}

function octalAt(header: Uint8Array, from: number, length: number): number {
  const value = Number.parseInt(textAt(header, from, length).trim(), 8);
  return Number.isNaN(value) ? 0 : value;
}
