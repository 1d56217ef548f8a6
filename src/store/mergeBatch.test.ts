import { describe, expect, it } from 'vitest';
import { mergeBatch } from './mergeBatch';
import type { WorkerMessage } from './messages';
import type { PlaygroundState } from './playgroundState';

type Batch = Extract<WorkerMessage, { kind: 'batch' }>;

const pod = (name: string, resourceVersion = '1') => ({
  apiVersion: 'v1',
  kind: 'Pod',
  metadata: { name, namespace: 'default', resourceVersion },
});
const state = {
  objects: { pods: { 'default/a': pod('a'), 'default/b': pod('b') }, nodes: {} },
  trace: [],
  files: { 'd/one': '1', 'd/two': '2', dd: '3' },
} as unknown as PlaygroundState;
const batch: Batch = {
  kind: 'batch',
  whole: false,
  time: { now: 1, running: true, speed: 1, settled: true },
  objects: [],
  trace: [],
  files: {},
  inputs: [],
  traffic: undefined,
};

describe('mergeBatch', () => {
  it('keeps the identity of what did not change', () => {
    expect(mergeBatch(state, batch)).toEqual({ time: batch.time });
    const objects = [{ type: 'MODIFIED' as const, resource: 'pods', object: pod('a', '2') }];
    const merged = mergeBatch(state, { ...batch, objects }).objects;
    expect(merged?.['pods']?.['default/a']).toEqual(pod('a', '2'));
    expect(merged?.['pods']?.['default/b']).toBe(state.objects['pods']?.['default/b']);
    expect(merged?.['nodes']).toBe(state.objects['nodes']);
  });

  it('removes what was deleted, and with a folder all that was in it', () => {
    const objects = [{ type: 'DELETED' as const, resource: 'pods', object: pod('a') }];
    const merged = mergeBatch(state, { ...batch, objects, files: { d: null, new: 'x' } });
    expect(Object.keys(merged.objects?.['pods'] ?? {})).toEqual(['default/b']);
    expect(merged.files).toEqual({ dd: '3', new: 'x' });
  });

  it('forgets everything before a whole batch', () => {
    expect(mergeBatch(state, { ...batch, whole: true })).toEqual({
      time: batch.time,
      objects: {},
      nodeImages: [],
      stopped: [],
      trace: [],
      files: {},
    });
  });
});
