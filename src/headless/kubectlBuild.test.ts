import { type ExecFileException, execFile } from 'node:child_process';
import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { createWorld, profiles } from '../engine';
import { createApiHttp } from './apiHttp';
import { kubectlBuild } from './kubectlBuild';

const installed = kubectlBuild('kubectl', 'v1.32.0');

/** What a command prints that says of itself what such a kubectl would. */
function buildOf(gitVersion: string): unknown {
  const folder = mkdtempSync(join(tmpdir(), 'kubectl-'));
  const command = join(folder, 'kubectl');
  writeFileSync(command, `#!/bin/sh\necho '{"clientVersion": {"gitVersion": "${gitVersion}"}}'\n`);
  chmodSync(command, 0o755);
  const build = kubectlBuild(command, 'v1.32.0');
  rmSync(folder, { recursive: true });
  return build;
}

it('is that of a kubectl of the same minor version', () => {
  expect(['v1.32.9', 'v1.32.4-dispatcher', 'v1.31.0', 'v1.3'].map(buildOf)).toEqual([
    { gitVersion: 'v1.32.9' },
    { gitVersion: 'v1.32.4-dispatcher' },
    undefined,
    undefined,
  ]);
  expect(kubectlBuild('/nowhere/kubectl', 'v1.32.0')).toBe(undefined);
});

// where there is no kubectl of 1.32 on the PATH, this is reported as skipped
it.skipIf(installed === undefined)('lets a real kubectl find the version that it wants to match', async () => {
  const profile = profiles['control-plane'];
  if (profile === undefined || installed === undefined) throw new Error('there is no control plane');
  const world = createWorld({
    profile: { ...profile, build: installed },
    seed: 1,
    start: Date.UTC(2026, 0, 5),
    programs: {},
  });
  const server = createApiHttp(world);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  const words = ['-s', `http://127.0.0.1:${port}`, '--match-server-version', 'get', 'namespaces', '-o', 'name'];
  const answer = await new Promise<{ error: ExecFileException | null; stdout: string; stderr: string }>((resolve) => {
    execFile('kubectl', words, { env: { PATH: process.env['PATH'], HOME: '/nowhere' } }, (error, stdout, stderr) =>
      resolve({ error, stdout, stderr }),
    );
  });
  server.close();
  server.closeAllConnections();
  expect(answer).toEqual({
    error: null,
    stdout: 'namespace/default\nnamespace/kube-node-lease\nnamespace/kube-public\nnamespace/kube-system\n',
    stderr: '',
  });
});
