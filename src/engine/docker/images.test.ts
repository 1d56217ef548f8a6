import { describe, expect, it } from 'vitest';
import type { FileNode } from '../files/fileLayer';
import type { BuildRequest } from './build/request';
import { type TestDaemon, testDaemon } from './testing';

function names(docker: TestDaemon, filters: Readonly<Record<string, readonly string[]>> = {}): readonly string[] {
  const list = docker.daemon.images.list({ all: false, filters });
  return list.ok ? list.value.map((image) => image.RepoTags.join() || '<none>') : [list.error.message];
}

function build(docker: TestDaemon, tag: string, dockerfile: string, request: Partial<BuildRequest> = {}): string {
  const node: FileNode = { type: 'file', text: dockerfile, mode: 0o644, modified: 0, owner: 'root' };
  const whole: BuildRequest = {
    dockerfile,
    dockerfileName: 'Dockerfile',
    context: new Map([['Dockerfile', node]]),
    dockerignore: undefined,
    tags: [tag],
    buildArguments: {},
    labels: {},
    target: '',
    noCache: false,
    pull: false,
    buildkit: true,
    removeIntermediate: true,
    network: 'default',
    ...request,
  };
  const built = docker.ask<{ readonly Id: string }>((done) => docker.daemon.images.build(whole, () => {}, done));
  return typeof built === 'string' ? built : built.Id;
}

describe('images of the daemon', () => {
  it('are listed with the newest first, by name and by age', () => {
    const docker = testDaemon();
    expect(names(docker)).toEqual([
      'alpine:latest',
      'nginx:latest',
      'httpd:latest',
      'node:20',
      'node:7',
      'ubuntu:latest',
      'busybox:latest',
    ]);
    expect(names(docker, { reference: ['node'] })).toEqual(['node:20', 'node:7']);
    expect(names(docker, { reference: ['n*'] })).toEqual(['nginx:latest', 'node:20', 'node:7']);
    expect(names(docker, { reference: ['node:*'] })).toEqual(['node:20', 'node:7']);
    expect(names(docker, { before: ['node:7'] })).toEqual(['ubuntu:latest', 'busybox:latest']);
    expect(names(docker, { since: ['node:7'] })).toEqual(['alpine:latest', 'nginx:latest', 'httpd:latest', 'node:20']);
    expect(names(docker, { dangling: ['true'] })).toEqual([]);
    expect(names(docker, { nope: ['1'] })).toEqual(["Invalid filter 'nope'"]);
    expect(names(docker, { before: ['nope'] })).toEqual(['No such image: nope:latest']);
  });

  it('are shown whole', () => {
    const docker = testDaemon();
    const { daemon } = docker;
    const found = daemon.images.inspect('busybox');
    const id = found.ok ? String(found.value['Id']) : '';
    const nothing = {
      Hostname: '',
      Domainname: '',
      User: '',
      AttachStdin: false,
      AttachStdout: false,
      AttachStderr: false,
      Tty: false,
      OpenStdin: false,
      StdinOnce: false,
      Env: null,
      Cmd: null,
      Image: '',
      Volumes: null,
      WorkingDir: '',
      Entrypoint: null,
      OnBuild: null,
      Labels: null,
    };
    expect(found).toEqual({
      ok: true,
      value: {
        Id: id,
        RepoTags: ['busybox:latest'],
        RepoDigests: [],
        Parent: '',
        Comment: 'Imported from -',
        Created: expect.stringMatching(/^2026-11-21T08:35:48/),
        Container: '',
        ContainerConfig: nothing,
        DockerVersion: '28.2.2',
        Author: '',
        Config: { ...nothing, Cmd: ['sh'] },
        Architecture: 'amd64',
        Os: 'linux',
        Size: 1_984_162,
        VirtualSize: 1_984_162,
        GraphDriver: {
          Data: {
            MergedDir: expect.stringMatching(/^\/var\/lib\/docker\/overlay2\/[0-9a-f]{64}\/merged$/),
            UpperDir: expect.stringMatching(/\/diff$/),
            WorkDir: expect.stringMatching(/\/work$/),
          },
          Name: 'overlay2',
        },
        RootFS: { Type: 'layers', Layers: [expect.stringMatching(/^sha256:[0-9a-f]{64}$/)] },
        Metadata: { LastTagTime: expect.any(String) },
      },
    });
    expect(daemon.images.inspect(id.slice(7, 19))).toEqual(found);
    expect(daemon.images.inspect('nope')).toMatchObject({
      error: { status: 404, message: 'no such image: nope: No such image: nope:latest' },
    });
  });

  it('are built, with the commands of their Dockerfiles run in containers', () => {
    const docker = testDaemon();
    const dockerfile = 'FROM busybox\nRUN echo hello > /h && hostname\nCMD ["cat", "/h"]\n';
    expect(build(docker, 'hello', dockerfile)).toMatch(/^sha256:[0-9a-f]{64}$/);
    expect(docker.runToEnd('hello')).toEqual({ out: 'hello\n', code: 0 });
    expect(build(docker, 'bad', 'FROM busybox\nRUN exit 3\n')).toContain('exit code: 3');
    expect(docker.world.laptop.kernel.processes.map((process) => process.argv[0])).toEqual([
      '/sbin/init',
      '/usr/bin/containerd',
      '/usr/bin/dockerd',
    ]);
    build(docker, 'classic', dockerfile, { buildkit: false, removeIntermediate: false });
    expect(docker.ps({ filters: { ancestor: ['busybox'] } }).map((row) => row.split(' ')[1])).toContain('Exited');
  });

  it('are made of containers', () => {
    const docker = testDaemon();
    const { containers, images } = docker.daemon;
    docker.run('busybox', ['sleep', '1000'], { name: 'box', Env: ['A=1'] });
    docker.exec('box', ['sh', '-c', 'echo mine > /mine']);
    const options = { reference: 'me/mine:v1', author: 'me', message: 'added mine', pause: true };
    const changes = ['CMD ["cat", "/mine"]', 'ENV B=2'];
    const made = docker.ask<{ Id: string }>((done) => containers.commit('box', { ...options, changes }, done));
    expect(images.inspect('me/mine:v1')).toMatchObject({
      value: {
        Id: typeof made === 'string' ? '' : made.Id,
        Author: 'me',
        Comment: 'added mine',
        Config: { Cmd: ['cat', '/mine'], Env: ['A=1', 'B=2'] },
      },
    });
    expect(docker.runToEnd('me/mine:v1')).toEqual({ out: 'mine\n', code: 0 });
    expect(docker.ps({ filters: { name: ['box'] } })[0]).toMatch(/^\/box Up /);
    const history = images.history('me/mine:v1');
    expect(history).toMatchObject({
      value: [
        { CreatedBy: 'sleep 1000', Size: 5, Comment: 'added mine', Tags: ['me/mine:v1'] },
        { Comment: 'Imported from -', Tags: ['busybox:latest'] },
      ],
    });
  });

  it('stay while containers use them', () => {
    const docker = testDaemon();
    const { images } = docker.daemon;
    const id = docker.run('busybox', ['sleep', '1000'], { name: 'box' });
    expect(images.remove('busybox', { force: false, prune: true })).toMatchObject({
      error: {
        status: 409,
        message: expect.stringMatching(
          new RegExp(
            `^conflict: unable to remove repository reference "busybox" \\(must force\\) - container ${id.slice(0, 12)} is using its referenced image [0-9a-f]{12}$`,
          ),
        ),
      },
    });
    expect(images.tag('busybox', 'mine:v1')).toEqual({ ok: true, value: undefined });
    expect(images.tag('nope', 'mine')).toMatchObject({ error: { message: 'No such image: nope:latest' } });
    expect(images.remove('mine:v1', { force: false, prune: true })).toEqual({
      ok: true,
      value: [{ Untagged: 'mine:v1' }],
    });
    docker.remove('box', { force: true });
    expect(images.remove('busybox', { force: false, prune: true })).toMatchObject({ ok: true });
    expect(docker.run('busybox', ['true'])).toBe('No such image: busybox:latest');
  });

  it('travel in archives, and files become images', () => {
    const docker = testDaemon();
    const { containers, images } = docker.daemon;
    build(docker, 'hello', 'FROM busybox\nRUN echo hello > /h\nCMD ["cat", "/h"]\n');
    const archive = images.save(['hello']);
    images.remove('hello', { force: false, prune: true });
    expect(names(docker)).not.toContain('hello:latest');
    expect(archive.ok ? images.load(archive.value.archive) : archive).toEqual({
      ok: true,
      value: ['Loaded image: hello:latest'],
    });
    expect(docker.runToEnd('hello').out).toBe('hello\n');
    expect(images.load('nonsense')).toMatchObject({ ok: false });
    docker.run('hello', ['sleep', '1000'], { name: 'box' });
    const tree = containers.export('box');
    if (!tree.ok) throw new Error(tree.error.message);
    images.import(tree.value, { reference: 'flat', message: '', changes: ['CMD ["cat", "/h"]'] });
    expect(docker.runToEnd('flat')).toEqual({ out: 'hello\n', code: 0 });
  });

  it('give back room when they are pruned, and their disk can be full', () => {
    const docker = testDaemon();
    const { laptop } = docker.world;
    build(docker, 'app', 'FROM busybox\nRUN echo one > /x\n');
    build(docker, 'app', 'FROM busybox\nRUN echo two22 > /x\n');
    expect(names(docker, { dangling: ['true'] })).toEqual(['<none>']);
    docker.daemon.pruneBuildCache({ all: true });
    expect(docker.daemon.images.prune({})).toMatchObject({ value: { SpaceReclaimed: 4 } });
    docker.run('busybox', ['sleep', '1000'], { name: 'box' });
    laptop.disk.take(laptop.disk.free - 10);
    expect(docker.exec('box', ['sh', '-c', 'echo 12345678901234567890 > /big']).code).toBe(1);
    expect(build(docker, 'big', 'FROM busybox\nRUN echo 12345678901234567890 > /big\n')).toContain('exit code: 1');
  });

  it('are counted for docker system df', () => {
    const docker = testDaemon();
    build(docker, 'app', 'FROM busybox\nRUN echo 1 > /x\n');
    docker.runToEnd('app', ['true'], { name: 'aa' });
    const usage = docker.daemon.diskUsage();
    if (!usage.ok) throw new Error(usage.error.message);
    const { images, containers, buildCache, layersSize } = usage.value;
    const app = images.find((image) => image.RepoTags.includes('app:latest'));
    expect(app).toMatchObject({ Size: 1_984_164, SharedSize: 1_984_162, UniqueSize: 2, Containers: 1 });
    expect([images.length, containers.length, buildCache.length > 0]).toEqual([8, 1, true]);
    // busybox and the Debian once each, and what stands on them.
    expect(layersSize).toBe(1_984_162 + 2 + 423 + 93_917_000 + 2_415 + 86_291_500 + 8_869);
  });
});
