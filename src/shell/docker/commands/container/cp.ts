/** docker cp. */
import { decimalSize } from '../../../../base/units';
import { utf8Length } from '../../../../base/utf8';
import { readTree, writeTree } from '../../../../engine/files/copyFiles';
import type { FileSystem } from '../../../../engine/files/fileSystem';
import type { FileTree } from '../../../../engine/files/fileTree';
import { archiveProblem, packedSize, packTree, unpackProblem, unpackTree } from '../../../../engine/files/treeArchive';
import { readAll } from '../../../../engine/processes/pipe';
import { isTerminal } from '../../../../engine/processes/pty';
import type { Routine } from '../../../../engine/processes/routine';
import type { DockerCommand, Invocation } from '../../dockerCommand';
import { CliFailure } from '../../failure';
import {
  absolutePath,
  type CopyEnd,
  type CopySource,
  followed,
  isCurrentDirectory,
  prepareCopy,
  rebased,
  splitEntry,
} from '../../options/copyArchive';

export const cp: DockerCommand = {
  name: 'cp',
  usage: '[OPTIONS] CONTAINER:SRC_PATH DEST_PATH|-\n\tdocker cp [OPTIONS] SRC_PATH|- CONTAINER:DEST_PATH',
  short: 'Copy files/folders between a container and the local filesystem',
  calls: 'docker container cp, docker cp',
  args: { exactly: 2 },
  complete: ['container files'],
  flags: [
    { name: 'archive', shorthand: 'a', type: 'bool', usage: 'With owners and groups' },
    { name: 'follow-link', shorthand: 'L', type: 'bool', usage: 'Copy what a link at SRC_PATH leads to' },
    { name: 'quiet', shorthand: 'q', type: 'bool', usage: 'Do not say how much was copied' },
  ],
  *run(invocation) {
    const [source = '', target = ''] = invocation.args;
    if (source === '') throw new CliFailure('source can not be empty');
    if (target === '') throw new CliFailure('destination can not be empty');
    const from = placeOf(source);
    const to = placeOf(target);
    if (from.container !== undefined && to.container !== undefined) {
      throw new CliFailure('copying between containers is not supported');
    }
    if (from.container !== undefined) yield* copyOut(invocation, from.container, from.path, to.path);
    else if (to.container !== undefined) yield* copyIn(invocation, from.path, to.container, to.path);
    else throw new CliFailure('must specify at least one container source');
    return 0;
  },
};

interface Place {
  readonly container: string | undefined;
  readonly path: string;
}

/** A path that begins with `/` or `.` is this machine's, whatever stands behind it. */
function placeOf(text: string): Place {
  const at = text.indexOf(':');
  if (/^[/.]/.test(text) || at <= 0) return { container: undefined, path: text };
  return { container: text.slice(0, at), path: text.slice(at + 1) };
}

function* copyOut(invocation: Invocation, container: string, source: string, target: string): Routine<void> {
  const { client, process, flags } = invocation;
  const { files, workingDirectory } = process;
  const end = target === '-' ? '-' : absolutePath(target, workingDirectory);
  if (end !== '-') checkOutput(files, end);
  let path = source;
  let rebaseName = '';
  if (flags.bool('follow-link')) {
    const stat = yield* client.answer(`HEAD /containers/${container}/archive?path=${path}`, (daemon) =>
      daemon.containers.stat(container, path),
    );
    if (stat.ok && stat.value.linkTarget !== '') ({ path, rebaseName } = followed(path, stat.value.linkTarget));
  }
  const read = yield* client.ask(`GET /containers/${container}/archive?path=${path}`, (daemon) =>
    daemon.containers.readFiles(container, path),
  );
  if (end === '-') {
    invocation.print(packTree(read.tree));
    process.stdout.hole?.(packedSize(read.tree) - utf8Length(packTree(read.tree)));
    return;
  }
  const from: CopySource = { path: absolutePath(path, '/'), exists: true, isDirectory: read.isDirectory, rebaseName };
  const base = splitEntry(from.path)[1];
  const named = rebaseName === '' ? read.tree : rebased(read.tree, base, rebaseName);
  const prepared = prepareCopy(named, from, localTarget(files, end));
  // Owners of another machine mean nothing here.
  const own = new Map([...prepared.tree].map(([name, node]) => [name, withoutOwner(node, process.user)] as const));
  unpack(files, prepared.directory, own);
  report(invocation, read.tree, target);
}

function withoutOwner<T extends { readonly owner: string; readonly group?: string }>(node: T, owner: string): T {
  const { group: _group, ...rest } = node;
  return { ...rest, owner } as T;
}

function checkOutput(files: FileSystem, path: string): void {
  const [directory] = splitEntry(path.replace(/\/\.$/, ''));
  if (!files.stat(directory).ok) {
    throw new CliFailure(`invalid output path: directory ${JSON.stringify(directory)} does not exist`);
  }
  const stat = files.stat(path);
  if (stat.ok && stat.value.device !== undefined) {
    throw new CliFailure(
      `invalid output path: ${JSON.stringify(path)} must be a directory or a regular file: got a device`,
    );
  }
}

function localTarget(files: FileSystem, path: string): CopyEnd {
  const stat = files.stat(path);
  if (!stat.ok) return { path, exists: false, isDirectory: false };
  const isDirectory = stat.value.type === 'directory';
  if (!isDirectory && path.endsWith('/')) throw new CliFailure(`lstat ${path}: not a directory`);
  return { path, exists: true, isDirectory };
}

function unpack(files: FileSystem, directory: string, tree: FileTree): void {
  const written = writeTree(files, directory, tree);
  if (!written.ok) throw new CliFailure(unpackProblem(written.error, tree, directory));
}

function* copyIn(invocation: Invocation, source: string, container: string, target: string): Routine<void> {
  const { client, process, flags } = invocation;
  const end = yield* containerTarget(invocation, container, target);
  let directory = end.path;
  let tree: FileTree;
  if (source === '-') {
    if (!end.isDirectory) throw new CliFailure(`destination "${container}:${target}" must be a directory`);
    const text = yield* readAll(process.stdin);
    const read = unpackTree(text);
    if (read === undefined) throw new CliFailure(`Error response from daemon: ${archiveProblem(text)}`);
    tree = read;
  } else {
    const from = localSource(process.files, absolutePath(source, process.workingDirectory), flags.bool('follow-link'));
    const [, base] = splitEntry(from.path);
    const name = from.rebaseName || base;
    ({ directory, tree } = prepareCopy(readTree(process.files, from.path, name), from, end));
  }
  const owned = flags.bool('archive') ? tree : new Map([...tree].map(([path, node]) => [path, rootOwned(node)]));
  yield* client.ask(`PUT /containers/${container}/archive?path=${directory}`, (daemon) =>
    daemon.containers.writeFiles(container, directory, owned),
  );
  if (source !== '-') report(invocation, tree, `${container}:${target}`);
}

/** What is copied in belongs to root, unless it is to keep its owner. */
function rootOwned<T extends { readonly owner: string; readonly group?: string }>(node: T): T {
  return withoutOwner(node, 'root');
}

function localSource(files: FileSystem, path: string, follow: boolean): CopySource {
  const [parent, base] = splitEntry(path);
  const directory = path.endsWith('/') || isCurrentDirectory(path) ? path.replace(/\/\.?$/, '') || '/' : parent;
  const at = directory === parent && base !== '.' ? `${realPath(files, parent)}/${base}` : realPath(files, directory);
  const real = follow ? realPath(files, at) : at.replace(/^\/\//, '/');
  const stat = files.stat(real, { follow: false });
  if (!stat.ok) throw new CliFailure(`lstat ${real}: no such file or directory`);
  const isDirectory = stat.value.type === 'directory';
  if (!isDirectory && (path.endsWith('/') || isCurrentDirectory(path))) {
    throw new CliFailure(`lstat ${path}: not a directory`);
  }
  const named = followed(path, real);
  return { ...named, exists: true, isDirectory };
}

/** A path with all links on its way, and at its end, followed. */
function realPath(files: FileSystem, path: string, depth = 0): string {
  if (path === '/' || depth > 40) return '/';
  const [parent, base] = splitEntry(path);
  const directory = realPath(files, parent, depth);
  const at = directory === '/' ? `/${base}` : `${directory}/${base}`;
  const stat = files.stat(at, { follow: false });
  const target = stat.ok ? stat.value.target : undefined;
  return target === undefined ? at : realPath(files, absolutePath(target, directory), depth + 1);
}

function* containerTarget(invocation: Invocation, container: string, target: string): Routine<CopyEnd> {
  const { client } = invocation;
  const statOf = (path: string) =>
    client.answer(`HEAD /containers/${container}/archive?path=${path}`, (daemon) =>
      daemon.containers.stat(container, path),
    );
  let path = target;
  let stat = yield* statOf(path);
  if (stat.ok && stat.value.linkTarget !== '') {
    path = stat.value.linkTarget;
    stat = yield* statOf(path);
  }
  if (stat.ok && stat.value.isDevice) {
    throw new CliFailure(`destination "${container}:${target}" must be a directory or a regular file: got a device`);
  }
  // Where it can't be looked at, its parent may still be there.
  const isDirectory = stat.ok && stat.value.isDirectory;
  // An empty path is that of a directory which is not there.
  return { path: path === '' ? '/.' : absolutePath(path, '/'), exists: stat.ok && path !== '', isDirectory };
}

function report({ flags, process, printError }: Invocation, tree: FileTree, target: string): void {
  if (flags.bool('quiet') || !isTerminal(process.stderr)) return;
  printError(`Successfully copied ${decimalSize(packedSize(tree), 3)} to ${target}\n`);
}
