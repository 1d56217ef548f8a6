import { describe, expect, it } from 'vitest';
import { Random } from '../../base/random';
import { type ConfigMap, configMapKind } from '../../kinds/configMap';
import { type ClusterEvent, eventKind } from '../../kinds/event';
import { testApi } from '../testing';
import { EventRecorder } from './eventRecorder';
import { Informer } from './informer';
import { WorkQueue } from './workQueue';

const config = (name: string, data: Record<string, string> = {}): ConfigMap => ({
  apiVersion: 'v1',
  kind: 'ConfigMap',
  metadata: { name, namespace: 'default' },
  data,
});

describe('optimistic concurrency', () => {
  it('loses no write when several count up the same number, whatever the seed', () => {
    for (let seed = 0; seed < 20; seed++) {
      const { client, random } = testApi(seed);
      client.create(configMapKind, config('counter', { n: '0' }));
      const views: (ConfigMap | undefined)[] = [undefined, undefined, undefined];
      let written = 0;
      let refused = 0;
      for (let step = 0; step < 200; step++) {
        const who = random.integer(views.length);
        const view = views[who];
        if (view === undefined) {
          const read = client.get(configMapKind, 'counter', 'default');
          if (read.ok) views[who] = read.value;
          continue;
        }
        const next = { ...view, data: { n: String(Number(view.data?.['n']) + 1) } };
        const result = client.update(configMapKind, next);
        if (result.ok) written++;
        else if (result.error.reason === 'Conflict') refused++;
        views[who] = undefined;
      }
      const last = client.get(configMapKind, 'counter', 'default');
      expect({ seed, n: last.ok && last.value.data?.['n'] }).toEqual({ seed, n: String(written) });
      expect(refused).toBeGreaterThan(0);
    }
  });
});

describe('an informer', () => {
  const names = ['a', 'b', 'c', 'd'];

  function randomWrite(random: Random, client: ReturnType<typeof testApi>['client'], step: number): void {
    const name = random.pick(names);
    const action = random.integer(3);
    if (action === 0) client.create(configMapKind, config(name, { step: String(step) }));
    else if (action === 1) client.update(configMapKind, config(name, { step: String(step) }));
    else client.delete(configMapKind, name, 'default');
  }

  it('ends with what a list gives, through stops, lost connections and compactions, whatever the seed', () => {
    for (let seed = 0; seed < 40; seed++) {
      const { api, client, clock } = testApi(seed);
      const random = new Random(`writes ${seed}`);
      const informer = new Informer(client, configMapKind, { namespace: 'default' });
      const replayed = new Map<string, string>();
      informer.handle({
        onAdd: (object) => replayed.set(object.metadata.name, String(object.data?.['step'])),
        onUpdate: (_old, object) => replayed.set(object.metadata.name, String(object.data?.['step'])),
        onDelete: (object) => replayed.delete(object.metadata.name),
      });
      informer.start();
      for (let step = 0; step < 80; step++) {
        randomWrite(random, client, step);
        if (random.next() < 0.2) clock.advance(random.integer(5));
        if (random.next() < 0.05) {
          api.stop();
          clock.advance(random.integer(10_000));
          api.start();
        }
        if (random.next() < 0.05) api.etcd.compact(api.etcd.revision);
      }
      clock.advance(60_000);
      const list = client.list(configMapKind, { namespace: 'default' });
      const there = list.ok ? list.value.items.map((item) => [item.metadata.name, String(item.data?.['step'])]) : [];
      expect({ seed, seen: [...replayed].sort() }).toEqual({ seed, seen: there });
      expect(informer.list().length).toBe(there.length);
    }
  });

  it('finds objects by an index that follows their changes', () => {
    const { client, clock } = testApi();
    const informer = new Informer(client, configMapKind, {
      indexes: { owner: (object) => (object.data?.['owner'] === undefined ? [] : [object.data['owner']]) },
    });
    informer.start();
    client.create(configMapKind, config('a', { owner: 'x' }));
    client.create(configMapKind, config('b', { owner: 'x' }));
    client.update(configMapKind, config('b', { owner: 'y' }));
    clock.settle();
    const found = (owner: string) => informer.byIndex('owner', owner).map((object) => object.metadata.name);
    expect([found('x'), found('y'), found('z')]).toEqual([['a'], ['b'], []]);
  });
});

describe('a work queue', () => {
  it('looks once at what was added often, one key at a time', () => {
    const { clock } = testApi();
    const seen: string[] = [];
    const queue = new WorkQueue(clock, {
      name: 'test',
      process: (key) => {
        seen.push(`${key}@${clock.now % 1000}`);
        return 'done';
      },
    });
    for (const key of ['a', 'b', 'a', 'c', 'a']) queue.add(key);
    clock.settle();
    expect(seen).toEqual(['a@2', 'b@4', 'c@6']);
  });

  it('backs off from what fails, until it is done', () => {
    const { clock } = testApi();
    const start = clock.now;
    const seen: number[] = [];
    const queue = new WorkQueue(clock, {
      name: 'test',
      process: () => {
        seen.push(clock.now - start);
        return seen.length < 6 ? 'retry' : 'done';
      },
    });
    queue.add('a');
    clock.settle();
    expect(seen).toEqual([2, 9, 21, 43, 85, 167]);
    expect(queue.failures('a')).toBe(0);
  });
});

describe('an event recorder', () => {
  function recorded() {
    const { client, clock } = testApi();
    const made = client.create(configMapKind, config('cm'));
    if (!made.ok) throw new Error(made.error.message);
    const recorder = new EventRecorder(client, { name: 'kubelet', host: 'node-1' });
    const events = () => {
      const list = client.list(eventKind, { namespace: 'default' });
      return (list.ok ? list.value.items : []) as ClusterEvent[];
    };
    return { clock, object: made.value, recorder, events };
  }

  it('writes an Event, and counts it up when the same happens again', () => {
    const { clock, object, recorder, events } = recorded();
    recorder.event(object, 'Normal', 'Pulled', 'got it', 'spec.containers{c}');
    clock.advance(10_000);
    recorder.event(object, 'Normal', 'Pulled', 'got it', 'spec.containers{c}');
    expect(events()).toMatchObject([
      {
        metadata: { name: expect.stringMatching(/^cm\.[0-9a-f]{16}$/), namespace: 'default' },
        involvedObject: { kind: 'ConfigMap', name: 'cm', uid: object.metadata.uid, fieldPath: 'spec.containers{c}' },
        type: 'Normal',
        reason: 'Pulled',
        message: 'got it',
        source: { component: 'kubelet', host: 'node-1' },
        firstTimestamp: '2026-01-01T00:00:00Z',
        lastTimestamp: '2026-01-01T00:00:10Z',
        count: 2,
      },
    ]);
  });

  it('combines what is similar and drops a flood', () => {
    const { object, recorder, events } = recorded();
    for (let i = 0; i < 40; i++) recorder.event(object, 'Warning', 'Failed', `attempt ${i}`);
    const messages = events().map((event) => `${event.message} x${event.count}`);
    expect(messages.sort()).toEqual(
      [
        ...Array.from({ length: 9 }, (_, i) => `attempt ${i} x1`),
        '(combined from similar events): attempt 24 x16',
      ].sort(),
    );
  });

  it('leaves events to expire after an hour', () => {
    const { clock, object, recorder, events } = recorded();
    recorder.event(object, 'Normal', 'Pulled', 'got it');
    clock.advance(3_600_001);
    expect(events()).toEqual([]);
  });
});
