/** What a cluster holds, without what no two clusters share: to see whether a command line changed the same things. */
import type { World } from '../../engine';
import { servedKinds } from '../../kinds/registry';

const ADMIN = { user: 'kubernetes-admin', groups: ['system:masters', 'system:authenticated'], actor: 'test' };
/** What comes and goes on its own. */
const PASSING = ['events', 'leases', 'componentstatuses', 'apiservices'];
/** Kinds that tell in their status how far time has brought them. */
const PASSING_STATUS = ['Pod', 'Job', 'Node', 'Deployment', 'ReplicaSet', 'StatefulSet', 'DaemonSet'];
/** Numbers, times and addresses of one cluster. */
const OWN = new Set([
  ...['uid', 'resourceVersion', 'creationTimestamp', 'time', 'lastTransitionTime', 'lastUpdateTime', 'lastProbeTime'],
  ...[
    'lastHeartbeatTime',
    'startTime',
    'startedAt',
    'finishedAt',
    'completionTime',
    'lastScaleTime',
    'lastScheduleTime',
  ],
  ...[
    'deletionTimestamp',
    'containerID',
    'nodeName',
    'podIP',
    'podIPs',
    'hostIP',
    'hostIPs',
    'clusterIP',
    'clusterIPs',
  ],
  ...[
    'nodePort',
    'healthCheckNodePort',
    'ip',
    'volumesInUse',
    'volumesAttached',
    'images',
    'imageID',
    'observedGeneration',
    'generation',
    'conditions',
    'currentMetrics',
    'currentReplicas',
  ],
]);

/** One line an object, sorted. */
export function clusterState(world: World): readonly string[] {
  const lines: string[] = [];
  for (const { group, version, plural } of listed) {
    const path = group === '' ? `/api/${version}/${plural}` : `/apis/${group}/${version}/${plural}`;
    const { body } = world.api.handle({ method: 'GET', path }, ADMIN);
    for (const item of (body as { items?: readonly object[] }).items ?? [])
      lines.push(`${plural} ${JSON.stringify(item, withoutOwn)}`);
  }
  return lines.map(withoutSuffixes).sort();
}

const listed = servedKinds.filter(
  ({ plural, group, version }) =>
    !PASSING.includes(plural) &&
    !/^(authorization|authentication|metrics)\./.test(group) &&
    !/beta|alpha/.test(version) &&
    !(group === 'autoscaling' && version === 'v1') &&
    !(group === 'events.k8s.io'),
);

function withoutOwn(this: unknown, key: string, value: unknown): unknown {
  if (key === 'status' && PASSING_STATUS.includes((this as { kind?: string }).kind ?? '')) return undefined;
  if (key === 'managedFields')
    return (value as { subresource?: string }[]).filter((one) => one.subresource !== 'status');
  return OWN.has(key) ? undefined : value;
}

/** Generated ends of names, and what is made of keys that differ. */
function withoutSuffixes(line: string): string {
  return line
    .replace(/(?<=[a-z0-9]-)[4-9bcdf]{6,10}(?=[-"])/g, '<hash>')
    .replace(/(?<=[a-z0-9>]-)[bcdfghjklmnpqrstvwxz2456789]{5}(?=")/g, '<suffix>')
    .replace(/(?<=-hash":")[0-9a-z]+(?=")/g, '<hash>')
    .replace(/k:\{\\"(uid|ip)\\":[^}]*\}/g, 'k:<$1>')
    .replace(/\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ/g, '<time>')
    .replace(/\b10\.\d+\.\d+\.\d+\b/g, '<ip>');
}
