import { describe, expect, it } from 'vitest';
import type { TraceEntry } from '../../../engine/trace';
import { busyDocker } from '../../../store/docker/testing/dockerHosts';
import { en } from '../../i18n/en';
import type { Flight } from '../flights/flight';
import { planFlights } from '../flights/plan';
import { center } from '../graph/geometry';
import { buildLaptopScene } from '../graph/laptopScene';
import { Slots } from '../graph/slots';

const scene = buildLaptopScene(busyDocker(), 'wide', false, new Slots());
const words = { outcomes: en.history.outcomes, acts: en.diagram.acts };

function plan(entry: TraceEntry): readonly Flight[] {
  return planFlights(entry, scene, words, () => undefined);
}

function act(action: string, detail: Record<string, string | number>): TraceEntry {
  return { kind: 'act', actor: 'docker', action, detail, sequence: 1, time: 0, cause: 0 };
}

describe('what flies on the Docker host', () => {
  it('a request goes from the client to the daemon', () => {
    const [flight] = plan(act('docker-request', { call: 'POST /containers/create' }));
    expect(flight).toMatchObject({ label: 'POST /containers/create', from: 'docker', to: 'dockerd', tone: 'move' });
    expect(flight?.way).toHaveLength(2);
    expect(plan(act('docker-request', { call: 'GET /containers/json' }))[0]?.tone).toBe('quiet');
  });

  it('layers come from the registry to the images, or go there', () => {
    const [pulled] = plan(act('pull-layer', { layer: 'sha256:1', bytes: 1 }));
    const [pushed] = plan(act('push-layer', { layer: 'sha256:1', bytes: 1 }));
    expect([pulled?.to, pushed?.to]).toEqual(['images', 'registry']);
    expect(pulled?.way).toEqual([...(pushed?.way ?? [])].reverse());
  });

  it('what happens to a container is said at the container, and is bad news when it failed', () => {
    const lines = [
      act('start-container', { container: 'kubia-container', id: '1', image: 'kubia' }),
      act('container-exited', { container: 'greedy', id: '2', code: 137 }),
      act('container-exited', { container: 'eager_turing', id: '3', code: 0 }),
      act('container-exited', { container: 'never-seen', id: '4', code: 0 }),
    ].flatMap((entry) => plan(entry).map(({ label, tone, to, lane }) => `${label} | ${tone} | ${to} | ${lane.name}`));
    expect(lines).toEqual([
      'starts kubia-container | move | container/kubia-container | pod kubia-container',
      'greedy ended: 137 | bad | container/greedy | pod greedy',
      'eager_turing ended: 0 | move | container/eager_turing | pod eager_turing',
      'never-seen ended: 0 | move | dockerd | daemon',
    ]);
  });

  it('a request to a published port goes through its socket and the bridge into the container', () => {
    const hops = [
      { at: 'laptop', time: 0 },
      { at: 'docker-proxy/laptop', time: 0, note: '127.0.0.1:8888 -> 172.17.0.3:8080' },
      { at: 'bridge/laptop/docker0', time: 0 },
      { at: 'container/second', time: 0 },
    ];
    const exchange = { kind: 'exchange', actor: 'laptop', summary: 'GET http://localhost:8888/', hops } as const;
    const [flight] = plan({ ...exchange, outcome: 'ok', sequence: 1, time: 0, cause: 0 });
    const socket = scene.parts['docker-proxy/laptop:8888']!;
    expect(flight).toMatchObject({ tone: 'ok', to: 'container/second', lane: { name: 'docker network' } });
    expect(flight?.way).toContainEqual({ x: socket.x, y: center(socket).y });
    expect(flight?.way).toContainEqual({ x: socket.x + socket.width, y: center(socket).y });
    const tile = scene.parts['container/second']!;
    const end = flight?.way.at(-1);
    expect([end?.x === tile.x || end?.y === tile.y]).toEqual([true]);

    const [reset] = plan({ ...exchange, hops: hops.slice(0, 2), outcome: 'reset', sequence: 2, time: 0, cause: 0 });
    expect(reset).toMatchObject({
      tone: 'bad',
      to: 'docker-proxy/laptop:8888',
      label: 'GET http://localhost:8888/ · connection reset',
    });
  });

  it('nothing flies while the host is folded away', () => {
    const folded = { ...scene, docker: undefined };
    expect(planFlights(act('pull-layer', {}), folded, words, () => undefined)).toEqual([]);
  });
});
