import { humanDuration, parseTime } from '../../../base/time';
import type { Pod } from '../../../kinds/pod';
import { longTime, writeContainers } from './containers';
import type { DescribeContext, Describer, DescribeWriter } from './describer';
import { controllerText, writeAnnotations, writeLabels } from './metadata';
import { writeSpreading, writeTolerations } from './podTemplate';
import { writeVolumes } from './volumes';

export const podDescriber: Describer<Pod> = {
  kind: 'Pod',
  // biome-ignore lint/correctness/useYield: nothing more to ask for
  *describe(context, pod) {
    const { out } = context;
    writeHead(context, pod);
    writeAddresses(out, pod);
    const owner = controllerText(pod);
    if (owner !== '') out.line(0, `Controlled By:\t${owner}`);
    if ((pod.status?.nominatedNodeName ?? '') !== '')
      out.line(0, `NominatedNodeName:\t${pod.status?.nominatedNodeName}`);
    const { initContainers = [], containers, ephemeralContainers = [] } = pod.spec;
    const { status = {} } = pod;
    const base = { pod, indent: '' } as const;
    if (initContainers.length > 0) {
      const statuses = status.initContainerStatuses ?? [];
      writeContainers(out, { ...base, label: 'Init Containers', containers: initContainers, statuses });
    }
    writeContainers(out, { ...base, label: 'Containers', containers, statuses: status.containerStatuses ?? [] });
    if (ephemeralContainers.length > 0) {
      const statuses = status.ephemeralContainerStatuses ?? [];
      writeContainers(out, { ...base, label: 'Ephemeral Containers', containers: ephemeralContainers, statuses });
    }
    writeConditions(out, pod);
    writeVolumes(out, pod.spec.volumes ?? [], '');
    out.line(0, `QoS Class:\t${status.qosClass ?? ''}`);
    writeLabels(out, 'Node-Selectors', pod.spec.nodeSelector);
    writeTolerations(out, 'Tolerations', pod.spec.tolerations ?? []);
    writeSpreading(out, pod.spec.topologySpreadConstraints ?? [], '');
  },
};

function writeHead({ out, now }: DescribeContext, pod: Pod): void {
  const { spec, status = {}, metadata } = pod;
  out.line(0, `Name:\t${metadata.name}`);
  out.line(0, `Namespace:\t${metadata.namespace ?? ''}`);
  if (spec.priority !== undefined) out.line(0, `Priority:\t${spec.priority}`);
  if ((spec.priorityClassName ?? '') !== '') out.line(0, `Priority Class Name:\t${spec.priorityClassName}`);
  if ((spec.runtimeClassName ?? '') !== '') out.line(0, `Runtime Class Name:\t${spec.runtimeClassName}`);
  if ((spec.serviceAccountName ?? '') !== '') out.line(0, `Service Account:\t${spec.serviceAccountName}`);
  const bound = (spec.nodeName ?? '') !== '';
  out.line(0, bound ? `Node:\t${spec.nodeName}/${status.hostIP ?? ''}` : 'Node:\t<none>');
  if (status.startTime !== undefined) out.line(0, `Start Time:\t${longTime(status.startTime)}`);
  writeLabels(out, 'Labels', metadata.labels);
  writeAnnotations(out, metadata.annotations);
  const ended = status.phase === 'Failed' || status.phase === 'Succeeded';
  if (metadata.deletionTimestamp !== undefined && !ended) {
    const since = humanDuration(now - (parseTime(metadata.deletionTimestamp) ?? now));
    out.line(0, `Status:\tTerminating (lasts ${since})`);
    out.line(0, `Termination Grace Period:\t${metadata.deletionGracePeriodSeconds ?? 0}s`);
  } else {
    out.line(0, `Status:\t${status.phase ?? ''}`);
  }
  if ((status.reason ?? '') !== '') out.line(0, `Reason:\t${status.reason}`);
  if ((status.message ?? '') !== '') out.line(0, `Message:\t${status.message}`);
  const profile = spec.securityContext?.seccompProfile;
  if (profile !== undefined) out.line(0, `SeccompProfile:\t${profile.type}`);
}

function writeAddresses(out: DescribeWriter, { status }: Pod): void {
  out.line(0, `IP:\t${status?.podIP ?? ''}`);
  const addresses = status?.podIPs ?? [];
  out.line(0, addresses.length === 0 ? 'IPs:\t<none>' : 'IPs:');
  for (const address of addresses) out.line(1, `IP:\t${address.ip ?? ''}`);
}

function writeConditions(out: DescribeWriter, pod: Pod): void {
  const conditions = pod.status?.conditions ?? [];
  const gates = pod.spec.readinessGates ?? [];
  if (gates.length > 0) out.line(0, 'Readiness Gates:\n  Type\tStatus');
  for (const gate of gates) {
    const status = conditions.find((one) => one.type === gate.conditionType)?.status ?? '<none>';
    out.line(1, `${gate.conditionType} \t${status} `);
  }
  if (conditions.length === 0) return;
  out.line(0, 'Conditions:\n  Type\tStatus');
  for (const condition of conditions) out.line(1, `${condition.type} \t${condition.status} `);
}
