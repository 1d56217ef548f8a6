/** docker export and docker import: a container's files as an archive, and an image made of one. */
import { describeFileError, normalise } from '../../../../engine/files/fileSystem';
import { readAll } from '../../../../engine/processes/pipe';
import type { Process } from '../../../../engine/processes/process';
import { isTerminal } from '../../../../engine/processes/pty';
import type { DockerCommand } from '../../dockerCommand';
import { CliFailure } from '../../failure';
import { readArchive, writeArchive } from '../../options/archives';
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
  *run({ args, flags, client, process, print }) {
    const [container = ''] = args;
    const file = flags.string('output');
    if (file === '' && isTerminal(process.stdout)) throw new CliFailure(TERMINAL);
    const tree = yield* client.ask(`GET /containers/${container}/export`, (daemon) =>
      daemon.containers.export(container),
    );
    const text = writeArchive(tree);
    if (file === '') print(text);
    else keep(process, file, text);
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
    if (/^https?:/.test(source)) throw new CliFailure('importing from the internet is not simulated here: use a file');
    const read = source === '-' ? undefined : process.files.read(normalise(source, process.workingDirectory));
    if (read?.ok === false) throw new CliFailure(`open ${source}: ${describeFileError(read.error).toLowerCase()}`);
    const text = read?.ok === true ? read.value : yield* readAll(process.stdin);
    const tree = readArchive(text);
    if (tree === undefined) throw new CliFailure('Error response from daemon: archive/tar: invalid tar header');
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
  *run({ args, flags, client, process, print }) {
    const file = flags.string('output');
    if (file === '' && isTerminal(process.stdout)) throw new CliFailure(TERMINAL);
    const text = yield* client.ask('GET /images/get', (daemon) => daemon.images.save(args));
    if (file === '') print(text);
    else keep(process, file, text);
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
    const names = yield* client.ask('POST /images/load', (daemon) => daemon.images.load(text));
    for (const line of names) print(`${line}\n`);
    return 0;
  },
};

function keep(process: Process, file: string, text: string): void {
  const written = process.files.write(normalise(file, process.workingDirectory), text);
  if (!written.ok) throw new CliFailure(`failed to write ${file}: ${describeFileError(written.error).toLowerCase()}`);
}
