import { describe, expect, it } from 'vitest';
import { testDaemon } from './testing';

const SECOND = 1_000_000_000;

function check(test: readonly string[], more: { readonly StartPeriod?: number } = {}) {
  return { Test: test, Interval: SECOND, Timeout: SECOND, StartPeriod: 0, Retries: 2, ...more };
}

describe('health checks', () => {
  it('say that a container is starting, unhealthy after as many failures as were allowed, and healthy at once', () => {
    const docker = testDaemon();
    docker.run('busybox', ['sleep', '1000'], { name: 'hc', Healthcheck: check(['CMD-SHELL', 'test -f /ok']) });
    expect(docker.ps()).toEqual(['/hc Up Less than a second (health: starting)']);
    docker.wait(1.5);
    expect(docker.ps()).toEqual(['/hc Up 1 second (health: starting)']);
    docker.wait(2.5);
    expect(docker.ps()).toEqual(['/hc Up 4 seconds (unhealthy)']);
    docker.exec('hc', ['touch', '/ok']);
    docker.wait(2);
    expect(docker.ps()).toEqual(['/hc Up 6 seconds (healthy)']);
    expect(docker.ps({ filters: { health: ['healthy'] } })).toHaveLength(1);
    expect(docker.ps({ filters: { health: ['unhealthy'] } })).toEqual([]);
    const changes = docker.daemon.events.filter((event) => event.Action.startsWith('health_status'));
    expect(changes.map((event) => event.Action)).toEqual(['health_status: unhealthy', 'health_status: healthy']);
  });

  it('are killed when they take too long', () => {
    const docker = testDaemon();
    docker.run('busybox', ['sleep', '1000'], { name: 'slow', Healthcheck: check(['CMD', 'sleep', '60']) });
    docker.wait(5);
    expect(docker.inspect('slow')).toMatchObject({
      State: {
        Health: {
          Status: 'unhealthy',
          FailingStreak: 2,
          Log: [
            { ExitCode: -1, Output: 'Health check exceeded timeout (1s)' },
            { ExitCode: -1, Output: 'Health check exceeded timeout (1s)' },
          ],
        },
      },
    });
    const names = docker.world.laptop.kernel.processes.map((process) => process.argv.join(' '));
    expect(names.filter((name) => name === 'sleep 60')).toHaveLength(0);
  });

  it('forgive failures while a container is starting up', () => {
    const docker = testDaemon();
    const Healthcheck = check(['CMD', 'false'], { StartPeriod: 5 * SECOND });
    docker.run('busybox', ['sleep', '1000'], { name: 'late', Healthcheck });
    docker.wait(5);
    expect(docker.ps()).toEqual(['/late Up 5 seconds (health: starting)']);
    docker.wait(4);
    expect(docker.ps()).toEqual(['/late Up 9 seconds (unhealthy)']);
  });

  it('are not made where they were turned off, nor after the end', () => {
    const docker = testDaemon();
    docker.run('busybox', ['sleep', '2'], { name: 'none', Healthcheck: check(['NONE']) });
    docker.run('busybox', ['sleep', '2'], { name: 'short', Healthcheck: check(['CMD', 'true']) });
    docker.wait(10);
    expect(docker.inspect('none')['State']).not.toHaveProperty('Health');
    const before = docker.daemon.events.length;
    docker.wait(10);
    expect(docker.daemon.events).toHaveLength(before);
  });
});
