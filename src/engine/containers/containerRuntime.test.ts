import { describe, expect, it } from 'vitest';
import { testNodes } from './testing';

describe('a container runtime', () => {
  it('pulls an image in the time that its missing layers take', () => {
    const { node, clock, trace } = testNodes();
    const start = clock.now;
    const image = node.pull('nginx');
    expect(image.sizeBytes).toBe(72_094_630);
    expect(image.repositoryDigest).toMatch(/^docker\.io\/library\/nginx@sha256:[0-9a-f]{64}$/);
    expect(clock.now - start).toBeGreaterThan(2_000);
    node.pull('nginx:1.26');
    const again = clock.now;
    node.pull('nginx:1.27');
    expect(clock.now - again).toBeLessThan(1_000);
    const moved = trace.entries.flatMap((entry) =>
      'action' in entry && entry.action === 'pull-image' ? [[entry.detail?.['layers'], entry.detail?.['missing']]] : [],
    );
    // What stands on another layer is another layer: all but the lowest come again for the other version.
    expect(moved).toEqual([
      [7, 7],
      [7, 6],
      [7, 0],
    ]);
    expect(node.runtime.findImage('docker.io/library/nginx:latest')).toEqual(image);
    expect(node.runtime.findImage('nginx:1.25')).toBeUndefined();
  });

  it('says why an image does not come', () => {
    const { node, clock } = testNodes();
    const messages: string[] = [];
    for (const name of ['nope', 'nginx:9.9', 'Nginx']) {
      node.runtime.pullImage(name, (result) => {
        messages.push(result.ok ? 'pulled' : `${result.error.code} ${result.error.message}`);
      });
      clock.settle();
    }
    expect(messages).toEqual([
      'Denied failed to pull and unpack image "docker.io/library/nope:latest": failed to resolve reference "docker.io/library/nope:latest": pull access denied, repository does not exist or may require authorization: server message: insufficient_scope: authorization failed',
      'NotFound rpc error: code = NotFound desc = failed to pull and unpack image "docker.io/library/nginx:9.9": failed to resolve reference "docker.io/library/nginx:9.9": docker.io/library/nginx:9.9: not found',
      'InvalidName couldn\'t parse image name "Nginx": invalid reference format: repository name must be lowercase',
    ]);
  });

  it('lets any image be pulled where the profile says so, in the time that it fixes', () => {
    const { node, clock } = testNodes({
      registries: { anyImage: true },
      durations: { pull: 800, sandbox: 500, stop: 1000 },
    });
    const start = clock.now;
    const { id } = node.run('web', { image: 'example.com/team/app:v3' });
    expect(clock.now - start).toBe(1_305);
    expect(node.status(id).state).toBe('running');
    expect(node.logs(id)).toBe('');
    const { id: job } = node.run('job', { image: 'my/app', command: ['sleep', '3'] });
    clock.advance(3_000);
    expect(node.status(job)).toMatchObject({ state: 'exited', exitCode: 0, reason: 'Completed' });
    const before = clock.now;
    let ended = 0;
    node.runtime.stopContainer(id, 30_000, () => {
      ended = clock.now;
    });
    clock.settle();
    expect(ended - before).toBe(900);
  });

  it('gives pods the lowest free address', () => {
    const { node } = testNodes();
    const [a, b] = [node.sandbox('a'), node.sandbox('b')];
    expect([a.address, b.address]).toEqual(['10.244.1.2', '10.244.1.3']);
    node.runtime.removeSandbox(a.id);
    expect(node.sandbox('c').address).toBe('10.244.1.2');
    expect(node.sandbox('d', { hostNetwork: true })).toMatchObject({
      address: undefined,
      network: { name: 'node/node-1' },
    });
  });

  it('runs containers to their end and keeps what they wrote', () => {
    const { node } = testNodes();
    const { id } = node.run('hello', { image: 'busybox', arguments: ['echo', 'Hello', 'world'] });
    expect(node.logs(id)).toBe('Hello world\n');
    expect(node.status(id)).toMatchObject({ state: 'exited', exitCode: 0, reason: 'Completed' });
    const { id: failed } = node.run('failed', { image: 'busybox', command: ['false'] });
    expect(node.status(failed)).toMatchObject({ state: 'exited', exitCode: 1, reason: 'Error' });
    const { id: shell } = node.run('shell', { image: 'busybox' });
    expect(node.status(shell).state).toBe('exited');
  });

  it('refuses commands that are not there in the words of runc', () => {
    const { node } = testNodes();
    node.pull('busybox');
    const sandbox = node.sandbox('bad');
    const start = (...command: string[]) => {
      const id = node.create(sandbox, { image: 'busybox', command });
      const result = node.runtime.startContainer(id);
      return [
        result.ok ? 'started' : result.error.message.split('runc create failed: ')[1],
        node.status(id).reason,
        node.status(id).exitCode,
      ];
    };
    expect(start('nope')).toEqual([
      'unable to start container process: error during container init: exec: "nope": executable file not found in $PATH: unknown',
      'StartError',
      128,
    ]);
    expect(start('/bin/nope')[0]).toContain('exec: "/bin/nope": stat /bin/nope: no such file or directory: unknown');
    expect(start('/etc')[0]).toContain('exec: "/etc": permission denied: unknown');
  });

  it('stops what listens to SIGTERM soon, and kills what does not after its grace', () => {
    const { node, clock } = testNodes();
    const stop = (image: string, command: string[] = []) => {
      const { id } = node.run('x', { image, command });
      const before = clock.now;
      let took = -1;
      node.runtime.stopContainer(id, 30_000, () => {
        took = Math.round(clock.now - before);
      });
      clock.settle();
      const { exitCode, signal } = node.status(id);
      return { took, exitCode, signal };
    };
    expect(stop('nginx')).toEqual({ took: 60, exitCode: 0, signal: undefined });
    expect(stop('luksa/kubia')).toEqual({ took: 30_000, exitCode: 137, signal: 9 });
    expect(stop('busybox', ['sleep', '3600'])).toEqual({ took: 30_000, exitCode: 137, signal: 9 });
    expect(clock.settled).toBe(true);
  });

  it('gives each container files, environment, host name and processes of its own', () => {
    const { node, clock } = testNodes();
    node.pull('busybox');
    const sandbox = node.sandbox('pod-a', { nameserver: '10.96.0.10' });
    const config = new Map([['/app.conf', 'key=value\n']]);
    const mounts = [
      { mountPath: '/etc/app', readOnly: true, source: config, volume: 'config' },
      { mountPath: '/data', readOnly: false, source: 'empty' as const, volume: 'data' },
    ];
    const start = (name: string) => {
      const id = node.create(sandbox, { name, image: 'busybox', command: ['sleep', '100'], mounts, env: [['A', 'b']] });
      node.runtime.startContainer(id);
      return id;
    };
    const [one, two] = [start('one'), start('two')];
    clock.advance(1);
    const output = (id: string, ...argv: string[]) => {
      const stream = node.runtime.exec(id, argv, { tty: false, stdin: false });
      if (!stream.ok) return stream.error.message;
      clock.advance(1);
      return stream.value.stdout.take();
    };
    expect(output(one, 'cat', '/etc/app/app.conf')).toBe('key=value\n');
    expect(output(one, 'cat', '/etc/hostname')).toBe('pod-a\n');
    expect(output(one, 'cat', '/etc/resolv.conf')).toBe(
      'search default.svc.cluster.local svc.cluster.local cluster.local\nnameserver 10.96.0.10\noptions ndots:5\n',
    );
    const [, , , first, second] = node.machine.kernel.processes;
    expect([first?.pid, second?.pid, first?.hostname, first?.env.get('A')]).toEqual([1, 1, 'pod-a', 'b']);
    first?.files.write('/data/log', 'shared\n');
    first?.files.write('/etc/hostname', 'mine\n');
    expect([output(two, 'cat', '/data/log'), output(two, 'cat', '/etc/hostname')]).toEqual(['shared\n', 'pod-a\n']);
    expect(output(two, 'nosuchcommand')).toMatch(
      /^failed to exec in container: failed to start exec "[0-9a-f]{64}": OCI runtime exec failed: exec failed: unable to start container process: exec: "nosuchcommand": executable file not found in \$PATH: unknown$/,
    );
  });

  it('streams exec and attach both ways', () => {
    const { node, clock } = testNodes();
    const { id } = node.run('cat', { image: 'busybox', command: ['cat'], stdin: true });
    const attached = node.runtime.attach(id, { stdin: true });
    const executed = node.runtime.exec(id, ['cat'], { tty: false, stdin: true });
    if (!attached.ok || !executed.ok) throw new Error('no stream');
    const ends: number[] = [];
    executed.value.onEnd((end) => ends.push(end.code));
    attached.value.onEnd((end) => ends.push(end.code));
    attached.value.stdin.write('to the container\n');
    executed.value.stdin.write('to the command\n');
    executed.value.stdin.close();
    clock.advance(1);
    expect([attached.value.stdout.take(), executed.value.stdout.take(), ends]).toEqual([
      'to the container\n',
      'to the command\n',
      [0],
    ]);
    attached.value.stdin.close();
    clock.advance(1);
    expect([node.logs(id), attached.value.stdout.take(), ends]).toEqual(['to the container\n', undefined, [0, 0]]);
  });

  it('gives a terminal to those who ask for one', () => {
    const { node, clock } = testNodes();
    const { id } = node.run('sleeper', { image: 'busybox', command: ['sleep', '100'] });
    const stream = node.runtime.exec(id, ['cat'], { tty: true, stdin: true });
    if (!stream.ok) throw new Error('no stream');
    const ends: number[] = [];
    stream.value.onEnd((end) => ends.push(end.code));
    clock.advance(10);
    stream.value.stdin.write('hallo\x7f\x7fo\r');
    clock.advance(1);
    expect(stream.value.stdout.take()).toBe('hallo\b \b\b \bo\r\nhalo\r\n');
    stream.value.stdin.write('\x03');
    clock.advance(1);
    expect([stream.value.stdout.take(), ends]).toEqual(['^C', [130]]);
    expect(node.status(id).state).toBe('running');
  });
});
