/** `headless serve`: a world whose API a real kubectl can use, on 127.0.0.1, with cluster time following the wall clock. */
import { createWorld, profiles } from '../engine';
import { programs } from '../shell';
import { createApiHttp } from './apiHttp';
import { wordsFor } from './wordsFor';

/** How often the world catches up with the wall clock, in milliseconds. */
const TICK = 10;

export function serve(words: readonly string[]): void {
  const option = (name: string, fallback: string) => {
    const at = words.indexOf(name);
    return at < 0 ? fallback : (words[at + 1] ?? fallback);
  };
  const profile = profiles[option('--cluster', 'playground')];
  const port = Number(option('--port', '8001'));
  if (profile === undefined || !Number.isInteger(port) || port < 0 || port > 65_535) {
    process.stderr.write(`usage: serve [--port PORT] [--cluster ${Object.keys(profiles).join('|')}] [--seed NUMBER]\n`);
    process.exitCode = 2;
    return;
  }
  const start = Date.now();
  const world = createWorld({ profile, seed: Number(option('--seed', '1')), start, programs, wordsFor });
  const began = performance.now();
  setInterval(() => world.clock.advanceTo(start + performance.now() - began), TICK);
  const server = createApiHttp(world);
  server.on('error', (error) => {
    process.stderr.write(`serve: ${error.message}\n`);
    process.exit(1);
  });
  server.listen(port, '127.0.0.1', () => {
    const address = server.address();
    const bound = typeof address === 'object' && address !== null ? address.port : port;
    process.stdout.write(
      `The API of cluster ${profile.name} is served. Try:\n\n    kubectl --server http://127.0.0.1:${bound} get nodes\n\n`,
    );
  });
}
