import type { Taint } from 'kubernetes-types/core/v1';
import { formatLongTime, parseTime } from '../../../base/time';
import type { Routine } from '../../../engine/processes/routine';
import type { Lease } from '../../../kinds/lease';
import type { Node } from '../../../kinds/node';
import type { Pod } from '../../../kinds/pod';
import { longTime } from './containers';
import type { DescribeContext, Describer, DescribeWriter } from './describer';
import { writeAnnotations, writeLabels } from './metadata';
import { writeNodeResources } from './nodeResources';
import { listRelated } from './related';

const ROLE_LABEL = 'node-role.kubernetes.io/';

export const nodeDescriber: Describer<Node> = {
  kind: 'Node',
  *describe(context, node) {
    const { out } = context;
    const { spec = {}, status = {}, metadata } = node;
    out.line(0, `Name:\t${metadata.name}`);
    out.line(0, `Roles:\t${rolesOf(node).join(',') || '<none>'}`);
    writeLabels(out, 'Labels', metadata.labels);
    writeAnnotations(out, metadata.annotations);
    out.line(0, `CreationTimestamp:\t${longTime(metadata.creationTimestamp)}`);
    writeTaints(out, spec.taints ?? []);
    out.line(0, `Unschedulable:\t${spec.unschedulable === true}`);
    yield* writeLease(context, metadata.name);
    writeConditions(out, node);
    out.line(0, 'Addresses:');
    for (const address of status.addresses ?? []) out.line(1, `${address.type}:\t${address.address}`);
    writeResourceList(out, 'Capacity', status.capacity);
    writeResourceList(out, 'Allocatable', status.allocatable);
    writeSystem(out, node);
    if ((spec.podCIDR ?? '') !== '') {
      out.line(0, `PodCIDR:\t${spec.podCIDR}`);
      out.line(0, `PodCIDRs:\t${(spec.podCIDRs ?? []).join(',')}`);
    }
    if ((spec.providerID ?? '') !== '') out.line(0, `ProviderID:\t${spec.providerID}`);
    const fieldSelector = `spec.nodeName=${metadata.name},status.phase!=Failed,status.phase!=Succeeded`;
    const pods = yield* listRelated<Pod>(context, '/api/v1/pods', { fieldSelector });
    if (pods.ok) writeNodeResources(context, node, pods.value);
  },
};

function rolesOf(node: Node): string[] {
  const roles = new Set<string>();
  for (const [key, value] of Object.entries(node.metadata.labels ?? {})) {
    if (key.startsWith(ROLE_LABEL) && key.length > ROLE_LABEL.length) roles.add(key.slice(ROLE_LABEL.length));
    if (key === 'kubernetes.io/role' && value !== '') roles.add(value);
  }
  return [...roles].sort();
}

function writeTaints(out: DescribeWriter, taints: readonly Taint[]): void {
  if (taints.length === 0) out.line(0, 'Taints:\t<none>');
  const order = (taint: Taint): string => `${taint.effect},${taint.key}`;
  const sorted = [...taints].sort((a, b) => (order(a) < order(b) ? -1 : 1));
  sorted.forEach((taint, i) => {
    const value = (taint.value ?? '') === '' ? '' : `=${taint.value}`;
    out.line(0, `${i === 0 ? 'Taints:' : ''}\t${taint.key}${value}:${taint.effect}`);
  });
}

function* writeLease({ access, out }: DescribeContext, name: string): Routine<void> {
  const path = `/apis/coordination.k8s.io/v1/namespaces/kube-node-lease/leases/${name}`;
  const found = yield* access.attempt<Lease>({ method: 'GET', path });
  const time = (text: string | undefined): string => {
    const moment = parseTime(text);
    return moment === undefined ? '<unset>' : formatLongTime(moment);
  };
  if (!found.ok) {
    out.line(0, `Lease:\tFailed to get lease: ${found.error.message ?? ''}`);
    return;
  }
  const spec = found.value.spec ?? {};
  out.line(0, 'Lease:');
  out.line(1, `HolderIdentity:\t${spec.holderIdentity ?? '<unset>'}`);
  out.line(1, `AcquireTime:\t${time(spec.acquireTime)}`);
  out.line(1, `RenewTime:\t${time(spec.renewTime)}`);
}

function writeConditions(out: DescribeWriter, node: Node): void {
  const conditions = node.status?.conditions ?? [];
  if (conditions.length === 0) return;
  out.line(0, 'Conditions:\n  Type\tStatus\tLastHeartbeatTime\tLastTransitionTime\tReason\tMessage');
  out.line(1, '----\t------\t-----------------\t------------------\t------\t-------');
  for (const one of conditions) {
    const times = `${longTime(one.lastHeartbeatTime)} \t${longTime(one.lastTransitionTime)}`;
    out.line(1, `${one.type} \t${one.status} \t${times} \t${one.reason ?? ''} \t${one.message ?? ''}`);
  }
}

function writeResourceList(
  out: DescribeWriter,
  title: string,
  list: Readonly<Record<string, string>> | undefined,
): void {
  const names = Object.keys(list ?? {}).sort();
  if (names.length === 0) return;
  out.line(0, `${title}:`);
  for (const name of names) out.line(1, `${name}:\t${list?.[name] ?? ''}`);
}

function writeSystem(out: DescribeWriter, node: Node): void {
  const info = node.status?.nodeInfo;
  out.line(0, 'System Info:');
  out.line(1, `Machine ID:\t${info?.machineID ?? ''}`);
  out.line(1, `System UUID:\t${info?.systemUUID ?? ''}`);
  out.line(1, `Boot ID:\t${info?.bootID ?? ''}`);
  out.line(1, `Kernel Version:\t${info?.kernelVersion ?? ''}`);
  out.line(1, `OS Image:\t${info?.osImage ?? ''}`);
  out.line(1, `Operating System:\t${info?.operatingSystem ?? ''}`);
  out.line(1, `Architecture:\t${info?.architecture ?? ''}`);
  out.line(1, `Container Runtime Version:\t${info?.containerRuntimeVersion ?? ''}`);
  out.line(1, `Kubelet Version:\t${info?.kubeletVersion ?? ''}`);
  out.line(1, `Kube-Proxy Version:\t${info?.kubeProxyVersion ?? ''}`);
}
