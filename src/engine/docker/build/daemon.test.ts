import { describe, expect, it } from 'vitest';
import type { FileNode } from '../../files/fileLayer';
import { testDaemon } from '../testing';
import type { BuildProgress, BuildRequest } from './request';
import { plainText, standardBuild } from './testing';

/** A daemon of a world with Docker, and builds of a Dockerfile by it. */
function daemonBuilds() {
  const docker = testDaemon();
  const app: FileNode = { type: 'file', text: 'served\n', mode: 0o644, modified: docker.clock.now, owner: 'learner' };
  const build = (dockerfile: string, request: Partial<BuildRequest> = {}) => {
    const events: BuildProgress[] = [];
    const context = new Map([['index.html', app]]);
    const answer = docker.ask<{ readonly Id: string }>((done) =>
      docker.daemon.images.build(
        { ...standardBuild, context, dockerfile, ...request },
        (event) => events.push(event),
        done,
      ),
    );
    return { answer, text: plainText(events) };
  };
  return { ...docker, docker, build };
}

describe('builds of a daemon', () => {
  it('run commands as containers do, and leave nothing of that in the image', () => {
    const { docker, build } = daemonBuilds();
    const { text } = build(
      'FROM busybox\nRUN hostname; id; test -e /proc/self/status && echo proc; cat /etc/hosts > /seen\nRUN echo > /dev/null\n',
      { tags: ['seen'] },
    );
    expect(text).toContain('#5 buildkitsandbox\n#5 uid=0(root) gid=0');
    expect(text).toContain('#5 proc\n');
    const image = docker.daemon.images.history('seen');
    expect(image.ok && image.value.map((entry) => entry.CreatedBy).slice(0, 2)).toEqual([
      'RUN /bin/sh -c echo > /dev/null # buildkit',
      'RUN /bin/sh -c hostname; id; test -e /proc/self/status && echo proc; cat /etc/hosts > /seen # buildkit',
    ]);
    const id = docker.create('seen', ['true']);
    const changes = docker.daemon.containers.changes(id);
    expect(changes).toEqual({ ok: true, value: [] });
    expect(docker.runToEnd('seen', ['cat', '/seen']).out).toContain('buildkitsandbox');
  });

  it('give images that run', () => {
    const { docker, build } = daemonBuilds();
    build('FROM busybox\nWORKDIR /www\nCOPY index.html .\nCMD ["cat", "index.html"]\n', { tags: ['page'] });
    expect(docker.runToEnd('page')).toEqual({ out: 'served\n', code: 0 });
  });

  it('fail where there is no such user', () => {
    const { build } = daemonBuilds();
    const dockerfile = 'FROM busybox\nUSER nope\nRUN true\n';
    expect(build(dockerfile).answer).toBe(
      'executor failed running [/bin/sh -c true]: unable to find user nope: no matching entries in passwd file',
    );
    expect(build(dockerfile, { buildkit: false }).answer).toBe(
      'unable to find user nope: no matching entries in passwd file',
    );
  });

  it('show the containers of the classic builder that failed', () => {
    const { docker, build } = daemonBuilds();
    build('FROM busybox\nRUN echo fine\nRUN exit 4\n', { buildkit: false });
    const list = docker.daemon.containers.list({ all: true, limit: 0, size: false, filters: {} });
    expect(list.ok && list.value.map(({ Command, Status }) => [Command, Status])).toEqual([
      ["/bin/sh -c 'exit 4'", 'Exited (4) Less than a second ago'],
    ]);
  });

  it('are counted by system df, and forgotten by builder prune', () => {
    const { docker, build } = daemonBuilds();
    build('FROM busybox\nRUN echo 1 > /x\n', { tags: ['one'] });
    const usage = docker.daemon.diskUsage();
    expect(usage.ok && usage.value.buildCache.map(({ Size, Shared }) => [Size, Shared]).slice(0, 2)).toEqual([
      [29, false],
      [0, false],
    ]);
    expect(docker.daemon.pruneBuildCache({ all: false })).toMatchObject({ ok: true, value: { SpaceReclaimed: 29 } });
  });
});

describe('builds in the trace', () => {
  it.each([true, false])('tell of each step and how they end, with BuildKit: %s', (buildkit) => {
    const { docker, build } = daemonBuilds();
    const before = docker.world.trace.entries.at(-1)?.sequence ?? 0;
    build('FROM busybox\nRUN true\n', { tags: ['a'], buildkit });
    build('FROM busybox\nRUN true\nRUN false\n', { tags: ['b'], buildkit });
    const acts = docker.world.trace.entries.flatMap((entry) =>
      entry.kind === 'act' && entry.sequence > before && /^build-|^image-built/.test(entry.action)
        ? [`${entry.action} ${entry.detail?.['step'] ?? entry.detail?.['image'] ?? ''}`.trim()]
        : [],
    );
    const [from, one, two] = buildkit
      ? ['[1/2] FROM docker.io/library/busybox', '[2/2] RUN true', '[3/3] RUN false']
      : ['FROM busybox', 'RUN true', 'RUN false'];
    expect(acts.slice(0, 6)).toEqual([
      'build-image a',
      `build-step ${from}`,
      `build-step-done ${from}`,
      `build-step ${one}`,
      `build-step-done ${one}`,
      'image-built a',
    ]);
    expect(acts.filter((act) => act.startsWith('build-step-cached'))).toHaveLength(1);
    expect(acts.slice(-2)).toEqual([`build-step-failed ${two}`, 'build-failed']);
  });
});
