/** kubectl cp: files to and from containers, through the tar of the container. */
import { describeFileError, normalise } from '../../../engine/files/fileSystem';
import { type ArchiveEntry, readArchive, writeArchive } from '../../../engine/files/tarArchive';
import type { Routine } from '../../../engine/processes/routine';
import type { Pod } from '../../../kinds/pod';
import { containerNames, defaultContainer, podOf } from '../client/pods';
import { runInContainer } from '../client/remoteCommand';
import { CommandError } from '../errors';
import type { Invocation, Verb } from '../verb';

export const cp: Verb = {
  name: 'cp',
  short: 'Copy files and directories to and from containers',
  long: "Copy files and directories to and from containers. The container's image has to have tar.",
  examples: `
# A file to a pod
kubectl cp notes.txt web:/tmp/notes.txt
# A directory from a container of a pod in another namespace
kubectl cp shop/web:/var/log ./logs -c web`,
  usage: '<file-spec-src> <file-spec-dest>',
  complete: 'pod',
  flags: [
    {
      name: 'container',
      shorthand: 'c',
      type: 'string',
      usage: 'The container; else the default one of the pod.',
      complete: 'container',
    },
    { name: 'no-preserve', type: 'bool', usage: 'Leave owner and permissions to the container.' },
    { name: 'retries', type: 'int', default: 0, usage: 'How often copying from a container is tried again.' },
  ],
  *run(invocation) {
    const { args } = invocation;
    const [from, to] = args;
    if (args.length !== 2 || from === undefined || to === undefined) {
      throw new CommandError('source and destination are required');
    }
    const [source, target] = [readSpec(from), readSpec(to)];
    if (source.pod !== '' && target.pod !== '') {
      throw new CommandError('one of src or dest must be a local file specification');
    }
    if (source.file === '' || target.file === '') throw new CommandError('filepath can not be empty');
    if (source.pod !== '') return yield* copyFromPod(invocation, source, target.file);
    if (target.pod !== '') return yield* copyToPod(invocation, source.file, target);
    throw new CommandError('one of src or dest must be a remote file specification');
  },
};

interface FileSpec {
  readonly namespace: string;
  readonly pod: string;
  readonly file: string;
}

function readSpec(text: string): FileSpec {
  const colon = text.indexOf(':');
  if (colon < 0) return { namespace: '', pod: '', file: text };
  const pieces = text.slice(0, colon).split('/');
  const [first = '', second] = pieces;
  if (colon === 0 || pieces.length > 2) {
    throw new CommandError('filespec must match the canonical format: [[namespace/]pod:]file/path');
  }
  const file = text.slice(colon + 1);
  return second === undefined ? { namespace: '', pod: first, file } : { namespace: first, pod: second, file };
}

interface Target {
  readonly namespace: string;
  readonly pod: string;
  readonly container: string;
}

/** The container that is meant; `say` is told which one it is when there are several. */
function* containerOf(invocation: Invocation, spec: FileSpec, say: (text: string) => void): Routine<Target> {
  const { flags, access } = invocation;
  const namespace = spec.namespace || access.namespace;
  const pod: Pod = yield* podOf(invocation, spec.pod, [], namespace);
  const phase = pod.status?.phase;
  if (phase === 'Succeeded' || phase === 'Failed') {
    throw new CommandError(`cannot exec into a container in a completed pod; current phase is ${phase}`);
  }
  const named = flags.string('container');
  const container = named || defaultContainer(pod);
  if (named === '' && containerNames(pod).length > 1) {
    say(`Defaulted container "${container}" out of: ${containerNames(pod).join(', ')}\n`);
  } else if (![...pod.spec.containers, ...(pod.spec.initContainers ?? [])].some(({ name }) => name === container)) {
    throw new CommandError(`container ${container} not found in pod ${pod.metadata.name}`);
  }
  return { namespace, pod: pod.metadata.name, container };
}

function* copyToPod(invocation: Invocation, from: string, to: FileSpec): Routine<number> {
  const { process, flags, print, printError } = invocation;
  const path = normalise(from, process.workingDirectory);
  if (!process.files.stat(path).ok) throw new CommandError(`${from} doesn't exist in local filesystem`);
  const target = yield* containerOf(invocation, to, printError);
  const isDirectory = yield* runInContainer(invocation, target, ['test', '-d', to.file]);
  let remote = to.file.length > 1 ? to.file.replace(/\/+$/, '') : to.file;
  if (isDirectory.code === 0) remote = `${remote === '/' ? '' : remote}/${path.slice(path.lastIndexOf('/') + 1)}`;
  const slash = remote.lastIndexOf('/');
  const archive = writeArchive(entriesOf(invocation, path, remote.slice(slash + 1)));
  const command = [
    'tar',
    ...(flags.bool('no-preserve') ? ['--no-same-permissions', '--no-same-owner'] : []),
    '-xmf',
    '-',
    ...(slash < 0 ? ['-C', '.'] : ['-C', remote.slice(0, slash) || '/']),
  ];
  const { code, stdout, stderr } = yield* runInContainer(invocation, target, command, archive);
  print(stdout);
  printError(stderr);
  if (code !== 0) printError(`command terminated with exit code ${code}\n`);
  return code;
}

/** What is packed: directories only where they are empty, as tar makes the others by itself. */
function entriesOf(invocation: Invocation, path: string, name: string): ArchiveEntry[] {
  const { files } = invocation.process;
  const stat = files.stat(path, { follow: false });
  if (!stat.ok) return [];
  const { type, mode, modified, owner, target = '' } = stat.value;
  const entry = { type, mode, modified, owner, target, name, text: '' };
  if (type === 'link') return [entry];
  if (type === 'file') {
    const read = files.read(path);
    if (!read.ok) throw new CommandError(`open ${path}: ${describeFileError(read.error).toLowerCase()}`);
    return [{ ...entry, text: read.value }];
  }
  const names = files.list(path);
  const below = names.ok ? names.value : [];
  if (below.length === 0) return [entry];
  return below.flatMap((one) => entriesOf(invocation, `${path}/${one}`, `${name}/${one}`));
}

function* copyFromPod(invocation: Invocation, from: FileSpec, to: string): Routine<number> {
  const { flags, print } = invocation;
  // what goes wrong over there is printed to standard output
  const target = yield* containerOf(invocation, from, print);
  const command =
    flags.int('retries') === 0 ? ['tar', 'cf', '-', from.file] : ['sh', '-c', `tar cf - ${from.file} | tail -c+0`];
  const { code, stdout, stderr } = yield* runInContainer(invocation, target, command);
  print(stderr);
  if (code !== 0) {
    invocation.printError(`command terminated with exit code ${code}\n`);
    return code;
  }
  const entries = readArchive(stdout);
  if (entries === undefined) throw new CommandError('archive/tar: invalid tar header');
  unpack(invocation, target, from.file, to, entries);
  return 0;
}

/** Puts the entries where they are wanted: their common beginning is the path that was asked for. */
function unpack(
  invocation: Invocation,
  target: Target,
  source: string,
  to: string,
  entries: readonly ArchiveEntry[],
): void {
  const { process, printError, command } = invocation;
  const { files } = process;
  const prefix = normalise(source, '/').slice(1);
  const base = normalise(to, process.workingDirectory);
  let warned = false;
  for (const entry of entries) {
    const name = entry.name.replace(/^\.\//, '').replace(/\/$/, '');
    if (!name.startsWith(prefix)) throw new CommandError('tar contents corrupted');
    const rest = name.slice(prefix.length).replace(/^\/+/, '');
    const path = normalise(rest === '' ? base : `${base}/${rest}`, '/');
    if (path !== base && !path.startsWith(`${base === '/' ? '' : base}/`)) {
      printError(`warning: file ${JSON.stringify(path)} is outside target destination, skipping\n`);
      continue;
    }
    files.makeDirectory(path.slice(0, path.lastIndexOf('/')) || '/', { parents: true });
    if (entry.type === 'directory') {
      files.makeDirectory(path, { parents: true });
    } else if (entry.type === 'link') {
      const skipped = `warning: skipping symlink: ${JSON.stringify(rest === '' ? to : `${to}/${rest}`)} -> ${JSON.stringify(entry.target)}`;
      const advice = ` (consider using "${command.replace(/ cp$/, '')} exec -n ${JSON.stringify(target.namespace)} ${JSON.stringify(target.pod)} -- tar cf - ${JSON.stringify(source)} | tar xf -")`;
      printError(`${skipped}${warned ? '' : advice}\n`);
      warned = true;
    } else {
      const written = files.write(path, entry.text);
      if (!written.ok) throw new CommandError(`open ${to}: ${describeFileError(written.error).toLowerCase()}`);
    }
  }
}
