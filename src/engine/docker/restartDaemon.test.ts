import { describe, expect, it } from 'vitest';
import { testDaemon } from './testing';

describe('the daemon', () => {
  it('takes its containers along when it stops, and starts those again that want it', () => {
    const docker = testDaemon();
    const always = { RestartPolicy: { Name: 'always', MaximumRetryCount: 0 } };
    const unless = { RestartPolicy: { Name: 'unless-stopped', MaximumRetryCount: 0 } };
    docker.run('busybox', ['sleep', '1000'], { name: 'plain' });
    docker.run('busybox', ['sleep', '1000'], { name: 'always', host: always });
    docker.run('busybox', ['sleep', '1000'], { name: 'unless', host: unless });
    docker.run('busybox', ['sleep', '1000'], { name: 'stopped', host: unless });
    docker.stop('stopped', 0);
    docker.world.setFault('docker', 'stopped');
    expect(docker.daemon.running).toBe(false);
    docker.wait(12);
    expect(docker.world.laptop.kernel.processes.map((process) => process.argv[0])).toEqual([
      '/sbin/init',
      '/usr/bin/containerd',
    ]);
    docker.world.setFault('docker', 'running');
    docker.wait(1);
    expect(docker.daemon.running).toBe(true);
    expect(docker.ps()).toEqual([
      '/stopped Exited (137) 13 seconds ago',
      '/unless Up Less than a second',
      '/always Up Less than a second',
      '/plain Exited (137) 3 seconds ago',
    ]);
  });

  it('is started again by systemd when its process is killed', () => {
    const docker = testDaemon();
    const { kernel } = docker.world.laptop;
    const dockerd = kernel.processes.find((process) => process.argv[0] === '/usr/bin/dockerd');
    kernel.signal(dockerd?.pid ?? 0, 'SIGKILL');
    expect(docker.daemon.running).toBe(false);
    docker.wait(3);
    expect(docker.daemon.running).toBe(true);
  });

  it('is part of the world’s hash', () => {
    const [one, two] = [testDaemon(), testDaemon()];
    expect(one.world.hash()).toBe(two.world.hash());
    for (const docker of [one, two]) docker.run('busybox', ['sleep', '1000']);
    expect(one.world.hash()).toBe(two.world.hash());
    one.daemon.volumes.create({ Name: 'data', Driver: '', Labels: {}, DriverOpts: {} });
    expect(one.world.hash()).not.toBe(two.world.hash());
  });
});
