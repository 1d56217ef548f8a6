import { expect, it } from 'vitest';
import { formatTime } from '../../../base/time';
import type { Pod } from '../../../kinds/pod';
import { TEST_START } from '../../testing';
import { podsToDelete } from './podRanking';

const MINUTE = 60_000;

interface Traits {
  readonly node?: string;
  readonly phase?: string;
  readonly readyFor?: number;
  readonly cost?: string;
  readonly restarts?: number;
  readonly age?: number;
}

function pod(name: string, { node = 'node-1', phase = 'Running', readyFor, cost, restarts = 0, age = 5 }: Traits): Pod {
  return {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: {
      name,
      uid: name,
      creationTimestamp: formatTime(TEST_START - age * MINUTE),
      ...(cost === undefined ? {} : { annotations: { 'controller.kubernetes.io/pod-deletion-cost': cost } }),
    },
    spec: { containers: [], ...(node === '' ? {} : { nodeName: node }) },
    status: {
      phase,
      conditions: [
        {
          type: 'Ready',
          status: readyFor === undefined ? 'False' : 'True',
          lastTransitionTime: formatTime(TEST_START - (readyFor ?? 0) * MINUTE),
        },
      ],
      containerStatuses: [
        { name: 'c', image: 'i', imageID: '', ready: true, restartCount: restarts, state: {}, lastState: {} },
      ],
    },
  };
}

it('deletes the pods that are least worth keeping first', () => {
  const pods = [
    pod('old-and-ready', { node: 'node-3', readyFor: 60, age: 60 }),
    pod('young-and-ready', { node: 'node-3', readyFor: 1, age: 60 }),
    pod('restarted', { node: 'node-3', readyFor: 60, age: 60, restarts: 3 }),
    pod('crowded', { node: 'node-2', readyFor: 60, age: 60 }),
    pod('cheap', { node: 'node-3', readyFor: 60, age: 60, cost: '-5' }),
    pod('not-ready', {}),
    pod('pending', { phase: 'Pending' }),
    pod('unassigned', { node: '', phase: 'Pending' }),
  ];
  const neighbours = Array.from({ length: 9 }, (_, index) => pod(`neighbour-${index}`, { node: 'node-2' }));
  const order = podsToDelete(pods, [...pods, ...neighbours], 7, TEST_START).map(({ metadata }) => metadata.name);
  expect(order).toEqual(['unassigned', 'pending', 'not-ready', 'cheap', 'crowded', 'young-and-ready', 'restarted']);
});
