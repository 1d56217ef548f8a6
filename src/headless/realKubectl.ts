/** A real kubectl on this machine, and the world that is served to it. */
import { execFile, execFileSync } from 'node:child_process';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  realpathSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import type { World } from '../engine';
import { createApiHttp } from './apiHttp';
import type { StepResult } from './session';

const VERSION = '1.32';
const CONTEXT = 'kubernetes-admin@kubernetes';
/** How cluster time passes while the real client runs: in milliseconds, much faster than the wall clock. */
const TICK = 5;
const STEP = 50;

/**
 * The file of a kubectl of the version that we follow; undefined: none is installed. Some packages put a program before
 * it that reads flags with words of its own and keeps the real ones beside it, by their version.
 */
export function findRealKubectl(): string | undefined {
  try {
    const found = realpathSync(execFileSync('sh', ['-c', 'command -v kubectl'], { encoding: 'utf8' }).trim());
    const beside = `${found}.${VERSION}`;
    if (existsSync(beside)) return beside;
    return execFileSync(found, ['version', '--client'], { encoding: 'utf8' }).includes(`Client Version: v${VERSION}.`)
      ? found
      : undefined;
  } catch {
    return undefined;
  }
}

/** A laptop of the real kind: a home directory of its own, and a kubectl whose server is a world of ours. */
export class RealLaptop {
  readonly #kubectl: string;
  readonly #home = mkdtempSync(join(tmpdir(), 'kubectl-'));
  #world: World | undefined;
  #server: ReturnType<typeof createApiHttp> | undefined;
  #address = '';

  constructor(kubectl: string) {
    this.#kubectl = kubectl;
  }

  /** Serves the world in the place of the one before, at the same address, and puts the files there. */
  async connect(world: World, files: Readonly<Record<string, string>>): Promise<void> {
    const port = this.#server === undefined ? 0 : (this.#server.address() as AddressInfo).port;
    await this.#stop();
    const server = createApiHttp(world);
    await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve));
    this.#world = world;
    this.#server = server;
    this.#address = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    for (const [path, text] of Object.entries({ ...files, '.kube/config': kubeconfig(this.#address) })) {
      mkdirSync(dirname(join(this.#home, path)), { recursive: true });
      writeFileSync(join(this.#home, path), text);
    }
    const programs = join(this.#home, '.bin');
    if (!existsSync(programs)) {
      mkdirSync(programs);
      symlinkSync(this.#kubectl, join(programs, 'kubectl'));
    }
  }

  /** Runs a line in bash while the world's clock goes on; after `limit` milliseconds it is ended, with exit code 124. */
  async run(line: string, limit = 60_000): Promise<StepResult> {
    const world = this.#world;
    if (world === undefined) throw new Error('no world is connected');
    const pump = setInterval(() => world.clock.advance(STEP), TICK);
    const { exit, stdout, stderr } = await inBash(line, this.#home, limit);
    clearInterval(pump);
    const own = (text: string) =>
      text.replaceAll(this.#address, world.profile.server).replaceAll(this.#home, '/home/learner');
    return { exit, stdout: own(stdout), stderr: own(stderr) };
  }

  /** A file at home, '' when there is none. */
  read(path: string): string {
    const whole = join(this.#home, path);
    return existsSync(whole) ? readFileSync(whole, 'utf8') : '';
  }

  async close(): Promise<void> {
    await this.#stop();
    rmSync(this.#home, { recursive: true });
  }

  async #stop(): Promise<void> {
    const server = this.#server;
    if (server === undefined) return;
    server.closeAllConnections();
    await new Promise<void>((resolve) => server.close(() => resolve()));
  }
}

function kubeconfig(server: string): string {
  return `apiVersion: v1
kind: Config
current-context: ${CONTEXT}
clusters: [{name: kubernetes, cluster: {server: '${server}'}}]
contexts: [{name: ${CONTEXT}, context: {cluster: kubernetes, user: kubernetes-admin}}]
users: [{name: kubernetes-admin, user: {}}]
`;
}

function inBash(command: string, home: string, timeout: number): Promise<StepResult> {
  const env = { PATH: `${join(home, '.bin')}:${process.env['PATH']}`, HOME: home, LANG: 'C.UTF-8' };
  return new Promise((resolve) => {
    execFile('bash', ['-c', command], { cwd: home, env, timeout }, (failure, stdout, stderr) => {
      const exit = failure === null ? 0 : typeof failure.code === 'number' ? failure.code : 124;
      resolve({ exit, stdout, stderr });
    });
  });
}
