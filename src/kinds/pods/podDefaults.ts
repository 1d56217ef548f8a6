/** What the API server fills into pods and pod templates (pkg/apis/core/v1/defaults.go). */
import type {
  Container,
  HTTPGetAction,
  LifecycleHandler,
  ObjectFieldSelector,
  PodSpec,
  PodTemplateSpec,
  Probe,
  ResourceRequirements,
  Volume,
  VolumeProjection,
} from 'kubernetes-types/core/v1';
import { canonicalAmounts } from '../quantity';
import { setClaimSpecDefaults } from '../storage/claimDefaults';

/** Defaults that only pods themselves get, not the templates of controllers. */
export function setPodDefaults(spec: PodSpec): void {
  setPodSpecDefaults(spec);
  for (const container of [...(spec.containers ?? []), ...(spec.initContainers ?? [])]) requestLimits(container);
  spec.enableServiceLinks ??= true;
}

/** Defaults of a template, which shows the creation time that a typed client would write. */
export function setTemplateDefaults(template: PodTemplateSpec): void {
  template.metadata ??= {};
  const metadata = template.metadata as { creationTimestamp?: string | null };
  metadata.creationTimestamp ??= null;
  template.spec ??= {} as PodSpec;
  setPodSpecDefaults(template.spec);
}

/** Defaults that pods and templates share. */
function setPodSpecDefaults(spec: PodSpec): void {
  spec.containers ??= [];
  const containers = allContainers(spec);
  for (const container of containers) setContainerDefaults(container);
  for (const volume of spec.volumes ?? []) setVolumeDefaults(volume);
  spec.dnsPolicy ||= 'ClusterFirst';
  spec.restartPolicy ||= 'Always';
  spec.schedulerName ||= 'default-scheduler';
  spec.securityContext ??= {};
  spec.terminationGracePeriodSeconds ??= 30;
  // `serviceAccount` is the old name of the field; the server always shows both.
  if (!spec.serviceAccountName && spec.serviceAccount) spec.serviceAccountName = spec.serviceAccount;
  if (spec.serviceAccountName) spec.serviceAccount = spec.serviceAccountName;
  if (spec.hostNetwork === true) {
    for (const port of containers.flatMap((container) => container.ports ?? [])) port.hostPort ||= port.containerPort;
  }
}

/** `Always` for the latest image (no tag, or `latest`), `IfNotPresent` for any other tag or a digest. */
function defaultPullPolicy(image: string): 'Always' | 'IfNotPresent' {
  if (image.includes('@')) return 'IfNotPresent';
  const last = image.slice(image.lastIndexOf('/') + 1);
  const tag = last.includes(':') ? last.slice(last.indexOf(':') + 1) : 'latest';
  return tag === 'latest' ? 'Always' : 'IfNotPresent';
}

function allContainers(spec: PodSpec): Container[] {
  const ephemeral = (spec.ephemeralContainers ?? []) as Container[];
  return [...(spec.initContainers ?? []), ...(spec.containers ?? []), ...ephemeral];
}

function setContainerDefaults(container: Container): void {
  container.imagePullPolicy ||= defaultPullPolicy(container.image ?? '');
  container.resources ??= {};
  canonicalResources(container.resources);
  container.terminationMessagePath ||= '/dev/termination-log';
  container.terminationMessagePolicy ||= 'File';
  for (const port of container.ports ?? []) port.protocol ||= 'TCP';
  for (const variable of container.env ?? []) setFieldRefDefaults(variable.valueFrom?.fieldRef);
  for (const probe of [container.livenessProbe, container.readinessProbe, container.startupProbe]) {
    if (probe !== undefined) setProbeDefaults(probe);
  }
  setHandlerDefaults(container.lifecycle?.postStart);
  setHandlerDefaults(container.lifecycle?.preStop);
}

function setProbeDefaults(probe: Probe): void {
  probe.timeoutSeconds ||= 1;
  probe.periodSeconds ||= 10;
  probe.successThreshold ||= 1;
  probe.failureThreshold ||= 3;
  setHttpDefaults(probe.httpGet);
  if (probe.grpc !== undefined) probe.grpc.service ??= '';
}

function setHandlerDefaults(handler: LifecycleHandler | undefined): void {
  setHttpDefaults(handler?.httpGet);
}

function setHttpDefaults(action: HTTPGetAction | undefined): void {
  if (action === undefined) return;
  action.path ||= '/';
  action.scheme ||= 'HTTP';
}

function setFieldRefDefaults(fieldRef: ObjectFieldSelector | undefined): void {
  if (fieldRef !== undefined) fieldRef.apiVersion ||= 'v1';
}

const defaultMode = 0o644;

function setVolumeDefaults(volume: Volume): void {
  if (Object.keys(volume).every((key) => key === 'name')) volume.emptyDir = {};
  if (volume.secret !== undefined) volume.secret.defaultMode ??= defaultMode;
  if (volume.configMap !== undefined) volume.configMap.defaultMode ??= defaultMode;
  if (volume.hostPath !== undefined) volume.hostPath.type ??= '';
  const template = volume.ephemeral?.volumeClaimTemplate;
  if (template?.spec !== undefined) setClaimSpecDefaults(template.spec);
  if (volume.downwardAPI !== undefined) {
    volume.downwardAPI.defaultMode ??= defaultMode;
    for (const item of volume.downwardAPI.items ?? []) setFieldRefDefaults(item.fieldRef);
  }
  if (volume.projected !== undefined) {
    volume.projected.defaultMode ??= defaultMode;
    for (const source of volume.projected.sources ?? []) setProjectionDefaults(source);
  }
}

function setProjectionDefaults(source: VolumeProjection): void {
  if (source.serviceAccountToken !== undefined) source.serviceAccountToken.expirationSeconds ??= 3600;
  for (const item of source.downwardAPI?.items ?? []) setFieldRefDefaults(item.fieldRef);
}

function canonicalResources(resources: ResourceRequirements): void {
  canonicalAmounts(resources.limits);
  canonicalAmounts(resources.requests);
}

/** What a container may use it also asks for, unless it asks for something else. */
function requestLimits(container: Container): void {
  const { resources } = container;
  if (resources?.limits === undefined || Object.keys(resources.limits).length === 0) return;
  resources.requests = { ...resources.limits, ...resources.requests };
}
