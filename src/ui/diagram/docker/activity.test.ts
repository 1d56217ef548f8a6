import { describe, expect, it } from 'vitest';
import { dockerTrace } from '../../../store/docker/testing/dockerTrace';
import type { TraceEntry } from '../../../store/playgroundState';
import { activityOf } from './activity';

const NOW = 1_000_000;

function act(sequence: number, action: string, detail: Record<string, string | number>, time = NOW): TraceEntry {
  return { kind: 'act', actor: 'docker', action, detail, sequence, time, cause: 0 };
}

describe('what the Docker host is busy with', () => {
  it('tells of a push layer by layer, and of the steps of a build', () => {
    const { movements, build } = activityOf(dockerTrace(NOW), NOW);
    expect(movements).toMatchObject([{ kind: 'push', image: 'docker.io/learner/kubia', layers: 9, missing: 4 }]);
    expect(movements[0]?.transfers.map(({ bytes, until }) => [bytes / 1e6, until > NOW])).toEqual([
      [320, true],
      [42, true],
      [5, false],
    ]);
    expect(build?.steps.map(({ text, state }) => `${text}: ${state}`)).toEqual([
      '[1/3] FROM node:7: cached',
      '[2/3] ADD app.js /app.js: done',
      '[3/3] RUN npm install: running',
    ]);
  });

  it('forgets what is over, after a while', () => {
    const trace = [
      act(1, 'pull-image', { image: 'docker.io/library/busybox:latest', layers: 1, missing: 1 }),
      act(2, 'pull-layer', { layer: 'sha256:0123456789abcdef', bytes: 10 }),
      act(3, 'image-pulled', { image: 'docker.io/library/busybox:latest', bytes: 10 }),
    ];
    expect(activityOf(trace, NOW + 1000).movements[0]?.transfers[0]?.layer).toBe('0123456789ab');
    expect(activityOf(trace, NOW + 60_000).movements).toEqual([]);
  });

  it('has nothing to do with what nodes pull', () => {
    const trace = [{ ...act(1, 'pull-image', { image: 'nginx', layers: 7, missing: 7 }), actor: 'runtime/worker-1' }];
    expect(activityOf(trace, NOW)).toEqual({ movements: [], build: undefined });
  });
});
