/** The cluster's objects while a ReplicationController replaces a pod. */
import type { ClusterObject, PlaygroundState } from '../../store/playgroundState';

export function fixtureObjects(): PlaygroundState['objects'] {
  const pods = [
    pod('kubia-9tr5s', 'worker-1', '10.244.1.3', true),
    pod('kubia-4jfyf', 'worker-2', '10.244.2.2', true, '2026-01-12T09:02:38Z'),
    pod('kubia-w2pzk', 'worker-3', '10.244.3.2', true),
    pod('kubia-x8wq2', undefined, undefined, false),
  ];
  const nodes = [
    node('control-plane', '10.0.0.10', true),
    node('worker-1', '10.0.0.11'),
    node('worker-2', '10.0.0.12'),
    node('worker-3', '10.0.0.13'),
  ];
  return {
    pods: byKey(pods),
    nodes: byKey(nodes),
    replicationcontrollers: byKey([
      object('v1', 'ReplicationController', 'kubia', {
        spec: { replicas: 3, selector: { app: 'kubia' }, template: { metadata: { labels: { app: 'kubia' } } } },
        status: { replicas: 3, readyReplicas: 2, availableReplicas: 2 },
      }),
    ]),
    services: byKey([
      object('v1', 'Service', 'kubernetes', {
        spec: { type: 'ClusterIP', clusterIP: '10.96.0.1', ports: [{ port: 443, protocol: 'TCP' }] },
      }),
      object('v1', 'Service', 'kubia-http', {
        spec: {
          type: 'LoadBalancer',
          clusterIP: '10.96.41.8',
          selector: { app: 'kubia' },
          ports: [{ port: 8080, targetPort: 8080, nodePort: 31284, protocol: 'TCP' }],
        },
        status: { loadBalancer: { ingress: [{ ip: '34.64.10.7' }] } },
      }),
    ]),
    endpoints: byKey([
      object('v1', 'Endpoints', 'kubia-http', {
        subsets: [{ addresses: [{ ip: '10.244.1.3' }, { ip: '10.244.3.2' }], ports: [{ port: 8080 }] }],
      }),
    ]),
    events: byKey([
      object('v1', 'Event', 'kubia-9tr5s.1', {
        involvedObject: { kind: 'Pod', namespace: 'default', name: 'kubia-9tr5s', uid: 'uid-kubia-9tr5s' },
        reason: 'Scheduled',
        message: 'Successfully assigned default/kubia-9tr5s to worker-1',
        type: 'Normal',
        count: 1,
        lastTimestamp: '2026-01-12T09:01:53Z',
        source: { component: 'default-scheduler' },
      }),
      object('v1', 'Event', 'kubia-9tr5s.2', {
        involvedObject: { kind: 'Pod', namespace: 'default', name: 'kubia-9tr5s', uid: 'uid-kubia-9tr5s' },
        reason: 'Pulled',
        message:
          'Successfully pulled image "luksa/kubia" in 3.2s (3.2s including waiting). Image size: 249345123 bytes.',
        type: 'Normal',
        count: 1,
        lastTimestamp: '2026-01-12T09:01:57Z',
        source: { component: 'kubelet', host: 'worker-1' },
      }),
    ]),
  };
}

function object(apiVersion: string, kind: string, name: string, rest: object): ClusterObject {
  return {
    apiVersion,
    kind,
    metadata: { name, namespace: 'default', uid: `uid-${name}`, creationTimestamp: '2026-01-12T09:01:53Z' },
    ...rest,
  };
}

function pod(name: string, nodeName: string | undefined, podIP: string | undefined, ready: boolean, deleted?: string) {
  const made = object('v1', 'Pod', name, {
    spec: {
      nodeName,
      containers: [{ name: 'kubia', image: 'luksa/kubia', ports: [{ containerPort: 8080 }] }],
    },
    status: {
      phase: nodeName === undefined ? 'Pending' : 'Running',
      podIP,
      conditions: [{ type: 'Ready', status: ready ? 'True' : 'False' }],
      containerStatuses:
        nodeName === undefined
          ? []
          : [
              {
                name: 'kubia',
                ready,
                restartCount: 0,
                image: 'docker.io/luksa/kubia:latest',
                state: { running: { startedAt: '2026-01-12T09:01:58Z' } },
              },
            ],
    },
  });
  made.metadata.labels = { app: 'kubia' };
  made.metadata.ownerReferences = [
    { apiVersion: 'v1', kind: 'ReplicationController', name: 'kubia', uid: 'uid-kubia', controller: true },
  ];
  if (deleted !== undefined) Object.assign(made.metadata, { deletionTimestamp: deleted });
  return made;
}

function node(name: string, address: string, control = false): ClusterObject {
  const made = object('v1', 'Node', name, {
    spec: control
      ? { taints: [{ key: 'node-role.kubernetes.io/control-plane', effect: 'NoSchedule' }] }
      : { podCIDR: `10.244.${address.slice(-1)}.0/24` },
    status: {
      addresses: [{ type: 'InternalIP', address }],
      capacity: { cpu: '2', memory: '4Gi', pods: '110' },
      conditions: [{ type: 'Ready', status: 'True', reason: 'KubeletReady' }],
      nodeInfo: {
        kubeletVersion: 'v1.32.0',
        osImage: 'Debian GNU/Linux 12',
        containerRuntimeVersion: 'containerd://2.0.0',
      },
    },
  });
  delete made.metadata.namespace;
  made.metadata.labels = control ? { 'node-role.kubernetes.io/control-plane': '' } : { 'kubernetes.io/hostname': name };
  return made;
}

function byKey(objects: readonly ClusterObject[]): Record<string, ClusterObject> {
  return Object.fromEntries(
    objects.map((one) => {
      const { namespace, name } = one.metadata;
      return [namespace === undefined ? name : `${namespace}/${name}`, one];
    }),
  );
}
