/**
 * The same session through a real kubectl, against the served API, and through our own: two worlds with one seed, whose
 * terminals must say the same.
 */
import { execFile } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { createWorld, profiles } from '../engine';
import { programs } from '../shell';
import { createApiHttp } from './apiHttp';
import { quickJsModule } from './quickJsModule';
import { canonicaliser } from './recordings/canonical';
import { runSession, type StepResult } from './session';
import { wordsFor } from './wordsFor';

export interface SharedSession {
  readonly name: string;
  readonly files?: Readonly<Record<string, string>>;
  /** Lines for bash. Before each both worlds settle. */
  readonly commands: readonly string[];
}

/** A command of which the clients do not say the same. */
export interface ClientDifference {
  readonly command: string;
  readonly real: string;
  readonly own: string;
}

const START = Date.UTC(2026, 0, 5, 9, 0, 0);
/** How cluster time passes while the real client runs: in milliseconds, much faster than the wall clock. */
const TICK = 5;
const STEP = 50;
const CONTEXT = 'kubernetes-admin@kubernetes';

/** What differs between the two, command by command. */
export async function compareClients(session: SharedSession): Promise<readonly ClientDifference[]> {
  const { files = {}, commands } = session;
  const real = await runReal(session);
  const steps = commands.map((cmd) => ({ cmd, wait: 'settled' as const }));
  const own = runSession({ cluster: 'reference', files, steps }).steps;
  const given = [...commands, ...Object.entries(files).flat()].join('\n');
  const texts = [canonicaliser(given, false), canonicaliser(given, false)] as const;
  return commands.flatMap((command, at) => {
    const [first, second] = [real[at], own[at]].map((step, side) => shown(step, command, texts[side === 0 ? 0 : 1]));
    return first === second ? [] : [{ command, real: first ?? '', own: second ?? '' }];
  });
}

function shown(step: StepResult | undefined, command: string, canonical: (text: string, of: string) => string): string {
  if (step === undefined) return 'nothing';
  return `exit ${step.exit}\n${canonical(step.stdout, command)}\n--\n${canonical(step.stderr, command)}`;
}

async function runReal({ files = {}, commands }: SharedSession): Promise<readonly StepResult[]> {
  const profile = profiles['reference'];
  if (profile === undefined) throw new Error('there is no reference cluster');
  const world = createWorld({ profile, seed: 1, start: START, programs, wordsFor, javascript: quickJsModule() });
  const server = createApiHttp(world);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const home = mkdtempSync(join(tmpdir(), 'kubectl-'));
  for (const [path, text] of Object.entries({ ...files, '.kube/config': kubeconfig(address) })) {
    mkdirSync(dirname(join(home, path)), { recursive: true });
    writeFileSync(join(home, path), text);
  }
  const results: StepResult[] = [];
  try {
    for (const command of commands) {
      world.clock.rest();
      const pump = setInterval(() => world.clock.advance(STEP), TICK);
      const { exit, stdout, stderr } = await inBash(command, home);
      clearInterval(pump);
      const own = (text: string) => text.replaceAll(address, profile.server).replaceAll(home, '/home/learner');
      results.push({ exit, stdout: own(stdout), stderr: own(stderr) });
    }
  } finally {
    server.close();
    server.closeAllConnections();
    rmSync(home, { recursive: true });
  }
  return results;
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

function inBash(command: string, home: string): Promise<StepResult> {
  const env = { PATH: process.env['PATH'], HOME: home, LANG: 'C.UTF-8' };
  return new Promise((resolve) => {
    execFile('bash', ['-c', command], { cwd: home, env, timeout: 60_000 }, (failure, stdout, stderr) => {
      const exit = failure === null ? 0 : typeof failure.code === 'number' ? failure.code : 124;
      resolve({ exit, stdout, stderr });
    });
  });
}
