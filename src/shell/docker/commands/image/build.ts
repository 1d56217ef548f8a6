/** docker build: reads the context, hands it to the builder, shows how it goes. */

import { parseDockerReference } from '../../../../base/imageReference';
import { ok, type Result } from '../../../../base/result';
import type { Clock } from '../../../../engine/clock';
import type { BuildAnswer, BuildProgress, BuildRequest } from '../../../../engine/docker/build/request';
import { readTree } from '../../../../engine/files/copyFiles';
import { normalise } from '../../../../engine/files/fileSystem';
import type { FileTree } from '../../../../engine/files/fileTree';
import { unpackTree } from '../../../../engine/files/treeArchive';
import { readAll } from '../../../../engine/processes/pipe';
import { isTerminal } from '../../../../engine/processes/pty';
import type { Routine } from '../../../../engine/processes/routine';
import type { DockerCommand, Invocation } from '../../dockerCommand';
import { CliFailure, ConnectionFailure } from '../../failure';
import { PlainBuild } from '../../progress/buildPlain';
import { TerminalBuild } from '../../progress/buildTerminal';
import { checkBuilder } from '../builder/builders';
import { buildFlags } from './buildFlags';
import { buildInputs } from './buildInputs';
import { IMAGE, type OutputPlan, outputPlan, putOutput } from './buildOutput';
import { pushAll } from './buildPush';

const DEPRECATED = `DEPRECATED: The legacy builder is deprecated and will be removed in a future release.
            BuildKit is currently disabled; enable it by removing the DOCKER_BUILDKIT=0
            environment-variable.

`;

export const build: DockerCommand = {
  name: 'build',
  calledAs: 'docker buildx build',
  usage: '[OPTIONS] PATH | URL | -',
  short: 'Build an image from a Dockerfile',
  calls: 'docker build, docker builder build, docker image build, docker buildx b',
  args: { exactly: 1 },
  complete: ['directories'],
  flags: buildFlags,
  *run(invocation) {
    const { process, client } = invocation;
    const buildkit = process.env.get('DOCKER_BUILDKIT') !== '0';
    if (!buildkit) invocation.printError(DEPRECATED);
    else {
      checkBuilder(invocation.flags.string('builder'));
      warnOfOldFlags(invocation);
    }
    const fault = (message: string) => (buildkit ? `ERROR: failed to build: ${message}` : message);
    try {
      yield* client.ask('HEAD /_ping', (daemon) => ok(daemon.running));
    } catch (problem) {
      if (problem instanceof ConnectionFailure && buildkit) throw new CliFailure(`ERROR: ${problem.message}`);
      throw problem;
    }
    const plan = outputPlan(invocation);
    if (buildkit && !plan.ok) throw new CliFailure(fault(plan.error));
    const output = plan.ok ? plan.value : IMAGE;
    const request = yield* requestOf(invocation, output, buildkit, fault);
    return yield* buildkit ? runBuildKit(invocation, request, output) : runClassic(invocation, request);
  },
};

/** What the classic builder knew and BuildKit does not; the other old flags are passed over in silence. */
function warnOfOldFlags({ flags, printError }: Invocation): void {
  const warnings = {
    isolation: 'isolation flag is deprecated with BuildKit.',
    'security-opt': 'security-opt flag is deprecated. "RUN --security=insecure" should be used with BuildKit.',
    squash:
      'experimental flag squash is removed with BuildKit. You should squash inside build using a multi-stage Dockerfile for efficiency.',
  };
  for (const [name, warning] of Object.entries(warnings)) {
    if (flags.changed(name)) printError(`WARNING: ${warning}\n`);
  }
}

function* requestOf(
  invocation: Invocation,
  output: OutputPlan,
  buildkit: boolean,
  fault: (message: string) => string,
): Routine<BuildRequest> {
  const { args, flags, process } = invocation;
  const tags = [...flags.strings('tag'), ...output.names];
  for (const tag of tags) {
    const parsed = parseDockerReference(tag);
    if (parsed.ok) continue;
    const why =
      tag === ''
        ? 'repository name must have at least one component'
        : parsed.error.replace(/^invalid reference format: /, '').replace(/ \(.*\) /, ' ');
    throw new CliFailure(fault(`invalid tag ${JSON.stringify(tag)}: ${why}`));
  }
  const [where = ''] = args;
  const source = where === '-' ? ok(yield* standardInput(invocation)) : contextOf(invocation, where);
  if (!source.ok) throw new CliFailure(fault(`unable to prepare context: ${source.error}`));
  const fromInput = where !== '-' && flags.string('file') === '-';
  const dockerfile = fromInput ? yield* readAll(process.stdin) : source.value.dockerfile;
  if (!buildkit && dockerfile === undefined) {
    const path = normalise(flags.string('file') || `${where}/Dockerfile`, process.workingDirectory);
    const why = `unable to evaluate symlinks in Dockerfile path: lstat ${path}: no such file or directory`;
    throw new CliFailure(fault(`unable to prepare context: ${why}`));
  }
  const inputs = buildInputs(invocation, buildkit);
  if (!inputs.ok) throw new CliFailure(fault(inputs.error));
  const anew = flags.strings('no-cache-filter');
  return {
    ...source.value,
    ...inputs.value,
    dockerfile,
    dockerfileName: fromInput ? 'Dockerfile' : source.value.dockerfileName,
    tags,
    buildArguments: pairs(flags.strings('build-arg'), (name) => process.env.get(name)),
    labels: pairs(flags.strings('label'), () => ''),
    target: flags.string('target'),
    noCache: flags.bool('no-cache') || (anew.length > 0 && anew),
    pull: flags.bool('pull'),
    buildkit,
    removeIntermediate: flags.bool('rm') || flags.bool('force-rm'),
    output: output.output,
  };
}

type Source = Pick<BuildRequest, 'dockerfile' | 'dockerfileName' | 'context' | 'dockerignore'>;

/** `docker build -`: a Dockerfile without a context, or an archive of one. */
function* standardInput({ process, flags }: Invocation): Routine<Source> {
  const text = yield* readAll(process.stdin);
  const context = text.length < BLOCK ? undefined : unpackTree(text);
  const dockerfileName = 'Dockerfile';
  if (context === undefined) return { dockerfile: text, dockerfileName, context: new Map(), dockerignore: undefined };
  const read = (path: string) => {
    const node = context.get(normalise(`/${path}`).slice(1));
    return node?.type === 'file' ? node.text : undefined;
  };
  const path = flags.string('file') || dockerfileName;
  return {
    dockerfile: read(path),
    dockerfileName: path.slice(path.lastIndexOf('/') + 1),
    context,
    dockerignore: read(`${path}.dockerignore`) ?? read('.dockerignore'),
  };
}

/** The smallest archive has a header. */
const BLOCK = 512;

function contextOf({ process, flags }: Invocation, where: string): Result<Source, string> {
  const { files, workingDirectory } = process;
  if (/^(?:https?:\/\/|git@|git:\/\/|github\.com\/)/.test(where)) {
    throw new CliFailure('docker build of a URL is not simulated here; use a directory');
  }
  const directory = normalise(where, workingDirectory);
  const stat = files.stat(directory);
  if (!stat.ok || stat.value.type !== 'directory')
    return { ok: false, error: `path ${JSON.stringify(where)} not found` };
  const given = flags.string('file');
  const path = given === '' ? `${directory}/Dockerfile` : normalise(given, workingDirectory);
  const text = files.read(path);
  // Only BuildKit knows of a Dockerfile's own.
  const ignoreOwn = files.read(`${path}.dockerignore`);
  const ignore =
    ignoreOwn.ok && process.env.get('DOCKER_BUILDKIT') !== '0' ? ignoreOwn : files.read(`${directory}/.dockerignore`);
  return ok({
    dockerfile: text.ok ? text.value : undefined,
    dockerfileName: path.slice(path.lastIndexOf('/') + 1),
    context: relative(readTree(files, directory, '.')),
    dockerignore: ignore.ok ? ignore.value : undefined,
  });
}

/** A context's paths begin at its root. */
function relative(tree: FileTree): FileTree {
  const entries = [...tree].map(([path, node]) => [path.replace(/^\.\/?/, ''), node] as const);
  return new Map(entries.filter(([path]) => path !== ''));
}

function pairs(texts: readonly string[], missing: (name: string) => string | undefined): Record<string, string> {
  const out: Record<string, string> = {};
  for (const text of texts) {
    const at = text.indexOf('=');
    if (at === 0 || text === '')
      throw new CliFailure(`ERROR: invalid key-value pair ${JSON.stringify(text)}: empty key`);
    const value = at < 0 ? missing(text) : text.slice(at + 1);
    if (value !== undefined) out[at < 0 ? text : text.slice(0, at)] = value;
  }
  return out;
}

function* runBuildKit(invocation: Invocation, request: BuildRequest, output: OutputPlan): Routine<number> {
  const { process, client, flags, print, printError } = invocation;
  const way = flags.string('progress');
  if (!['auto', 'plain', 'tty', 'quiet', 'rawjson'].includes(way))
    throw new CliFailure(`ERROR: invalid progress mode ${way}`);
  if (flags.bool('quiet') && way !== 'auto' && way !== 'quiet') {
    throw new CliFailure(`ERROR: progress=${way} and quiet cannot be used together`);
  }
  if (way === 'rawjson') throw new CliFailure('ERROR: progress as raw JSON is not simulated here');
  const quiet = flags.bool('quiet') || way === 'quiet';
  const terminal = way === 'tty' || (way === 'auto' && process.tty !== undefined && isTerminal(process.stderr));
  const display = quiet
    ? undefined
    : terminal
      ? new TerminalBuild({
          write: printError,
          now: () => process.clock.now,
          columns: process.tty?.columns ?? 80,
          rows: process.tty?.rows ?? 24,
        })
      : new PlainBuild(printError);
  const stop = display instanceof TerminalBuild ? repeated(process.clock, () => display.tick()) : () => {};
  const answer = yield* answered(stop, () =>
    client.waitAnswer<BuildAnswer>('POST /build', (daemon, done) =>
      daemon.images.build(request, (event) => display?.show(event), done),
    ),
  );
  const pushed =
    answer.ok && output.push
      ? yield* pushAll(invocation, request.tags, (event) => display?.show(event))
      : ok(undefined);
  display?.finish();
  if (!answer.ok) throw new CliFailure(`ERROR: failed to build: failed to solve: ${answer.error.message}`);
  if (!pushed.ok) throw new CliFailure(`ERROR: failed to build: ${pushed.error}`);
  putOutput(invocation, output, answer.value);
  if (quiet && answer.value.Id !== '') print(`${answer.value.Id}\n`);
  return 0;
}

/** Milliseconds of cluster time between two drawings. */
const REDRAW = 100;

/** @returns how to stop it */
function repeated(clock: Clock, run: () => void): () => void {
  let timer = clock.after(REDRAW, again);
  function again(): void {
    run();
    timer = clock.after(REDRAW, again);
  }
  return () => timer.cancel();
}

/** Stops something when an answer has come, or when nobody waits for it any more. */
function* answered<T>(stop: () => void, wait: () => Routine<T>): Routine<T> {
  try {
    return yield* wait();
  } finally {
    stop();
  }
}

function* runClassic(invocation: Invocation, request: BuildRequest): Routine<number> {
  const { client, flags, print, printError } = invocation;
  const quiet = flags.bool('quiet');
  let failure: Extract<BuildProgress, { kind: 'failure' }> | undefined;
  const kept: string[] = [];
  const answer = yield* client.waitAnswer<BuildAnswer>('POST /build', (daemon, done) =>
    daemon.images.build(
      request,
      (event) => {
        if (event.kind === 'failure') failure = event;
        if (event.kind !== 'text') return;
        if (quiet) kept.push(event.text);
        else if (event.stream === 'stdout') print(event.text);
        else printError(event.text);
      },
      done,
    ),
  );
  if (answer.ok) {
    putOutput(invocation, IMAGE, answer.value);
    if (quiet) print(`${answer.value.Id}\n`);
    return 0;
  }
  if (quiet) printError(kept.join(''));
  if (failure !== undefined) throw new CliFailure(failure.message, failure.code);
  throw new CliFailure(`Error response from daemon: ${answer.error.message}`);
}
