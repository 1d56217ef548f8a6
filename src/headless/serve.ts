/** `headless serve`: a world whose API a real kubectl can use, on 127.0.0.1, with cluster time following the wall clock. */
import type { Server } from 'node:http';
import { type ClusterProfile, createWorld, profiles } from '../engine';
import { programs } from '../shell';
import { createApiHttp } from './apiHttp';
import { createApiHttps } from './apiHttps';
import { kubectlBuild } from './kubectlBuild';
import { quickJsModule } from './quickJsModule';
import { wordsFor } from './wordsFor';

/** How often the world catches up with the wall clock, in milliseconds. */
const TICK = 10;
const USAGE = `usage: serve [--port PORT] [--cluster ${Object.keys(profiles).join('|')}] [--seed NUMBER] [--kubectl COMMAND] [--secure-port PORT]`;
const FLAGS = ['--port', '--cluster', '--seed', '--kubectl', '--secure-port'];

/** Serves until SIGINT or SIGTERM. A flag that it does not know or can't use is told, with exit code 2. */
export function serve(words: readonly string[]): void {
  const options = readOptions(words);
  if (typeof options === 'string') {
    process.stderr.write(`serve: ${options}\n${USAGE}\n`);
    process.exitCode = 2;
    return;
  }
  const { profile, port, securePort, seed } = options;
  const start = Date.now();
  const world = createWorld({ profile, seed, start, programs, wordsFor, javascript: quickJsModule() });
  const began = performance.now();
  const pump = setInterval(() => world.clock.advanceTo(start + performance.now() - began), TICK);
  const servers: Server[] = [];
  const end = () => {
    clearInterval(pump);
    for (const server of servers) {
      server.close();
      server.closeAllConnections();
    }
  };
  const listen = (server: Server, at: number, told: (bound: number) => string) => {
    servers.push(server);
    server.on('error', (error) => {
      process.stderr.write(`serve: ${error.message}\n`);
      process.exitCode = 1;
      end();
    });
    server.listen(at, '127.0.0.1', () => {
      const address = server.address();
      process.stdout.write(told(typeof address === 'object' && address !== null ? address.port : at));
    });
  };
  process.once('SIGINT', end);
  process.once('SIGTERM', end);
  listen(createApiHttp(world), port, (bound) => greeting(profile, bound));
  if (securePort === undefined) return;
  const insecure = '--insecure-skip-tls-verify --token=TOKEN';
  const told = (bound: number) => `Over TLS: kubectl --server https://127.0.0.1:${bound} ${insecure} get nodes\n\n`;
  listen(createApiHttps(world), securePort, told);
}

function greeting({ name, build }: ClusterProfile, port: number): string {
  const version = build?.['gitVersion'];
  return [
    `The API of cluster ${name} is served. Try:\n\n    kubectl --server http://127.0.0.1:${port} get nodes\n\n`,
    version === undefined ? '' : `It says that it is ${version}, as kubectl does.\n\n`,
  ].join('');
}

interface Options {
  readonly profile: ClusterProfile;
  readonly port: number;
  /** Where the API is served over TLS besides. */
  readonly securePort?: number;
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
  const asked = flags.get('--secure-port');
  const securePort = asked === undefined ? undefined : numberOf(asked, 65_535);
  if (asked !== securePort?.toString()) return `--secure-port must be a number from 0 to 65535, not ${asked}`;
  const found = { profile, port, seed, ...(securePort === undefined ? {} : { securePort }) };
  const kubectl = flags.get('--kubectl');
  // A bare control plane is for tests of kubectl, which want client and server of one build.
  if (kubectl === undefined && profile.controlPlaneOnly !== true) return found;
  const build = kubectlBuild(kubectl ?? 'kubectl', profile.version);
  if (build !== undefined) return { ...found, profile: { ...profile, build } };
  if (kubectl === undefined) return found;
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
