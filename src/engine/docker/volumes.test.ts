import { describe, expect, it } from 'vitest';
import type { MountSpec } from './containerRequests';
import type { DockerDaemon } from './daemon';
import { testDaemon } from './testing';

function createVolume(daemon: DockerDaemon, name: string): string {
  const made = daemon.volumes.create({ Name: name, Driver: '', Labels: {}, DriverOpts: {} });
  return made.ok ? String(made.value['Name']) : made.error.message;
}

const mount = (
  Type: MountSpec['Type'],
  Source: string,
  Target: string,
  ReadOnly = false,
  mustExist = false,
): MountSpec => ({
  Type,
  Source,
  Target,
  ReadOnly,
  mustExist,
});

describe('volumes of the daemon', () => {
  it('are made, used and removed', () => {
    const docker = testDaemon();
    const { volumes } = docker.daemon;
    expect(createVolume(docker.daemon, 'data')).toBe('data');
    expect(createVolume(docker.daemon, 'data')).toBe('data');
    expect(createVolume(docker.daemon, 'bad name')).toBe(
      'create bad name: "bad name" includes invalid characters for a local volume name, only "[a-zA-Z0-9][a-zA-Z0-9_.-]" are allowed. If you intended to pass a host directory, use absolute path',
    );
    expect(volumes.inspect('data')).toEqual({
      ok: true,
      value: {
        CreatedAt: '2026-11-21T08:45:00Z',
        Driver: 'local',
        Labels: null,
        Mountpoint: '/var/lib/docker/volumes/data/_data',
        Name: 'data',
        Options: null,
        Scope: 'local',
      },
    });
    const host = (readOnly: boolean) => ({ Mounts: [mount('volume', 'data', '/d', readOnly)] });
    docker.runToEnd('busybox', ['sh', '-c', 'echo hello > /d/f'], { host: host(false) });
    expect(docker.runToEnd('busybox', ['cat', '/d/f'], { host: host(false) })).toEqual({ out: 'hello\n', code: 0 });
    expect(docker.runToEnd('busybox', ['sh', '-c', 'echo x > /d/f'], { host: host(true) })).toEqual({
      out: "sh: can't create /d/f: Read-only file system\n",
      code: 1,
    });
    expect(docker.world.laptop.files.read('/var/lib/docker/volumes/data/_data/f')).toEqual({
      ok: true,
      value: 'hello\n',
    });
    docker.daemon.containers.prune({});
    const user = docker.run('busybox', ['sleep', '1000'], { name: 'user', host: host(false) });
    expect(volumes.remove('data', { force: false })).toMatchObject({
      error: { message: `remove data: volume is in use - [${user}]` },
    });
    docker.remove('user', { force: true });
    expect(volumes.remove('data', { force: false })).toEqual({ ok: true, value: undefined });
    expect(volumes.remove('data', { force: false })).toMatchObject({ error: { message: 'get data: no such volume' } });
  });

  it('are anonymous where nobody names them, and go with their container', () => {
    const docker = testDaemon();
    const names = () => {
      const list = docker.daemon.volumes.list({});
      return list.ok ? list.value.map((volume) => String(volume['Name']).length) : [];
    };
    const host = { Mounts: [mount('volume', '', '/cache'), mount('volume', 'other', '/o')] };
    docker.run('busybox', ['sleep', '1000'], { name: 'anon', host });
    expect(names()).toEqual(expect.arrayContaining([64, 5]));
    expect(docker.inspect('anon')['Mounts']).toMatchObject([
      { Type: 'volume', Name: 'other', Destination: '/o', Driver: 'local', Mode: 'z', RW: true, Propagation: '' },
      { Type: 'volume', Destination: '/cache', Driver: 'local', Mode: '', RW: true, Propagation: '' },
    ]);
    docker.remove('anon', { force: true, volumes: true });
    expect(names()).toEqual([5]);
    expect(docker.daemon.volumes.prune({})).toEqual({ ok: true, value: { VolumesDeleted: [], SpaceReclaimed: 0 } });
    expect(docker.daemon.volumes.prune({ all: ['true'] })).toEqual({
      ok: true,
      value: { VolumesDeleted: ['other'], SpaceReclaimed: 0 },
    });
  });

  it('begin with what the image has in their place', () => {
    const docker = testDaemon();
    const host = { Mounts: [mount('volume', 'pages', '/usr/share/nginx/html')] };
    docker.run('nginx', [], { name: 'web', host });
    expect(docker.world.laptop.files.list('/var/lib/docker/volumes/pages/_data')).toEqual({
      ok: true,
      value: ['index.html'],
    });
  });

  it('may be directories and files of the machine, or memory', () => {
    const docker = testDaemon();
    const { files } = docker.world.laptop;
    files.write('/home/learner/app.conf', 'a=1\n');
    const bind = {
      Mounts: [
        mount('bind', '/home/learner/app.conf', '/etc/app.conf'),
        mount('bind', '/srv/new', '/new'),
        mount('tmpfs', '', '/mem'),
      ],
    };
    docker.run('busybox', ['sleep', '1000'], { name: 'box', host: bind });
    expect(docker.exec('box', ['cat', '/etc/app.conf']).out).toBe('a=1\n');
    docker.exec('box', ['sh', '-c', 'echo b=2 >> /etc/app.conf; echo x > /new/x; echo y > /mem/y']);
    expect(files.read('/home/learner/app.conf')).toEqual({ ok: true, value: 'a=1\nb=2\n' });
    expect(files.read('/srv/new/x')).toEqual({ ok: true, value: 'x\n' });
    docker.message((done) => docker.daemon.containers.restart('box', { timeout: 0 }, done));
    expect(docker.exec('box', ['ls', '/mem', '/new']).out).toBe('/mem:\n\n/new:\nx\n');
    const refused = (...mounts: readonly MountSpec[]) => docker.run('busybox', ['true'], { host: { Mounts: mounts } });
    expect(refused(mount('bind', '/nope', '/x', false, true))).toBe(
      'invalid mount config for type "bind": bind source path does not exist: /nope',
    );
    expect(refused(mount('volume', 'rel/path', '/x'))).toBe(
      'create rel/path: "rel/path" includes invalid characters for a local volume name, only "[a-zA-Z0-9][a-zA-Z0-9_.-]" are allowed. If you intended to pass a host directory, use absolute path',
    );
    expect(refused(mount('volume', 'data', 'x'))).toBe(
      "invalid volume specification: 'data:x': invalid mount config for type \"volume\": invalid mount path: 'x' mount path must be absolute",
    );
    expect(refused(mount('volume', 'a1', '/x'), mount('volume', 'a2', '/x'))).toBe('Duplicate mount point: /x');
  });

  it('keep the root read-only where that is asked for', () => {
    const docker = testDaemon();
    const host = { ReadonlyRootfs: true, Mounts: [mount('tmpfs', '', '/tmp')] };
    expect(docker.runToEnd('busybox', ['sh', '-c', 'echo x > /tmp/x && echo ok; echo y > /y'], { host })).toEqual({
      out: "ok\nsh: can't create /y: Read-only file system\n",
      code: 1,
    });
  });
});
