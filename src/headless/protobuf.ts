/**
 * Reads the protobuf bodies that kubectl's generators (`kubectl create deployment`, `create service`, ...) and `drain`
 * send: the wire format is self-describing but for field numbers and types, which the table below gives for what they
 * send. A field that isn't in the table is passed over.
 */

/** What a field holds: a text, a number, a truth, bytes, a map of texts or bytes, a message; `[]` when it repeats. */
type FieldKind =
  | 'string'
  | 'int'
  | 'bool'
  | 'bytes'
  | '{}string'
  | '{}bytes'
  | 'intOrString'
  | 'quantity'
  | '{}quantity'
  | 'time'
  | (string & {});

/** A field without a name is an embedded message. */
type Message = Readonly<Record<number, readonly [name: string, kind: FieldKind]>>;

const MESSAGES: Readonly<Record<string, Message>> = {
  Unknown: { 1: ['typeMeta', 'TypeMeta'], 2: ['raw', 'bytes'] },
  TypeMeta: { 1: ['apiVersion', 'string'], 2: ['kind', 'string'] },
  ObjectMeta: {
    1: ['name', 'string'],
    2: ['generateName', 'string'],
    3: ['namespace', 'string'],
    5: ['uid', 'string'],
    6: ['resourceVersion', 'string'],
    11: ['labels', '{}string'],
    12: ['annotations', '{}string'],
    13: ['ownerReferences', '[]OwnerReference'],
    14: ['finalizers', '[]string'],
  },
  OwnerReference: {
    1: ['kind', 'string'],
    3: ['name', 'string'],
    4: ['uid', 'string'],
    5: ['apiVersion', 'string'],
    6: ['controller', 'bool'],
    7: ['blockOwnerDeletion', 'bool'],
  },
  LabelSelector: { 1: ['matchLabels', '{}string'], 2: ['matchExpressions', '[]LabelSelectorRequirement'] },
  LabelSelectorRequirement: { 1: ['key', 'string'], 2: ['operator', 'string'], 3: ['values', '[]string'] },
  Namespace: { 1: ['metadata', 'ObjectMeta'] },
  ConfigMap: {
    1: ['metadata', 'ObjectMeta'],
    2: ['data', '{}string'],
    3: ['binaryData', '{}bytes'],
    4: ['immutable', 'bool'],
  },
  Secret: {
    1: ['metadata', 'ObjectMeta'],
    2: ['data', '{}bytes'],
    3: ['type', 'string'],
    4: ['stringData', '{}string'],
    5: ['immutable', 'bool'],
  },
  ServiceAccount: { 1: ['metadata', 'ObjectMeta'] },
  Service: { 1: ['metadata', 'ObjectMeta'], 2: ['spec', 'ServiceSpec'] },
  ServiceSpec: {
    1: ['ports', '[]ServicePort'],
    2: ['selector', '{}string'],
    3: ['clusterIP', 'string'],
    4: ['type', 'string'],
    5: ['externalIPs', '[]string'],
    7: ['sessionAffinity', 'string'],
    8: ['loadBalancerIP', 'string'],
    10: ['externalName', 'string'],
    11: ['externalTrafficPolicy', 'string'],
    18: ['clusterIPs', '[]string'],
  },
  ServicePort: {
    1: ['name', 'string'],
    2: ['protocol', 'string'],
    3: ['port', 'int'],
    4: ['targetPort', 'intOrString'],
    5: ['nodePort', 'int'],
  },
  Deployment: { 1: ['metadata', 'ObjectMeta'], 2: ['spec', 'DeploymentSpec'] },
  DeploymentSpec: {
    1: ['replicas', 'int'],
    2: ['selector', 'LabelSelector'],
    3: ['template', 'PodTemplateSpec'],
    4: ['strategy', 'DeploymentStrategy'],
  },
  DeploymentStrategy: { 1: ['type', 'string'] },
  Job: { 1: ['metadata', 'ObjectMeta'], 2: ['spec', 'JobSpec'] },
  JobSpec: {
    1: ['parallelism', 'int'],
    2: ['completions', 'int'],
    3: ['activeDeadlineSeconds', 'int'],
    4: ['selector', 'LabelSelector'],
    5: ['manualSelector', 'bool'],
    6: ['template', 'PodTemplateSpec'],
    7: ['backoffLimit', 'int'],
    8: ['ttlSecondsAfterFinished', 'int'],
    9: ['completionMode', 'string'],
    10: ['suspend', 'bool'],
    12: ['backoffLimitPerIndex', 'int'],
    13: ['maxFailedIndexes', 'int'],
    14: ['podReplacementPolicy', 'string'],
    15: ['managedBy', 'string'],
  },
  CronJob: { 1: ['metadata', 'ObjectMeta'], 2: ['spec', 'CronJobSpec'] },
  CronJobSpec: { 1: ['schedule', 'string'], 3: ['concurrencyPolicy', 'string'], 5: ['jobTemplate', 'JobTemplateSpec'] },
  JobTemplateSpec: { 1: ['metadata', 'ObjectMeta'], 2: ['spec', 'JobSpec'] },
  HorizontalPodAutoscaler: { 1: ['metadata', 'ObjectMeta'], 2: ['spec', 'HorizontalPodAutoscalerSpec'] },
  HorizontalPodAutoscalerSpec: {
    1: ['scaleTargetRef', 'CrossVersionObjectReference'],
    2: ['minReplicas', 'int'],
    3: ['maxReplicas', 'int'],
    4: ['targetCPUUtilizationPercentage', 'int'],
  },
  CrossVersionObjectReference: { 1: ['kind', 'string'], 2: ['name', 'string'], 3: ['apiVersion', 'string'] },
  Ingress: { 1: ['metadata', 'ObjectMeta'], 2: ['spec', 'IngressSpec'] },
  IngressSpec: {
    1: ['defaultBackend', 'IngressBackend'],
    2: ['tls', '[]IngressTLS'],
    3: ['rules', '[]IngressRule'],
    4: ['ingressClassName', 'string'],
  },
  IngressBackend: { 4: ['service', 'IngressServiceBackend'] },
  IngressServiceBackend: { 1: ['name', 'string'], 2: ['port', 'ServiceBackendPort'] },
  ServiceBackendPort: { 1: ['name', 'string'], 2: ['number', 'int'] },
  IngressTLS: { 1: ['hosts', '[]string'], 2: ['secretName', 'string'] },
  IngressRule: { 1: ['host', 'string'], 2: ['', 'IngressRuleValue'] },
  IngressRuleValue: { 1: ['http', 'HTTPIngressRuleValue'] },
  HTTPIngressRuleValue: { 1: ['paths', '[]HTTPIngressPath'] },
  HTTPIngressPath: { 1: ['path', 'string'], 2: ['backend', 'IngressBackend'], 3: ['pathType', 'string'] },
  ResourceQuota: { 1: ['metadata', 'ObjectMeta'], 2: ['spec', 'ResourceQuotaSpec'] },
  ResourceQuotaSpec: { 1: ['hard', '{}quantity'], 2: ['scopes', '[]string'] },
  PriorityClass: {
    1: ['metadata', 'ObjectMeta'],
    2: ['value', 'int'],
    3: ['globalDefault', 'bool'],
    4: ['description', 'string'],
    5: ['preemptionPolicy', 'string'],
  },
  PodDisruptionBudget: { 1: ['metadata', 'ObjectMeta'], 2: ['spec', 'PodDisruptionBudgetSpec'] },
  PodDisruptionBudgetSpec: {
    1: ['minAvailable', 'intOrString'],
    2: ['selector', 'LabelSelector'],
    3: ['maxUnavailable', 'intOrString'],
    4: ['unhealthyPodEvictionPolicy', 'string'],
  },
  PodTemplateSpec: { 1: ['metadata', 'ObjectMeta'], 2: ['spec', 'PodSpec'] },
  Pod: { 1: ['metadata', 'ObjectMeta'], 2: ['spec', 'PodSpec'] },
  PodSpec: {
    1: ['volumes', '[]Volume'],
    2: ['containers', '[]Container'],
    3: ['restartPolicy', 'string'],
    4: ['terminationGracePeriodSeconds', 'int'],
    5: ['activeDeadlineSeconds', 'int'],
    6: ['dnsPolicy', 'string'],
    7: ['nodeSelector', '{}string'],
    8: ['serviceAccountName', 'string'],
    10: ['nodeName', 'string'],
    20: ['initContainers', '[]Container'],
    24: ['priorityClassName', 'string'],
  },
  Volume: { 1: ['name', 'string'], 2: ['', 'VolumeSource'] },
  VolumeSource: {
    1: ['hostPath', 'HostPathVolumeSource'],
    2: ['emptyDir', 'EmptyDirVolumeSource'],
    6: ['secret', 'SecretVolumeSource'],
    10: ['persistentVolumeClaim', 'PersistentVolumeClaimVolumeSource'],
    19: ['configMap', 'ConfigMapVolumeSource'],
  },
  HostPathVolumeSource: { 1: ['path', 'string'], 2: ['type', 'string'] },
  EmptyDirVolumeSource: { 1: ['medium', 'string'] },
  SecretVolumeSource: { 1: ['secretName', 'string'], 3: ['defaultMode', 'int'], 4: ['optional', 'bool'] },
  PersistentVolumeClaimVolumeSource: { 1: ['claimName', 'string'], 2: ['readOnly', 'bool'] },
  ConfigMapVolumeSource: { 1: ['', 'LocalObjectReference'], 3: ['defaultMode', 'int'], 4: ['optional', 'bool'] },
  LocalObjectReference: { 1: ['name', 'string'] },
  VolumeMount: {
    1: ['name', 'string'],
    2: ['readOnly', 'bool'],
    3: ['mountPath', 'string'],
    4: ['subPath', 'string'],
  },
  Container: {
    1: ['name', 'string'],
    2: ['image', 'string'],
    3: ['command', '[]string'],
    4: ['args', '[]string'],
    5: ['workingDir', 'string'],
    6: ['ports', '[]ContainerPort'],
    7: ['env', '[]EnvVar'],
    8: ['resources', 'ResourceRequirements'],
    9: ['volumeMounts', '[]VolumeMount'],
    14: ['imagePullPolicy', 'string'],
    16: ['stdin', 'bool'],
    18: ['tty', 'bool'],
    19: ['envFrom', '[]EnvFromSource'],
  },
  ResourceRequirements: { 1: ['limits', '{}quantity'], 2: ['requests', '{}quantity'] },
  EnvFromSource: { 1: ['prefix', 'string'], 2: ['configMapRef', 'EnvSource'], 3: ['secretRef', 'EnvSource'] },
  EnvSource: { 1: ['', 'LocalObjectReference'], 2: ['optional', 'bool'] },
  ContainerPort: {
    1: ['name', 'string'],
    2: ['hostPort', 'int'],
    3: ['containerPort', 'int'],
    4: ['protocol', 'string'],
  },
  EnvVar: { 1: ['name', 'string'], 2: ['value', 'string'], 3: ['valueFrom', 'EnvVarSource'] },
  EnvVarSource: {
    1: ['fieldRef', 'ObjectFieldSelector'],
    3: ['configMapKeyRef', 'KeySelector'],
    4: ['secretKeyRef', 'KeySelector'],
  },
  ObjectFieldSelector: { 1: ['apiVersion', 'string'], 2: ['fieldPath', 'string'] },
  KeySelector: { 1: ['', 'LocalObjectReference'], 2: ['key', 'string'], 3: ['optional', 'bool'] },
  Eviction: { 1: ['metadata', 'ObjectMeta'], 2: ['deleteOptions', 'DeleteOptions'] },
  DeleteOptions: {
    1: ['gracePeriodSeconds', 'int'],
    2: ['preconditions', 'Preconditions'],
    3: ['orphanDependents', 'bool'],
    4: ['propagationPolicy', 'string'],
    5: ['dryRun', '[]string'],
  },
  Preconditions: { 1: ['uid', 'string'], 2: ['resourceVersion', 'string'] },
  Role: { 1: ['metadata', 'ObjectMeta'], 2: ['rules', '[]PolicyRule'] },
  ClusterRole: {
    1: ['metadata', 'ObjectMeta'],
    2: ['rules', '[]PolicyRule'],
    3: ['aggregationRule', 'AggregationRule'],
  },
  AggregationRule: { 1: ['clusterRoleSelectors', '[]LabelSelector'] },
  PolicyRule: {
    1: ['verbs', '[]string'],
    2: ['apiGroups', '[]string'],
    3: ['resources', '[]string'],
    4: ['resourceNames', '[]string'],
    5: ['nonResourceURLs', '[]string'],
  },
  RoleBinding: { 1: ['metadata', 'ObjectMeta'], 2: ['subjects', '[]Subject'], 3: ['roleRef', 'RoleRef'] },
  ClusterRoleBinding: { 1: ['metadata', 'ObjectMeta'], 2: ['subjects', '[]Subject'], 3: ['roleRef', 'RoleRef'] },
  Subject: { 1: ['kind', 'string'], 2: ['apiGroup', 'string'], 3: ['name', 'string'], 4: ['namespace', 'string'] },
  RoleRef: { 1: ['apiGroup', 'string'], 2: ['kind', 'string'], 3: ['name', 'string'] },
  SelfSubjectAccessReview: { 1: ['metadata', 'ObjectMeta'], 2: ['spec', 'AccessReviewSpec'] },
  SubjectAccessReview: { 1: ['metadata', 'ObjectMeta'], 2: ['spec', 'AccessReviewSpec'] },
  LocalSubjectAccessReview: { 1: ['metadata', 'ObjectMeta'], 2: ['spec', 'AccessReviewSpec'] },
  AccessReviewSpec: {
    1: ['resourceAttributes', 'ResourceAttributes'],
    2: ['nonResourceAttributes', 'NonResourceAttributes'],
    3: ['user', 'string'],
    4: ['groups', '[]string'],
  },
  ResourceAttributes: {
    1: ['namespace', 'string'],
    2: ['verb', 'string'],
    3: ['group', 'string'],
    4: ['version', 'string'],
    5: ['resource', 'string'],
    6: ['subresource', 'string'],
    7: ['name', 'string'],
  },
  NonResourceAttributes: { 1: ['path', 'string'], 2: ['verb', 'string'] },
  SelfSubjectRulesReview: { 1: ['metadata', 'ObjectMeta'], 2: ['spec', 'RulesReviewSpec'] },
  RulesReviewSpec: { 1: ['namespace', 'string'] },
  SelfSubjectReview: { 1: ['metadata', 'ObjectMeta'] },
  TokenReview: { 1: ['metadata', 'ObjectMeta'], 2: ['spec', 'TokenReviewSpec'] },
  TokenReviewSpec: { 1: ['token', 'string'], 2: ['audiences', '[]string'] },
  TokenRequest: { 1: ['metadata', 'ObjectMeta'], 2: ['spec', 'TokenRequestSpec'] },
  TokenRequestSpec: {
    1: ['audiences', '[]string'],
    3: ['boundObjectRef', 'BoundObjectReference'],
    4: ['expirationSeconds', 'int'],
  },
  BoundObjectReference: {
    1: ['kind', 'string'],
    2: ['apiVersion', 'string'],
    3: ['name', 'string'],
    4: ['uid', 'string'],
  },
  IntOrString: { 1: ['type', 'int'], 2: ['intVal', 'int'], 3: ['strVal', 'string'] },
  'MapEntry{}string': { 1: ['key', 'string'], 2: ['value', 'string'] },
  'MapEntry{}quantity': { 1: ['key', 'string'], 2: ['value', 'quantity'] },
  Quantity: { 1: ['string', 'string'] },
  'MapEntry{}bytes': { 1: ['key', 'string'], 2: ['value', 'bytes'] },
};

/** What Kubernetes puts before a protobuf body. */
const MAGIC = 'k8s\0';

/** The object in a protobuf body; undefined when it is none, or of a kind that isn't in the table. */
export function decodeProtobuf(body: Buffer): unknown {
  if (body.subarray(0, MAGIC.length).toString('latin1') !== MAGIC) return undefined;
  const { typeMeta, raw } = readMessage(body.subarray(MAGIC.length), 'Unknown') as {
    typeMeta?: { apiVersion?: string; kind?: string };
    raw?: string;
  };
  const kind = typeMeta?.kind ?? '';
  if (MESSAGES[kind] === undefined || raw === undefined) return undefined;
  return { ...typeMeta, ...readMessage(Buffer.from(raw, 'base64'), kind) };
}

function readMessage(bytes: Buffer, type: string): Record<string, unknown> {
  const message = MESSAGES[type] ?? {};
  const out: Record<string, unknown> = {};
  const reader = new Reader(bytes);
  while (!reader.done) {
    const { field, value } = reader.next();
    const declared = message[field];
    if (declared === undefined) continue;
    const [name, kind] = declared;
    if (kind.startsWith('[]')) {
      out[name] = [...((out[name] as unknown[] | undefined) ?? []), fieldValue(value, kind.slice(2))];
    } else if (kind.startsWith('{}')) {
      const entry = readMessage(value as Buffer, `MapEntry${kind}`);
      out[name] = { ...(out[name] as object | undefined), [String(entry['key'] ?? '')]: entry['value'] ?? '' };
    } else if (name === '') {
      // An embedded message's fields stand among those around it.
      Object.assign(out, fieldValue(value, kind));
    } else {
      const found = fieldValue(value, kind);
      // Go writes empty texts and zeroes that JSON leaves out.
      if (found !== '' && !(found === 0 && kind !== 'int')) out[name] = found;
    }
  }
  return dropZeroPorts(out);
}

/** A port of 0 says that none was given. */
function dropZeroPorts(message: Record<string, unknown>): Record<string, unknown> {
  for (const name of ['nodePort', 'hostPort', 'targetPort']) if (message[name] === 0) delete message[name];
  return message;
}

function fieldValue(value: number | Buffer, kind: FieldKind): unknown {
  if (typeof value === 'number') return kind === 'bool' ? value !== 0 : value;
  switch (kind) {
    case 'string':
      return value.toString('utf8');
    case 'bytes':
      return value.toString('base64');
    case 'quantity':
      return readMessage(value, 'Quantity')['string'] ?? '0';
    case 'intOrString': {
      const { type = 0, intVal = 0, strVal = '' } = readMessage(value, 'IntOrString');
      return type === 0 ? intVal : strVal;
    }
    default:
      return readMessage(value, kind);
  }
}

class Reader {
  readonly #bytes: Buffer;
  #at = 0;

  constructor(bytes: Buffer) {
    this.#bytes = bytes;
  }

  get done(): boolean {
    return this.#at >= this.#bytes.length;
  }

  /** The next field: a number for variable-length and fixed integers, the bytes of anything else. */
  next(): { field: number; value: number | Buffer } {
    const tag = this.#varint();
    const field = Math.floor(tag / 8);
    switch (tag % 8) {
      case 0:
        return { field, value: this.#varint() };
      case 1:
        return { field, value: this.#take(8) };
      case 2:
        return { field, value: this.#take(this.#varint()) };
      default:
        return { field, value: this.#take(4) };
    }
  }

  /** Up to 2^53; negative numbers, which take ten bytes, come out as such. */
  #varint(): number {
    let value = 0n;
    for (let shift = 0n; ; shift += 7n) {
      const byte = BigInt(this.#bytes[this.#at++] ?? 0);
      value |= (byte & 127n) << shift;
      if (byte < 128n) return Number(BigInt.asIntN(64, value));
    }
  }

  #take(length: number): Buffer {
    const bytes = this.#bytes.subarray(this.#at, this.#at + length);
    this.#at += length;
    return bytes;
  }
}

/** The type of the only form in which kubectl takes OpenAPI v2. */
export const OPENAPI_V2_TYPE = 'application/com.github.proto-openapi.spec.v2.v1.0+protobuf';

/**
 * An OpenAPI v2 document that describes nothing (`swagger: "2.0"`): kubectl asks for one where it would check a List or
 * an unknown kind by itself, and leaves the checking to the server when it finds nothing there.
 */
export function emptyOpenApiV2(): Buffer {
  const text = Buffer.from('2.0');
  return Buffer.concat([Buffer.from([0x0a, text.length]), text]);
}
