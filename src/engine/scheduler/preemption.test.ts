import { describe, expect, it } from 'vitest';
import { podKind } from '../../kinds/pod';
import { podDisruptionBudgetKind } from '../../kinds/policy/podDisruptionBudget';
import { priorityClassKind } from '../../kinds/scheduling/priorityClass';
import { TestWorld } from '../testing';

/** A cluster of three nodes with two CPUs each, and pods that ask for as many of them. */
class Crowd extends TestWorld {
  constructor() {
    super();
    for (const [name, value, preemptionPolicy] of [
      ['low', 10, 'PreemptLowerPriority'],
      ['high', 1000, 'PreemptLowerPriority'],
      ['polite', 2000, 'Never'],
    ] as const) {
      this.client.create(priorityClassKind, {
        apiVersion: 'scheduling.k8s.io/v1',
        kind: 'PriorityClass',
        metadata: { name },
        value,
        preemptionPolicy,
      });
    }
  }

  ask(name: string, cpu: string, priorityClassName?: string, node?: string): void {
    const place = node === undefined ? {} : { nodeSelector: { 'kubernetes.io/hostname': node } };
    const spec = { ...place, ...(priorityClassName === undefined ? {} : { priorityClassName }) };
    this.run(name, { resources: { requests: { cpu } } }, spec);
    this.settle();
  }

  get names(): string[] {
    return this.pods().map((line) => line.split(' ')[0] ?? '');
  }
}

describe('preemption', () => {
  it('takes the least important pods away, and as few as make room', () => {
    const test = new Crowd();
    test.ask('small', '400m', undefined, 'node-1');
    test.ask('large', '1500m', undefined, 'node-1');
    test.ask('second', '1500m', 'low', 'node-2');
    test.ask('third', '1500m', 'low', 'node-3');
    test.ask('high', '1', 'high');
    test.settle();
    expect(test.names).toEqual(['high', 'second', 'small', 'third']);
    const { spec, metadata } = test.pod('high');
    expect(spec.nodeName).toBe('node-1');
    expect(test.events('large').at(-2)).toBe(`Normal Preempted Preempted by pod ${metadata.uid} on node node-1`);
    expect(test.events('high')[0]).toBe('Warning FailedScheduling 0/3 nodes are available: 3 Insufficient cpu.');
  });

  it('is not for pods that wait their turn, nor against pods that matter as much', () => {
    const test = new Crowd();
    for (const node of ['node-1', 'node-2', 'node-3']) test.ask(node, '1500m', 'high', node);
    test.ask('equal', '1', 'high');
    test.ask('polite', '1', 'polite');
    expect(test.events('equal')[0]).toBe(
      'Warning FailedScheduling 0/3 nodes are available: 3 Insufficient cpu. preemption: 0/3 nodes are available: 3 No preemption victims found for incoming pod.',
    );
    expect(test.events('polite')[0]).toBe(
      'Warning FailedScheduling 0/3 nodes are available: 3 Insufficient cpu. preemption: not eligible due to preemptionPolicy=Never.',
    );
  });

  it('spares the pods that a disruption budget holds, as long as others can go', () => {
    const test = new Crowd();
    for (const [name, node] of [
      ['held', 'node-1'],
      ['free', 'node-2'],
      ['free-too', 'node-3'],
    ] as const) {
      test.ask(name, '1500m', name === 'held' ? undefined : 'low', node);
      test.client.patch(podKind, name, 'default', { metadata: { labels: { guard: name } } }, { type: 'merge' });
    }
    test.client.create(podDisruptionBudgetKind, {
      apiVersion: 'policy/v1',
      kind: 'PodDisruptionBudget',
      metadata: { name: 'guard', namespace: 'default' },
      spec: { minAvailable: 1, selector: { matchLabels: { guard: 'held' } } },
    });
    test.settle();
    test.ask('high', '1500m', 'high');
    // Of the two that may go, the younger one goes.
    expect(test.names).toEqual(['free', 'held', 'high']);
    test.ask('another', '1500m', 'high');
    test.ask('third', '1500m', 'high');
    expect(test.names).toEqual(['another', 'high', 'third']);
  });
});
