import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { get } from 'node:https';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

const DEPLOYMENT = (replicas: number) => `apiVersion: apps/v1
kind: Deployment
metadata:
  name: kubia
spec:
  replicas: ${replicas}
  selector:
    matchLabels:
      app: kubia
  template:
    metadata:
      labels:
        app: kubia
    spec:
      containers:
      - name: kubia
        image: luksa/kubia
`;
const HEADLESS = ['src/headless/start.mjs', 'main'];

interface Ended {
  readonly exit: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** Gathers what a process prints until it ends, or until `enough` says so: then it is interrupted. */
function follow(child: ChildProcess, enough: (stdout: string) => boolean = () => false): Promise<Ended> {
  return new Promise((resolve) => {
    let stdout = '';
    let stderr = '';
    child.stdout?.on('data', (data) => {
      stdout += data;
      if (enough(stdout)) child.kill('SIGINT');
    });
    child.stderr?.on('data', (data) => {
      stderr += data;
    });
    child.on('close', (exit) => resolve({ exit, stdout, stderr }));
  });
}

const hasKubectl = (() => {
  try {
    return execFileSync('kubectl', ['version', '--client'], { encoding: 'utf8' }).includes('Client Version');
  } catch {
    return false;
  }
})();

describe('headless serve', () => {
  it.each([
    [['--cluster', 'nowhere'], 'serve: there is no cluster nowhere'],
    [['--port', 'http'], 'serve: --port must be a number from 0 to 65535, not http'],
    [['--port'], 'serve: --port needs a value'],
    [['--kubectl', 'true'], 'serve: --kubectl must be a kubectl of v1.32, which true is not'],
    [['--cert-dir', 'x'], 'serve: --cert-dir needs --secure-port'],
    [['--verbose'], 'serve: unknown argument --verbose'],
  ])('refuses %j', async (words, message) => {
    const { exit, stdout, stderr } = await follow(spawn('node', [...HEADLESS, 'serve', ...words]));
    expect([exit, stdout, stderr.split('\n')[0]]).toEqual([2, '', message]);
  });
});

describe('headless serve --secure-port', () => {
  it('serves over TLS too, and leaves what clients need to trust it', async () => {
    const home = mkdtempSync(join(tmpdir(), 'kubarium-secure-'));
    const ports = ['--port', '0', '--secure-port', '0', '--cert-dir', join(home, 'certificates')];
    const server = spawn('node', [...HEADLESS, 'serve', ...ports, '--cluster', 'control-plane']);
    const port = await new Promise<string>((resolve) => {
      server.stdout.on('data', (data) => {
        const found = /https:\/\/127\.0\.0\.1:(\d+)/.exec(String(data))?.[1];
        if (found !== undefined) resolve(found);
      });
    });
    const ca = readFileSync(join(home, 'certificates', 'apiserver.crt'));
    const headers = { authorization: 'Bearer admin-token' };
    const code = await new Promise((resolve, reject) => {
      get({ host: 'localhost', family: 4, port, path: '/readyz', ca, headers, agent: false }, ({ statusCode }) =>
        resolve(statusCode),
      ).on('error', reject);
    });
    expect([code, readdirSync(join(home, 'certificates')).sort()]).toEqual([200, ['apiserver.crt', 'apiserver.key']]);
    const ended = follow(server);
    server.kill('SIGTERM');
    expect((await ended).exit).toBe(0);
    rmSync(home, { recursive: true });
  }, 60_000);
});

// where there is no kubectl on the PATH, these are reported as skipped
describe.skipIf(!hasKubectl)('the served API, asked by a real kubectl', () => {
  const home = mkdtempSync(join(tmpdir(), 'kubarium-serve-'));
  const file = join(home, 'kubia.yaml');
  let server: ChildProcess;
  let ended: Promise<Ended>;

  const start = (...words: string[]) =>
    spawn('kubectl', words, { env: { ...process.env, HOME: home, KUBECONFIG: join(home, 'config') } });
  const kubectl = (...words: string[]) => follow(start(...words));
  const ok = async (...words: string[]) => {
    const { exit, stdout, stderr } = await kubectl(...words);
    expect({ exit, stderr }).toEqual({ exit: 0, stderr: '' });
    return stdout;
  };

  beforeAll(async () => {
    server = spawn('node', [...HEADLESS, 'serve', '--port', '0', '--cluster', 'playground']);
    const address = await new Promise<string>((resolve, reject) => {
      server.stdout?.on('data', (data) => {
        const found = /http:\/\/127\.0\.0\.1:\d+/.exec(String(data))?.[0];
        if (found !== undefined) resolve(found);
      });
      server.on('close', () => reject(new Error('the server ended')));
    });
    ended = follow(server);
    writeFileSync(
      join(home, 'config'),
      `{apiVersion: v1, kind: Config, clusters: [{name: c, cluster: {server: "${address}"}}], current-context: c,
        contexts: [{name: c, context: {cluster: c, user: u}}], users: [{name: u, user: {}}]}`,
    );
  }, 60_000);

  afterAll(async () => {
    server.kill('SIGINT');
    expect((await ended).exit).toBe(0);
    rmSync(home, { recursive: true });
  });

  it('prints tables, wide and narrow', async () => {
    const narrow = (await ok('get', 'nodes')).replace(/ \d+h /g, ' AGE ');
    expect(narrow).toBe(`NAME            STATUS   ROLES           AGE   VERSION
control-plane   Ready    control-plane   AGE   v1.32.0
worker-1        Ready    <none>          AGE   v1.32.0
worker-2        Ready    <none>          AGE   v1.32.0
worker-3        Ready    <none>          AGE   v1.32.0
`);
    expect((await ok('get', 'nodes', '-o', 'wide')).split('\n')[1]?.split(/ {2,}/).slice(5)).toEqual([
      '10.0.0.10',
      '<none>',
      'Debian GNU/Linux 12 (bookworm)',
      '6.1.0-28-amd64',
      'containerd://1.7.24',
    ]);
    expect(await kubectl('get', 'pods')).toEqual({
      exit: 0,
      stdout: '',
      stderr: 'No resources found in default namespace.\n',
    });
  }, 60_000);

  it('creates, rolls out, applies changes and refuses what is there already', async () => {
    writeFileSync(file, DEPLOYMENT(2));
    expect(await ok('create', '-f', file)).toBe('deployment.apps/kubia created\n');
    expect(await kubectl('create', '-f', file)).toEqual({
      exit: 1,
      stdout: '',
      stderr: `Error from server (AlreadyExists): error when creating "${file}": deployments.apps "kubia" already exists\n`,
    });
    expect(await ok('rollout', 'status', 'deployment/kubia', '--timeout=60s')).toMatch(
      /\ndeployment "kubia" successfully rolled out\n$/,
    );
    const first = await kubectl('apply', '-f', file);
    expect(first.stdout).toBe('deployment.apps/kubia configured\n');
    expect(first.stderr).toContain('is missing the kubectl.kubernetes.io/last-applied-configuration annotation');
    writeFileSync(file, DEPLOYMENT(3));
    expect(await ok('apply', '-f', file)).toBe('deployment.apps/kubia configured\n');
    expect(await ok('apply', '-f', file)).toBe('deployment.apps/kubia unchanged\n');
    await ok('rollout', 'status', 'deployment/kubia', '--timeout=60s');
    expect((await ok('get', 'pods', '-l', 'app=kubia', '-o', 'name')).trim().split('\n')).toHaveLength(3);
  }, 120_000);

  it('scales, labels, describes, explains and prints YAML and JSON', async () => {
    expect(await ok('scale', 'deployment', 'kubia', '--replicas=1')).toBe('deployment.apps/kubia scaled\n');
    expect(await ok('label', 'deployment', 'kubia', 'tier=front')).toBe('deployment.apps/kubia labeled\n');
    expect(await ok('get', 'deployment', 'kubia', '-o', 'yaml')).toMatch(
      /^apiVersion: apps\/v1\nkind: Deployment\n[\s\S]*\n {2}labels:\n {4}tier: front\n[\s\S]*\n {2}replicas: 1\n/,
    );
    expect(JSON.parse(await ok('get', 'deployment', 'kubia', '-o', 'json'))).toMatchObject({
      kind: 'Deployment',
      metadata: { name: 'kubia', labels: { tier: 'front' } },
      spec: { replicas: 1, strategy: { rollingUpdate: { maxSurge: '25%', maxUnavailable: '25%' } } },
    });
    const described = await ok('describe', 'deployment', 'kubia');
    expect(described).toContain('\nReplicas:               1 desired | 1 updated | ');
    expect(described).toMatch(/Scaled down replica set kubia-\w+ from 3 to 1\n$/);
    expect(await ok('explain', 'deployment.spec.replicas')).toMatch(
      /^GROUP: {6}apps\nKIND: {7}Deployment\nVERSION: {4}v1\n\nFIELD: replicas <integer>\n\n\nDESCRIPTION:\n {4}\S/,
    );
  }, 60_000);

  it('tells watchers what changes, and followers of a log what is written, until it ends', async () => {
    await ok('run', 'web', '--image=luksa/kubia', '--restart=Never');
    await ok('wait', '--for=condition=Ready', 'pod/web', '--timeout=60s');
    expect(await ok('logs', 'web')).toBe('Kubia server starting...\n');
    const watch = follow(start('get', 'pod', 'web', '--watch', '--no-headers'), (text) => /Terminating/.test(text));
    const log = follow(start('logs', 'web', '--follow'));
    // both have begun when they have printed; the server needs no longer than kubectl takes to start once more
    await ok('get', 'pod', 'web');
    expect(await ok('delete', 'pod', 'web', '--grace-period=1')).toBe('pod "web" deleted\n');
    expect((await watch).stdout.split('\n').map((line) => line.split(/ +/).slice(0, 3).join(' '))).toEqual(
      expect.arrayContaining(['web 1/1 Running', 'web 1/1 Terminating']),
    );
    expect((await log).stdout).toBe('Kubia server starting...\n');
  }, 120_000);

  it('runs commands in containers, copies files and forwards ports', async () => {
    await ok('run', 'kubia', '--image=luksa/kubia');
    await ok('run', 'box', '--image=busybox', '--command', '--', 'sleep', '3600');
    await ok('wait', '--for=condition=Ready', 'pod/kubia', 'pod/box', '--timeout=60s');
    const commands = [
      ['exec', 'box', '--', 'echo', 'hi'],
      ['exec', 'box', '--', 'sh', '-c', 'echo out; echo wrong >&2; exit 3'],
      ['exec', 'nobody', '--', 'ls'],
      ['exec', 'box', '-c', 'other', '--', 'ls'],
    ];
    const real = [];
    for (const words of commands) real.push(await kubectl(...words));
    expect(real).toEqual([
      { exit: 0, stdout: 'hi\n', stderr: '' },
      { exit: 3, stdout: 'out\n', stderr: 'wrong\ncommand terminated with exit code 3\n' },
      { exit: 1, stdout: '', stderr: 'Error from server (NotFound): pods "nobody" not found\n' },
      { exit: 1, stdout: '', stderr: 'Error from server (BadRequest): container other is not valid for pod box\n' },
    ]);
    writeFileSync(join(home, 'note.txt'), 'hello\n');
    await ok('cp', join(home, 'note.txt'), 'box:/tmp/note.txt');
    expect(await ok('exec', 'box', '--', 'cat', '/tmp/note.txt')).toBe('hello\n');
    const forward = start('port-forward', 'kubia', ':8080');
    const port = await new Promise<string>((resolve) => {
      forward.stdout?.on('data', (data) => {
        const found = /127\.0\.0\.1:(\d+)/.exec(String(data))?.[1];
        if (found !== undefined) resolve(found);
      });
    });
    expect(await (await fetch(`http://127.0.0.1:${port}/`)).text()).toBe("You've hit kubia\n");
    forward.kill('SIGINT');
  }, 120_000);

  it("gives the API server's own errors", async () => {
    expect(await kubectl('get', 'pod', 'nobody')).toEqual({
      exit: 1,
      stdout: '',
      stderr: 'Error from server (NotFound): pods "nobody" not found\n',
    });
    expect(await kubectl('run', 'Web', '--image=nginx')).toMatchObject({
      exit: 1,
      stderr: expect.stringMatching(
        /^The Pod "Web" is invalid: \n\* metadata.name: Invalid value: "Web": a lowercase RFC 1123/,
      ),
    });
    expect(await ok('delete', 'deployment', 'kubia')).toBe('deployment.apps "kubia" deleted\n');
  }, 60_000);
});
