/** `headless serve`: a world whose API a real kubectl can use, on 127.0.0.1, with cluster time following the wall clock. */
import { type ClusterProfile, createWorld, profiles } from '../engine';
import { programs } from '../shell';
import { createApiHttp } from './apiHttp';
import { kubectlBuild } from './kubectlBuild';
import { quickJsModule } from './quickJsModule';
import { wordsFor } from './wordsFor';

/** How often the world catches up with the wall clock, in milliseconds. */
const TICK = 10;
const USAGE = `usage: serve [--port PORT] [--cluster ${Object.keys(profiles).join('|')}] [--seed NUMBER] [--kubectl COMMAND]`;
const FLAGS = ['--port', '--cluster', '--seed', '--kubectl'];

/** Serves until SIGINT or SIGTERM. A flag that it does not know or can't use is told, with exit code 2. */
export function serve(words: readonly string[]): void {
  const options = readOptions(words);
  if (typeof options === 'string') {
    process.stderr.write(`serve: ${options}\n${USAGE}\n`);
    process.exitCode = 2;
    return;
  }
  const { profile, port, seed } = options;
  const start = Date.now();
  const world = createWorld({ profile, seed, start, programs, wordsFor, javascript: quickJsModule() });
  const began = performance.now();
  const pump = setInterval(() => world.clock.advanceTo(start + performance.now() - began), TICK);
  const server = createApiHttp(world);
  const end = () => {
    clearInterval(pump);
    server.close();
    server.closeAllConnections();
  };
  process.once('SIGINT', end);
  process.once('SIGTERM', end);
  server.on('error', (error) => {
    process.stderr.write(`serve: ${error.message}\n`);
    process.exitCode = 1;
    end();
  });
  server.listen(port, '127.0.0.1', () => {
    const address = server.address();
    const bound = typeof address === 'object' && address !== null ? address.port : port;
    process.stdout.write(
      `The API of cluster ${profile.name} is served. Try:\n\n    kubectl --server http://127.0.0.1:${bound} get nodes\n\n`,
    );
    const build = profile.build?.['gitVersion'];
    if (build !== undefined) process.stdout.write(`It says that it is ${build}, as kubectl does.\n\n`);
  });
}

interface Options {
  readonly profile: ClusterProfile;
  readonly port: number;
  readonly seed: number;
}

/** What is to be served and where; or what is wrong with the words. */
function readOptions(words: readonly string[]): Options | string {
  const flags = readFlags(words);
  const wrong = flags.get('wrong');
  if (wrong !== undefined) return wrong;
  const name = flags.get('--cluster') ?? 'playground';
  const profile = profiles[name];
  if (profile === undefined) return `there is no cluster ${name}`;
  const port = numberOf(flags.get('--port') ?? '8001', 65_535);
  if (port === undefined) return `--port must be a number from 0 to 65535, not ${flags.get('--port')}`;
  const seed = numberOf(flags.get('--seed') ?? '1', Number.MAX_SAFE_INTEGER);
  if (seed === undefined) return `--seed must be a whole number, not ${flags.get('--seed')}`;
  const kubectl = flags.get('--kubectl');
  // A bare control plane is for tests of kubectl, which want client and server of one build.
  if (kubectl === undefined && profile.controlPlaneOnly !== true) return { profile, port, seed };
  const build = kubectlBuild(kubectl ?? 'kubectl', profile.version);
  if (build !== undefined) return { profile: { ...profile, build }, port, seed };
  if (kubectl === undefined) return { profile, port, seed };
  return `--kubectl must be a kubectl of ${profile.version.replace(/\.\d+$/, '')}, which ${kubectl} is not`;
}

/** The flags' values by name, as `--port 1` or `--port=1`; under `wrong` what can't be read. */
function readFlags(words: readonly string[]): Map<string, string> {
  const flags = new Map<string, string>();
  for (let at = 0; at < words.length; at++) {
    const [, name = '', attached] = /^([^=]*)(?:=(.*))?$/s.exec(words[at] ?? '') ?? [];
    const value = attached ?? words[++at];
    if (!FLAGS.includes(name))
      return flags.set('wrong', `unknown argument ${words[at - (attached === undefined ? 1 : 0)]}`);
    if (value === undefined) return flags.set('wrong', `${name} needs a value`);
    flags.set(name, value);
  }
  return flags;
}

function numberOf(text: string, limit: number): number | undefined {
  return /^\d+$/.test(text) && Number(text) <= limit ? Number(text) : undefined;
}
