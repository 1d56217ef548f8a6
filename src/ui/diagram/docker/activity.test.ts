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

  it('tells what each node pulls, apart from the laptop', () => {
    const pull = (sequence: number, node: string) => [
      {
        ...act(sequence, 'pull-image', { image: 'nginx', layers: 2, missing: 2, bytes: 30 }),
        actor: `runtime/${node}`,
      },
      { ...act(sequence + 1, 'pull-layer', { layer: 'sha256:0123456789abcdef', bytes: 10 }), actor: `runtime/${node}` },
    ];
    const trace = [
      ...pull(1, 'worker-1'),
      ...pull(3, 'worker-2'),
      { ...act(5, 'image-pulled', { image: 'nginx' }), actor: 'runtime/worker-1' },
    ];
    const told = activityOf(trace, NOW).movements.map(
      ({ machine, bytes, transfers, ended }) => `${machine} ${transfers.length} ${bytes} ${ended !== undefined}`,
    );
    expect(told).toEqual(['worker-1 1 30 true', 'worker-2 1 30 false']);
  });

  it('takes for over what nobody said the end of, once all of it is there or nothing moves any more', () => {
    const begun = { ...act(1, 'pull-image', { image: 'node:7', layers: 2, missing: 2 }), until: NOW + 100 };
    const layer = (sequence: number) => act(sequence, 'pull-layer', { layer: `sha256:${sequence}`, bytes: 10 });
    const ended = (trace: readonly TraceEntry[], later: number) => activityOf(trace, NOW + later).movements[0]?.ended;
    expect([ended([begun, layer(2), layer(3)], 50), ended([begun, layer(2), layer(3)], 200)]).toEqual([
      undefined,
      NOW + 100,
    ]);
    expect([ended([begun, layer(2)], 200), ended([begun, layer(2)], 5200)]).toEqual([undefined, NOW + 100]);
  });

  it('names the layers of a push by their content, as the terminal does', () => {
    const trace = [
      act(1, 'push-image', { image: 'ada/kubia', layers: 1, missing: 1 }),
      act(2, 'push-layer', {
        layer: 'sha256:aaaaaaaaaaaaaaaa',
        content: 'sha256:bbbbbbbbbbbbbbbb',
        bytes: 10,
        unpacked: 30,
      }),
    ];
    expect(activityOf(trace, NOW).movements[0]?.transfers).toMatchObject([{ layer: 'bbbbbbbbbbbb', bytes: 30 }]);
  });
});
