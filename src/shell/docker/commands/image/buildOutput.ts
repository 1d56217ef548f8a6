/** Where the result of a build goes: --output, --load, --push, --iidfile and --metadata-file. */
import { fail, ok, type Result } from '../../../../base/result';
import type { BuildAnswer, BuildOutput } from '../../../../engine/docker/build/request';
import { writeTree } from '../../../../engine/files/copyFiles';
import { normalise } from '../../../../engine/files/fileSystem';
import type { FileTree } from '../../../../engine/files/fileTree';
import { packTree } from '../../../../engine/files/treeArchive';
import { isTerminal } from '../../../../engine/processes/pty';
import type { Invocation } from '../../dockerCommand';
import { CliFailure } from '../../failure';

export interface OutputPlan {
  readonly output: BuildOutput;
  /** Of `directory` and `tarball`, absolute; '-' for standard output. */
  readonly destination: string;
  /** Names beside those of -t. */
  readonly names: readonly string[];
  readonly push: boolean;
}

/** An image that the daemon keeps. */
export const IMAGE: OutputPlan = { output: 'image', destination: '', names: [], push: false };
const SWITCH =
  ' is not supported for the docker driver.\nSwitch to a different driver, or turn on the containerd image store, and try again.\nLearn more at https://docs.docker.com/go/';
const LEARN = ` exporter${SWITCH}build-exporters/`;

/** What the flags come to; the error is the client's. Several outputs at once are refused, as Engine 20.10 does. */
export function outputPlan(invocation: Invocation): Result<OutputPlan, string> {
  const { flags } = invocation;
  const attests = [...flags.strings('attest'), flags.string('sbom'), flags.string('provenance')];
  if (attests.some((text) => !['', 'false', 'disabled=true'].includes(text))) {
    return fail(`Attestation${SWITCH}attestations/`);
  }
  if (flags.strings('cache-to').some((text) => !/(?:^|,)type=inline(?:,|$)/.test(text))) {
    return fail(`Cache export${SWITCH}build-cache-backends/`);
  }
  const plans: OutputPlan[] = [];
  for (const text of flags.strings('output')) {
    const plan = readOutput(text, invocation);
    if (!plan.ok) return plan;
    plans.push(plan.value);
  }
  const images = plans.filter(({ output }) => output === 'image');
  if (flags.bool('push')) {
    const [image = IMAGE] = images;
    if (images.length === 0) plans.push({ ...image, push: true });
    else plans[plans.indexOf(image)] = { ...image, push: true };
  } else if (flags.bool('load') && images.length === 0) plans.push(IMAGE);
  const [plan = IMAGE, more] = plans;
  if (more !== undefined) {
    return fail(
      'multiple outputs currently unsupported by the current BuildKit daemon, please upgrade to version v0.13+ or use a single output',
    );
  }
  if (plan.push && flags.strings('tag').length + plan.names.length === 0) {
    return fail('tag is needed when pushing to registry');
  }
  return ok(plan);
}

function readOutput(text: string, invocation: Invocation): Result<OutputPlan, string> {
  const fields = outputFields(text);
  if (!fields.ok) return fields;
  const type = fields.value.get('type') ?? '';
  const given = fields.value.get('dest') ?? '';
  if (type === '') return fail('type is required for output');
  if (type === 'local' || type === 'tar') return filesPlan(type, given, invocation);
  if (type === 'cacheonly') return ok({ ...IMAGE, output: 'none' });
  if (type === 'oci') return fail(`OCI${LEARN}`);
  if (type === 'docker' && given !== '') return fail(`Docker${LEARN}`);
  if (!['docker', 'image', 'registry'].includes(type)) {
    return fail(`failed to solve: exporter ${JSON.stringify(type)} could not be found`);
  }
  const names = (fields.value.get('name') ?? '').split(';').filter((name) => name !== '');
  return ok({ ...IMAGE, names, push: type === 'registry' || fields.value.get('push') === 'true' });
}

/** `type=local,dest=DIRECTORY`; a directory alone, or `-` for an archive on standard output. */
function outputFields(text: string): Result<ReadonlyMap<string, string>, string> {
  if (text === '-') return ok(new Map([['type', 'tar']]));
  if (!/[,=]/.test(text)) return ok(new Map(Object.entries({ type: 'local', dest: text })));
  const fields = new Map<string, string>();
  for (const part of text.split(',')) {
    const at = part.indexOf('=');
    if (at < 0) return fail(`invalid value ${part}`);
    fields.set(part.slice(0, at).trim().toLowerCase(), part.slice(at + 1));
  }
  return ok(fields);
}

function filesPlan(type: 'local' | 'tar', given: string, { process }: Invocation): Result<OutputPlan, string> {
  const toStandardOutput = given === '' || given === '-';
  const destination = normalise(given, process.workingDirectory);
  const there = process.files.stat(destination);
  const isDirectory = there.ok && there.value.type === 'directory';
  if (type === 'local') {
    if (given === '') return fail('dest is required for local exporter');
    if (there.ok && !isDirectory) return fail(`destination directory ${given} is a file`);
    return ok({ ...IMAGE, output: 'directory', destination });
  }
  if (toStandardOutput && process.tty !== undefined && isTerminal(process.stdout)) {
    return fail('dest file is required for tar exporter. refusing to write to console');
  }
  if (!toStandardOutput && isDirectory) return fail(`destination file ${given} is a directory`);
  return ok({ ...IMAGE, output: 'tarball', destination: toStandardOutput ? '-' : destination });
}

/** Writes the files where they were wanted, and what --iidfile and --metadata-file ask for. */
export function putOutput(invocation: Invocation, { destination, output }: OutputPlan, answer: BuildAnswer): void {
  const { flags, process } = invocation;
  const { Files: files, Id: id } = answer;
  if (files !== undefined && output === 'directory') writeDirectory(invocation, destination, files);
  if (files !== undefined && output === 'tarball') {
    const archive = packTree(files);
    if (destination === '-') process.stdout.write(archive);
    else writeFile(invocation, destination, archive);
  }
  const idFile = flags.string('iidfile');
  if (idFile !== '' && id !== '') writeFile(invocation, idFile, id);
  const metadataFile = flags.string('metadata-file');
  if (metadataFile === '') return;
  const reference = `default/default/${[...(id || destination)]
    .map((one) => one.charCodeAt(0).toString(36))
    .join('')
    .slice(-25)}`;
  const digest = id === '' ? {} : { 'containerimage.digest': id };
  writeFile(invocation, metadataFile, JSON.stringify({ 'buildx.build.ref': reference, ...digest }, undefined, 2));
}

function writeDirectory({ process }: Invocation, path: string, files: FileTree): void {
  const made = process.files.makeDirectory(path, { parents: true, owner: process.user });
  const owned = new Map([...files].map(([name, node]) => [name, { ...node, owner: process.user }] as const));
  const written = made.ok ? writeTree(process.files, path, owned) : made;
  if (!written.ok) throw new CliFailure(`ERROR: failed to build: failed to solve: error from receiver: ${path}`);
}

function writeFile({ process }: Invocation, path: string, text: string): void {
  const written = process.files.write(normalise(path, process.workingDirectory), text);
  if (!written.ok) throw new CliFailure(`ERROR: failed to build: open ${path}: no such file or directory`);
}
