import { type FileSystem, normalise } from '../../engine/files/fileSystem';
import type { Routine } from '../../engine/processes/routine';
import { formatDate } from '../text/date';
import { describeMode } from '../text/fileMode';
import { type ArchiveEntry, archivedEntry, archiveEnd, readArchive } from '../text/tarArchive';
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
    const entries = readArchive(text);
    if (entries === undefined) {
      tool.fail(tool.busybox ? 'short read' : 'This does not look like a tar archive');
      return tool.busybox ? 1 : tool.fail('Exiting with failure status due to previous errors', 2);
    }
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
  const size = String(entry.text.length);
  const arrow = entry.type === 'link' ? ` -> ${entry.target}` : '';
  const when = formatDate(entry.modified, '%Y-%m-%d %H:%M');
  return `${describeMode(entry)} ${entry.owner}/${entry.owner} ${size.padStart(Math.max(1, 19 - 2 * entry.owner.length))} ${when} ${entry.name}${arrow}`;
}

function* create(tool: Tool): Routine<number> {
  if (tool.operands.length === 0) {
    return tool.busybox ? tool.fail('empty archive') : tool.misuse('Cowardly refusing to create an empty archive', 2);
  }
  const { files } = tool.process;
  const to = tool.value('f') ?? '-';
  const { entries, status } = pack(tool, directoryOf(tool));
  const shown = entries.map(({ name }) => name);
  const archive = `${entries.map(archivedEntry).join('')}${archiveEnd}`;
  if (to === '-') {
    if (tool.has('v')) for (const name of shown) tool.process.stderr.write(`${name}\n`);
    yield* tool.print(archive);
  } else {
    if (tool.has('v')) for (const name of shown) yield* tool.print(`${name}\n`);
    const written = files.write(tool.path(to), archive);
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
    entries.push(...entriesBelow(files, path, bare(name) || '.'));
  }
  return { entries, status };
}

function entriesBelow(files: FileSystem, path: string, name: string): ArchiveEntry[] {
  const stat = files.stat(path, { follow: false });
  if (!stat.ok) return [];
  const { type, mode, modified, owner, target = '' } = stat.value;
  const entry = { type, mode, modified, owner, target, text: '' };
  if (type === 'link') return [{ ...entry, name }];
  if (type === 'file') {
    const read = files.read(path);
    return [{ ...entry, name, text: read.ok ? read.value : '' }];
  }
  const names = files.list(path);
  const below = (names.ok ? names.value : []).flatMap((one) =>
    entriesBelow(files, `${path === '/' ? '' : path}/${one}`, `${name}/${one}`),
  );
  return [{ ...entry, name: `${name}/` }, ...below];
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
function take(files: FileSystem, path: string, { type, mode, text, target }: ArchiveEntry): string | undefined {
  files.makeDirectory(path.slice(0, path.lastIndexOf('/')) || '/', { parents: true });
  const before = files.stat(path, { follow: false });
  if (type === 'directory') {
    if (before.ok && before.value.type === 'directory') return undefined;
    const made = files.makeDirectory(path, { mode });
    return made.ok ? undefined : 'Permission denied';
  }
  if (before.ok && before.value.type !== 'directory') files.remove(path);
  const made = type === 'link' ? files.link(target, path) : files.write(path, text, { mode });
  if (made.ok) return undefined;
  return { EISDIR: 'Is a directory', EROFS: 'Read-only file system' }[made.error.code as string] ?? 'Permission denied';
}
