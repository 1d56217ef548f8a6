import { describe, expect, it } from 'vitest';
import type { Flight } from './flight';
import { FlightSchedule } from './schedule';

function flight(sequence: number, cause: number, more: Partial<Flight> = {}): Flight {
  return {
    sequence,
    cause,
    tone: 'move',
    label: `POST ${sequence}`,
    lane: { name: `lane ${sequence}`, at: { x: 0, y: 0 }, room: 200 },
    way: [
      { x: 0, y: 0 },
      { x: 184, y: 0 },
    ],
    from: 'kubectl',
    to: 'api-server',
    group: `group ${sequence}`,
    ...more,
  };
}

const noCause = () => 0;

describe('the schedule of flights', () => {
  it('begins what follows when its cause has arrived', () => {
    const planned = new FlightSchedule().plan([flight(1, 0), flight(2, 1), flight(3, 2)], 1000, 1, noCause);
    const ends = planned.map(({ begin, duration }) => begin + duration);
    expect(planned.map(({ begin }) => begin)).toEqual([1000, ends[0], ends[1]]);
    expect(planned[0]?.duration).toBe(400);
  });

  it('finds a cause that is not drawn through the causes in between', () => {
    const schedule = new FlightSchedule();
    const [first] = schedule.plan([flight(1, 0)], 0, 1, noCause);
    const [later] = schedule.plan([flight(9, 5)], 10, 1, (sequence) => (sequence === 5 ? 1 : 0));
    expect(later?.begin).toBe((first?.begin ?? 0) + (first?.duration ?? 0));
  });

  it('makes one of many alike, with their count', () => {
    const alike = [1, 2, 3, 4].map((sequence) => flight(sequence, 0, { group: 'kubelet status' }));
    expect(new FlightSchedule().plan(alike, 0, 1, noCause).map(({ count }) => count)).toEqual([4]);
  });

  it('never lags far behind the engine', () => {
    const chain = Array.from({ length: 60 }, (_, at) => flight(at + 1, at));
    const planned = new FlightSchedule().plan(chain, 0, 1, noCause);
    expect(Math.max(...planned.map(({ begin }) => begin))).toBeLessThanOrEqual(3200);
  });

  it('shows one label at a time in a strip; a failure is always said', () => {
    const lane = { name: 'bus', at: { x: 0, y: 0 }, room: 200 };
    const planned = new FlightSchedule().plan(
      [flight(1, 0, { lane }), flight(2, 0, { lane }), flight(3, 0, { lane, tone: 'bad' })],
      0,
      1,
      noCause,
    );
    expect(planned.map(({ label }) => label)).toEqual([
      { begin: 0, duration: 900 },
      undefined,
      { begin: 900, duration: 1800 },
    ]);
  });
});
