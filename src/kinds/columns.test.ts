import { describe, expect, it } from 'vitest';
import { parseTime } from '../base/time';
import { endpointsKind } from './endpoints';
import { eventKind } from './event';
import type { Kind } from './kind';
import { nodeKind } from './node';
import type { ClusterObject } from './object';
import { serviceKind } from './service';

const now = parseTime('2026-01-01T00:10:00Z') ?? 0;
const metadata = { name: 'x', creationTimestamp: '2026-01-01T00:05:00Z' };

function row(kind: Kind, object: object): (string | number)[] {
  return kind.columns.map((column) => column.value({ metadata, ...object } as unknown as ClusterObject, now));
}

describe('columns', () => {
  it.each<[object, object, (string | number)[]]>([
    [
      { type: 'ClusterIP', clusterIP: '10.96.0.1', ports: [{ port: 443 }] },
      {},
      ['x', 'ClusterIP', '10.96.0.1', '<none>', '443/TCP', '5m', '<none>'],
    ],
    [
      {
        type: 'NodePort',
        clusterIP: '10.96.0.2',
        ports: [{ port: 80, nodePort: 30080, protocol: 'TCP' }],
        selector: { app: 'web' },
      },
      {},
      ['x', 'NodePort', '10.96.0.2', '<none>', '80:30080/TCP', '5m', 'app=web'],
    ],
    [
      {
        type: 'LoadBalancer',
        clusterIP: '10.96.0.3',
        ports: [
          { port: 80, nodePort: 31000 },
          { port: 53, nodePort: 31001, protocol: 'UDP' },
        ],
      },
      { loadBalancer: {} },
      ['x', 'LoadBalancer', '10.96.0.3', '<pending>', '80:31000/TCP,53:31001/UDP', '5m', '<none>'],
    ],
    [
      { type: 'LoadBalancer', clusterIP: '10.96.0.3', ports: [{ port: 80 }] },
      { loadBalancer: { ingress: [{ ip: '203.0.113.7' }] } },
      ['x', 'LoadBalancer', '10.96.0.3', '203.0.113.7', '80/TCP', '5m', '<none>'],
    ],
    [
      { type: 'ExternalName', externalName: 'example.com' },
      {},
      ['x', 'ExternalName', '<none>', 'example.com', '<none>', '5m', '<none>'],
    ],
    [
      { type: 'ClusterIP', clusterIP: 'None', ports: [{ port: 80 }] },
      {},
      ['x', 'ClusterIP', 'None', '<none>', '80/TCP', '5m', '<none>'],
    ],
  ])('of the service %j', (spec, status, cells) => {
    expect(row(serviceKind, { spec, status })).toEqual(cells);
  });

  it('of a node tell its state and roles', () => {
    const labels = { 'node-role.kubernetes.io/worker': '', 'node-role.kubernetes.io/control-plane': '' };
    const status = { conditions: [{ type: 'Ready', status: 'Unknown' }], nodeInfo: { kubeletVersion: 'v1.32.0' } };
    expect(
      row(nodeKind, { metadata: { ...metadata, labels }, spec: { unschedulable: true }, status }).slice(0, 5),
    ).toEqual(['x', 'NotReady,SchedulingDisabled', 'control-plane,worker', '5m', 'v1.32.0']);
    expect(row(nodeKind, { spec: {} }).slice(1, 3)).toEqual(['Unknown', '<none>']);
  });

  it('of endpoints show three addresses', () => {
    const addresses = [1, 2, 3, 4, 5].map((n) => ({ ip: `10.244.1.${n}` }));
    const of = (subsets: object[]) => row(endpointsKind, { subsets })[1];
    expect(of([{ addresses, ports: [{ port: 80 }] }])).toBe('10.244.1.1:80,10.244.1.2:80,10.244.1.3:80 + 2 more...');
    expect([of([]), of([{ notReadyAddresses: addresses, ports: [{ port: 80 }] }])]).toEqual(['<none>', '']);
  });

  it('of an event tell when it was last seen', () => {
    const event = {
      involvedObject: { kind: 'Pod', name: 'web', fieldPath: 'spec.containers{c}' },
      type: 'Warning',
      reason: 'BackOff',
      message: 'Back-off restarting\n',
      source: { component: 'kubelet', host: 'node-1' },
      firstTimestamp: '2026-01-01T00:00:00Z',
      lastTimestamp: '2026-01-01T00:09:50Z',
      count: 4,
    };
    expect(row(eventKind, event)).toEqual([
      '10s',
      'Warning',
      'BackOff',
      'pod/web',
      'spec.containers{c}',
      'kubelet, node-1',
      'Back-off restarting',
      '10m',
      4,
      'x',
    ]);
  });
});
