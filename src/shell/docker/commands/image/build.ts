/** docker build: reads the context, hands it to the builder, shows how it goes. */

import { parseDockerReference } from '../../../../base/imageReference';
import { ok, type Result } from '../../../../base/result';
import type { Clock } from '../../../../engine/clock';
import type { BuildProgress, BuildRequest } from '../../../../engine/docker/build/request';
import { readTree } from '../../../../engine/files/copyFiles';
import { normalise } from '../../../../engine/files/fileSystem';
import type { FileTree } from '../../../../engine/files/fileTree';
import { readAll } from '../../../../engine/processes/pipe';
import { isTerminal } from '../../../../engine/processes/pty';
import type { Routine } from '../../../../engine/processes/routine';
import type { DockerCommand, Invocation } from '../../dockerCommand';
import { CliFailure, ConnectionFailure } from '../../failure';
import { missingFlag, platformFlag } from '../../options/sharedFlags';
import { PlainBuild } from '../../progress/buildPlain';
import { TerminalBuild } from '../../progress/buildTerminal';

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
  flags: [
    { name: 'build-arg', type: 'array', valueName: 'stringArray', usage: 'Values for ARG instructions' },
    { name: 'file', shorthand: 'f', type: 'string', usage: 'The Dockerfile; PATH/Dockerfile when left out' },
    { name: 'label', type: 'array', valueName: 'stringArray', usage: 'Labels for the image' },
    { name: 'network', type: 'string', default: 'default', usage: 'The network of RUN instructions' },
    { name: 'no-cache', type: 'bool', usage: 'Run every instruction anew' },
    { name: 'progress', type: 'string', default: 'auto', usage: 'How progress is shown: auto, plain, tty or quiet' },
    { name: 'pull', type: 'bool', usage: 'Ask registries for newer base images' },
    { name: 'quiet', shorthand: 'q', type: 'bool', usage: 'Print the id only' },
    { name: 'rm', type: 'bool', default: true, usage: 'Remove intermediate containers (classic builder)' },
    { name: 'force-rm', type: 'bool', usage: 'Remove them even when it fails (classic builder)', hidden: true },
    { name: 'tag', shorthand: 't', type: 'array', valueName: 'stringArray', usage: 'Names for the image' },
    { name: 'target', type: 'string', usage: 'The stage to build' },
    { name: 'load', type: 'bool', usage: 'Keep the image with the daemon, as is done anyway' },
    { ...platformFlag, notSimulated: true },
    missingFlag('add-host', 'strings', 'More names for /etc/hosts'),
    missingFlag('allow', 'strings', 'Privileges for the build'),
    missingFlag('annotation', 'array', 'Annotations for the image'),
    missingFlag('attest', 'array', 'Attestations'),
    missingFlag('build-context', 'array', 'More contexts'),
    missingFlag('builder', 'string', 'Another builder'),
    missingFlag('cache-from', 'array', 'Caches from elsewhere'),
    missingFlag('cache-to', 'array', 'Where the cache goes'),
    missingFlag('call', 'string', 'Evaluate instead of building'),
    missingFlag('cgroup-parent', 'string', 'The cgroup of RUN instructions'),
    missingFlag('check', 'bool', 'Check only'),
    missingFlag('iidfile', 'string', 'Write the id to a file'),
    missingFlag('metadata-file', 'string', 'Write results to a file'),
    missingFlag('no-cache-filter', 'array', 'Stages without cache'),
    missingFlag('output', 'array', 'Where the result goes'),
    missingFlag('provenance', 'string', 'Provenance'),
    missingFlag('push', 'bool', 'Push the image'),
    missingFlag('sbom', 'string', 'Bill of materials'),
    missingFlag('secret', 'array', 'Secrets'),
    missingFlag('shm-size', 'string', 'Shared memory'),
    missingFlag('squash', 'bool', 'One layer'),
    missingFlag('ssh', 'array', 'SSH keys'),
    missingFlag('ulimit', 'array', 'Limits'),
  ],
  *run(invocation) {
    const { process, client } = invocation;
    const buildkit = process.env.get('DOCKER_BUILDKIT') !== '0';
    if (!buildkit) invocation.printError(DEPRECATED);
    const fault = (message: string) => (buildkit ? `ERROR: failed to build: ${message}` : message);
    try {
      yield* client.ask('HEAD /_ping', (daemon) => ok(daemon.running));
    } catch (problem) {
      if (problem instanceof ConnectionFailure && buildkit) throw new CliFailure(`ERROR: ${problem.message}`);
      throw problem;
    }
    const request = yield* requestOf(invocation, buildkit, fault);
    return yield* buildkit ? runBuildKit(invocation, request) : runClassic(invocation, request);
  },
};

function* requestOf(
  invocation: Invocation,
  buildkit: boolean,
  fault: (message: string) => string,
): Routine<BuildRequest> {
  const { args, flags, process } = invocation;
  for (const tag of flags.strings('tag')) {
    const parsed = parseDockerReference(tag);
    if (parsed.ok) continue;
    const why = parsed.error.replace(/^invalid reference format: /, '').replace(/ \(.*\) /, ' ');
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
  return {
    ...source.value,
    dockerfile,
    dockerfileName: fromInput ? 'Dockerfile' : source.value.dockerfileName,
    tags: flags.strings('tag'),
    buildArguments: pairs(flags.strings('build-arg'), (name) => process.env.get(name)),
    labels: pairs(flags.strings('label'), () => ''),
    target: flags.string('target'),
    noCache: flags.bool('no-cache'),
    pull: flags.bool('pull'),
    buildkit,
    removeIntermediate: flags.bool('rm') || flags.bool('force-rm'),
    network: flags.string('network'),
  };
}

type Source = Pick<BuildRequest, 'dockerfile' | 'dockerfileName' | 'context' | 'dockerignore'>;

/** `docker build -`: a Dockerfile without a context. */
function* standardInput({ process }: Invocation): Routine<Source> {
  const text = yield* readAll(process.stdin);
  return { dockerfile: text, dockerfileName: 'Dockerfile', context: new Map(), dockerignore: undefined };
}

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
  const ignoreOwn = files.read(`${path}.dockerignore`);
  const ignore = ignoreOwn.ok ? ignoreOwn : files.read(`${directory}/.dockerignore`);
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
    const value = at < 0 ? missing(text) : text.slice(at + 1);
    if (value !== undefined) out[at < 0 ? text : text.slice(0, at)] = value;
  }
  return out;
}

function* runBuildKit(invocation: Invocation, request: BuildRequest): Routine<number> {
  const { process, client, flags, print, printError } = invocation;
  const way = flags.string('progress');
  if (!['auto', 'plain', 'tty', 'quiet', 'rawjson'].includes(way))
    throw new CliFailure(`ERROR: failed to build: invalid progress mode ${way}`);
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
    client.waitAnswer<{ readonly Id: string }>('POST /build', (daemon, done) =>
      daemon.images.build(request, (event) => display?.show(event), done),
    ),
  );
  display?.finish();
  if (!answer.ok) throw new CliFailure(`ERROR: failed to build: failed to solve: ${answer.error.message}`);
  if (quiet) print(`${answer.value.Id}\n`);
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
  const answer = yield* client.waitAnswer<{ readonly Id: string }>('POST /build', (daemon, done) =>
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
    if (quiet) print(`${answer.value.Id}\n`);
    return 0;
  }
  if (quiet) printError(kept.join(''));
  if (failure !== undefined) throw new CliFailure(failure.message, failure.code);
  throw new CliFailure(`Error response from daemon: ${answer.error.message}`);
}
