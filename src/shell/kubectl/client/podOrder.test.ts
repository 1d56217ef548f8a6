import { describe, expect, it } from 'vitest';
import type { Pod } from '../../../kinds/pod';
import { orderForAttaching, orderForLogs } from './podOrder';

function pod(name: string, phase: string, minute: number, restartCount = 0, readySince?: number): Pod {
  const time = (at: number) => `2026-01-01T00:${String(at).padStart(2, '0')}:00Z`;
  const conditions =
    readySince === undefined ? [] : [{ type: 'Ready', status: 'True', lastTransitionTime: time(readySince) }];
  return {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: { name, creationTimestamp: time(minute) },
    spec: { containers: [], nodeName: phase === 'Pending' ? '' : 'node-1' },
    status: { phase, conditions, containerStatuses: [{ restartCount }] },
  } as unknown as Pod;
}

const pods = [
  pod('waiting', 'Pending', 0),
  pod('failed-later', 'Failed', 2),
  pod('failed-first', 'Failed', 1),
  pod('restarted', 'Running', 9, 3),
  pod('unready', 'Running', 3),
  pod('ready-now', 'Running', 0, 0, 8),
  pod('ready-long', 'Running', 5, 0, 6),
];
const sorted = (order: typeof orderForLogs) => [...pods].sort(order).map(({ metadata }) => metadata.name);

describe('of several pods kubectl takes', () => {
  it('for logs what is ready longest, then what was restarted most, then the oldest, ended or not', () => {
    expect(sorted(orderForLogs)).toEqual([
      'ready-long',
      'ready-now',
      'restarted',
      'failed-first',
      'failed-later',
      'unready',
      'waiting',
    ]);
  });

  it('for attaching what is ready longest, then what was restarted least, and never what has ended if it can', () => {
    expect(sorted(orderForAttaching)).toEqual([
      'ready-long',
      'ready-now',
      'unready',
      'restarted',
      'failed-first',
      'failed-later',
      'waiting',
    ]);
  });
});
