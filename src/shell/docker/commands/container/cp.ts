/** docker cp. */
import { decimalSize } from '../../../../base/units';
import { utf8Length } from '../../../../base/utf8';
import { readTree, writeTree } from '../../../../engine/files/copyFiles';
import { describeFileError, normalise } from '../../../../engine/files/fileSystem';
import type { FileTree } from '../../../../engine/files/fileTree';
import { isTerminal } from '../../../../engine/processes/pty';
import type { Routine } from '../../../../engine/processes/routine';
import type { DockerCommand, Invocation } from '../../dockerCommand';
import { CliFailure, DaemonFailure } from '../../failure';

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
    if (from.path === '-' || to.path === '-') {
      if (from.container === undefined && to.container === undefined) throw new CliFailure(NO_CONTAINER);
      throw new CliFailure('copying from and to archives is not simulated here');
    }
    if (from.container !== undefined) yield* copyOut(invocation, from.container, from.path, to.path);
    else if (to.container !== undefined) yield* copyIn(invocation, from.path, to.container, to.path);
    else throw new CliFailure(NO_CONTAINER);
    return 0;
  },
};

const NO_CONTAINER = 'must specify at least one container source';

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
  const { client, process } = invocation;
  const path = normalise(source, '/');
  const directory = normalise(target, process.workingDirectory);
  const parent = parentOf(directory);
  if (!process.files.stat(directory).ok && !process.files.stat(parent).ok) {
    throw new CliFailure(`invalid output path: directory ${JSON.stringify(parent)} does not exist`);
  }
  const read = yield* client.ask(`GET /containers/${container}/archive?path=${path}`, (daemon) =>
    daemon.containers.readFiles(container, path),
  );
  const there = process.files.stat(directory);
  const place = destination(read, source, target, directory, there.ok ? there.value.type : undefined);
  const tree = renamed(read.tree, read.name, place.name);
  if (place.name === '' && !there.ok) process.files.makeDirectory(directory);
  const written = writeTree(process.files, place.directory, tree);
  if (!written.ok) throw new CliFailure(`${written.error.path}: ${describeFileError(written.error).toLowerCase()}`);
  report(invocation, tree, directory);
}

function* copyIn(invocation: Invocation, source: string, container: string, target: string): Routine<void> {
  const { client, process } = invocation;
  const path = normalise(source, process.workingDirectory);
  const stat = process.files.stat(path, { follow: false });
  if (!stat.ok) throw new CliFailure(`lstat ${path}: no such file or directory`);
  yield* client.ask(`GET /containers/${container}/json`, (daemon) => daemon.containers.inspect(container));
  const wanted = normalise(target, '/');
  const there = yield* client.answer(`HEAD /containers/${container}/archive?path=${wanted}`, (daemon) =>
    daemon.containers.stat(container, wanted),
  );
  if (!there.ok && there.error.status !== 404) throw new DaemonFailure(there.error.status, there.error.message);
  const parent = parentOf(wanted);
  if (!there.ok) {
    yield* client.ask(`HEAD /containers/${container}/archive?path=${parent}`, (daemon) =>
      daemon.containers.stat(container, parent),
    );
  }
  const real = invocation.flags.bool('follow-link') ? process.files.stat(path) : stat;
  const isDirectory = real.ok && real.value.type === 'directory';
  const name = baseOf(path);
  const type = there.ok ? (there.value.isDirectory ? 'directory' : 'file') : undefined;
  const place = destination({ name, isDirectory }, source, target, wanted, type);
  const whole = readTree(process.files, path, name);
  const tree = owned(renamed(whole, name, place.name), invocation.flags.bool('archive'));
  if (place.name === '' && !there.ok) throw new CliFailure(`no such directory: ${wanted}`);
  yield* client.ask(`PUT /containers/${container}/archive?path=${place.directory}`, (daemon) =>
    daemon.containers.writeFiles(container, place.directory, tree),
  );
  report(invocation, tree, `${container}:${target}`);
}

/** Below which directory it goes, and under which name ('': only what is in it). */
function destination(
  { name, isDirectory }: { readonly name: string; readonly isDirectory: boolean },
  source: string,
  target: string,
  path: string,
  there: string | undefined,
): { readonly directory: string; readonly name: string } {
  const contents = /(^|\/)\.$/.test(source) && isDirectory;
  if (there === 'directory') return { directory: path, name: contents ? '' : name };
  if (there !== undefined && isDirectory) throw new CliFailure('cannot copy directory');
  if (there === undefined && target.endsWith('/') && !isDirectory) throw new CliFailure('no such directory');
  if (there !== undefined && target.endsWith('/')) throw new CliFailure('not a directory');
  return { directory: parentOf(path), name: baseOf(path) };
}

function renamed(tree: FileTree, old: string, name: string): FileTree {
  return new Map(
    [...tree].flatMap(([path, node]) => {
      const below = old === '' ? path : path.slice(old.length + 1);
      const whole = [name, below].filter((part) => part !== '').join('/');
      return whole === '' ? [] : [[whole, node] as const];
    }),
  );
}

/** What is copied in belongs to root, as the files of an archive that names no owner. */
function owned(tree: FileTree, keep: boolean): FileTree {
  if (keep) return tree;
  return new Map([...tree].map(([path, node]) => [path, { ...node, owner: 'root', group: 'root' }] as const));
}

function report({ flags, process, printError }: Invocation, tree: FileTree, target: string): void {
  if (flags.bool('quiet') || !isTerminal(process.stderr)) return;
  printError(`Successfully copied ${decimalSize(archiveSize(tree), 3)} to ${target}\n`);
}

/** As a tar archive: a header for each, contents in blocks, two empty blocks at the end. */
function archiveSize(tree: FileTree): number {
  const blocks = [...tree.values()].map((node) =>
    node.type === 'file' ? 1 + Math.ceil((node.size ?? utf8Length(node.text)) / 512) : 1,
  );
  return (blocks.reduce((sum, count) => sum + count, 0) + 2) * 512;
}

function parentOf(path: string): string {
  return path.slice(0, path.lastIndexOf('/')) || '/';
}

function baseOf(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1);
}
