/** `headless serve`: a world whose API a real kubectl can use, on 127.0.0.1, with cluster time following the wall clock. */
import { mkdirSync, writeFileSync } from 'node:fs';
import type { Server } from 'node:http';
import { join } from 'node:path';
import { type ClusterProfile, createWorld } from '../engine';
import { programs } from '../shell';
import { createApiHttp } from './apiHttp';
import { createApiHttps, type ServerIdentity, serverIdentity } from './apiHttps';
import { quickJsModule } from './quickJsModule';
import { readOptions, USAGE } from './serveOptions';
import { wordsFor } from './wordsFor';

/** How often the world catches up with the wall clock, in milliseconds. */
const TICK = 10;

/** Serves until SIGINT or SIGTERM. A flag that it does not know or can't use is told, with exit code 2. */
export function serve(words: readonly string[]): void {
  const options = readOptions(words);
  if (typeof options === 'string') {
    process.stderr.write(`serve: ${options}\n${USAGE}\n`);
    process.exitCode = 2;
    return;
  }
  const { profile, port, securePort, certDir, seed } = options;
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
  const identity = serverIdentity(start);
  if (certDir !== undefined) keepIdentity(certDir, identity);
  listen(createApiHttps(world, identity), securePort, told);
}

/** Under the names that a real server gives them (`--cert-dir`). */
function keepIdentity(directory: string, { cert, key }: ServerIdentity): void {
  mkdirSync(directory, { recursive: true });
  writeFileSync(join(directory, 'apiserver.crt'), cert);
  writeFileSync(join(directory, 'apiserver.key'), key, { mode: 0o600 });
}

function greeting({ name, build }: ClusterProfile, port: number): string {
  const version = build?.['gitVersion'];
  return [
    `The API of cluster ${name} is served. Try:\n\n    kubectl --server http://127.0.0.1:${port} get nodes\n\n`,
    version === undefined ? '' : `It says that it is ${version}, as kubectl does.\n\n`,
  ].join('');
}
