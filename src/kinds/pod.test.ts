import type { ContainerStatus, PodSpec, PodStatus } from 'kubernetes-types/core/v1';
import { describe, expect, it } from 'vitest';
import { parseTime } from '../base/time';
import { type Pod, podKind } from './pod';
import { formatRestarts, summarizePod } from './pods/podSummary';
import { qualityOfService } from './pods/qualityOfService';

const now = parseTime('2026-01-01T00:10:00Z') ?? 0;

function pod(spec: Partial<PodSpec> = {}, status: PodStatus = {}, metadata = {}): Pod {
  const containers = [{ name: 'c', image: 'nginx:1.25' }];
  const made = {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: { name: 'p', namespace: 'default', ...metadata },
    spec: { containers, ...spec },
    status,
  };
  podKind.setDefaults(made);
  return made;
}

function container(state: ContainerStatus['state'], more: Partial<ContainerStatus> = {}): ContainerStatus {
  return { name: 'c', image: '', imageID: '', ready: false, restartCount: 0, ...more, ...(state ? { state } : {}) };
}

describe('pod defaults', () => {
  it('are those that the server fills in', () => {
    const made = pod({
      containers: [
        {
          name: 'c',
          image: 'nginx',
          ports: [{ containerPort: 80 }],
          livenessProbe: { httpGet: { port: 80 } },
          env: [{ name: 'N', valueFrom: { fieldRef: { fieldPath: 'spec.nodeName' } } }],
          resources: { limits: { cpu: '1000m', memory: '1Gi' }, requests: { cpu: '100m' } },
        },
      ],
      serviceAccountName: 'me',
      volumes: [{ name: 'e' }, { name: 's', secret: { secretName: 's' } }],
    });
    expect(made.spec).toEqual({
      containers: [
        {
          name: 'c',
          image: 'nginx',
          imagePullPolicy: 'Always',
          ports: [{ containerPort: 80, protocol: 'TCP' }],
          livenessProbe: {
            httpGet: { path: '/', port: 80, scheme: 'HTTP' },
            timeoutSeconds: 1,
            periodSeconds: 10,
            successThreshold: 1,
            failureThreshold: 3,
          },
          env: [{ name: 'N', valueFrom: { fieldRef: { apiVersion: 'v1', fieldPath: 'spec.nodeName' } } }],
          resources: { limits: { cpu: '1', memory: '1Gi' }, requests: { cpu: '100m', memory: '1Gi' } },
          terminationMessagePath: '/dev/termination-log',
          terminationMessagePolicy: 'File',
        },
      ],
      dnsPolicy: 'ClusterFirst',
      enableServiceLinks: true,
      restartPolicy: 'Always',
      schedulerName: 'default-scheduler',
      securityContext: {},
      serviceAccount: 'me',
      serviceAccountName: 'me',
      terminationGracePeriodSeconds: 30,
      volumes: [
        { name: 'e', emptyDir: {} },
        { name: 's', secret: { secretName: 's', defaultMode: 420 } },
      ],
    });
  });

  it.each([
    ['nginx', 'Always'],
    ['nginx:latest', 'Always'],
    ['registry:5000/nginx', 'Always'],
    ['nginx:1.25', 'IfNotPresent'],
    ['nginx@sha256:0123', 'IfNotPresent'],
  ])('pull %s %s', (image, policy) => {
    expect(pod({ containers: [{ name: 'c', image }] }).spec.containers[0]?.imagePullPolicy).toBe(policy);
  });

  it('tell the quality of service', () => {
    const resources = (limits: object, requests: object) =>
      qualityOfService(pod({ containers: [{ name: 'c', image: 'x', resources: { limits, requests } as never }] }).spec);
    expect([resources({}, {}), resources({}, { cpu: '1' }), resources({ cpu: '1', memory: '1Gi' }, {})]).toEqual([
      'BestEffort',
      'Burstable',
      'Guaranteed',
    ]);
  });
});

describe('a pod’s line in a table', () => {
  const running = container({ running: {} }, { ready: true });
  const init = {
    initContainers: [
      { name: 'i', image: 'x' },
      { name: 'j', image: 'x' },
    ],
  };
  const ready = [{ type: 'Ready', status: 'True' }];

  it.each<[string, string, string, Pod]>([
    ['Pending', '0/1', '0', pod({}, { phase: 'Pending' })],
    [
      'ContainerCreating',
      '0/1',
      '0',
      pod({}, { phase: 'Pending', containerStatuses: [container({ waiting: { reason: 'ContainerCreating' } })] }),
    ],
    ['Running', '1/1', '0', pod({}, { phase: 'Running', containerStatuses: [running] })],
    [
      'Terminating',
      '1/1',
      '0',
      pod({}, { phase: 'Running', containerStatuses: [running] }, { deletionTimestamp: '2026-01-01T00:00:00Z' }),
    ],
    [
      'CrashLoopBackOff',
      '0/1',
      '3 (30s ago)',
      pod(
        {},
        {
          phase: 'Running',
          containerStatuses: [
            container(
              { waiting: { reason: 'CrashLoopBackOff' } },
              { restartCount: 3, lastState: { terminated: { exitCode: 1, finishedAt: '2026-01-01T00:09:30Z' } } },
            ),
          ],
        },
      ),
    ],
    [
      'Completed',
      '0/1',
      '0',
      pod(
        {},
        { phase: 'Succeeded', containerStatuses: [container({ terminated: { exitCode: 0, reason: 'Completed' } })] },
      ),
    ],
    [
      'ExitCode:2',
      '0/1',
      '0',
      pod({}, { phase: 'Failed', containerStatuses: [container({ terminated: { exitCode: 2 } })] }),
    ],
    [
      'Signal:9',
      '0/1',
      '0',
      pod({}, { phase: 'Failed', containerStatuses: [container({ terminated: { exitCode: 137, signal: 9 } })] }),
    ],
    [
      'NotReady',
      '1/2',
      '0',
      pod(
        {
          containers: [
            { name: 'a', image: 'x' },
            { name: 'b', image: 'x' },
          ],
        },
        {
          phase: 'Running',
          containerStatuses: [container({ terminated: { exitCode: 0, reason: 'Completed' } }), running],
        },
      ),
    ],
    [
      'Running',
      '1/2',
      '0',
      pod(
        {
          containers: [
            { name: 'a', image: 'x' },
            { name: 'b', image: 'x' },
          ],
        },
        {
          phase: 'Running',
          conditions: ready,
          containerStatuses: [container({ terminated: { exitCode: 0, reason: 'Completed' } }), running],
        },
      ),
    ],
    ['Init:0/2', '0/1', '0', pod(init, { phase: 'Pending', initContainerStatuses: [container({ running: {} })] })],
    [
      'Init:1/2',
      '0/1',
      '1',
      pod(init, {
        phase: 'Pending',
        initContainerStatuses: [
          container({ terminated: { exitCode: 0 } }, { restartCount: 1 }),
          container({ waiting: { reason: 'PodInitializing' } }),
        ],
      }),
    ],
    [
      'Init:Error',
      '0/1',
      '0',
      pod(init, {
        phase: 'Pending',
        initContainerStatuses: [container({ terminated: { exitCode: 1, reason: 'Error' } })],
      }),
    ],
    [
      'Init:ImagePullBackOff',
      '0/1',
      '0',
      pod(init, { phase: 'Pending', initContainerStatuses: [container({ waiting: { reason: 'ImagePullBackOff' } })] }),
    ],
    ['Evicted', '0/1', '0', pod({}, { phase: 'Failed', reason: 'Evicted' })],
    [
      'SchedulingGated',
      '0/1',
      '0',
      pod({}, { phase: 'Pending', conditions: [{ type: 'PodScheduled', status: 'False', reason: 'SchedulingGated' }] }),
    ],
  ])('says %s %s %s', (status, readiness, restarts, object) => {
    const summary = summarizePod(object);
    expect([
      summary.status,
      `${summary.readyContainers}/${summary.totalContainers}`,
      formatRestarts(summary, now),
    ]).toEqual([status, readiness, restarts]);
  });

  it('counts a sidecar among the containers', () => {
    const object = pod(
      { initContainers: [{ name: 'i', image: 'x', restartPolicy: 'Always' }] },
      {
        phase: 'Running',
        initContainerStatuses: [{ ...running, name: 'i', started: true }],
        containerStatuses: [running],
      },
    );
    expect(summarizePod(object)).toMatchObject({ status: 'Running', readyContainers: 2, totalContainers: 2 });
  });
});

describe('a pod update', () => {
  const old = pod({ nodeName: 'node-3', serviceAccountName: 'default' });

  it('may change an image, add tolerations and shorten the deadline', () => {
    const containers = [{ ...old.spec.containers[0], name: 'c', image: 'nginx:1.26' }];
    const spec = {
      ...old.spec,
      containers,
      tolerations: [{ key: 'x', operator: 'Exists' }],
      activeDeadlineSeconds: 60,
    };
    expect(podKind.validateUpdate({ ...old, spec }, old)).toEqual([]);
  });

  it('may not add containers', () => {
    const spec = { ...old.spec, containers: [...old.spec.containers, { name: 'd', image: 'x' }] };
    expect(podKind.validateUpdate({ ...old, spec }, old)).toEqual([
      {
        type: 'FieldValueForbidden',
        field: 'spec.containers',
        body: 'Forbidden: pod updates may not add or remove containers',
      },
    ]);
  });

  it('shows what else was changed, in Go’s notation', () => {
    const [error] = podKind.validateUpdate({ ...old, spec: { ...old.spec, nodeName: 'node-2' } }, old);
    const shown = error?.body.split('\n').slice(1).join('\n').replaceAll('\u00a0', ' ');
    expect(shown).toBe(`  core.PodSpec{
  	... // 9 identical fields
  	ServiceAccountName:           "default",
  	AutomountServiceAccountToken: nil,
- 	NodeName:                     "node-3",
+ 	NodeName:                     "node-2",
  	SecurityContext:              &{},
  	ImagePullSecrets:             nil,
  	... // 20 identical fields
  }
`);
  });
});
