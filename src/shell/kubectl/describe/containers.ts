/** The containers of a pod or of a pod template. */
import type {
  Container,
  ContainerState,
  ContainerStatus,
  EnvVar,
  Probe,
  ResourceRequirements,
} from 'kubernetes-types/core/v1';
import { formatLongTime, parseTime } from '../../../base/time';
import type { Pod } from '../../../kinds/pod';
import { resourceValue } from '../../../kinds/pods/resourceField';
import type { DescribeWriter } from './describer';
import { goBool, orNone } from './metadata';

export interface ContainersOf {
  readonly label: string;
  readonly containers: readonly Container[];
  readonly statuses?: readonly ContainerStatus[];
  /** The pod, for values of its own fields; absent in templates. */
  readonly pod?: Pod;
  /** Before names: a blank more in templates. */
  readonly indent: '' | '  ';
}

export function writeContainers(out: DescribeWriter, { label, containers, statuses, pod, indent }: ContainersOf): void {
  out.line(0, containers.length === 0 ? `${indent}${label}: <none>` : `${indent}${label}:`);
  for (const container of containers) {
    const status = statuses?.find((one) => one.name === container.name);
    out.line(1, `${indent === '' ? '' : ' '}${container.name}:`);
    writeBasics(out, container, status);
    writeWords(out, 'Command', container.command);
    writeWords(out, 'Args', container.args);
    if (status !== undefined) writeStatus(out, status);
    writeResources(out, container.resources);
    writeProbes(out, container);
    writeEnvironment(out, container, pod);
    writeMounts(out, container);
  }
}

function writeBasics(out: DescribeWriter, container: Container, status: ContainerStatus | undefined): void {
  if (status !== undefined) out.line(2, `Container ID:\t${status.containerID ?? ''}`);
  out.line(2, `Image:\t${container.image ?? ''}`);
  if (status !== undefined) out.line(2, `Image ID:\t${status.imageID}`);
  const ports = (container.ports ?? []).map((port) => `${port.containerPort}/${port.protocol ?? 'TCP'}`);
  out.line(2, ports.length > 1 ? `Ports:\t${ports.join(', ')}` : `Port:\t${orNone(ports[0])}`);
  const hostPorts = (container.ports ?? []).map((port) => `${port.hostPort ?? 0}/${port.protocol ?? 'TCP'}`);
  out.line(2, hostPorts.length > 1 ? `Host Ports:\t${hostPorts.join(', ')}` : `Host Port:\t${orNone(hostPorts[0])}`);
}

function writeWords(out: DescribeWriter, title: string, words: readonly string[] | undefined): void {
  if (words === undefined || words.length === 0) return;
  out.line(2, `${title}:`);
  for (const word of words) for (const line of word.split('\n')) out.line(3, line);
}

function writeStatus(out: DescribeWriter, status: ContainerStatus): void {
  writeState(out, 'State', status.state);
  if (status.lastState?.terminated !== undefined) writeState(out, 'Last State', status.lastState);
  out.line(2, `Ready:\t${goBool(status.ready)}`);
  out.line(2, `Restart Count:\t${status.restartCount}`);
}

function writeState(out: DescribeWriter, title: string, state: ContainerState | undefined): void {
  const { running, waiting, terminated } = state ?? {};
  if (running !== undefined) {
    out.line(2, `${title}:\tRunning`);
    out.line(3, `Started:\t${longTime(running.startedAt)}`);
  } else if (terminated !== undefined) {
    out.line(2, `${title}:\tTerminated`);
    if ((terminated.reason ?? '') !== '') out.line(3, `Reason:\t${terminated.reason}`);
    if ((terminated.message ?? '') !== '') out.line(3, `Message:\t${terminated.message}`);
    out.line(3, `Exit Code:\t${terminated.exitCode}`);
    if ((terminated.signal ?? 0) > 0) out.line(3, `Signal:\t${terminated.signal}`);
    out.line(3, `Started:\t${longTime(terminated.startedAt)}`);
    out.line(3, `Finished:\t${longTime(terminated.finishedAt)}`);
  } else {
    out.line(2, `${title}:\tWaiting`);
    if ((waiting?.reason ?? '') !== '') out.line(3, `Reason:\t${waiting?.reason}`);
  }
}

/** The zero time of Go when there is none. */
export function longTime(time: string | undefined | null): string {
  const moment = parseTime(time ?? undefined);
  return moment === undefined ? 'Mon, 01 Jan 0001 00:00:00 +0000' : formatLongTime(moment);
}

function writeResources(out: DescribeWriter, resources: ResourceRequirements | undefined): void {
  for (const [title, list] of [
    ['Limits', resources?.limits],
    ['Requests', resources?.requests],
  ] as const) {
    const names = Object.keys(list ?? {}).sort();
    if (names.length > 0) out.line(2, `${title}:`);
    for (const name of names) out.line(3, `${name}:\t${list?.[name] ?? ''}`);
  }
}

function writeProbes(out: DescribeWriter, container: Container): void {
  if (container.livenessProbe !== undefined) out.line(2, `Liveness:\t${probeText(container.livenessProbe)}`);
  if (container.readinessProbe !== undefined) out.line(2, `Readiness:\t${probeText(container.readinessProbe)}`);
  if (container.startupProbe !== undefined) out.line(2, `Startup:\t${probeText(container.startupProbe)}`);
}

/** `http-get http://:80/ delay=0s timeout=1s period=10s #success=1 #failure=3` */
function probeText(probe: Probe): string {
  const times = `delay=${probe.initialDelaySeconds ?? 0}s timeout=${probe.timeoutSeconds ?? 0}s period=${probe.periodSeconds ?? 0}s`;
  const attributes = `${times} #success=${probe.successThreshold ?? 0} #failure=${probe.failureThreshold ?? 0}`;
  if (probe.exec !== undefined) return `exec [${(probe.exec.command ?? []).join(' ')}] ${attributes}`;
  if (probe.httpGet !== undefined) {
    const { scheme = '', host = '', port, path = '' } = probe.httpGet;
    const slash = path === '' || path.startsWith('/') ? '' : '/';
    return `http-get ${scheme.toLowerCase()}://${host}:${port}${slash}${path} ${attributes}`;
  }
  if (probe.tcpSocket !== undefined)
    return `tcp-socket ${probe.tcpSocket.host ?? ''}:${probe.tcpSocket.port} ${attributes}`;
  if (probe.grpc !== undefined) return `grpc <pod>:${probe.grpc.port} ${probe.grpc.service ?? ''} ${attributes}`;
  return `unknown ${attributes}`;
}

function writeEnvironment(out: DescribeWriter, container: Container, pod: Pod | undefined): void {
  const from = container.envFrom ?? [];
  if (from.length > 0) out.line(2, 'Environment Variables from:');
  for (const source of from) {
    const reference = source.configMapRef ?? source.secretRef;
    const type = source.configMapRef !== undefined ? 'ConfigMap' : 'Secret';
    const prefix = (source.prefix ?? '') === '' ? '' : ` with prefix '${source.prefix}'`;
    out.line(3, `${reference?.name ?? ''}\t${type}${prefix}\tOptional: ${reference?.optional === true}`);
  }
  const variables = container.env ?? [];
  out.line(2, variables.length === 0 ? 'Environment:\t<none>' : 'Environment:');
  for (const variable of variables) writeVariable(out, variable, container, pod);
}

function writeVariable(
  out: DescribeWriter,
  { name, value = '', valueFrom }: EnvVar,
  container: Container,
  pod: Pod | undefined,
): void {
  if (valueFrom === undefined) {
    for (const [i, line] of value.split('\n').entries()) out.line(3, i === 0 ? `${name}:\t${line}` : `\t${line}`);
    return;
  }
  const { fieldRef, resourceFieldRef, secretKeyRef, configMapKeyRef } = valueFrom;
  if (fieldRef !== undefined) {
    const found = pod === undefined ? '' : fieldOf(pod, fieldRef.fieldPath);
    out.line(3, `${name}:\t${found} (${fieldRef.apiVersion ?? 'v1'}:${fieldRef.fieldPath})`);
  } else if (resourceFieldRef !== undefined) {
    const amount = resourceValue(resourceFieldRef, container);
    const isOpen = amount === '0' && ['limits.cpu', 'limits.memory'].includes(resourceFieldRef.resource);
    out.line(3, `${name}:\t${isOpen ? 'node allocatable' : amount} (${resourceFieldRef.resource})`);
  } else if (secretKeyRef !== undefined) {
    const text = `<set to the key '${secretKeyRef.key}' in secret '${secretKeyRef.name ?? ''}'>`;
    out.line(3, `${name}:\t${text}\tOptional: ${secretKeyRef.optional === true}`);
  } else if (configMapKeyRef !== undefined) {
    const text = `<set to the key '${configMapKeyRef.key}' of config map '${configMapKeyRef.name ?? ''}'>`;
    out.line(3, `${name}:\t${text}\tOptional: ${configMapKeyRef.optional === true}`);
  }
}

/** Only metadata can be read off the pod here, as in kubectl. */
function fieldOf(pod: Pod, path: string): string {
  const keyed = /^metadata\.(labels|annotations)\['(.+)'\]$/.exec(path);
  if (keyed !== null) return pod.metadata[keyed[1] as 'labels' | 'annotations']?.[keyed[2] ?? ''] ?? '';
  if (path === 'metadata.name') return pod.metadata.name;
  if (path === 'metadata.namespace') return pod.metadata.namespace ?? '';
  return path === 'metadata.uid' ? (pod.metadata.uid ?? '') : '';
}

function writeMounts(out: DescribeWriter, container: Container): void {
  const mounts = [...(container.volumeMounts ?? [])].sort((a, b) => (a.mountPath < b.mountPath ? -1 : 1));
  out.line(2, mounts.length === 0 ? 'Mounts:\t<none>' : 'Mounts:');
  for (const mount of mounts) {
    const mode = mount.readOnly === true ? 'ro' : 'rw';
    const path = (mount.subPath ?? '') === '' ? '' : `,path=${JSON.stringify(mount.subPath)}`;
    out.line(3, `${mount.mountPath} from ${mount.name} (${mode}${path})`);
  }
  const devices = [...(container.volumeDevices ?? [])].sort((a, b) => (a.devicePath < b.devicePath ? -1 : 1));
  if (devices.length > 0) out.line(2, 'Devices:');
  for (const device of devices) out.line(3, `${device.devicePath} from ${device.name}`);
}
