import { describe, expect, it } from 'vitest';
import { testDaemon } from './testing';

describe('containers of the daemon', () => {
  it('run a command to its end and stay there', () => {
    const docker = testDaemon();
    expect(docker.runToEnd('busybox', ['echo', 'Hello world'], { name: 'hello' })).toEqual({
      out: 'Hello world\n',
      code: 0,
    });
    expect(docker.runToEnd('busybox', ['sh', '-c', 'echo out; echo err >&2; exit 3'], { name: 'three' })).toEqual({
      out: 'out\nerr\n',
      code: 3,
    });
    expect(docker.ps({ all: false })).toEqual([]);
    docker.wait(2);
    expect(docker.ps()).toEqual(['/three Exited (3) 2 seconds ago', '/hello Exited (0) 2 seconds ago']);
    expect(docker.ask<void>((done) => docker.daemon.containers.start('hello', done))).toBeUndefined();
    docker.wait(0.1);
    expect(docker.logs('hello')).toBe('Hello world\nHello world\n');
    expect(docker.remove('hello')).toBeUndefined();
    expect(docker.remove('hello')).toBe('No such container: hello');
  });

  it('are refused when what they ask for cannot be', () => {
    const docker = testDaemon();
    const [first] = [docker.run('busybox', ['sleep', '1000'], { name: 'a1' })];
    expect([
      docker.run('busybox', ['true'], { name: 'a1' }),
      docker.run('busybox', ['true'], { name: 'bad name' }),
      docker.run('busybox', ['true'], { name: 'x' }),
      docker.run('nope', ['true']),
      docker.run('busybox', ['true'], { WorkingDir: 'rel' }),
      docker.run('busybox', ['true'], { StopSignal: 'SIGNOPE' }),
      docker.run('busybox', ['true'], { host: { Memory: 1_048_576 } }),
      docker.run('busybox', ['true'], { host: { NanoCpus: 100_000_000_000 } }),
      docker.run('busybox', ['true'], { host: { RestartPolicy: { Name: 'sometimes', MaximumRetryCount: 0 } } }),
      docker.run('busybox', ['true'], { host: { CapAdd: ['FLY'] } }),
      docker.run('busybox', ['true'], { host: { NetworkMode: 'nope' } }),
      docker.run('busybox', ['nosuchcmd']),
      docker.run('busybox', ['/etc']),
      docker.run('busybox', ['id'], { User: 'nobody2' }),
    ]).toEqual([
      `Conflict. The container name "/a1" is already in use by container "${first}". You have to remove (or rename) that container to be able to reuse that name.`,
      'Invalid container name (bad name), only [a-zA-Z0-9][a-zA-Z0-9_.-] are allowed',
      'Invalid container name (x), only [a-zA-Z0-9][a-zA-Z0-9_.-] are allowed',
      'No such image: nope:latest',
      "the working directory 'rel' is invalid, it needs to be an absolute path",
      'Invalid signal: SIGNOPE',
      'Minimum memory limit allowed is 6MB',
      'Range of CPUs is from 0.01 to 2.00, as there are only 2 CPUs available',
      "invalid restart policy 'sometimes'",
      'invalid CapAdd: unknown capability: "CAP_FLY"',
      'network nope not found',
      'failed to create shim task: OCI runtime create failed: runc create failed: unable to start container process: exec: "nosuchcmd": executable file not found in $PATH: unknown',
      'failed to create shim task: OCI runtime create failed: runc create failed: unable to start container process: exec: "/etc": permission denied: unknown',
      'unable to find user nobody2: no matching entries in passwd file',
    ]);
    const created = docker.ps({ filters: { status: ['created'] } });
    expect(created.map((row) => row.split(' ')[1])).toEqual(['Created', 'Created', 'Created', 'Created']);
    const codes = created.map((row) => docker.inspect(row.split(' ')[0] ?? '')['State']);
    expect(codes).toMatchObject([{ ExitCode: 128 }, { ExitCode: 126 }, { ExitCode: 127 }, { ExitCode: 128 }]);
    expect(docker.ps({ filters: { exited: ['127'] } })).toEqual([]);
  });

  it('end when they are asked to, or are killed after their grace', () => {
    const docker = testDaemon();
    const timed = (run: () => string | undefined) => {
      const before = docker.clock.now;
      return [run(), Math.round((docker.clock.now - before) / 100) / 10];
    };
    docker.run('busybox', ['sleep', '1000'], { name: 'deaf' });
    docker.run('busybox', ['sh', '-c', 'trap "echo bye; exit 0" TERM; while :; do sleep 0.2; done'], { name: 'trap' });
    docker.wait(1);
    expect(timed(() => docker.stop('deaf', 1))).toEqual([undefined, 1.1]);
    expect(timed(() => docker.stop('trap'))[1]).toBeLessThan(0.4);
    expect(docker.logs('trap')).toBe('bye\n');
    expect(docker.stop('deaf')).toBe('Container is already stopped');
    expect(docker.message((done) => docker.daemon.containers.kill('deaf', '', done))).toMatch(
      /^Cannot kill container: deaf: Container [0-9a-f]{64} is not running$/,
    );
    expect(docker.message((done) => docker.daemon.containers.kill('nope', '', done))).toBe(
      'Cannot kill container: nope: No such container: nope',
    );
    expect(docker.ps()).toEqual([
      '/trap Exited (0) Less than a second ago',
      '/deaf Exited (137) Less than a second ago',
    ]);
    docker.run('busybox', ['sleep', '1000'], { name: 'other', StopTimeout: 2 });
    expect(timed(() => docker.stop('other'))).toEqual([undefined, 2.1]);
  });

  it('may be started again on their own files', () => {
    const docker = testDaemon();
    docker.run('busybox', ['sleep', '1000'], { name: 'one' });
    docker.run('busybox', ['sleep', '1000'], { name: 'two' });
    docker.exec('one', ['sh', '-c', 'echo extra > /extra.txt; rm /etc/passwd; mkdir -p /a/b; echo x > /a/b/c']);
    expect(docker.exec('two', ['ls', '/extra.txt'])).toEqual({
      out: 'ls: /extra.txt: No such file or directory\n',
      code: 1,
    });
    expect(docker.daemon.containers.changes('one')).toEqual({
      ok: true,
      value: [
        { Kind: 1, Path: '/a' },
        { Kind: 1, Path: '/a/b' },
        { Kind: 1, Path: '/a/b/c' },
        { Kind: 0, Path: '/etc' },
        { Kind: 2, Path: '/etc/passwd' },
        { Kind: 1, Path: '/extra.txt' },
      ],
    });
    expect(docker.daemon.containers.changes('two')).toEqual({ ok: true, value: [] });
    const pid = () => (docker.inspect('one')['State'] as { Pid: number }).Pid;
    const before = pid();
    expect(docker.message((done) => docker.daemon.containers.restart('one', { timeout: 0 }, done))).toBeUndefined();
    expect(pid()).not.toBe(before);
    expect(docker.exec('one', ['cat', '/extra.txt']).out).toBe('extra\n');
  });

  it('lose nothing of what is written before a client listens', () => {
    const docker = testDaemon();
    const id = docker.create('busybox', ['sh', '-c', 'read line; echo got $line'], {
      OpenStdin: true,
      StdinOnce: true,
      AttachStdin: true,
    });
    const stream = docker.daemon.containers.attach(id, { stdin: true, logs: false });
    if (!stream.ok) throw new Error(stream.error.message);
    stream.value.stdin.write('hello\n');
    expect(docker.ask<void>((done) => docker.daemon.containers.start(id, done))).toBeUndefined();
    expect(docker.read(stream.value)).toEqual({ out: 'got hello\n', code: 0 });
  });

  it('are frozen while they are paused', () => {
    const docker = testDaemon();
    const id = docker.run('busybox', ['sh', '-c', 'while :; do sleep 1; echo tick; done'], { name: 'box' });
    docker.wait(2.5);
    expect(docker.daemon.containers.pause('box')).toEqual({ ok: true, value: undefined });
    expect(docker.daemon.containers.pause('box')).toMatchObject({
      error: { message: `Container ${id} is already paused` },
    });
    docker.wait(10);
    expect(docker.logs('box')).toBe('tick\ntick\n');
    expect(docker.ps()).toEqual(['/box Up 12 seconds (Paused)']);
    expect(docker.exec('box', ['ls']).out).toBe('Container box is paused, unpause the container before exec');
    expect(docker.daemon.containers.unpause('box')).toEqual({ ok: true, value: undefined });
    docker.wait(2.5);
    expect(docker.logs('box')).toMatch(/^(tick\n){4,5}$/);
    expect(docker.daemon.containers.unpause('box')).toMatchObject({
      error: { message: `Container ${id} is not paused` },
    });
  });

  it('run other commands besides', () => {
    const docker = testDaemon();
    docker.run('busybox', ['sleep', '1000'], { name: 'box', Env: ['A=1', 'B=2'], WorkingDir: '/work' });
    const reason = 'OCI runtime exec failed: exec failed: unable to start container process:';
    expect([
      docker.exec('box', ['sh', '-c', 'exit 7']),
      docker.exec('box', ['sh', '-c', 'echo $A $B $HOME; pwd'], { Env: ['B=3'] }),
      docker.exec('box', ['id'], { User: '1000:50' }),
      docker.exec('box', ['pwd'], { WorkingDir: '/tmp' }),
      docker.exec('box', ['nosuchcmd']),
      docker.exec('box', ['/bin/nosuch']),
      docker.exec('box', ['pwd'], { WorkingDir: '/nope' }),
      docker.exec('box', ['id'], { User: 'nobody2' }),
    ]).toEqual([
      { out: '', code: 7 },
      { out: '1 3 /root\n/work\n', code: 0 },
      { out: 'uid=1000 gid=50 groups=50\n', code: 0 },
      { out: '/tmp\n', code: 0 },
      { out: `${reason} exec: "nosuchcmd": executable file not found in $PATH: unknown\r\n`, code: 127 },
      { out: `${reason} exec: "/bin/nosuch": stat /bin/nosuch: no such file or directory: unknown\r\n`, code: 127 },
      {
        out: `${reason} chdir to cwd ("/nope") set in config.json failed: no such file or directory: unknown\r\n`,
        code: 127,
      },
      { out: 'unable to find user nobody2: no matching entries in passwd file\r\n', code: 126 },
    ]);
    docker.stop('box', 0);
    expect(docker.exec('box', ['ls']).out).toMatch(/^Container [0-9a-f]{64} is not running$/);
  });

  it('have their own namespaces, unless they ask for others', () => {
    const docker = testDaemon();
    docker.run('busybox', ['sleep', '1000'], { name: 'box', Hostname: 'mine', Domainname: 'example.com' });
    docker.run('busybox', ['sleep', '1000'], {
      name: 'guest',
      host: { PidMode: 'container:box', NetworkMode: 'container:box' },
    });
    docker.run('busybox', ['sleep', '1000'], {
      name: 'host',
      host: { PidMode: 'host', NetworkMode: 'host', UTSMode: 'host' },
    });
    expect(docker.exec('box', ['cat', '/proc/1/cmdline']).out).toBe('sleep\u00001000\u0000');
    expect(docker.exec('box', ['hostname']).out).toBe('mine\n');
    expect(docker.exec('guest', ['hostname']).out).toBe('mine\n');
    expect(docker.exec('host', ['hostname']).out).toBe('laptop\n');
    const namespace = (container: string, name: string) =>
      docker.exec(container, ['readlink', `/proc/self/ns/${name}`]).out;
    for (const name of ['pid', 'net']) expect(namespace('guest', name)).toBe(namespace('box', name));
    for (const name of ['mnt', 'ipc']) expect(namespace('guest', name)).not.toBe(namespace('box', name));
    expect(docker.exec('guest', ['ps', '-o', 'pid,args']).out).toContain('sleep 1000');
    expect(docker.exec('host', ['ps', '-o', 'pid,args']).out).toContain('/usr/bin/dockerd');
    expect(docker.exec('host', ['hostname', '-i']).out).toContain('10.0.0.2');
    expect(docker.run('busybox', ['true'], { host: { NetworkMode: 'container:gone' } })).toBe(
      'No such container: gone',
    );
  });

  it('are killed when they take more memory than they may', () => {
    const docker = testDaemon();
    docker.run('busybox', ['sleep', '1000'], { name: 'small', host: { Memory: 16 * 1024 ** 2, PidsLimit: 20 } });
    expect(docker.exec('small', ['cat', '/sys/fs/cgroup/memory.max']).out).toBe('16777216\n');
    expect(docker.exec('small', ['cat', '/sys/fs/cgroup/pids.max']).out).toBe('20\n');
    const { kernel } = docker.world.laptop;
    const first = kernel.processes.find((process) => process.argv.join(' ') === 'sleep 1000');
    first?.setMemory(64 * 1024 ** 2);
    docker.wait(0.1);
    expect(docker.ps()).toEqual(['/small Exited (137) Less than a second ago']);
    expect(docker.inspect('small')).toMatchObject({ State: { OOMKilled: true, ExitCode: 137 } });
    expect(docker.daemon.events.map((event) => event.Action).slice(-3)).toEqual(['oom', 'disconnect', 'die']);
  });

  it('are started again by their policy, later each time', () => {
    const docker = testDaemon();
    docker.run('busybox', ['sh', '-c', 'echo try; exit 1'], {
      name: 'fail',
      host: { RestartPolicy: { Name: 'on-failure', MaximumRetryCount: 3 } },
    });
    docker.wait(4);
    expect(docker.ps()).toEqual(['/fail Exited (1) 2 seconds ago']);
    expect(docker.logs('fail')).toBe('try\ntry\ntry\ntry\n');
    expect(docker.inspect('fail')['RestartCount']).toBe(3);
    docker.run('busybox', ['sh', '-c', 'sleep 0.1; exit 5'], {
      name: 'loop',
      host: { RestartPolicy: { Name: 'on-failure', MaximumRetryCount: 0 } },
    });
    docker.wait(6);
    expect(docker.ps({ filters: { name: ['loop'] } })[0]).toMatch(/^\/loop Restarting \(5\) .* ago$/);
    expect(docker.exec('loop', ['ls']).out).toMatch(
      /^Container [0-9a-f]{64} is restarting, wait until the container is running$/,
    );
    expect(docker.stop('loop')).toBeUndefined();
    expect(docker.ps({ filters: { name: ['loop'] } })[0]).toMatch(/^\/loop Exited \(5\) .* ago$/);
    docker.run('busybox', ['sleep', '1'], {
      name: 'always',
      host: { RestartPolicy: { Name: 'always', MaximumRetryCount: 0 } },
    });
    docker.wait(3);
    expect(docker.inspect('always')['RestartCount']).toBe(2);
    expect(docker.message((done) => docker.daemon.containers.kill('always', '', done))).toBeUndefined();
    docker.wait(1);
    expect(docker.ps({ filters: { name: ['always'] } })).toEqual(['/always Exited (137) 1 second ago']);
  });

  it('go by themselves when they were run with --rm', () => {
    const docker = testDaemon();
    const { daemon } = docker;
    docker.runToEnd('busybox', ['true'], { name: 'gone', host: { AutoRemove: true } });
    docker.run('busybox', ['nosuchcmd'], { name: 'never', host: { AutoRemove: true } });
    expect(docker.ps()).toEqual([]);
    docker.run('busybox', ['sleep', '3'], { name: 'later', host: { AutoRemove: true } });
    expect(docker.ask((done) => daemon.containers.wait('later', 'removed', done))).toEqual({ StatusCode: 0 });
    expect(docker.ps()).toEqual([]);
  });

  it('are renamed, updated and pruned', () => {
    const docker = testDaemon();
    const { containers } = docker.daemon;
    const first = docker.run('busybox', ['sleep', '1000'], { name: 'a1' });
    expect(containers.rename('a1', 'a2')).toEqual({ ok: true, value: undefined });
    expect(containers.rename('a1', 'a3')).toMatchObject({ error: { message: 'No such container: a1' } });
    docker.run('busybox', ['true'], { name: 'a1' });
    expect(containers.rename('a1', 'a2')).toMatchObject({
      error: {
        message: `Error when allocating new name: Conflict. The container name "/a2" is already in use by container "${first}". You have to remove (or rename) that container to be able to reuse that name.`,
      },
    });
    expect(containers.rename('a1', 'a1')).toMatchObject({
      error: { message: 'Renaming a container with the same name as its current name' },
    });
    expect(containers.update('a2', { Memory: 64 * 1024 ** 2 })).toMatchObject({
      error: { message: expect.stringMatching(/Memory limit should be smaller than already set memoryswap limit/) },
    });
    expect(containers.update('a2', { NanoCpus: 500_000_000, CpuQuota: 5000 })).toMatchObject({
      error: { message: 'Conflicting options: Nano CPUs and CPU Quota cannot both be set' },
    });
    expect(
      containers.update('a2', { Memory: 64 * 1024 ** 2, MemorySwap: 128 * 1024 ** 2, NanoCpus: 500_000_000 }),
    ).toEqual({
      ok: true,
      value: { Warnings: [] },
    });
    expect(docker.exec('a2', ['cat', '/sys/fs/cgroup/memory.max', '/sys/fs/cgroup/cpu.max']).out).toBe(
      '67108864\n50000 100000\n',
    );
    docker.wait(1);
    expect(containers.prune({})).toMatchObject({
      value: { SpaceReclaimed: 0, ContainersDeleted: [expect.any(String)] },
    });
    expect(docker.ps()).toEqual(['/a2 Up 1 second']);
  });

  it('are listed by what they are', () => {
    const docker = testDaemon();
    docker.run('busybox', ['true'], { name: 'one', Labels: { tier: 'front', x: '' } });
    docker.run('nginx', [], { name: 'web', host: { PortBindings: { '80/tcp': [{ HostIp: '', HostPort: '8080' }] } } });
    docker.run('busybox', ['sleep', '1000'], { name: 'last' });
    const named = (filters: Readonly<Record<string, readonly string[]>>) =>
      docker.ps({ filters }).map((row) => row.split(' ')[0]);
    expect(named({ name: ['^/o', 'e'] })).toEqual(['/web', '/one']);
    expect(named({ label: ['tier=front', 'x'] })).toEqual(['/one']);
    expect(named({ status: ['running'] })).toEqual(['/last', '/web']);
    expect(named({ ancestor: ['busybox'] })).toEqual(['/last', '/one']);
    expect(named({ publish: ['8080'] })).toEqual(['/web']);
    expect(named({ since: ['one'], before: ['last'] })).toEqual(['/web']);
    expect(named({ network: ['bridge'] })).toEqual(['/last', '/web', '/one']);
    expect(named({ nope: ['1'] })).toEqual(['Invalid']);
    expect(docker.ps({ filters: { status: ['nope'] } })).toEqual(["Invalid filter 'status=nope'"]);
    expect(docker.daemon.containers.list({ all: true, limit: 1, size: true, filters: {} })).toMatchObject({
      value: [
        {
          Names: ['/last'],
          Command: 'sleep 1000',
          Image: 'busybox',
          State: 'running',
          SizeRw: 0,
          SizeRootFs: 1_984_162,
        },
      ],
    });
  });

  it('show their processes as ps on the machine sees them', () => {
    const docker = testDaemon();
    docker.run('busybox', ['sleep', '1000'], { name: 'box' });
    const pid = String((docker.inspect('box')['State'] as { Pid: number }).Pid);
    expect(docker.ask((done) => docker.daemon.containers.top('box', ['-o', 'pid,comm'], done))).toEqual({
      Titles: ['PID', 'COMMAND'],
      Processes: [[pid, 'sleep']],
    });
    expect(docker.ask((done) => docker.daemon.containers.top('box', ['-o', 'comm'], done))).toBe(
      "Couldn't find PID field in ps output",
    );
    const names = docker.world.laptop.kernel.processes.map((process) => process.argv[0]);
    expect(names).toEqual([
      '/sbin/init',
      '/usr/bin/containerd',
      '/usr/bin/dockerd',
      '/usr/bin/containerd-shim-runc-v2',
      'sleep',
    ]);
  });

  it('share the CPUs as far as their limits let them', () => {
    const docker = testDaemon();
    docker.run('busybox', ['sleep', '1000'], { name: 'box', host: { NanoCpus: 500_000_000 } });
    const reading = () => docker.daemon.containers.stats(['box']);
    expect(reading()).toMatchObject({ value: [{ Name: 'box', cpuPercent: 0, pids: 1 }] });
    expect(docker.daemon.containers.stats(['nope'])).toMatchObject({ error: { message: 'No such container: nope' } });
  });
});
