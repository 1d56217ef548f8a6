import { fail } from '../../base/result';
import { utf8Length } from '../../base/utf8';
import { type FileSystem, normalise, type WriteOptions } from '../../engine/files/fileSystem';
import { type ArchiveEntry, archiveSize, readArchive, writeArchive } from '../../engine/files/tarArchive';
import { credentialsOf, findGroup } from '../../engine/processes/accounts';
import type { Routine } from '../../engine/processes/routine';
import { formatDate } from '../text/date';
import { describeMode } from '../text/fileMode';
import type { Tool } from '../tool/tool';
import { defineTool } from '../tool/tool';

/** `tar`: archives of files. Compression is refused: no program here compresses. */
export const tar = defineTool({
  name: 'tar',
  summary: 'store files in an archive, list them, take them out',
  usage: '[OPTION...] [FILE]...',
  usageStatus: 64,
  options:
    'c|create x|extract|get t|list f|file= C|directory= v|verbose m|touch p|preserve-permissions|same-permissions z|gzip j|bzip2 J|xz o|no-same-owner same-owner no-same-permissions strip-components= exclude= P|absolute-names O|to-stdout k|keep-old-files overwrite',
  // `tar cf x.tar y`: the first word may be options without a dash
  rewrite: ([first = '', ...rest]) => (/^[a-zA-Z]+$/.test(first) ? [`-${first}`, ...rest] : [first, ...rest]),
  *run(tool) {
    const modes = ['c', 'x', 't'].filter((mode) => tool.has(mode));
    if (modes.length !== 1) return misuse(tool, modes.length);
    for (const [option, program] of [
      ['z', 'gzip'],
      ['j', 'bzip2'],
      ['J', 'xz'],
    ] as const) {
      if (tool.has(option)) return tool.fail(`compression (${program}) is not simulated here: leave -${option} out`, 2);
    }
    if (tool.has('c')) return yield* create(tool);
    const text = yield* archiveText(tool);
    if (text === undefined) return 2;
    const entries = text === '' ? undefined : readArchive(text);
    if (entries === undefined) return noArchive(tool, text);
    return tool.has('t') ? yield* list(tool, wanted(tool, entries)) : yield* extract(tool, wanted(tool, entries));
  },
});

function misuse(tool: Tool, count: number): number {
  if (tool.busybox) return tool.fail('must specify one of c, x, t', 1);
  return tool.misuse(
    count === 0
      ? "You must specify one of the '-Acdtrux', '--delete' or '--test-label' options"
      : "You may not specify more than one '-Acdtrux', '--delete' or  '--test-label' option",
    2,
  );
}

function noArchive(tool: Tool, text: string): number {
  if (tool.busybox) return tool.fail(text.length < 512 ? 'short read' : 'invalid tar magic', 1);
  if (text.startsWith(GZIPPED)) {
    tool.fail('Archive is compressed. Use -z option');
    return tool.fail('Error is not recoverable: exiting now', 2);
  }
  tool.fail('This does not look like a tar archive');
  return tool.fail('Exiting with failure status due to previous errors', 2);
}

/** How what gzip wrote begins (the second byte is no UTF-8). */
const GZIPPED = '\u001f\udc8b';

function directoryOf(tool: Tool): string {
  return normalise(tool.value('C') ?? '.', tool.process.workingDirectory);
}

function* archiveText(tool: Tool): Routine<string | undefined> {
  const name = tool.value('f') ?? '-';
  if (name === '-') return yield* tool.read('-');
  const read = tool.process.files.read(tool.path(name));
  if (read.ok) return read.value;
  const why = read.error.code === 'ENOENT' ? 'No such file or directory' : 'Permission denied';
  if (tool.busybox) tool.fail(`can't open '${name}': ${why}`);
  else {
    tool.fail(`${name}: Cannot open: ${why}`);
    tool.fail('Error is not recoverable: exiting now');
  }
  return undefined;
}

function wanted(tool: Tool, entries: readonly ArchiveEntry[]): readonly ArchiveEntry[] {
  const names = tool.operands.map(bare);
  if (names.length === 0) return entries;
  return entries.filter(({ name }) => names.some((one) => bare(name) === one || bare(name).startsWith(`${one}/`)));
}

function bare(name: string): string {
  return name.replace(/\/+$/, '');
}

function* list(tool: Tool, entries: readonly ArchiveEntry[]): Routine<number> {
  for (const entry of entries) yield* tool.print(`${lineOf(tool, entry)}\n`);
  return 0;
}

function lineOf(tool: Tool, entry: ArchiveEntry): string {
  if (!tool.has('v')) return entry.name;
  const { owner, group = owner, type, device, target, linkedTo } = entry;
  const mode = linkedTo === undefined ? describeMode(entry) : `h${describeMode(entry).slice(1)}`;
  const size = device === undefined ? String(sizeOf(entry)) : `${device.major},${device.minor}`;
  const arrow = type === 'link' ? ` -> ${target}` : linkedTo === undefined ? '' : ` link to ${linkedTo}`;
  const who = `${owner}/${group}`;
  if (tool.busybox) {
    const when = formatDate(entry.modified, '%Y-%m-%d %H:%M:%S');
    return `${mode} ${who} ${size.padStart(9)} ${when} ${entry.name}${arrow}`;
  }
  const when = formatDate(entry.modified, '%Y-%m-%d %H:%M');
  return `${mode} ${who} ${size.padStart(Math.max(1, 18 - who.length))} ${when} ${entry.name}${arrow}`;
}

function sizeOf({ type, text, size, linkedTo }: ArchiveEntry): number {
  return type === 'file' && linkedTo === undefined ? (size ?? utf8Length(text)) : 0;
}

function* create(tool: Tool): Routine<number> {
  if (tool.operands.length === 0) {
    return tool.busybox ? tool.fail('empty archive') : tool.misuse('Cowardly refusing to create an empty archive', 2);
  }
  const { files } = tool.process;
  const to = tool.value('f') ?? '-';
  const { entries, status } = pack(tool, directoryOf(tool));
  const shown = entries.map(({ name }) => name);
  const archive = writeArchive(entries);
  // GNU tar writes whole records of 20 blocks.
  const record = tool.busybox ? 512 : 10_240;
  const size = Math.ceil(archiveSize(entries) / record) * record;
  const whole = archive + '\0'.repeat((record - (utf8Length(archive) % record)) % record);
  if (to === '-') {
    if (tool.has('v')) for (const name of shown) tool.process.stderr.write(`${name}\n`);
    yield* tool.print(whole);
    if (size > utf8Length(whole)) tool.process.stdout.hole?.(size - utf8Length(whole));
  } else {
    if (tool.has('v')) for (const name of shown) yield* tool.print(`${name}\n`);
    const written = files.write(tool.path(to), whole, size > utf8Length(whole) ? { size } : {});
    if (!written.ok) return tool.complain(to, written.error);
  }
  if (status === 0) return 0;
  return tool.busybox
    ? tool.fail('error exit delayed from previous errors')
    : tool.fail('Exiting with failure status due to previous errors', 2);
}

function pack(tool: Tool, from: string): { readonly entries: readonly ArchiveEntry[]; readonly status: number } {
  const { files } = tool.process;
  const entries: ArchiveEntry[] = [];
  let status = 0;
  let stripped = false;
  for (const operand of tool.operands) {
    const path = normalise(operand, from);
    if (!files.stat(path, { follow: false }).ok) {
      if (tool.busybox) status = tool.fail(`${operand}: No such file or directory`);
      else status = tool.fail(`${operand}: Cannot stat: No such file or directory`, 2);
      continue;
    }
    const name = tool.has('P') ? operand : operand.replace(/^\/+/, '');
    if (name !== operand && !stripped) {
      stripped = true;
      tool.fail(tool.busybox ? "removing leading '/' from member names" : "Removing leading `/' from member names");
    }
    entries.push(...entriesBelow(tool, path, bare(name) || '.'));
  }
  return { entries, status };
}

function entriesBelow(tool: Tool, path: string, name: string): ArchiveEntry[] {
  const { files } = tool.process;
  const stat = files.stat(path, { follow: false });
  if (!stat.ok || tool.options.given.some(([option, value]) => option === 'exclude' && isExcluded(name, value)))
    return [];
  const { type, mode, modified, target = '', device } = stat.value;
  const entry = { type, mode, modified, ...ownership(files, stat.value), target, text: '' };
  if (type === 'link') return [{ ...entry, name }];
  if (type === 'file') {
    if (device !== undefined) return [{ ...entry, name, device }];
    const read = files.read(path);
    const text = read.ok ? read.value : '';
    return [{ ...entry, name, text, ...(stat.value.size === utf8Length(text) ? {} : { size: stat.value.size }) }];
  }
  const names = files.list(path);
  const below = (names.ok ? names.value : []).flatMap((one) =>
    entriesBelow(tool, `${path === '/' ? '' : path}/${one}`, `${name}/${one}`),
  );
  return [{ ...entry, name: `${name}/` }, ...below];
}

/** A pattern of `--exclude` fits a whole name or the end of one that begins after a slash. */
function isExcluded(name: string, pattern: string): boolean {
  const text = pattern
    .replace(/\/+$/, '')
    .replace(/[.+^${}()|\\]/g, '\\$&')
    .replaceAll('*', '.*')
    .replaceAll('?', '.');
  return new RegExp(`(?:^|/)${text}$`).test(name);
}

/** Names and numbers of owner and group. */
function ownership(files: FileSystem, { owner, group }: { readonly owner: string; readonly group?: string }) {
  const user = credentialsOf(files, owner);
  const own = group === undefined ? { name: user.name, gid: user.gid } : groupOf(files, group);
  return { owner: user.name, uid: user.uid, group: own.name, gid: own.gid };
}

function groupOf(files: FileSystem, group: string): { readonly name: string; readonly gid: number } {
  const found = findGroup(files, group);
  if (found !== undefined) return found;
  const { name, uid } = credentialsOf(files, group);
  return { name, gid: uid };
}

function* extract(tool: Tool, entries: readonly ArchiveEntry[]): Routine<number> {
  const { files } = tool.process;
  const into = directoryOf(tool);
  const there = files.stat(into);
  if (!there.ok || there.value.type !== 'directory') {
    const name = tool.value('C') ?? '.';
    if (tool.busybox) return tool.fail(`can't change directory to '${name}': No such file or directory`);
    tool.fail(`${name}: Cannot open: No such file or directory`);
    return tool.fail('Error is not recoverable: exiting now', 2);
  }
  const skip = Number(tool.value('strip-components') ?? 0);
  let status = 0;
  for (const entry of entries) {
    const name = entry.name.replace(/^\/+/, '').split('/').slice(skip).join('/');
    if (bare(name) === '' || name.split('/').includes('..')) continue;
    if (tool.has('v')) yield* tool.print(`${entry.name}\n`);
    if (tool.has('O')) {
      yield* tool.print(entry.text);
      continue;
    }
    const why = take(files, `${into === '/' ? '' : into}/${bare(name)}`, entry);
    if (why !== undefined)
      status = tool.fail(tool.busybox ? `can't create '${name}': ${why}` : `${name}: Cannot open: ${why}`, 2);
  }
  if (status === 0 || tool.busybox) return status === 0 ? 0 : 1;
  return tool.fail('Exiting with failure status due to previous errors', 2);
}

/** Makes a file of an entry; why not when it cannot. */
function take(files: FileSystem, path: string, entry: ArchiveEntry): string | undefined {
  const { type, mode, text, size, target, device } = entry;
  files.makeDirectory(path.slice(0, path.lastIndexOf('/')) || '/', { parents: true });
  const before = files.stat(path, { follow: false });
  if (type === 'directory') {
    if (before.ok && before.value.type === 'directory') return undefined;
    const made = files.makeDirectory(path, { mode });
    return made.ok ? undefined : 'Permission denied';
  }
  if (before.ok && before.value.type !== 'directory') files.remove(path);
  const options: WriteOptions = size === undefined ? { mode } : { mode, size };
  const made =
    type === 'link'
      ? files.link(target, path)
      : device === undefined
        ? files.write(path, text, options)
        : (files.makeDevice?.(path, device) ?? fail({ code: 'EPERM', path }));
  if (made.ok) return undefined;
  return { EISDIR: 'Is a directory', EROFS: 'Read-only file system' }[made.error.code as string] ?? 'Permission denied';
}
