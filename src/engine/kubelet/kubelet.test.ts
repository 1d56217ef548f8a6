import { describe, expect, it } from 'vitest';
import { configMapKind } from '../../kinds/configMap';
import { podKind } from '../../kinds/pod';
import { TestWorld } from '../testing';

describe('a kubelet', () => {
  it('brings a pod up and ends it', () => {
    const test = new TestWorld();
    const seen = test.watch();
    test.run('web');
    test.settle();
    test.delete('web');
    test.settle();
    expect(seen).toEqual([
      'ADDED web 0/1 Pending 0',
      'MODIFIED web 0/1 Pending 0',
      'MODIFIED web 0/1 ContainerCreating 0',
      'MODIFIED web 1/1 Running 0',
      'MODIFIED web 1/1 Terminating 0',
      'MODIFIED web 0/1 Completed 0',
      'MODIFIED web 0/1 Completed 0',
      'DELETED web 0/1 Completed 0',
    ]);
    const told = test
      .events('web')
      .map((text) => text.replace(/to node-\d/, 'to NODE').replace(/80\dms|81\dms/g, 'TIME'));
    expect(told).toEqual([
      'Normal Scheduled Successfully assigned default/web to NODE',
      'Normal Pulling Pulling image "nginx"',
      'Normal Pulled Successfully pulled image "nginx" in TIME (TIME including waiting). Image size: 72094630 bytes.',
      'Normal Created Created container: app',
      'Normal Started Started container app',
      'Normal Killing Stopping container app',
    ]);
  });

  it('reports the whole status of a running pod', () => {
    const test = new TestWorld();
    test.run('web');
    test.settle();
    const { status } = test.pod('web');
    expect(status?.conditions?.map(({ type, status: value }) => `${type}=${value}`)).toEqual([
      'PodReadyToStartContainers=True',
      'Initialized=True',
      'Ready=True',
      'ContainersReady=True',
      'PodScheduled=True',
    ]);
    const [container] = status?.containerStatuses ?? [];
    expect({ ...container, containerID: '', imageID: '', state: '', volumeMounts: [] }).toEqual({
      containerID: '',
      image: 'docker.io/library/nginx:latest',
      imageID: '',
      lastState: {},
      name: 'app',
      ready: true,
      restartCount: 0,
      started: true,
      state: '',
      volumeMounts: [],
    });
  });

  it('says that a pod has its node where no scheduler did', () => {
    const test = new TestWorld();
    test.run('placed', {}, { nodeName: 'node-2' });
    test.settle();
    expect(test.pod('placed').status?.conditions?.map(({ type, status }) => `${type}=${status}`)).toEqual([
      'PodReadyToStartContainers=True',
      'Initialized=True',
      'Ready=True',
      'ContainersReady=True',
      'PodScheduled=True',
    ]);
  });

  it('starts a failing container again, ever later', () => {
    const test = new TestWorld();
    const seen = test.watch();
    test.run('crash', { image: 'busybox', command: ['sleep', '1', '--nonsense'] });
    test.advance(34);
    expect(seen).toEqual([
      'ADDED crash 0/1 Pending 0',
      'MODIFIED crash 0/1 Pending 0',
      'MODIFIED crash 0/1 ContainerCreating 0',
      'MODIFIED crash 1/1 Running 0',
      'MODIFIED crash 0/1 Error 0',
      'MODIFIED crash 1/1 Running 1',
      'MODIFIED crash 0/1 Error 1',
      'MODIFIED crash 0/1 CrashLoopBackOff 1',
      'MODIFIED crash 1/1 Running 2',
      'MODIFIED crash 0/1 Error 2',
      'MODIFIED crash 0/1 CrashLoopBackOff 2',
    ]);
    const waiting = test.pod('crash').status?.containerStatuses?.[0]?.state?.waiting;
    const title = `crash_default(${test.pod('crash').metadata.uid})`;
    expect(waiting).toEqual({
      reason: 'CrashLoopBackOff',
      message: `back-off 20s restarting failed container=app pod=${title}`,
    });
  });

  it('says why an image cannot be pulled, and takes a better one', () => {
    const test = new TestWorld();
    test.run('bad', { image: 'nginx:nope' });
    test.settle();
    const why =
      'rpc error: code = NotFound desc = failed to pull and unpack image "docker.io/library/nginx:nope": failed to resolve reference "docker.io/library/nginx:nope": docker.io/library/nginx:nope: not found';
    expect(test.pods()).toEqual(['bad 0/1 ImagePullBackOff 0']);
    expect(test.pod('bad').status?.containerStatuses?.[0]?.state?.waiting?.message).toBe(
      `Back-off pulling image "nginx:nope": ErrImagePull: ${why}`,
    );
    expect(test.events('bad').slice(1)).toEqual([
      'Normal Pulling Pulling image "nginx:nope"',
      `Warning Failed Failed to pull image "nginx:nope": ${why}`,
      'Warning Failed Error: ErrImagePull',
      'Normal BackOff Back-off pulling image "nginx:nope"',
      'Warning Failed Error: ImagePullBackOff',
    ]);
    const patch = { spec: { containers: [{ name: 'app', image: 'nginx:1.27' }] } };
    test.client.patch(podKind, 'bad', 'default', patch, { type: 'strategic' });
    test.settle();
    expect(test.pods()).toEqual(['bad 1/1 Running 0']);
  });

  it('asks for readiness before it says ready, and restarts what is not alive', () => {
    const test = new TestWorld();
    const httpGet = (path: string) => ({ httpGet: { path, port: 80 } });
    test.run('slow', { readinessProbe: { ...httpGet('/'), initialDelaySeconds: 3 } });
    test.run('never', { readinessProbe: httpGet('/nope') });
    test.run('dying', { livenessProbe: { ...httpGet('/nope'), periodSeconds: 1, failureThreshold: 1 } });
    test.settle();
    expect(test.pods().slice(1)).toEqual(['never 0/1 Running 0', 'slow 1/1 Running 0']);
    expect(test.pod('dying').status?.containerStatuses?.[0]?.restartCount).toBe(1);
    expect(test.events('never').at(-1)).toBe(
      'Warning Unhealthy Readiness probe failed: HTTP probe failed with statuscode: 404',
    );
    const told = test.events('dying').map((text) => text.replace(/ \(x\d+\)$/, ''));
    expect(told.filter((text) => /Unhealthy|Killing/.test(text))).toEqual([
      'Warning Unhealthy Liveness probe failed: HTTP probe failed with statuscode: 404',
      'Normal Killing Container app failed liveness probe, will be restarted',
    ]);
  });

  it('runs init containers one after the other, then the rest', () => {
    const test = new TestWorld();
    const seen = test.watch();
    const init = (name: string) => ({ name, image: 'registry.k8s.io/pause:3.10', imagePullPolicy: 'IfNotPresent' });
    test.run('web', {}, { initContainers: [{ ...init('sidecar'), restartPolicy: 'Always' }] });
    test.settle();
    expect(seen.slice(2)).toEqual(['MODIFIED web 0/2 Init:0/1 0', 'MODIFIED web 2/2 Running 0']);
    test.run('stuck', {}, { initContainers: [init('waits')] });
    test.settle();
    expect(test.pods()).toEqual(['stuck 0/1 Init:0/1 0', 'web 2/2 Running 0']);
  });

  it('goes on waiting with what a failed pod never came to', () => {
    const test = new TestWorld();
    const initContainers = ['one', 'two'].map((name) => ({
      name,
      image: 'busybox',
      command: ['false'],
    }));
    test.run('bad', {}, { restartPolicy: 'Never', initContainers });
    test.settle();
    expect(test.pods()).toEqual(['bad 0/1 Init:Error 0']);
    const { phase, initContainerStatuses = [], containerStatuses = [] } = test.pod('bad').status ?? {};
    expect(phase).toBe('Failed');
    expect([...initContainerStatuses, ...containerStatuses].map(({ name, state }) => [name, state])).toEqual([
      ['one', { terminated: expect.objectContaining({ reason: 'Error' }) }],
      ['two', { waiting: { reason: 'PodInitializing' } }],
      ['app', { waiting: { reason: 'PodInitializing' } }],
    ]);
  });

  it('waits for a ConfigMap that a container needs', () => {
    const test = new TestWorld();
    const valueFrom = { configMapKeyRef: { name: 'settings', key: 'color' } };
    test.run('web', { env: [{ name: 'COLOR', valueFrom }] });
    test.settle();
    expect(test.pods()).toEqual(['web 0/1 CreateContainerConfigError 0']);
    expect(test.events('web').at(-1)).toBe('Warning Failed Error: configmap "settings" not found');
    test.client.create(configMapKind, {
      apiVersion: 'v1',
      kind: 'ConfigMap',
      metadata: { name: 'settings', namespace: 'default' },
      data: { color: 'blue' },
    });
    test.advance(20);
    expect(test.pods()).toEqual(['web 1/1 Running 0']);
  });

  it('makes no variables of what is binary', () => {
    const test = new TestWorld();
    test.client.create(configMapKind, {
      apiVersion: 'v1',
      kind: 'ConfigMap',
      metadata: { name: 'settings', namespace: 'default' },
      binaryData: { blob: 'AAEC' },
    });
    test.run('all', { envFrom: [{ configMapRef: { name: 'settings' } }] });
    test.run('one', { env: [{ name: 'B', valueFrom: { configMapKeyRef: { name: 'settings', key: 'blob' } } }] });
    test.settle();
    expect(test.pods()).toEqual(['all 1/1 Running 0', 'one 0/1 CreateContainerConfigError 0']);
    expect(test.events('one').at(-1)).toBe(
      "Warning Failed Error: couldn't find key blob in ConfigMap default/settings",
    );
  });

  it('refuses a pod that does not fit', () => {
    const test = new TestWorld();
    test.run('huge', { resources: { requests: { cpu: '3' } } }, { nodeName: 'node-1' });
    test.settle();
    expect(test.pods()).toEqual(['huge 0/1 OutOfcpu 0']);
    expect(test.pod('huge').status?.message).toBe(
      "Pod was rejected: Node didn't have enough resource: cpu, requested: 3000, used: 0, capacity: 2000",
    );
  });

  it('keeps containers running while it is stopped', () => {
    const test = new TestWorld();
    test.run('web', {}, { nodeName: 'node-1' });
    test.settle();
    const before = test.pod('web').status;
    test.world.setFault('kubelet/node-1', 'stopped');
    test.advance(20);
    test.world.setFault('kubelet/node-1', 'running');
    test.advance(20);
    expect(test.pod('web').status?.containerStatuses).toEqual(before?.containerStatuses);
    test.delete('web');
    test.settle();
    expect(test.pods()).toEqual([]);
  });
});
