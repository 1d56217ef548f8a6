/** What `run` and `create` share: the container, made of an image that is pulled when it is missing. */
import { familiarName } from '../../../../base/imageReference';
import type { ContainerCreate } from '../../../../engine/docker/daemon';
import { describeFileError, normalise } from '../../../../engine/files/fileSystem';
import { nullOutput } from '../../../../engine/processes/pipe';
import type { Routine } from '../../../../engine/processes/routine';
import type { Invocation } from '../../dockerCommand';
import { CliFailure, DaemonFailure } from '../../failure';
import { containerOptions } from '../../options/containerOptions';
import { checkPlatform } from '../../options/platform';
import { checkReference } from '../../options/references';
import { pullImage } from '../image/pull';

/** The exit status of what did not even come to run. */
const NOT_RUN = 125;

/** As `run` and `create` word their failures. */
export function creationFailure(invocation: Invocation, message: string, code = NOT_RUN): CliFailure {
  const pointer = `Run 'docker ${invocation.command.name} --help' for more information`;
  return new CliFailure(`docker: ${message}\n\n${pointer}`, code);
}

/** What the flags ask for. @throws CliFailure */
export function readOptions(invocation: Invocation): ContainerCreate {
  const { process, flags, args } = invocation;
  const [image = '', ...words] = args;
  try {
    const pull = flags.string('pull');
    if (!['always', 'missing', 'never', ''].includes(pull)) {
      throw new CliFailure(`invalid pull option: '${pull}': must be one of "always", "missing" or "never"`);
    }
    return containerOptions(process, flags, image, words);
  } catch (problem) {
    throw problem instanceof CliFailure ? creationFailure(invocation, problem.message) : problem;
  }
}

/** @returns its id @throws CliFailure as `create` words it: without a pointer to its help */
export { created as createPlain };

/** @returns its id @throws CliFailure as `run` words it */
export function* createContainer(invocation: Invocation, options: ContainerCreate): Routine<string> {
  try {
    return yield* created(invocation, options);
  } catch (problem) {
    if (!(problem instanceof CliFailure)) throw problem;
    throw creationFailure(invocation, problem.message, failureStatus(problem.message));
  }
}

/** The exit status that `run` gives to what went wrong at the daemon, by its words. */
export function failureStatus(message: string): number {
  if (/executable file not found|no such file or directory/.test(message)) return 127;
  return /permission denied|is a directory/.test(message) ? 126 : NOT_RUN;
}

function* created(invocation: Invocation, options: ContainerCreate): Routine<string> {
  const { process, flags } = invocation;
  const wanted = flags.string('cidfile');
  if (wanted === '') return yield* ask(invocation, options);
  const file = normalise(wanted, process.workingDirectory);
  if (process.files.stat(file).ok) {
    throw new CliFailure(`container ID file found, make sure the other container isn't running or delete ${wanted}`);
  }
  const opened = process.files.write(file, '');
  if (!opened.ok) {
    const why = describeFileError(opened.error).toLowerCase();
    throw new CliFailure(`failed to create the container ID file: open ${wanted}: ${why}`);
  }
  let id = '';
  try {
    id = yield* ask(invocation, options);
    return id;
  } finally {
    if (id === '') process.files.remove(file);
    else process.files.write(file, id);
  }
}

function* ask(invocation: Invocation, options: ContainerCreate): Routine<string> {
  const { process, flags, client, printError } = invocation;
  const output = flags.bool('quiet') ? nullOutput : process.stderr;
  const isId = /^(sha256:)?[0-9a-f]{64}$/.test(options.Image);
  const image = isId ? undefined : checkReference(options.Image);
  const platform = flags.string('platform');
  checkPlatform(platform);
  if (flags.string('pull') === 'always' && image !== undefined)
    yield* pullImage(invocation, image, { output, platform });
  const name = flags.string('name') || undefined;
  const local = flags.strings('dns').find((server) => /^127\.|^::1$/.test(server));
  if (local !== undefined) printError(`WARNING: Localhost DNS (${local}) may fail in containers.\n`);
  const create = () => client.answer('POST /containers/create', (daemon) => daemon.containers.create(name, options));
  let answer = yield* create();
  // 404 is said of containers, too: those that --volumes-from and --network name
  const imageMissing = !answer.ok && answer.error.status === 404 && !/^No such container/.test(answer.error.message);
  if (imageMissing && image !== undefined && flags.string('pull') === 'missing') {
    if (!flags.bool('quiet')) printError(`Unable to find image '${familiarName(image.full)}' locally\n`);
    yield* pullImage(invocation, image, { output, platform });
    answer = yield* create();
  }
  if (!answer.ok) throw new DaemonFailure(answer.error.status, answer.error.message);
  for (const warning of answer.value.Warnings) printError(`WARNING: ${warning}\n`);
  return answer.value.Id;
}
