import { describe, expect, it } from 'vitest';
import { podKind } from '../../kinds/pod';
import { TestWorld } from '../testing';

describe('a kubelet and the details of a pod', () => {
  it('adds ephemeral containers to a running pod, which are never ready', () => {
    const test = new TestWorld();
    test.run('web');
    test.settle();
    const patch = {
      spec: {
        ephemeralContainers: [{ name: 'look', image: 'redis', targetContainerName: 'app' }],
      },
    };
    const patched = test.client.patch(podKind, 'web', 'default', patch, {
      type: 'strategic',
      subresource: 'ephemeralcontainers',
    });
    expect(patched.ok).toBe(true);
    test.advance(5);
    const { status } = test.pod('web');
    const [look] = status?.ephemeralContainerStatuses ?? [];
    expect({ phase: status?.phase, running: look?.state?.running !== undefined, ready: look?.ready }).toEqual({
      phase: 'Running',
      running: true,
      ready: false,
    });
  });
});
