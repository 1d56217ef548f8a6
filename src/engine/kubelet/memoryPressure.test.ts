import { describe, expect, it } from 'vitest';
import { nodeKind } from '../../kinds/node';
import { TestWorld } from '../testing';

const MEBIBYTE = 2 ** 20;

/** A node of 4 GiB with a pod that takes what it likes and one that keeps to its request. */
class Tight extends TestWorld {
  constructor() {
    super();
    this.run('modest', { resources: { requests: { memory: '1Gi' } } }, { nodeName: 'node-1' });
    this.run('greedy', {}, { nodeName: 'node-1' });
    this.settle();
  }

  /** Has the first process of a pod's container hold so much. */
  hold(pod: string, mebibytes: number): void {
    const address = this.pod(pod).metadata.uid ?? '';
    const machine = this.world.node('node-1');
    const process = machine?.kernel.processes.find(
      (one) => one.comm === 'nginx' && one.cgroup.path.includes(address.replaceAll('-', '_')),
    );
    if (process === undefined) throw new Error(`no process of ${pod}`);
    process.setMemory(mebibytes * MEBIBYTE);
  }

  node(): { pressure: string; taints: string[] } {
    const found = this.client.get(nodeKind, 'node-1');
    if (!found.ok) throw new Error(found.error.message);
    const { spec, status } = found.value;
    const pressure = status?.conditions?.find(({ type }) => type === 'MemoryPressure');
    return {
      pressure: `${pressure?.status} ${pressure?.reason}: ${pressure?.message}`,
      taints: (spec.taints ?? []).map(({ key, effect }) => `${key}:${effect}`),
    };
  }
}

describe('a node that runs out of memory', () => {
  it('ends the pod that takes more than it asked for, and says why', () => {
    const test = new Tight();
    test.hold('modest', 900);
    test.hold('greedy', 3036);
    test.advance(25).settle();
    expect(test.pods()).toEqual(['greedy 0/1 Error 0', 'modest 1/1 Running 0']);
    const { status } = test.pod('greedy');
    const using =
      /^The node was low on resource: memory\. Threshold quantity: 100Mi, available: \d+Ki\. Container app was using \d+Ki, request is 0, has larger consumption of memory\. $/;
    expect([status?.phase, status?.reason, status?.message]).toEqual([
      'Failed',
      'Evicted',
      expect.stringMatching(using),
    ]);
    expect(status?.conditions?.find(({ type }) => type === 'DisruptionTarget')).toMatchObject({
      status: 'True',
      reason: 'TerminationByKubelet',
      message: status?.message,
    });
    expect(test.events('greedy').slice(-2)).toEqual([
      `Warning Evicted ${status?.message}`,
      'Normal Killing Stopping container app',
    ]);
    expect(test.events('node-1').slice(-2)).toEqual([
      'Warning EvictionThresholdMet Attempting to reclaim memory',
      'Normal NodeHasInsufficientMemory Node node-1 status is now: NodeHasInsufficientMemory',
    ]);
  });

  it('takes no pods that ask for nothing until five minutes after, nor are any sent to it', () => {
    const test = new Tight();
    test.hold('modest', 900);
    test.hold('greedy', 3036);
    test.advance(25).settle();
    expect(test.node()).toEqual({
      pressure: 'True KubeletHasInsufficientMemory: kubelet has insufficient memory available',
      taints: ['node.kubernetes.io/memory-pressure:NoSchedule'],
    });
    test.run('late', {}, { nodeName: 'node-1' });
    test.run('asks', { resources: { requests: { memory: '10Mi' } } }, { nodeName: 'node-1' });
    test.settle();
    expect([test.pod('late').status?.message, test.pod('asks').status?.phase]).toEqual([
      'Pod was rejected: The node had condition: [MemoryPressure]. ',
      'Running',
    ]);
    test.advance(320).settle();
    expect(test.node()).toEqual({
      pressure: 'False KubeletHasSufficientMemory: kubelet has sufficient memory available',
      taints: [],
    });
  });
});
