import { describe, expect, it } from 'vitest';
import type { TraceEntry } from '../../engine/trace';
import { marksOf } from './marks';

let sequence = 0;
function input(time: number): TraceEntry {
  return { sequence: ++sequence, time, cause: 0, kind: 'input', text: 'hey' } as unknown as TraceEntry;
}
function call(time: number, outcome = 'ok', actor = 'laptop'): TraceEntry {
  return {
    sequence: ++sequence,
    time,
    cause: 0,
    kind: 'exchange',
    outcome,
    actor,
    summary: 'GET /',
    way: [],
  } as unknown as TraceEntry;
}
const told = (trace: readonly TraceEntry[], now: number) =>
  marksOf(trace, now).marks.map(({ entry, look, count }) => `${entry.time} ${look} ${count}`);

describe('marksOf', () => {
  it('leaves what is apart apart', () => {
    expect(told([input(0), call(100), call(5000)], 6000)).toEqual(['0 command 1', '100 event 1', '5000 event 1']);
  });

  it('makes one mark of many that fall together, as grave as the gravest of them', () => {
    const calls = Array.from({ length: 10 }, (_, at) => call(60_000 + at, at === 4 ? 'timeout' : 'ok'));
    expect(told([input(0), ...calls], 120_000)).toEqual(['0 command 1', '60004 failed 10']);
  });

  it('has no room for the probes of kubelets, whether they succeed or not', () => {
    expect(told([input(0), call(1000, 'ok', 'node/worker-1'), call(2000, 'refused', 'node/worker-1')], 3000)).toEqual([
      '0 command 1',
    ]);
  });

  it('never hides a command among them', () => {
    expect(told([call(60_000), input(60_001), call(60_002), call(60_003)], 120_000)).toEqual([
      '60000 event 1',
      '60001 command 1',
      '60002 event 2',
    ]);
  });

  it('has as many places as the line has room for, however much happens', () => {
    const calls = Array.from({ length: 9000 }, (_, at) => call(at * 66));
    expect(marksOf(calls, 600_000).marks.length).toBeLessThan(161);
  });
});
