import { describe, expect, it } from 'vitest';
import { Random } from '../../base/random';
import { Clock } from '../clock';
import { Etcd, type EtcdEvent } from './etcd';

interface Value {
  readonly text: string;
}

/** Applies random writes and remembers, for each revision, what should be there. */
function grow(seed: number, writes: number, historyLimit = 100_000) {
  const random = new Random(seed);
  const etcd = new Etcd<Value>(new Clock(0), { historyLimit });
  const states = new Map<number, Map<string, string>>([[etcd.revision, new Map()]]);
  const seen: EtcdEvent<Value>[] = [];
  etcd.watch((event) => seen.push(event));
  let state = new Map<string, string>();
  for (let i = 0; i < writes; i++) {
    const key = `/registry/${random.pick(['pods', 'services'])}/${random.pick(['a', 'b', 'c', 'd', 'e'])}`;
    state = new Map(state);
    if (random.next() < 0.3) {
      etcd.delete(key);
      state.delete(key);
    } else {
      etcd.put(key, { text: String(i) });
      state.set(key, String(i));
    }
    states.set(etcd.revision, state);
  }
  return { etcd, states, seen };
}

function contents(entries: Iterable<{ readonly key: string; readonly value: Value }>): [string, string][] {
  return [...entries].map((entry) => [entry.key, entry.value.text]);
}

function under(prefix: string, state: ReadonlyMap<string, string>): [string, string][] {
  return [...state].filter(([key]) => key.startsWith(prefix)).sort(([a], [b]) => (a < b ? -1 : 1));
}

describe('etcd', () => {
  it('reads any revision as it was', () => {
    for (let seed = 0; seed < 20; seed++) {
      const { etcd, states } = grow(seed, 120);
      for (const [revision, state] of states) {
        const past = etcd.rangeAt('/registry/pods/', revision);
        expect({ seed, revision, found: past.ok && contents(past.value) }).toEqual({
          seed,
          revision,
          found: under('/registry/pods/', state),
        });
        const one = etcd.getAt('/registry/pods/a', revision);
        expect(one.ok && one.value?.value.text).toBe(state.get('/registry/pods/a'));
      }
      expect(contents(etcd.range('/registry/'))).toEqual(under('/registry/', states.get(etcd.revision)!));
    }
  });

  it('tells a watcher that resumes exactly what it missed', () => {
    const { etcd, seen } = grow(3, 100);
    for (const { revision } of seen) {
      const missed = etcd.since('/registry/', revision);
      expect(missed.ok && missed.value).toEqual(seen.filter((event) => event.revision > revision));
    }
  });

  it('forgets what was compacted, and says so', () => {
    const { etcd } = grow(4, 100);
    const middle = etcd.revision - 20;
    etcd.compact(middle);
    expect(etcd.since('/registry/', middle - 1)).toEqual({ ok: false, error: { oldest: middle } });
    expect(etcd.rangeAt('/registry/', middle - 1)).toEqual({ ok: false, error: { oldest: middle } });
    expect(etcd.since('/registry/', middle).ok).toBe(true);
    expect(etcd.rangeAt('/registry/', middle).ok).toBe(true);
  });

  it('keeps a bounded history', () => {
    const { etcd, states } = grow(5, 1000, 100);
    expect(etcd.compacted).toBeGreaterThan(0);
    const oldest = etcd.rangeAt('/registry/', etcd.compacted);
    expect(oldest.ok && contents(oldest.value)).toEqual(under('/registry/', states.get(etcd.compacted)!));
  });

  it('lets a leased key go when it was not written again in time', () => {
    const clock = new Clock(0);
    const etcd = new Etcd<Value>(clock);
    etcd.put('/a', { text: '1' }, { ttl: 1000 });
    clock.advance(500);
    etcd.put('/b', { text: '1' }, { ttl: 1000 });
    etcd.put('/a', { text: '2' }, { ttl: 1000 });
    clock.advance(600);
    expect(contents(etcd.range('/'))).toEqual([
      ['/a', '2'],
      ['/b', '1'],
    ]);
    clock.advance(1000);
    expect(etcd.size).toBe(0);
  });
});
