/** docker export and docker import: a container's files as an archive, and an image made of one. */
import { utf8Length } from '../../../../base/utf8';
import { describeFileError, normalise } from '../../../../engine/files/fileSystem';
import { archiveProblem, packedSize, packTree, unpackTree } from '../../../../engine/files/treeArchive';
import { readAll } from '../../../../engine/processes/pipe';
import { isTerminal } from '../../../../engine/processes/pty';
import type { DockerCommand, Invocation } from '../../dockerCommand';
import { CliFailure } from '../../failure';
import { checkReference } from '../../options/references';
import { platformFlag } from '../../options/sharedFlags';

const TERMINAL = 'cowardly refusing to save to a terminal. Use the -o flag or redirect';

export const exportContainer: DockerCommand = {
  name: 'export',
  usage: '[OPTIONS] CONTAINER',
  short: "Export a container's filesystem as a tar archive",
  calls: 'docker container export, docker export',
  args: { exactly: 1 },
  complete: ['containers'],
  flags: [{ name: 'output', shorthand: 'o', type: 'string', usage: 'Write to a file', complete: 'file' }],
  *run(invocation) {
    const { args, client } = invocation;
    const [container = ''] = args;
    checkOutput(invocation, 'export container');
    const tree = yield* client.ask(`GET /containers/${container}/export`, (daemon) =>
      daemon.containers.export(container),
    );
    give(invocation, { text: packTree(tree), size: packedSize(tree) });
    return 0;
  },
};

export const importImage: DockerCommand = {
  name: 'import',
  usage: '[OPTIONS] file|URL|- [REPOSITORY[:TAG]]',
  short: 'Import the contents from a tarball to create a filesystem image',
  calls: 'docker image import, docker import',
  args: { atLeast: 1 },
  complete: ['files'],
  flags: [
    { name: 'change', shorthand: 'c', type: 'array', usage: 'A Dockerfile instruction for the image' },
    { name: 'message', shorthand: 'm', type: 'string', usage: 'What it is' },
    platformFlag,
  ],
  *run({ args, flags, client, process, print }) {
    const [source = '', reference = ''] = args;
    if (reference !== '') checkReference(reference);
    if (/^https?:/.test(source)) throw new CliFailure('importing from the internet is not simulated here: use a file');
    const read = source === '-' ? undefined : process.files.read(normalise(source, process.workingDirectory));
    if (read?.ok === false) throw new CliFailure(`open ${source}: ${describeFileError(read.error).toLowerCase()}`);
    const text = read?.ok === true ? read.value : yield* readAll(process.stdin);
    const tree = unpackTree(text);
    if (tree === undefined) throw new CliFailure(`Error response from daemon: ${archiveProblem(text)}`);
    const { Id } = yield* client.ask('POST /images/create?fromSrc=-', (daemon) =>
      daemon.images.import(tree, { reference, message: flags.string('message'), changes: flags.strings('change') }),
    );
    print(`${Id}\n`);
    return 0;
  },
};

export const save: DockerCommand = {
  name: 'save',
  usage: '[OPTIONS] IMAGE [IMAGE...]',
  short: 'Save one or more images to a tar archive (streamed to STDOUT by default)',
  calls: 'docker image save, docker save',
  args: { atLeast: 1 },
  complete: ['images'],
  flags: [{ name: 'output', shorthand: 'o', type: 'string', usage: 'Write to a file', complete: 'file' }, platformFlag],
  *run(invocation) {
    const { args, client } = invocation;
    checkOutput(invocation, 'save image');
    const { archive, size } = yield* client.ask('GET /images/get', (daemon) => daemon.images.save(args));
    give(invocation, { text: archive, size });
    return 0;
  },
};

export const load: DockerCommand = {
  name: 'load',
  usage: '[OPTIONS]',
  short: 'Load an image from a tar archive or STDIN',
  calls: 'docker image load, docker load',
  args: { exactly: 0 },
  complete: ['files'],
  flags: [
    { name: 'input', shorthand: 'i', type: 'string', usage: 'Read from a file', complete: 'file' },
    platformFlag,
    { name: 'quiet', shorthand: 'q', type: 'bool', usage: 'Nothing about how it goes' },
  ],
  *run({ flags, client, process, print }) {
    const file = flags.string('input');
    if (file === '' && isTerminal(process.stdin)) {
      throw new CliFailure('requested load from stdin, but stdin is empty');
    }
    const read = file === '' ? undefined : process.files.read(normalise(file, process.workingDirectory));
    if (read?.ok === false) throw new CliFailure(`open ${file}: ${describeFileError(read.error).toLowerCase()}`);
    const text = read?.ok === true ? read.value : yield* readAll(process.stdin);
    const names = yield* client.answer('POST /images/load', (daemon) => daemon.images.load(text));
    // What goes wrong while it is read stands in the answer's stream.
    if (!names.ok) throw new CliFailure(names.error.message);
    for (const line of names.value) print(`${line}\n`);
    return 0;
  },
};

/** What stands in the way of writing to `--output`, before anything is asked for. */
function checkOutput({ flags, process }: Invocation, what: string): void {
  const file = flags.string('output');
  if (file === '' && isTerminal(process.stdout)) throw new CliFailure(TERMINAL);
  if (file === '') return;
  const path = normalise(file, process.workingDirectory);
  const directory = path.slice(0, path.lastIndexOf('/')) || '/';
  const stat = process.files.stat(path);
  if (stat.ok && stat.value.type === 'directory')
    throw new CliFailure(`failed to ${what}: cannot write to a directory`);
  if (process.files.stat(directory).ok) return;
  throw new CliFailure(`failed to ${what}: invalid output path: stat ${directory}: no such file or directory`);
}

/** Writes an archive to `--output`, or prints it; it counts for as much as a real one would. */
function give({ flags, process, print }: Invocation, { text, size }: { text: string; size: number }): void {
  const file = flags.string('output');
  if (file === '') {
    print(text);
    process.stdout.hole?.(size - utf8Length(text));
    return;
  }
  const written = process.files.write(normalise(file, process.workingDirectory), text, { size });
  if (!written.ok) throw new CliFailure(`failed to write ${file}: ${describeFileError(written.error).toLowerCase()}`);
}
