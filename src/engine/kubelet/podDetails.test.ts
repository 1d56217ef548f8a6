import { describe, expect, it } from 'vitest';
import { podKind } from '../../kinds/pod';
import { runtimeClassKind } from '../../kinds/scheduling/runtimeClass';
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

  it('starts no container as root that must not run so, and says why', () => {
    const test = new TestWorld();
    test.run('root', {}, { securityContext: { runAsNonRoot: true } });
    test.advance(5);
    const [status] = test.pod('root').status?.containerStatuses ?? [];
    const uid = test.pod('root').metadata.uid;
    expect(status?.state?.waiting).toEqual({
      reason: 'CreateContainerConfigError',
      message: `container has runAsNonRoot and image will run as root (pod: "root_default(${uid})", container: app)`,
    });
  });

  it('waits for a runtime that the node does not have', () => {
    const test = new TestWorld();
    test.client.create(runtimeClassKind, {
      apiVersion: 'node.k8s.io/v1',
      kind: 'RuntimeClass',
      metadata: { name: 'gvisor' },
      handler: 'runsc',
      overhead: { podFixed: { cpu: '250m' } },
    });
    test.run('boxed', {}, { runtimeClassName: 'gvisor' });
    test.advance(5);
    expect(test.pod('boxed').spec.overhead).toEqual({ cpu: '250m' });
    expect(test.events('boxed').at(-1)).toBe(
      'Warning FailedCreatePodSandBox Failed to create pod sandbox: rpc error: code = Unknown desc = failed to get sandbox runtime: no runtime for "runsc" is configured',
    );
  });

  it('leads ports of the node to the pod that asked for them', () => {
    const test = new TestWorld();
    test.run('web', { ports: [{ containerPort: 80, hostPort: 8080 }] });
    test.settle();
    const { hostIP = '' } = test.pod('web').status ?? {};
    const request = {
      method: 'GET',
      scheme: 'http',
      host: hostIP,
      port: 8080,
      path: '/',
      headers: {},
      body: '',
    } as const;
    let answered = '';
    test.world.laptop.network.exchange(request, { timeout: 1000 }, (outcome) => {
      answered = outcome.ok ? String(outcome.response.status) : outcome.failure;
    });
    test.settle();
    expect(answered).toBe('200');
  });

  it('ends containers whose liveness probe failed, not those that could not be asked', () => {
    const test = new TestWorld();
    const often = { periodSeconds: 1, failureThreshold: 2 };
    test.run('asked', { livenessProbe: { grpc: { port: 9000 }, ...often } });
    test.run('unasked', { livenessProbe: { exec: { command: ['nope'] }, ...often } });
    test.advance(12);
    const restarts = (name: string) => test.pod(name).status?.containerStatuses?.[0]?.restartCount;
    expect(restarts('asked')).toBeGreaterThan(0);
    expect(restarts('unasked')).toBe(0);
    const { podIP } = test.pod('asked').status ?? {};
    expect(test.events('asked').join('\n')).toContain(
      `Liveness probe failed: timeout: failed to connect service "${podIP}:9000" within 1s: context deadline exceeded`,
    );
  });
});
