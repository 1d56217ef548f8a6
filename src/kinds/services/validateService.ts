/** What is wrong with a Service, in the order of Kubernetes' ValidateService. */
import type { ServicePort, ServiceSpec } from 'kubernetes-types/core/v1';
import {
  duplicate,
  type FieldError,
  forbidden,
  goStrings,
  goText,
  invalid,
  invalidEach,
  notSupported,
  oneOf,
  required,
} from '../fieldError';
import { validateLabels } from '../metadata/validateMetadata';
import {
  addressErrors,
  labelErrors,
  ordinaryAddressErrors,
  portNumberErrors,
  rangeErrors,
  subdomainErrors,
} from '../names';
import { protocols } from '../pods/validateContainer';
import { validatePortReference } from '../pods/validateProbe';
import { hasClusterIP, isExternallyAccessible } from './serviceDefaults';

const types = ['ClusterIP', 'ExternalName', 'LoadBalancer', 'NodePort'];
/** The longest client affinity: a day, in seconds. */
const longestAffinity = 86400;
/** A load balancer must not open the kubelets to the world. */
const kubeletPort = 10250;

export function validateServiceSpec(spec: ServiceSpec): FieldError[] {
  const ports = spec.ports ?? [];
  const headless = spec.clusterIP === 'None';
  const names = new Set<string>();
  return [
    ...(ports.length === 0 && !headless && spec.type !== 'ExternalName' ? [required('spec.ports')] : []),
    ...validateType(spec, headless),
    ...ports.flatMap((port, i) => validatePort(`spec.ports[${i}]`, port, ports.length > 1, names)),
    ...validateLabels('spec.selector', spec.selector),
    ...validateAffinity(spec),
    ...(spec.clusterIPs ?? []).flatMap((address, i) =>
      address === 'None' && i === 0 ? [] : invalidEach(`spec.clusterIPs[${i}]`, address, addressErrors(address)),
    ),
    ...(spec.externalIPs ?? []).flatMap((address, i) =>
      invalidEach(`spec.externalIPs[${i}]`, address, ordinaryAddressErrors(address)),
    ),
    ...oneOf('spec.type', spec.type, types),
    ...(spec.type === 'ClusterIP' ? forbiddenNodePorts(ports) : []),
    ...duplicatePorts(ports),
    ...validateTraffic(spec),
  ];
}

/** A service keeps its addresses, unless it is or becomes an ExternalName. */
export function validateServiceUpdate(spec: ServiceSpec, old: ServiceSpec): FieldError[] {
  if (!hasClusterIP(spec) || !hasClusterIP(old)) return [];
  const now = spec.clusterIPs ?? [];
  const before = old.clusterIPs ?? [];
  if (now.length === 0 && before.length > 0) {
    return [invalid('spec.clusterIPs[0]', goStrings(now), 'primary clusterIP can not be unset')];
  }
  return before.flatMap((address, i) =>
    now[i] === undefined || now[i] === address
      ? []
      : [invalid(`spec.clusterIPs[${i}]`, goStrings(now), 'may not change once set')],
  );
}

function validateType(spec: ServiceSpec, headless: boolean): FieldError[] {
  if (spec.type === 'ExternalName') {
    const name = (spec.externalName ?? '').replace(/\.$/, '');
    return [
      ...(['clusterIPs', 'ipFamilies', 'ipFamilyPolicy'] as const)
        .filter((field) => spec[field] !== undefined && spec[field].length > 0)
        .map((field) => forbidden(`spec.${field}`, 'may not be set for ExternalName services')),
      ...(name === ''
        ? [required('spec.externalName')]
        : invalidEach('spec.externalName', name, subdomainErrors(name))),
    ];
  }
  if (spec.type !== 'LoadBalancer' && spec.type !== 'NodePort') return [];
  const detail = `may not be set to 'None' for ${spec.type} services`;
  const errors = headless ? [invalid('spec.clusterIPs[0]', 'None', detail)] : [];
  if (spec.type === 'NodePort') return errors;
  const exposed = (spec.ports ?? []).flatMap(({ port }, i) =>
    port === kubeletPort
      ? [invalid(`spec.ports[${i}]`, port, `may not expose port ${kubeletPort} externally since it is used by kubelet`)]
      : [],
  );
  return [...exposed, ...errors];
}

function validatePort(field: string, port: ServicePort, nameRequired: boolean, names: Set<string>): FieldError[] {
  const errors: FieldError[] = [];
  if (port.name) {
    errors.push(...invalidEach(`${field}.name`, port.name, labelErrors(port.name)));
    if (names.has(port.name)) errors.push(duplicate(`${field}.name`, port.name));
    names.add(port.name);
  } else if (nameRequired) {
    errors.push(required(`${field}.name`));
  }
  return [
    ...errors,
    ...invalidEach(`${field}.port`, port.port ?? 0, portNumberErrors(port.port ?? 0)),
    ...oneOf(`${field}.protocol`, port.protocol, protocols),
    ...validatePortReference(`${field}.targetPort`, port.targetPort),
  ];
}

function validateAffinity(spec: ServiceSpec): FieldError[] {
  const errors = oneOf('spec.sessionAffinity', spec.sessionAffinity, ['ClientIP', 'None']);
  const seconds = spec.sessionAffinityConfig?.clientIP?.timeoutSeconds;
  if (spec.sessionAffinity === 'ClientIP' && seconds !== undefined && (seconds <= 0 || seconds > longestAffinity)) {
    const field = 'spec.sessionAffinityConfig.clientIP.timeoutSeconds';
    errors.push(invalid(field, seconds, `must be greater than 0 and less than ${longestAffinity}`));
  }
  return errors;
}

function forbiddenNodePorts(ports: readonly ServicePort[]): FieldError[] {
  return ports.flatMap((port, i) =>
    port.nodePort ? [forbidden(`spec.ports[${i}].nodePort`, "may not be used when `type` is 'ClusterIP'")] : [],
  );
}

function duplicatePorts(ports: readonly ServicePort[]): FieldError[] {
  const nodePorts = new Set<string>();
  const numbers = new Set<string>();
  const errors: FieldError[] = [];
  ports.forEach((port, i) => {
    if (!port.nodePort) return;
    const key = `${port.protocol}/${port.nodePort}`;
    if (nodePorts.has(key)) errors.push(duplicate(`spec.ports[${i}].nodePort`, port.nodePort));
    nodePorts.add(key);
  });
  ports.forEach((port, i) => {
    const key = `${port.protocol}/${port.port}`;
    if (numbers.has(key)) errors.push(duplicate(`spec.ports[${i}]`, goPort(port)));
    numbers.add(key);
  });
  return errors;
}

/** The key by which Kubernetes compares ports, in Go's notation. */
function goPort({ protocol = '', port }: ServicePort) {
  return goText(
    `core.ServicePort{Name:"", Protocol:"${protocol}", AppProtocol:(*string)(nil), Port:${port}, TargetPort:intstr.IntOrString{Type:0, IntVal:0, StrVal:""}, NodePort:0}`,
  );
}

function validateTraffic(spec: ServiceSpec): FieldError[] {
  const errors: FieldError[] = sourceRangeErrors(spec);
  if (spec.allocateLoadBalancerNodePorts !== undefined && spec.type !== 'LoadBalancer') {
    const detail = "may only be used when `type` is 'LoadBalancer'";
    errors.push(forbidden('spec.allocateLoadBalancerNodePorts', detail));
  }
  const { externalTrafficPolicy: external, internalTrafficPolicy: internal } = spec;
  if (external && !isExternallyAccessible(spec)) {
    const detail = 'may only be set for externally-accessible services';
    errors.push(invalid('spec.externalTrafficPolicy', external, detail));
  } else if (external && external !== 'Cluster' && external !== 'Local') {
    errors.push(notSupported('spec.externalTrafficPolicy', external, ['Cluster', 'Local']));
  }
  if (internal && internal !== 'Cluster' && internal !== 'Local') {
    errors.push(notSupported('spec.internalTrafficPolicy', internal, ['Cluster', 'Local']));
  }
  return errors;
}

/** Who may come to a load balancer. */
function sourceRangeErrors({ type, loadBalancerSourceRanges: ranges = [] }: ServiceSpec): FieldError[] {
  const field = 'spec.LoadBalancerSourceRanges';
  const misplaced =
    ranges.length > 0 && type !== 'LoadBalancer'
      ? [forbidden(field, "may only be used when `type` is 'LoadBalancer'")]
      : [];
  return [
    ...misplaced,
    ...ranges.flatMap((range, i) => invalidEach(`${field}[${i}]`, range, rangeErrors(range.trim()))),
  ];
}
